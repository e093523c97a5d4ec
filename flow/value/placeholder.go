package value

import (
	"net/url"
	"slices"
	"strings"
)

// placeholder reports what a document shows in place of a value: {tenant},
// <client-id>, $TENANT_ID, %TENANT%, :tenant, YOUR_TENANT, a GUID of zeros or
// x.
func placeholder(text string) bool {
	if len(text) < 3 || len(text) > 120 {
		return false
	}
	if strings.Contains(text, "%") {
		if plain, err := url.PathUnescape(text); err == nil {
			text = plain
		}
	}
	if strings.Trim(text, "xX-") == "" || strings.Trim(text, "0-") == "" || bracketed(text) {
		return true
	}
	word := bareWord(text)
	if name, rest, ok := strings.Cut(text, "."); ok {
		word = bareWord(name)
		return bracketed(name) || strings.HasPrefix(word, "your") && standIn(word) ||
			strings.HasPrefix(rest, "onmicrosoft.") && standIn(word)
	}
	switch {
	case text[0] == '$':
		return slices.ContainsFunc(ownThings, func(thing string) bool { return strings.Contains(word, thing) })
	case text[0] == '%' && text[len(text)-1] == '%':
		return strings.Trim(strings.ReplaceAll(text, "_", ""), "%") == strings.ToUpper(word)
	case text[0] == ':':
		return placeholderWord(text[1:])
	}
	return standIn(word)
}

// bracketed reports a word in a template's brackets.
func bracketed(text string) bool {
	for _, pair := range []string{"{}", "<>", "[]", "${ }", "$( )"} {
		open, end := pair[:len(pair)/2], pair[len(pair)-1:]
		if rest, ok := strings.CutPrefix(text, open); ok && strings.HasSuffix(rest, end) {
			return placeholderWord(rest[:len(rest)-1])
		}
	}
	return false
}

// placeholderWord reports the text between a placeholder's brackets: one or a
// few words that are not a value.
func placeholderWord(inner string) bool {
	if inner == "" || len(inner) > 60 || IsGUID(inner) || strings.ContainsAny(inner, ".:/@~+=") {
		return false
	}
	word := bareWord(inner)
	return standIn(word) || word != "" && !strings.ContainsAny(word, "0123456789")
}

// ownThings are what documents leave for the reader to fill in.
var ownThings = []string{"tenant", "client", "secret", "directory", "domain", "organization", "organisation", "application", "appid", "company"}

// standIn reports words, without case and punctuation, that only documents use.
func standIn(word string) bool {
	switch word {
	case "tenant", "tenantid", "tenantguid", "tenantname", "directoryid", "directorytenantid", "clientid", "appid",
		"applicationid", "clientsecret", "secretvalue", "mytenant", "mytenantid", "mycompany", "changeme", "replaceme":
		return true
	}
	for _, lead := range []string{"your", "insert", "enter", "replace", "paste"} {
		rest, ok := strings.CutPrefix(word, lead)
		if !ok {
			continue
		}
		for _, filler := range []string{"your", "the", "with", "azure", "entra", "app"} {
			rest = strings.TrimPrefix(rest, filler)
		}
		if slices.ContainsFunc(ownThings, func(thing string) bool { return strings.HasPrefix(rest, thing) }) {
			return true
		}
	}
	return false
}
