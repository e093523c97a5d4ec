package text

import (
	"net/url"
	"slices"
	"strings"
)

// Placeholder reports what a document shows in place of a value: {tenant},
// <client-id>, $TENANT_ID, %TENANT%, :tenant, YOUR_TENANT, a GUID of zeros or
// x.
func Placeholder(text string) bool {
	if len(text) < 3 || len(text) > 120 {
		return false
	}
	if strings.Contains(text, "%") {
		if plain, err := url.PathUnescape(text); err == nil {
			text = plain
		}
	}
	if strings.Trim(text, "xX-") == "" || strings.Trim(text, "0-") == "" || Bracketed(text) {
		return true
	}
	word := Squeeze(text)
	if name, rest, ok := strings.Cut(text, "."); ok {
		word = Squeeze(name)
		return Bracketed(name) || strings.HasPrefix(word, "your") && standIn(word, ownThings) ||
			strings.HasPrefix(rest, "onmicrosoft.") && standIn(word, ownThings)
	}
	switch {
	case text[0] == '$':
		return slices.ContainsFunc(anyThings, func(thing string) bool { return strings.Contains(word, thing) })
	case text[0] == '%' && text[len(text)-1] == '%':
		return strings.Trim(strings.ReplaceAll(text, "_", ""), "%") == strings.ToUpper(word)
	case text[0] == ':':
		return PlaceholderWord(text[1:])
	}
	return standIn(word, anyThings)
}

// Bracketed reports a word in a template's brackets.
func Bracketed(text string) bool {
	for _, pair := range []string{"{}", "<>", "[]", "${ }", "$( )"} {
		open, end := pair[:len(pair)/2], pair[len(pair)-1:]
		if rest, ok := strings.CutPrefix(text, open); ok && strings.HasSuffix(rest, end) {
			return PlaceholderWord(rest[:len(rest)-1])
		}
	}
	return false
}

// PlaceholderWord reports the text between a placeholder's brackets: one or a
// few words that are not a value.
func PlaceholderWord(inner string) bool {
	if inner == "" || len(inner) > 60 || len(inner) == 36 && strings.Count(inner, "-") == 4 || strings.ContainsAny(inner, ".:/@~+=!#?^") {
		return false
	}
	word := Squeeze(inner)
	return standIn(word, anyThings) || word != "" && !strings.ContainsAny(word, "0123456789")
}

// ownThings are what documents leave for the reader to fill in. A domain can be
// named for one of the others.
var (
	ownThings = []string{"tenant", "client", "secret", "directory", "domain", "organization", "organisation", "application", "appid", "company"}
	anyThings = append(slices.Clone(ownThings), "password", "value", "key", "token")
)

// standIn reports words, without case and punctuation, that only documents use.
func standIn(word string, things []string) bool {
	switch word {
	case "tenant", "tenantid", "tenantguid", "tenantname", "directoryid", "directorytenantid", "clientid", "appid",
		"applicationid", "clientsecret", "secretvalue", "mytenant", "mytenantid", "mycompany", "changeme", "replaceme", "redacted":
		return true
	}
	for _, lead := range []string{"your", "insert", "enter", "replace", "paste"} {
		rest, ok := strings.CutPrefix(word, lead)
		if !ok {
			continue
		}
		thing := func() bool {
			return slices.ContainsFunc(things, func(thing string) bool { return strings.HasPrefix(rest, thing) })
		}
		for _, filler := range []string{"your", "the", "with", "azure", "entra", "app"} {
			if thing() {
				return true // application begins with a filler, too
			}
			rest = strings.TrimPrefix(rest, filler)
		}
		if thing() {
			return true
		}
	}
	return false
}

// HoldsPlaceholder reports a text with a placeholder anywhere in it, such as an
// address with one in its path.
func HoldsPlaceholder(text string) bool {
	return Placeholder(text) || slices.ContainsFunc(strings.FieldsFunc(text, func(r rune) bool { return strings.ContainsRune("/:?&=@ ", r) }), Placeholder)
}
