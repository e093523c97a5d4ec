package explain

import (
	"slices"
	"testing"
	"time"

	"mailgrant/flow/finding"
)

// theDay is the day on which the documents are read.
var theDay = time.Date(2026, 11, 27, 12, 0, 0, 0, time.UTC)

func TestADocumentIsReadForWhatItProves(t *testing.T) {
	for _, l := range labels(t, "documents.txt") {
		t.Run(l.name, func(t *testing.T) {
			x := At(l.text, theDay)
			if got := x.Candidates[0].Cause; got != l.wants[0] {
				t.Errorf("is %v, want %s (%s)", causesOf(x), l.wants[0], x.Evidence.ServerText)
			}
			if x.Certain != (l.kind == "decided") {
				t.Errorf("certain %t of %v (%s)", x.Certain, causesOf(x), x.Evidence.ServerText)
			}
			if l.kind == "open" && !slices.Equal(causesOf(x)[:len(l.wants)], []finding.Cause(l.wants)) {
				t.Errorf("is left open among %v", causesOf(x))
			}
		})
	}
}
