// Package redact finds secrets and tokens in any text and hides them. It finds
// known secrets in every form in which they could come back, even in part and
// through several layers of escapes: in an answer that repeats the request, or
// in an error of a keyring. It finds unknown ones by their names and their
// shape: in a pasted error text, or in a field for something else. It is the
// only redactor, and does nothing else.
package redact

import (
	"strings"
	"sync"
)

// Mask replaces a secret. Its width reveals nothing.
const Mask = "••••"

// Shortest is the minimum length of a secret in bytes: anything shorter occurs
// in any text.
const Shortest = 4

// Secrets are known secrets. The zero value holds none.
type Secrets struct{ known []func() *known }

// Of holds these secrets, except those that are too short.
func Of(secrets ...string) Secrets { return Secrets{}.And(secrets...) }

// And is s with more secrets.
func (s Secrets) And(secrets ...string) Secrets {
	all := s.known[:len(s.known):len(s.known)]
	for _, secret := range secrets {
		if len(secret) >= Shortest {
			all = append(all, sync.OnceValue(func() *known { return know(secret) }))
		}
	}
	return Secrets{all}
}

// In reports whether a text reveals any part of a secret.
func (s Secrets) In(text string) bool { return s.Blank(text) != text }

// Blank is text with the mask in place of each secret and each part of one.
func (s Secrets) Blank(text string) string {
	if len(s.known) == 0 || len(text) < Shortest {
		return text
	}
	hit := make([]bool, len(text))
	found := false
	glyphs := read(text)
	for range layers {
		folded := written(glyphs)
		for _, k := range s.known {
			k().find(folded, func(from, to int) {
				found = true
				for at := glyphs[from].from; at < glyphs[to-1].to; at++ {
					hit[at] = true
				}
			})
		}
		inner := unescape(glyphs)
		if len(inner) == len(glyphs) {
			break
		}
		glyphs = inner
	}
	if !found {
		return text
	}
	return masked(text, hit)
}

// layers is how many layers of escapes are removed.
const layers = 4

// masked is text with the mask over each run of marked bytes.
func masked(text string, hit []bool) string {
	var b strings.Builder
	for i := range len(text) {
		switch {
		case !hit[i]:
			b.WriteByte(text[i])
		case i == 0 || !hit[i-1]:
			b.WriteString(Mask)
		}
	}
	return b.String()
}
