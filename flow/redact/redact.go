// Package redact finds secrets and tokens in any text, and blanks them. Known ones
// it finds in every form in which they could come back, in a part of one, and
// through several layers of escapes: in an answer that repeats the request, in the
// error of a keyring. Unknown ones it finds by their names and by their shape: in
// an error text that was pasted, in a field for something else. It is the only
// redactor, and judges nothing else.
package redact

import (
	"strings"
	"sync"
)

// Mask stands where a secret was. Its width says nothing.
const Mask = "••••"

// Shortest is how many bytes a secret has at least: what is shorter is part of
// any text.
const Shortest = 4

// Secrets are known secrets. The zero value holds none.
type Secrets struct{ known []func() *known }

// Of are these secrets, less those that are too short to be any.
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

// In reports whether a text gives away any of a secret.
func (s Secrets) In(text string) bool { return s.Blank(text) != text }

// Blank is text with the mask in place of each secret and of each part of one.
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

// layers is how many times escapes are taken off.
const layers = 4

// masked is text with the mask over each run of the bytes that were hit.
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
