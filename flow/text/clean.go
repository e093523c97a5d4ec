package text

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// Invisible reports zero-width characters, direction marks, the byte order
// mark, fillers and tags.
func Invisible(r rune) bool {
	switch {
	case r == 0xAD, r == 0x34F, r == 0x61C, r == 0x115F, r == 0x1160, r == 0x17B4, r == 0x17B5,
		r == 0x3164, r == 0xFEFF, r == 0xFFA0:
		return true
	case r >= 0x180B && r <= 0x180F, r >= 0x200B && r <= 0x200F, r >= 0x202A && r <= 0x202E,
		r >= 0x2060 && r <= 0x206F, r >= 0xFE00 && r <= 0xFE0F, r >= 0xE0000 && r <= 0xE0FFF:
		return true
	}
	return false
}

// ServerTextMax bounds text from outside, in characters.
const ServerTextMax = 500

// Clean makes text from outside safe to show. It removes control characters,
// escape sequences, direction marks and invisible characters, folds white space
// to single spaces, replaces broken UTF-8, and cuts with an ellipsis after 500
// characters. It reads no further than it needs.
func Clean(text string) string { return cleanText(text, ServerTextMax) }

// Brief is Clean for a quotation within a sentence.
func Brief(text string) string { return cleanText(text, 60) }

func cleanText(text string, limit int) string {
	out := excerpt{limit: limit}
	for len(text) > 0 && !out.full {
		r, size := utf8.DecodeRuneInString(text)
		switch {
		case r == 0x1B || r >= 0x80 && r <= 0x9F:
			text = text[escapeLen(text):]
			continue
		case unicode.IsSpace(r):
			out.gap = true
		case r == utf8.RuneError && size == 1:
			out.put(utf8.RuneError)
		case unicode.Is(unicode.Cc, r) || unicode.Is(unicode.Cf, r) || Invisible(r):
		case !unicode.IsPrint(r):
			out.put(utf8.RuneError)
		default:
			out.put(r)
		}
		text = text[size:]
	}
	return out.String()
}

// excerpt collects at most limit characters, and a pending space.
type excerpt struct {
	strings.Builder
	limit, used int
	lastAt      int // where the last character that fits begins
	gap, full   bool
}

func (p *excerpt) put(r rune) {
	if p.gap && p.used > 0 {
		p.add(' ')
	}
	p.gap = false
	p.add(r)
}

func (p *excerpt) add(r rune) {
	if p.full {
		return
	}
	if p.used == p.limit {
		kept := strings.TrimRight(p.Builder.String()[:p.lastAt], " ")
		p.Reset()
		p.WriteString(kept + "…")
		p.full = true
		return
	}
	p.lastAt = p.Len()
	p.WriteRune(r)
	p.used++
}

// escapeLen is the length of the escape sequence that text starts with: whole
// CSI, OSC, DCS, SOS, PM and APC sequences (ECMA-48), with ESC or as C1
// controls. An unterminated string extends to the end of the text.
func escapeLen(text string) int {
	r, size := utf8.DecodeRuneInString(text)
	kind := rune(0)
	if r == 0x1B {
		if len(text) == 1 {
			return 1
		}
		kind = rune(text[1])
		size = 2
	} else {
		kind = r - 0x40
	}
	switch kind {
	case '[':
		return size + sequenceLen(text[size:], 0x40)
	case ']', 'P', 'X', '^', '_':
		return size + stringLen(text[size:])
	}
	if r != 0x1B {
		return size
	}
	if kind >= 0x20 && kind <= 0x2F {
		return 1 + sequenceLen(text[1:], 0x30)
	}
	if kind >= 0x30 && kind <= 0x7E {
		return 2
	}
	return 1
}

// sequenceLen counts the parameters and the byte that ends them, from final on.
// A byte that does not belong to a sequence stays in the text.
func sequenceLen(text string, final byte) int {
	for i := range len(text) {
		switch b := text[i]; {
		case b >= final && b <= 0x7E:
			return i + 1
		case b < 0x20 || b > 0x3F:
			return i
		}
	}
	return len(text)
}

// stringLen counts up to and including the end of a control string: BEL, ST, or
// CAN, SUB and ESC, which abort it.
func stringLen(text string) int {
	for i := 0; i < len(text); i++ {
		switch text[i] {
		case 0x07, 0x18, 0x1A:
			return i + 1
		case 0x1B:
			if i+1 < len(text) && text[i+1] == '\\' {
				return i + 2
			}
			return i
		case 0xC2:
			if i+1 < len(text) && text[i+1] == 0x9C {
				return i + 2
			}
		}
	}
	return len(text)
}
