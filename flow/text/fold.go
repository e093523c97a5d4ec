package text

import (
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// Squeeze keeps only letters and digits, folded, so that words can be compared.
func Squeeze(text string) string {
	key := make([]byte, 0, len(text))
	for _, r := range text {
		key = fold(key, r)
	}
	return string(key)
}

// fold adds a letter to a key as it is compared: in lower case and without its
// accents, however they are written. Digits stay; everything else, accents on
// their own included, is left out.
func fold(key []byte, r rune) []byte {
	switch {
	case r < utf8.RuneSelf:
		if Alnum(byte(r)) { //nolint:gosec // it is below 128
			key = append(key, lower(byte(r))) //nolint:gosec // it is below 128
		}
		return key
	case !unicode.IsLetter(r) && !unicode.IsDigit(r):
		return key
	case r >= 0x3400 && r < 0xA000: // Han, which has neither case nor accents
		return utf8.AppendRune(key, r)
	}
	r = unicode.ToLower(r)
	if plain, ok := undivided[r]; ok {
		return append(key, plain...)
	}
	letter := utf8.AppendRune(nil, r)
	parts := norm.NFKD.Properties(letter).Decomposition()
	if parts == nil {
		return append(key, letter...)
	}
	for len(parts) > 0 {
		part, size := utf8.DecodeRune(parts)
		if !unicode.Is(unicode.Mn, part) {
			key = utf8.AppendRune(key, unicode.ToLower(part))
		}
		parts = parts[size:]
	}
	return key
}

// undivided are the letters that Unicode does not divide into a letter and an
// accent, as people without such a keyboard type them.
var undivided = map[rune]string{
	'ß': "ss", 'æ': "ae", 'œ': "oe", 'ø': "o", 'ł': "l", 'đ': "d", 'ð': "d", 'þ': "th", 'ı': "i",
}

// word reports a byte of a letter or digit in a script that puts spaces between
// words: in UTF-8 their letters beyond ASCII have two bytes, of which this is
// the first. Chinese, Japanese and Korean letters have three.
func word(b byte) bool { return Alnum(b) || b >= 0xC3 && b <= 0xDF }

// afterWord reports that a text ends with such a letter or digit.
func afterWord(plain []byte) bool {
	n := len(plain)
	if n == 0 {
		return false
	}
	if plain[n-1] < utf8.RuneSelf {
		return Alnum(plain[n-1])
	}
	return n > 1 && word(plain[n-2]) && !Alnum(plain[n-2])
}

// accentLen is the length of the accents at the beginning of a text that are
// characters of their own.
func accentLen(plain []byte) int {
	n := 0
	for n+1 < len(plain) && (plain[n] == 0xCC || plain[n] == 0xCD && plain[n+1] < 0xB0) {
		n += 2
	}
	return n
}

// misread are the bytes 0x80 to 0x9F as Windows reads them by mistake.
var misread = map[rune]byte{
	'€': 0x80, '‚': 0x82, 'ƒ': 0x83, '„': 0x84, '…': 0x85, '†': 0x86, '‡': 0x87, 'ˆ': 0x88, '‰': 0x89, 'Š': 0x8A,
	'‹': 0x8B, 'Œ': 0x8C, 'Ž': 0x8E, '‘': 0x91, '’': 0x92, '“': 0x93, '”': 0x94, '•': 0x95, '–': 0x96, '—': 0x97,
	'˜': 0x98, '™': 0x99, 'š': 0x9A, '›': 0x9B, 'œ': 0x9C, 'ž': 0x9E, 'Ÿ': 0x9F,
}

// mend is the letter that was written in two bytes and read as two characters,
// such as Ã¼ for ü.
func mend(first, second rune) (rune, bool) {
	switch first {
	case 'Ã', 'Ä', 'Å', 'Ð', 'Ñ':
	default:
		return 0, false
	}
	b, ok := misread[second]
	if !ok {
		if second < 0x80 || second > 0xBF {
			return 0, false
		}
		b = byte(second)
	}
	return (first&0x1F)<<6 | rune(b&0x3F), true
}
