package explain

import (
	"bytes"
	"strings"
	"unicode"
	"unicode/utf8"
)

// reading is a text made comparable: plain is what a person would have read,
// without escapes, entities, tags, control bytes and quoting; key is its
// letters and digits alone, in lower case, so that neither line wraps nor
// punctuation nor a broken encoding stand between a text and the catalogue.
type reading struct {
	plain []byte
	key   []byte
	at    []int32 // where in plain each byte of key stands
}

// begins reports whether a word of plain begins at byte i of key.
func (r reading) begins(i int) bool {
	at := int(r.at[i])
	return at == 0 || !alnum(r.plain[at-1])
}

// ends reports whether a word of plain ends before byte i of key.
func (r reading) ends(i int) bool {
	at := int(r.at[i-1]) + 1
	return at == len(r.plain) || !alnum(r.plain[at])
}

// together reports that nothing parts the bytes of key between from and to but
// what parts the syllables of a name, or a line wrap.
func (r reading) together(from, to int) bool {
	for _, b := range r.plain[r.at[from]:r.at[to-1]] {
		if !alnum(b) && bytes.IndexByte([]byte("_-./'\n"), b) < 0 {
			return false
		}
	}
	return true
}

// place is where in plain byte i of key stands; the end past the last.
func (r reading) place(i int) int {
	if i >= len(r.at) {
		return len(r.plain)
	}
	return int(r.at[i])
}

func alnum(b byte) bool {
	return b >= 'a' && b <= 'z' || b >= '0' && b <= '9' || b >= 'A' && b <= 'Z'
}

func digit(b byte) bool { return b >= '0' && b <= '9' }

// read takes a text apart in one pass.
func read(text string) reading {
	u := unwrapper{in: text}
	u.out = reading{
		plain: make([]byte, 0, len(text)), key: make([]byte, 0, len(text)), at: make([]int32, 0, len(text)),
	}
	for u.i < len(text) {
		u.next()
	}
	return u.out
}

// unwrapper undoes, at one place after another, what carriers do to a text.
type unwrapper struct {
	in  string
	i   int
	out reading
}

func (u *unwrapper) next() {
	switch c := u.in[u.i]; {
	case c == '\\':
		u.escape()
	case c == '%':
		u.percent()
	case c == '&':
		u.entity()
	case c == '<':
		u.tag()
	case c == '=':
		u.soft()
	case c == '\n':
		u.i++
		u.newline()
	case c == '\r':
		u.i++
		if !u.at(0, '\n') {
			u.newline()
		}
	case c == 0x1B:
		u.sequence()
	case c >= utf8.RuneSelf:
		u.wide()
	default:
		u.i++
		u.put(c)
	}
}

// at reports whether byte b stands n bytes further on.
func (u *unwrapper) at(n int, b byte) bool { return u.i+n < len(u.in) && u.in[u.i+n] == b }

func (u *unwrapper) put(b byte) {
	switch {
	case b == '\n':
		u.out.plain = append(u.out.plain, b)
		return
	case b == '\t':
		b = ' '
	case b < ' ' || b == 0x7F:
		return
	}
	if alnum(b) {
		u.out.key = append(u.out.key, lower(b))
		u.out.at = append(u.out.at, int32(len(u.out.plain))) //nolint:gosec // a text has 2 MiB at most
	}
	u.out.plain = append(u.out.plain, b)
}

func lower(b byte) byte {
	if b >= 'A' && b <= 'Z' {
		return b + 'a' - 'A'
	}
	return b
}

func (u *unwrapper) rune(r rune) {
	switch {
	case r < utf8.RuneSelf:
		u.put(byte(r)) //nolint:gosec // it is below 128
	case unicode.Is(unicode.Cf, r) || r >= 0x80 && r < 0xA0:
	case r == '‘' || r == '’' || r == '´':
		u.put('\'')
	case r == '“' || r == '”' || r == '„':
		u.put('"')
	case unicode.IsSpace(r):
		u.put(' ')
	default:
		u.out.plain = utf8.AppendRune(u.out.plain, r)
	}
}

// wide takes one character beyond ASCII, or quotes that were read in the wrong
// encoding: â€ and a third character.
func (u *unwrapper) wide() {
	const mangled = "â€"
	if rest := u.in[u.i:]; len(rest) > len(mangled) && rest[:len(mangled)] == mangled {
		_, size := utf8.DecodeRuneInString(rest[len(mangled):])
		u.i += len(mangled) + size
		u.put('\'')
		return
	}
	r, size := utf8.DecodeRuneInString(u.in[u.i:])
	u.i += size
	u.rune(r)
}

// newline ends a line, and leaves out how the next one is indented or quoted.
func (u *unwrapper) newline() {
	u.put('\n')
	for u.i < len(u.in) {
		switch rest := u.in[u.i:]; {
		case strings.IndexByte(" \t>|", rest[0]) >= 0:
			u.i++
		case strings.HasPrefix(rest, "│"), strings.HasPrefix(rest, "┃"):
			u.i += len("│")
		default:
			return
		}
	}
}

// soft joins a line that quoted-printable mail has cut.
func (u *unwrapper) soft() {
	switch {
	case u.at(1, '\n'):
		u.i += 2
	case u.at(1, '\r') && u.at(2, '\n'):
		u.i += 3
	case u.at(1, '3') && u.at(2, 'D'):
		u.i += 3
		u.put('=')
	default:
		u.i++
		u.put('=')
	}
}
