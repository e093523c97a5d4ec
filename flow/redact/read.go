package redact

import (
	"encoding/hex"
	"html"
	"strconv"
	"unicode"
	"unicode/utf8"
)

// glyph is one byte of a text in comparable form, with its place in the text.
type glyph struct {
	b        byte
	from, to int
}

// read folds a text: it removes white space and invisible characters, which a
// line break or an attacker can put into a secret, changes to lower case, and
// maps both alphabets of base64 to one.
func read(text string) []glyph {
	glyphs := make([]glyph, 0, len(text))
	for at := 0; at < len(text); {
		r, size := utf8.DecodeRuneInString(text[at:])
		if !unseen(r) {
			for i := range size {
				glyphs = append(glyphs, glyph{folded(text[at+i]), at, at + size})
			}
		}
		at += size
	}
	return glyphs
}

func unseen(r rune) bool {
	if r < utf8.RuneSelf {
		return r <= ' ' || r == '\x7f'
	}
	return unicode.IsSpace(r) || unicode.IsControl(r) || unicode.In(r, unicode.Cf, unicode.Mn)
}

func folded(b byte) byte {
	switch {
	case b >= 'A' && b <= 'Z':
		return b + 'a' - 'A'
	case b == '-':
		return '+'
	case b == '_':
		return '/'
	}
	return b
}

func fold(text string) string {
	var b []byte
	for _, g := range read(text) {
		b = append(b, g.b)
	}
	return string(b)
}

// unescape removes one layer of escapes: %2B, \u002b, \x2b, \/, &#43;, &plus;.
func unescape(glyphs []glyph) []glyph {
	inner := make([]glyph, 0, len(glyphs))
	for len(glyphs) > 0 {
		text, size := escaped(glyphs)
		if size == 0 {
			inner, glyphs = append(inner, glyphs[0]), glyphs[1:]
			continue
		}
		from, to := glyphs[0].from, glyphs[size-1].to
		for _, g := range read(text) {
			inner = append(inner, glyph{g.b, from, to})
		}
		glyphs = glyphs[size:]
	}
	return inner
}

// longestEscape is the length of the longest one, a named character.
const longestEscape = 12

// escaped is the text that an escape at the beginning represents, and how many
// glyphs the escape has; 0 if there is none.
func escaped(glyphs []glyph) (text string, size int) {
	switch next := glyphs[0].b; next {
	case '%':
		return coded(glyphs, 1, 2)
	case '\\':
		if len(glyphs) < 2 {
			return "", 0
		}
		switch second := glyphs[1].b; second {
		case 'u':
			return coded(glyphs, 2, 4)
		case 'x':
			return coded(glyphs, 2, 2)
		case '/', '\\', '"', '\'':
			return string(second), 2
		}
	case '&':
		for i := 2; i < min(len(glyphs), longestEscape); i++ {
			if glyphs[i].b == ';' {
				name := written(glyphs[:i+1])
				if text := html.UnescapeString(name); text != name {
					return text, i + 1
				}
				break
			}
		}
	}
	return "", 0
}

// coded reads a character number of the given count of hexadecimal digits after
// a lead.
func coded(glyphs []glyph, lead, digits int) (text string, size int) {
	if len(glyphs) < lead+digits {
		return "", 0
	}
	number := written(glyphs[lead : lead+digits])
	if digits == 2 {
		b, err := hex.DecodeString(number)
		if err != nil {
			return "", 0
		}
		return string(b), lead + digits
	}
	n, err := strconv.ParseInt(number, 16, 32)
	if err != nil {
		return "", 0
	}
	return string(rune(n)), lead + digits
}

func written(glyphs []glyph) string {
	b := make([]byte, len(glyphs))
	for i, g := range glyphs {
		b[i] = g.b
	}
	return string(b)
}
