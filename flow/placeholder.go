package flow

import (
	"net/url"
	"strings"
)

// placeholder reports text that a document shows where a value of one's own
// belongs: {tenant}, <client-id>, $SECRET, %TENANT%, :tenant, YOUR_TENANT,
// a GUID of zeros or x.
func placeholder(text string) bool {
	if text == "" || len(text) > 120 {
		return false
	}
	if plain, err := url.PathUnescape(text); err == nil {
		text = plain
	}
	if strings.Trim(text, "xX-") == "" || strings.Trim(text, "0-") == "" && len(text) >= 8 {
		return len(text) >= 3
	}
	first, last := text[0], text[len(text)-1]
	switch {
	case first == '{' && last == '}', first == '<' && last == '>', first == '[' && last == ']':
		return placeholderWord(text[1 : len(text)-1])
	case first == '%' && last == '%' && len(text) > 2, first == '$' && len(text) > 1:
		return true
	case first == ':' && placeholderWord(text[1:]):
		return true
	}
	label, _, _ := strings.Cut(text, ".")
	if label != text && placeholder(label) {
		return true
	}
	return standIn(bareWord(text))
}

// placeholderWord reports what stands between braces of a placeholder: a word
// or a few, and no value.
func placeholderWord(inner string) bool {
	if inner == "" || len(inner) > 60 || IsGUID(inner) || strings.ContainsAny(inner, ".:/@~+=") {
		return false
	}
	word := bareWord(inner)
	if standIn(word) || strings.Trim(inner, "xX-") == "" {
		return true
	}
	return word != "" && !strings.ContainsAny(word, "0123456789")
}

// standIn reports words, without case and punctuation, that only documents use.
func standIn(word string) bool {
	switch word {
	case "tenant", "tenantid", "tenantguid", "tenantname", "directoryid", "directorytenantid", "clientid", "appid",
		"applicationid", "clientsecret", "secretvalue", "yoursecret", "mytenant", "changeme", "replaceme", "todo", "tbd":
		return true
	}
	for _, lead := range []string{"your", "insert", "enter", "replace", "paste", "my"} {
		rest, ok := strings.CutPrefix(word, lead)
		if !ok {
			continue
		}
		for _, what := range []string{"tenant", "client", "secret", "directory", "domain", "organization", "application", "appid", "company"} {
			if at := strings.Index(rest, what); at >= 0 && at <= 5 && (lead != "my" || at == 0 && len(rest) <= len(what)+4) {
				return true
			}
		}
	}
	return false
}
