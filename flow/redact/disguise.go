package redact

import (
	"strings"

	"mailgrant/flow/text"
)

// Disguise blanks words that may be a secret by their look: long, and mixed of
// small and large letters and digits. Identifiers are not; of an address, each
// part is looked at.
func Disguise(txt string) string {
	words := strings.Split(txt, " ")
	for i, w := range words {
		if suspicious(w) {
			words[i] = Mask
		}
	}
	return strings.Join(words, " ")
}

const (
	suspiciousLen = 28 // shorter than any client secret of today, in bytes
	suspiciousRun = 20 // of these, how many stand together
)

func suspicious(word string) bool {
	if len(word) < suspiciousLen {
		return false
	}
	address := strings.Contains(word, "://")
	var run, all looks
	longest := 0
	for i := range len(word) {
		b := word[i]
		all.add(b)
		if run.add(b); !text.Alnum(b) && strings.IndexByte("~_.+=", b) < 0 || address && b == '=' {
			run = looks{}
		}
		if address && run.mixed() && run.length >= suspiciousRun {
			return true
		}
		longest = max(longest, run.length)
	}
	return !address && all.mixed() && longest >= suspiciousRun
}

// looks is what a piece of a word is made of.
type looks struct {
	small, large, digits bool
	length               int // in bytes
}

func (l *looks) add(b byte) {
	l.small = l.small || b >= 'a' && b <= 'z'
	l.large = l.large || b >= 'A' && b <= 'Z'
	l.digits = l.digits || text.Digit(b)
	l.length++
}

// seen is what a whole word is made of.
func seen(word string) (l looks) {
	for i := range len(word) {
		l.add(word[i])
	}
	return l
}

func (l looks) mixed() bool { return l.small && l.large && l.digits }
