package text

import (
	"bytes"
	"strings"
	"unicode"
	"unicode/utf8"
)

// Reading is a text in a form that can be compared. Plain is what a reader
// would have seen, without escapes, entities, tags, control bytes and quoting.
// Key is only its letters and digits, in lower case and without accents, so that
// line wraps, punctuation and a broken encoding make no difference when it is
// compared with the catalogue.
type Reading struct {
	Plain []byte
	Key   []byte
	At    []int32 // where in Plain the letter begins to which a byte of Key belongs
}

// Together reports that the bytes of Key between from and to are one name: only
// a line wrap, or what separates the parts of a name, is between them.
func (r Reading) Together(from, to int) bool {
	for _, b := range r.Plain[r.At[from]:r.At[to-1]] {
		if !Alnum(b) && bytes.IndexByte([]byte("_-./'\n"), b) < 0 {
			return false
		}
	}
	return true
}

// Place is the position in Plain of byte i of Key; the end for an i past the
// last.
func (r Reading) Place(i int) int {
	if i >= len(r.At) {
		return len(r.Plain)
	}
	return int(r.At[i])
}

// Alnum reports an ASCII letter or digit.
func Alnum(b byte) bool {
	return Letter(b) || Digit(b)
}

// Letter reports an ASCII letter.
func Letter(b byte) bool { return b >= 'a' && b <= 'z' || b >= 'A' && b <= 'Z' }

// Digit reports an ASCII digit.
func Digit(b byte) bool { return b >= '0' && b <= '9' }

// Read parses a text in one pass.
func Read(text string) Reading {
	u := unwrapper{in: text}
	u.out = Reading{
		Plain: make([]byte, 0, len(text)), Key: make([]byte, 0, len(text)), At: make([]int32, 0, len(text)),
	}
	for u.i < len(text) {
		u.next()
	}
	return u.out
}

// unwrapper undoes, byte by byte, what mail, logs and web pages do to a text.
type unwrapper struct {
	in  string
	i   int
	out Reading
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

// at reports whether byte b is n bytes further on.
func (u *unwrapper) at(n int, b byte) bool { return u.i+n < len(u.in) && u.in[u.i+n] == b }

func (u *unwrapper) put(b byte) {
	switch {
	case b == '\n':
		u.out.Plain = append(u.out.Plain, b)
		return
	case b == '\t':
		b = ' '
	case b < ' ' || b == 0x7F:
		return
	}
	if Alnum(b) {
		u.out.Key = append(u.out.Key, lower(b))
		u.out.At = append(u.out.At, int32(len(u.out.Plain))) //nolint:gosec // a text has 2 MiB at most
	}
	u.out.Plain = append(u.out.Plain, b)
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
	case strings.ContainsRune("“”„‟«»‹›「」『』＂", r):
		u.put('"')
	case r == '：' || r == '＝':
		u.put(byte(r - '：' + ':')) //nolint:gosec // both have their twins in ASCII
	case unicode.IsSpace(r):
		u.put(' ')
	default:
		u.letter(r)
	}
}

// wide reads a character beyond ASCII, or one that was decoded wrongly: a letter
// as two, or quotation marks as â€ and a third character.
func (u *unwrapper) wide() {
	const mangled = "â€"
	if rest := u.in[u.i:]; len(rest) > len(mangled) && rest[:len(mangled)] == mangled {
		_, size := utf8.DecodeRuneInString(rest[len(mangled):])
		u.i += len(mangled) + size
		u.put('\'')
		return
	}
	r, size := utf8.DecodeRuneInString(u.in[u.i:])
	if b := u.in[u.i]; size == 1 && b >= 0xA0 {
		r = rune(b) // the text is in Windows' letters, not in UTF-8
	}
	u.i += size
	second, size := utf8.DecodeRuneInString(u.in[u.i:])
	if letter, ok := mend(r, second); ok {
		u.i += size
		r = letter
	}
	u.rune(r)
}

// newline ends a line and skips the next line's indentation and quote marks.
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

// soft joins a line that quoted-printable mail has split.
func (u *unwrapper) soft() {
	switch {
	case u.at(1, '\n'):
		u.i += 2
	case u.at(1, '\r') && u.at(2, '\n'):
		u.i += 3
	case u.at(1, '3') && u.at(2, 'D'):
		u.i += 3
		u.put('=')
	case u.printable():
	default:
		u.i++
		u.put('=')
	}
}

// TimeAt reads a time as Entra and Graph write it.
func TimeAt(text []byte) string {
	const form = "0000-00-00 00:00:00"
	if len(text) < len(form) {
		return ""
	}
	for i := range len(form) {
		switch {
		case form[i] == '0' && !Digit(text[i]), form[i] == ' ' && text[i] != ' ' && text[i] != 'T',
			(form[i] == '-' || form[i] == ':') && text[i] != form[i]:
			return ""
		}
	}
	n := len(form)
	for n < len(text) && n < 30 && (Digit(text[n]) || text[n] == '.' || text[n] == 'Z') {
		n++
	}
	return string(text[:n])
}

// IsGUID reports 8-4-4-4-12 hexadecimal digits, in either case.
func IsGUID(s string) bool {
	if len(s) != 36 {
		return false
	}
	for i := range len(s) {
		if i == 8 || i == 13 || i == 18 || i == 23 {
			if s[i] != '-' {
				return false
			}
		} else if !IsHex(s[i : i+1]) {
			return false
		}
	}
	return true
}

// IsHex reports a text of hexadecimal digits only.
func IsHex(s string) bool {
	for _, c := range []byte(s) {
		if !(c >= '0' && c <= '9' || c >= 'a' && c <= 'f' || c >= 'A' && c <= 'F') {
			return false
		}
	}
	return s != ""
}
