package text

import "unicode/utf8"

// Begins reports whether a word of Plain begins at byte i of Key.
func (r Reading) Begins(i int) bool {
	at := r.At[i]
	return !word(r.Plain[at]) || !afterWord(r.Plain[:at])
}

// Ends reports whether a word of Plain ends before byte i of Key.
func (r Reading) Ends(i int) bool {
	at := r.After(i)
	return at == len(r.Plain) || !word(r.Plain[r.At[i-1]]) || !word(r.Plain[at])
}

// After is the position in Plain behind the letter before byte i of Key.
func (r Reading) After(i int) int {
	at := int(r.At[i-1])
	if r.Plain[at] < utf8.RuneSelf {
		at++
	} else {
		_, size := utf8.DecodeRune(r.Plain[at:])
		at += size
	}
	return at + accentLen(r.Plain[at:])
}

// word reports a byte of a letter or digit in a script that puts spaces between
// words: in UTF-8 their letters beyond ASCII have two bytes, of which this is
// the first. Chinese, Japanese and Korean letters have three: each may begin or
// end a word.
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
