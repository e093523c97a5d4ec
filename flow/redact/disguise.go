package redact

import (
	"slices"
	"strings"

	"mailgrant/flow/text"
)

// Disguise blanks what may be a secret by its look alone.
func Disguise(txt string) string {
	spans := append(shapedSpans(txt), chanceSpans(txt, Owned{Path: len(txt)})...)
	slices.SortFunc(spans, func(a, b Span) int { return a.From - b.From })
	var b strings.Builder
	at := 0
	for _, s := range spans {
		if s.From >= at {
			b.WriteString(txt[at:s.From] + Mask)
			at = s.To
		}
	}
	return b.String() + txt[at:]
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
