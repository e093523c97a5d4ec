package value

import (
	"net/url"
	"strings"
)

// address is a pasted URL, parsed. Unlike net/url, this parser continues after
// a mistake, so that it can report all of them.
type address struct {
	scheme   string // lower case; "" if missing
	host     string // lower case, without port and final dot
	port     string
	segments []string // of the path, without empty ones
	query    string   // may hold secrets: never quote it
	fragment string
	slips    []urlMistake
	notes    []string
}

func (a *address) slip(s urlMistake) { a.slips = append(a.slips, s) }

func (a *address) note(n string) { a.notes = append(a.notes, n) }

// addressMax is the limit of a URL, in bytes.
const addressMax = 2048

// readAddress parses a cleaned text. If a mistake leaves no usable address,
// host is empty.
func readAddress(text string) address {
	var a address
	if len(text) > addressMax {
		a.slip(slipTooLong)
		return a
	}
	text = a.unpack(text)
	if strings.Count(text, "://") > 1 && !strings.ContainsAny(text[:strings.LastIndex(text, "://")], "?#") {
		a.slip(slipTwo)
		return a
	}
	if strings.ContainsFunc(text, func(r rune) bool { return r < 0x20 || r == 0x7F || r == 0xFFFD }) {
		a.slip(slipControl)
		return a
	}
	rest := a.readScheme(text)
	rest, a.fragment, _ = strings.Cut(rest, "#")
	rest, a.query, _ = strings.Cut(rest, "?")
	if strings.Contains(rest, `\`) {
		a.slip(slipBackslash)
		rest = strings.ReplaceAll(rest, `\`, "/")
	}
	authority, path, _ := strings.Cut(rest, "/")
	a.readAuthority(authority)
	a.readPath(path)
	if a.query != "" || strings.HasSuffix(text, "?") {
		a.slip(slipQuery)
	}
	if a.fragment != "" || strings.HasSuffix(text, "#") {
		a.slip(slipFragment)
	}
	return a
}

// unpack removes an HTTP verb, percent-encoding and spaces from the URL as a whole.
func (a *address) unpack(text string) string {
	for _, verb := range []string{"POST ", "GET ", "post ", "get "} {
		if rest, ok := strings.CutPrefix(text, verb); ok {
			a.slip(slipVerb)
			text = strings.TrimSpace(rest)
		}
	}
	lower := strings.ToLower(text[:min(len(text), 10)])
	if strings.HasPrefix(lower, "https%3a") || strings.HasPrefix(lower, "http%3a") {
		if plain, err := url.PathUnescape(text); err == nil {
			a.slip(slipEncoded)
			text = plain
		}
	}
	if strings.ContainsAny(text, " \t\r\n\u00a0\u2028\u2029") {
		joined := strings.Join(strings.Fields(text), "")
		a.slip(slipSpace)
		text = joined
	}
	return text
}

// readScheme removes the scheme and the slashes after it, however many there
// are and whichever way they lean.
func (a *address) readScheme(text string) string {
	end := strings.IndexAny(text, `:/\?#.@`)
	if end > 0 && text[end] == ':' && IsLDH(text[:end]) && !startsWithDigit(text[end+1:]) {
		a.scheme = strings.ToLower(text[:end])
		text = text[end+1:]
	}
	rest := strings.TrimLeft(text, `/\`)
	lead := text[:len(text)-len(rest)]
	switch {
	case strings.Contains(lead, `\`):
		a.slip(slipBackslash)
	case a.scheme != "" && lead != "//":
		a.slip(slipSlashes)
	}
	return rest
}

func startsWithDigit(text string) bool { return text != "" && text[0] >= '0' && text[0] <= '9' }

func (a *address) readAuthority(text string) {
	if at := strings.LastIndex(text, "@"); at >= 0 {
		a.slip(slipUser)
		text = text[at+1:]
	}
	if at := strings.LastIndex(text, ":"); at >= 0 && !strings.HasSuffix(text, "]") {
		text, a.port = text[:at], text[at+1:]
		if a.port == "443" && a.scheme != "http" {
			a.note("removed the port :443, which is the usual one")
		} else {
			a.slip(slipPort)
		}
	}
	if lower := strings.ToLower(text); lower != text {
		text = lower
		a.note("wrote the host name in lower case")
	}
	if rest := strings.TrimRight(text, "."); rest != text {
		a.slip(slipDot)
		text = rest
	}
	a.host = text
}

func (a *address) readPath(path string) {
	if rest, ok := strings.CutSuffix(path, "/"); ok && rest != "" {
		path = rest
		a.note("removed the slash at the end")
	}
	if path == "" {
		return
	}
	for segment := range strings.SplitSeq(path, "/") {
		if segment == "" {
			a.once(slipDouble)
			continue
		}
		a.segments = append(a.segments, segment)
	}
	if n := len(a.segments); n > 1 {
		if plain := strings.TrimRight(a.segments[n-1], ".,;:!"); plain != "" && plain != a.segments[n-1] {
			a.slip(slipPunctuation)
			a.segments[n-1] = plain
		}
	}
}

func (a *address) once(s urlMistake) {
	for _, old := range a.slips {
		if old == s {
			return
		}
	}
	a.slip(s)
}
