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
	if r < 0x3000 {
		r = unicode.ToLower(r)
		if plain, ok := undivided[r]; ok {
			return append(key, plain...)
		}
	}
	var letter [utf8.UTFMax]byte
	size := utf8.EncodeRune(letter[:], r)
	parts := norm.NFKD.Properties(letter[:size]).Decomposition()
	if parts == nil {
		return append(key, letter[:size]...)
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

// letter puts a character beyond ASCII into both forms.
func (u *unwrapper) letter(r rune) {
	at := int32(len(u.out.Plain)) //nolint:gosec // a text has 2 MiB at most
	u.out.Plain = utf8.AppendRune(u.out.Plain, r)
	u.out.Key = fold(u.out.Key, r)
	for len(u.out.At) < len(u.out.Key) {
		u.out.At = append(u.out.At, at)
	}
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
