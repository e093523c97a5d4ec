package redact

import (
	"slices"
	"strings"
)

// Disguise hides whatever looks like a secret.
func Disguise(txt string) string {
	spans := append(shapedSpans(txt), chanceSpans(txt, Owned{Path: len(txt)})...)
	slices.SortFunc(spans, func(a, b Span) int { return a.From - b.From })
	var b strings.Builder
	at := 0
	for _, s := range spans {
		if s.From >= at {
			b.WriteString(txt[at:s.From] + Mask)
		}
		at = max(at, s.To)
	}
	return b.String() + txt[at:]
}
