package flow_test

import (
	"maps"
	"regexp"
	"slices"
	"strings"
	"testing"

	"mailgrant/flow/check"
	"mailgrant/flow/finding"
	"mailgrant/flow/text"
)

// TestEveryCauseOfACodeHasItsText holds what is said of a refusal to the style
// of its sentences, whichever page it comes from.
func TestEveryCauseOfACodeHasItsText(t *testing.T) {
	said := map[string]finding.Cause{}
	for _, code := range slices.Sorted(maps.Keys(check.CodeCauses)) {
		cause := check.CodeCauses[code]
		a, ok := check.Refusals[cause]
		if !ok {
			a, ok = check.GraphRefusals[cause]
		}
		if !ok {
			t.Errorf("AADSTS%d is %s, of which nothing is said", code, cause)
			continue
		}
		if other := said[a.Says]; other != "" && other != cause {
			t.Errorf("%s and %s are said alike", cause, other)
		}
		said[a.Says] = cause
	}
}

func TestWhatIsSaidOfARefusal(t *testing.T) {
	brace := regexp.MustCompile(`\{[a-z-]+\}`)
	for _, table := range []map[finding.Cause]check.Advice{check.Refusals, check.GraphRefusals} {
		for cause, a := range table {
			readable(t, finding.New(finding.TokenCheck, cause, a.Says, a.Do...))
			for _, txt := range append([]string{a.Says}, a.Do...) {
				if found := brace.FindString(txt); found != "" || !strings.HasSuffix(txt, ".") || text.Clean(txt) != txt {
					t.Errorf("%s: %q", cause, txt)
				}
			}
			if len(a.Do) == 0 {
				t.Errorf("%s says nothing to do", cause)
			}
		}
	}
}

// TestWhatGraphRefusesLeadsToStepsOfTheGuides where it leads anywhere.
func TestWhatGraphRefusesLeadsToStepsOfTheGuides(t *testing.T) {
	for cause, a := range check.GraphRefusals {
		if a.Step != "" && guideOf(authCode).Index(a.Step) < 0 {
			t.Errorf("%s leads to %q", cause, a.Step)
		}
	}
}
