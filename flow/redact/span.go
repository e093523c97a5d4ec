package redact

import "strings"

// Span is a part of a text, in bytes, without its end.
type Span struct{ From, To int }

// Covered reports a byte that is part of one of the spans.
func Covered(spans []Span, i int) bool {
	for _, s := range spans {
		if i >= s.From && i < s.To {
			return true
		}
	}
	return false
}

// Cut is the position after the first of some characters; the text's length if
// there is none.
func Cut(txt, signs string) int {
	if at := strings.IndexAny(txt, signs); at >= 0 {
		return at + 1
	}
	return len(txt)
}
