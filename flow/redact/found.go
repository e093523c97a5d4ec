package redact

import (
	"bytes"
	"encoding/base64"
	"slices"
	"strings"
	"unicode"

	"mailgrant/flow/text"
)

// Found is what a text reveals.
type Found struct {
	spans      []Span
	values     []string // some of the found secrets, which a text may repeat elsewhere
	Secret     bool     // a client secret or password
	Token      bool     // an access or refresh token, a code or an assertion
	IDAsSecret bool     // a GUID is where a client secret belongs
	Tokens     []string // access tokens, to be read for diagnosis and dropped
}

// Find looks for secrets by name and by form. It hides every value in the place
// of a secret, but warns only about those that can be one.
func Find(r text.Reading) *Found {
	s := &Found{}
	s.named(r)
	s.shaped(r.Plain)
	s.jwts(r.Plain)
	s.userinfo(r.Plain)
	s.logins(r.Plain)
	s.sessions(r.Plain)
	return s
}

// add records the value that follows a name.
func (s *Found) add(plain []byte, v Span, n secretName) {
	txt := string(plain[v.From:v.To])
	if text.IsGUID(txt) {
		s.IDAsSecret = s.IDAsSecret || !n.token
	}
	s.spans = append(s.spans, v)
	if n.quiet || !serious(txt) || n.token && literal(txt) {
		return
	}
	if len(s.values) < mostValues && len(txt) >= seriousLen && mixed(txt) {
		s.values = append(s.values, txt)
	}
	s.Token = s.Token || n.token
	s.Secret = s.Secret || !n.token
}

// longestNumber bounds a number that is a setting, such as a lifetime in seconds.
const longestNumber = 12

// shortestToken is the length in bytes from which a word in a list may be a token.
const shortestToken = 32

// mostValues limits the secrets that are looked for elsewhere in a text.
const mostValues = 8

// Known are the found secrets, to be hidden in what is said about their text.
func (s *Found) Known() Secrets { return Of(s.values...) }

// seriousLen is the length in bytes from which every value is worth a warning.
const seriousLen = 8

// serious reports a value that can be a secret: neither an ID nor a placeholder
// from documentation.
func serious(txt string) bool {
	return !text.IsGUID(txt) && !placeholder(txt) && !reference(txt) && (len(txt) >= seriousLen || mixed(txt))
}

// literal reports a value that is no token: a switch, a number, a list or an
// object of settings, such as a manifest has them.
func literal(txt string) bool {
	bare := strings.ToLower(strings.TrimLeft(txt, "[](){}'\" \t\r\n"))
	if end := strings.IndexAny(bare, ",;)]}'\" \t\r\n"); end >= 0 {
		bare = bare[:end]
	}
	switch bare {
	case "", "true", "false", "null", "none", "nil", "undefined", "yes", "no", "enabled", "disabled":
		return true
	}
	if strings.Trim(bare, "0123456789.-") == "" && len(bare) < longestNumber {
		return true
	}
	words := strings.FieldsFunc(txt, func(r rune) bool { return r > unicode.MaxASCII || !inToken(byte(r)) }) //nolint:gosec // it is below 128
	return strings.ContainsAny(txt[:1], "[{") && !slices.ContainsFunc(words, func(w string) bool { return len(w) >= shortestToken })
}

// placeholder reports a stand-in for a secret: a mask, or words from
// documentation. With a digit or a sign it may be a password.
func placeholder(txt string) bool {
	return strings.Trim(txt, "*•.xX-_…") == "" || text.Placeholder(txt) && !strings.ContainsAny(txt, "0123456789!#@+~?^")
}

// login reports what the Basic scheme and SMTP send: a user name and a
// password, in base64.
func login(word string) bool {
	raw, err := base64.RawStdEncoding.DecodeString(strings.TrimRight(word, "="))
	if err != nil || len(raw) < 3 {
		return false
	}
	parted := false
	for _, b := range raw {
		if b < ' ' && b != 0 || b == 0x7F {
			return false
		}
		parted = parted || b == ':' || b == 0
	}
	return parted
}

// Hidden replaces the bytes of a secret. A reading has no control bytes of its
// own.
const Hidden = 0x01

// Hide hides what was found, wherever it is repeated, so that no later quotation
// can contain it.
func (s *Found) Hide(plain []byte) {
	for _, v := range s.values {
		for i := 0; ; {
			at := bytes.Index(plain[i:], []byte(v))
			if at < 0 {
				break
			}
			s.spans = append(s.spans, Span{From: i + at, To: i + at + len(v)})
			i += at + len(v)
		}
	}
	for _, v := range s.spans {
		for i := v.From; i < v.To; i++ {
			plain[i] = Hidden
		}
	}
}

// Warnings describe what was found, without quoting it.
func (s *Found) Warnings() []string {
	list := []string{}
	if s.Secret {
		list = append(list, "This text holds what looks like a client secret or password. Treat it as leaked: create a new one, put it into the product and delete the old one. Don't send this text on.")
	}
	if s.Token {
		list = append(list, "This text holds a token. Whoever has it can use it until it ends; don't send this text on. If it is a refresh token, treat it as leaked and revoke the account's sessions.")
	}
	return list
}
