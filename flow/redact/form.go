package redact

import (
	"encoding/base64"
	"encoding/hex"
	"net/url"
	"slices"
)

// form is one way to write a secret, folded as texts are before they are
// compared.
type form struct {
	text   string
	packed bool // base64: its first and last characters also hold bits of the neighboring bytes
}

// formsOf are all forms of a secret, not counting escapes and line breaks.
func formsOf(secret string) []form {
	var forms []form
	add := func(text string, packed bool) {
		f := form{fold(text), packed}
		if len(f.text) >= Shortest && !slices.Contains(forms, f) {
			forms = append(forms, f)
		}
	}
	for _, inner := range []string{secret, url.QueryEscape(secret)} {
		add(inner, false)
		add(reversed(inner), false)
		add(hex.EncodeToString([]byte(inner)), false)
		for ahead := range 3 {
			add(packed(inner, ahead), true)
		}
	}
	return forms
}

func reversed(text string) string {
	b := []byte(text)
	slices.Reverse(b)
	return string(b)
}

// packed is the part of the base64 of a longer text that depends on the secret
// alone, if ahead bytes precede the secret in its group of three. Both
// alphabets fold to the same.
func packed(secret string, ahead int) string {
	code := base64.RawStdEncoding.EncodeToString(append(make([]byte, ahead), secret...))
	whole := (ahead + len(secret)) * 8 / 6
	code = code[(ahead*8+5)/6 : whole]
	if len(code) < piece-2 {
		return "" // so short that any text may contain it
	}
	return code
}
