package redact

import (
	"slices"
	"strings"

	"mailgrant/flow/text"
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

// Quotable is a text of somebody else's that may be shown: up to what it calls a
// secret or a token, since the rest of one may follow the found part, and with
// the mask over what looks like one.
func Quotable(txt string) string {
	r := text.Read(txt)
	found := Find(r)
	if len(found.spans) == 0 {
		return Disguise(txt)
	}
	found.Hide(r.Plain)
	before, _, _ := strings.Cut(string(r.Plain), string(rune(Hidden)))
	return Disguise(before) + Mask
}
