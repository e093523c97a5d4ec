package flow

import (
	"net/url"
	"slices"
	"strings"

	"mailgrant/flow/text"
)

// answerNames are the values that make a text an answer.
var answerNames = []string{"code", "error", "admin_consent"}

// answerValues are the values of the answer in a text, from the query or the
// fragment of an address; nil where it holds none. People paste what they have:
// an address out of a mail, a chat or a page's source. Where it was wrapped or has
// words around it, the state tells which reading is whole.
func answerValues(text, state string) url.Values {
	var first url.Values
	for _, address := range readings(text) {
		values := addressValues(address, 2)
		switch {
		case values == nil:
		case values.Get("state") == state:
			return values
		case first == nil:
			first = values
		}
	}
	return first
}

// entities are the characters of an address as HTML writes them.
var entities = strings.NewReplacer("&amp;", "&", "&#38;", "&", "&#x26;", "&", "&#61;", "=", "&#x3D;", "=", "&#x3d;", "=", "&quot;", `"`, "&lt;", "<", "&gt;", ">")

// opens is where an address begins, or its values where there is only those.
var opens = text.Pattern(`(?i)https?(?:://|(?:%25|%)3a(?:%25|%)2f(?:%25|%)2f)|(?:^|[\s?#&"'<(])(?:code|error|admin_consent|state|session_state)(?:=|%3d|%253d)`)

// readings are the addresses that a text can hold, the longest first.
func readings(text string) []string {
	const pieces = 64 // an address of 8 KiB, wrapped, has fewer lines
	for range 2 {
		text = entities.Replace(text)
	}
	if i := strings.LastIndex(text, "]("); i >= 0 { // a link of Markdown
		text = text[i+2:]
	}
	at := opens().FindStringIndex(text)
	if at == nil {
		return nil
	}
	text = text[at[0]:]
	if i := strings.IndexAny(text[1:], "\"<>`"); i >= 0 && !strings.Contains(text[:i+1], "\n") { // none is in an address; a mail quotes lines by >
		text = text[:i+1]
	}
	fields := strings.FieldsFunc(text, func(r rune) bool { return r == ' ' || r == '\t' || r == '\r' || r == '\n' || r == '>' })
	fields = fields[:min(len(fields), pieces)]
	var all []string
	for n := len(fields); n > 0; n-- {
		all = append(all, strings.TrimRight(strings.Join(fields[:n], ""), ">)]}\"'`.,;!"))
	}
	return all
}

// addressValues are the values of an address; one that is percent-encoded as a
// whole is decoded first, so many times at most.
func addressValues(address string, decodings int) url.Values {
	_, query, ok := strings.Cut(address, "?")
	if !ok {
		_, query, ok = strings.Cut(address, "#")
	}
	if !ok {
		query = address
	}
	query = strings.TrimLeft(strings.ReplaceAll(query, "#", "&"), "?&\"'<( ")
	values, _ := url.ParseQuery(query) // what can't be read is left out
	for _, name := range answerNames {
		if values.Has(name) {
			return decoded(values)
		}
	}
	if plain, err := url.PathUnescape(address); err == nil && plain != address && decodings > 0 {
		return addressValues(plain, decodings-1)
	}
	return nil
}

// decoded takes another encoding off code and state, which hold no per cent sign.
func decoded(values url.Values) url.Values {
	for _, name := range []string{"code", "state"} {
		for range 2 {
			if plain, err := url.PathUnescape(values.Get(name)); err == nil && values.Has(name) {
				values.Set(name, plain)
			}
		}
	}
	return values
}

// HoldsCallback reports a text with an answer in it that lacks nothing.
func HoldsCallback(text string) bool {
	return slices.ContainsFunc(readings(text), func(address string) bool { return addressValues(address, 2).Has("state") })
}
