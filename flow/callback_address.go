package flow

import (
	"net/url"
	"slices"
	"strings"

	"mailgrant/flow/text"
)

// answerNames are the parameters of which a redirect has at least one.
var answerNames = []string{"code", "error", "admin_consent"}

// answerValues are the parameters of a redirect in a text, from the query or the
// fragment of an address; nil if there are none. People paste what they have: an
// address from a mail, a chat or a page's source. If it was wrapped or has words
// around it, the matching state shows which reading is complete.
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

// entities decodes the characters of an address that HTML escapes.
var entities = strings.NewReplacer("&amp;", "&", "&#38;", "&", "&#x26;", "&", "&#61;", "=", "&#x3D;", "=", "&#x3d;", "=", "&quot;", `"`, "&lt;", "<", "&gt;", ">")

// opens matches the start of an address, or of its parameters if the rest is
// missing.
var opens = text.Pattern(`(?i)https?(?:://|(?:%25|%)3a(?:%25|%)2f(?:%25|%)2f)|(?:^|[\s?#&"'<(])(?:code|error|admin_consent|state|session_state)(?:=|%3d|%253d)`)

// readings are the addresses that a text may contain, the longest first.
func readings(text string) []string {
	const pieces = 64 // a wrapped address of 8 KiB has fewer lines
	for range 2 {
		text = entities.Replace(text)
	}
	if i := strings.LastIndex(text, "]("); i >= 0 { // a Markdown link
		text = text[i+2:]
	}
	at := opens().FindStringIndex(text)
	if at == nil {
		return nil
	}
	text = text[at[0]:]
	if i := strings.IndexAny(text[1:], "\"<>`"); i >= 0 && !strings.Contains(text[:i+1], "\n") { // none of these occurs in an address; mail quotes lines with >
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

// addressValues are the parameters of an address. If the address as a whole is
// percent-encoded, it is decoded first, at most this many times.
func addressValues(address string, decodings int) url.Values {
	_, query, ok := strings.Cut(address, "?")
	if !ok {
		_, query, ok = strings.Cut(address, "#")
	}
	if !ok {
		query = address
	}
	query = strings.TrimLeft(strings.ReplaceAll(query, "#", "&"), "?&\"'<( ")
	values, _ := url.ParseQuery(query) // skip what can't be parsed
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

// decoded removes further percent-encoding from code and state, which contain no
// percent sign.
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

// HoldsCallback reports a text that contains a complete redirect.
func HoldsCallback(text string) bool {
	return slices.ContainsFunc(readings(text), func(address string) bool { return addressValues(address, 2).Has("state") })
}
