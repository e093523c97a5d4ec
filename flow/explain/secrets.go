package explain

import (
	"encoding/base64"
	"strings"

	"mailgrant/flow/text"
	"mailgrant/flow/value"
)

// span is a part of plain.
type span struct{ from, to int }

// secrets is what a text gives away.
type secrets struct {
	spans      []span
	secret     bool     // a client secret or password
	token      bool     // an access or refresh token, a code or an assertion
	idAsSecret bool     // a GUID stands where a client secret belongs
	tokens     []string // access tokens, to be read for diagnosis and dropped
}

// find looks for secrets by name and by form. Whatever stands where a secret
// belongs is blanked; only what can be one is warned of.
func find(r reading) *secrets {
	s := &secrets{}
	s.named(r)
	s.shaped(r.plain)
	s.jwts(r.plain)
	s.userinfo(r.plain)
	s.logins(r.plain)
	return s
}

// add notes the value that stands behind a name.
func (s *secrets) add(plain []byte, v span, n secretName) {
	text := string(plain[v.from:v.to])
	if value.IsGUID(text) {
		s.idAsSecret = s.idAsSecret || !n.token
	}
	s.spans = append(s.spans, v)
	if n.quiet || !serious(text) {
		return
	}
	s.token = s.token || n.token
	s.secret = s.secret || !n.token
}

// seriousLen is what a value has, in bytes, to be warned of whatever it is.
const seriousLen = 8

// serious reports a value that can be a secret: neither an ID nor what a
// document shows in place of one.
func serious(text string) bool {
	return !value.IsGUID(text) && !placeholder(text) && (len(text) >= seriousLen || mixed(text))
}

// placeholder reports what stands for a secret: words in brackets, a variable,
// "your" and words, or a mask.
func placeholder(txt string) bool {
	if strings.Trim(txt, "*•.xX-_…") == "" {
		return true
	}
	inner := strings.TrimLeft(txt, "${<[(%")
	word := text.Squeeze(inner)
	if word == "" || strings.ContainsAny(inner, "0123456789!#@+~=?^") {
		return false
	}
	if len(inner) < len(txt) {
		return strings.ContainsAny(txt[len(txt)-1:], "}>])%") || txt[0] == '$' && strings.ToUpper(inner) == inner
	}
	for _, lead := range []string{"your", "insert", "enter", "replace", "paste", "changeme", "redacted"} {
		if strings.HasPrefix(word, lead) {
			return true
		}
	}
	return false
}

// login reports what the Basic scheme and SMTP send: a name and a password, in base64.
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

// mask stands where a secret was. A reading holds no control byte of its own.
const mask = 0x01

// hide blanks what was found, so that nothing quoted later can hold it.
func (s *secrets) hide(plain []byte) {
	for _, v := range s.spans {
		for i := v.from; i < v.to; i++ {
			plain[i] = mask
		}
	}
}

// warnings say what was found, without it.
func (s *secrets) warnings() []string {
	list := []string{}
	if s.secret {
		list = append(list, "This text holds what looks like a client secret or password. Treat it as leaked: create a new one, put it into the product and delete the old one. Don't send this text on.")
	}
	if s.token {
		list = append(list, "This text holds a token. Whoever has it can use it until it ends; don't send this text on. If it is a refresh token, treat it as leaked and revoke the account's sessions.")
	}
	return list
}
