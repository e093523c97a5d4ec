package text

import (
	"strconv"
	"strings"
	"sync"
	"unicode/utf8"
)

// escape decodes a backslash escape, however often it was escaped itself.
func (u *unwrapper) escape() {
	for u.at(0, '\\') {
		u.i++
	}
	if u.i == len(u.in) {
		return
	}
	switch c := u.in[u.i]; c {
	case 'n', 'r':
		u.i++
		u.newline()
	case 't':
		u.i++
		u.put(' ')
	case 'u':
		if r, ok := hexAt(u.in, u.i+1, 4); ok {
			u.i += 5
			u.rune(r)
			return
		}
		u.put('\\')
	case 'x':
		if r, ok := hexAt(u.in, u.i+1, 2); ok {
			u.i += 3
			u.byte(byte(r)) //nolint:gosec // two hex digits
			return
		}
		u.put('\\')
	case '"', '\'', '/':
	default:
		u.put('\\')
	}
}

// percent decodes a URL escape, however often it was escaped itself.
func (u *unwrapper) percent() {
	from := u.i + 1
	for strings.HasPrefix(u.in[from:], "25") {
		if _, ok := hexAt(u.in, from+2, 2); !ok {
			break
		}
		from += 2
	}
	r, ok := hexAt(u.in, from, 2)
	if !ok {
		u.i++
		u.put('%')
		return
	}
	u.i = from + 2
	u.byte(byte(r)) //nolint:gosec // two hex digits
}

// byte reads a byte that may be part of a character.
func (u *unwrapper) byte(b byte) {
	if b < utf8.RuneSelf {
		u.put(b)
		return
	}
	u.out.Plain = append(u.out.Plain, b)
	if r, size := utf8.DecodeLastRune(u.out.Plain); size > 1 {
		u.out.Plain = u.out.Plain[:len(u.out.Plain)-size]
		u.rune(r)
	}
}

// printable decodes a character beyond ASCII in quoted-printable mail, =C3=BC,
// even where a line end splits it. It reports whether there is one.
func (u *unwrapper) printable() bool {
	var letter []byte
	for i := u.i; i < len(u.in) && u.in[i] == '='; {
		b, ok := hexAt(u.in, i+1, 2)
		if !ok || b < utf8.RuneSelf {
			return false
		}
		letter = append(letter, byte(b)) //nolint:gosec // two hex digits
		i += 3
		if r, size := utf8.DecodeRune(letter); size > 1 {
			u.i = i
			u.rune(r)
			return true
		}
		if len(letter) == utf8.UTFMax {
			return false
		}
		for _, end := range []string{"=\n", "=\r\n"} {
			if strings.HasPrefix(u.in[i:], end) {
				i += len(end)
			}
		}
	}
	return false
}

func hexAt(text string, from, digits int) (rune, bool) {
	if from+digits > len(text) {
		return 0, false
	}
	n, err := strconv.ParseUint(text[from:from+digits], 16, 32)
	return rune(n), err == nil //nolint:gosec // at most four hex digits
}

var entities = map[string]rune{
	"quot": '"', "apos": '\'', "amp": '&', "lt": '<', "gt": '>', "nbsp": ' ',
	"lsquo": '\'', "rsquo": '\'', "ldquo": '"', "rdquo": '"',
}

// longestEntity limits the name of an entity, in bytes.
const longestEntity = 8

// entity decodes an HTML entity, however often it was escaped itself.
func (u *unwrapper) entity() {
	from := u.i + 1
	for strings.HasPrefix(u.in[from:], "amp;") {
		from += len("amp;")
	}
	rest := u.in[from:min(from+longestEntity, len(u.in))]
	name, _, ok := strings.Cut(rest, ";")
	if r, known := entityRune(name); ok && known {
		u.i = from + len(name) + 1
		u.rune(r)
		return
	}
	u.i = from
	u.put('&')
}

func entityRune(name string) (rune, bool) {
	if r, ok := entities[name]; ok {
		return r, true
	}
	number, ok := strings.CutPrefix(name, "#")
	if !ok {
		return 0, false
	}
	base := 10
	if strings.HasPrefix(strings.ToLower(number), "x") {
		number, base = number[1:], 16
	}
	n, err := strconv.ParseUint(number, base, 21)
	return rune(n), err == nil && n > 0
}

var tags = sync.OnceValue(func() map[string]bool {
	m := map[string]bool{}
	for tag := range strings.FieldsSeq("a b body br button code div em font form h1 h2 h3 h4 h5 h6 head html i img input label li link meta p pre script section small span strong style table tbody td th title tr tt ul ol") {
		m[tag] = true
	}
	return m
})

// longestTag limits a tag with its attributes, in bytes.
const longestTag = 400

// tag skips an HTML tag. Other words in angle brackets stay: they may be
// placeholders.
func (u *unwrapper) tag() {
	rest := u.in[u.i+1 : min(u.i+longestTag, len(u.in))]
	inside, _, ok := strings.Cut(rest, ">")
	name, _, _ := strings.Cut(strings.Trim(inside, "/"), " ")
	if !ok || len(name) > 8 || !tags()[strings.ToLower(strings.TrimSpace(name))] {
		u.i++
		u.put('<')
		return
	}
	u.i += len(inside) + 2
	u.put('\n')
}

// sequence skips a terminal's escape sequence. One that does not end takes the
// rest of its line with it.
func (u *unwrapper) sequence() {
	u.i++
	if u.i == len(u.in) {
		return
	}
	last := func(b byte) bool { return b >= 0x40 && b <= 0x7E }
	switch u.in[u.i] {
	case '[':
	case ']', 'P', 'X', '^', '_':
		last = func(b byte) bool { return b == 0x07 || b == '\\' }
	default:
		return
	}
	u.i++
	for u.i < len(u.in) && u.in[u.i] != '\n' {
		u.i++
		if last(u.in[u.i-1]) {
			return
		}
	}
}
