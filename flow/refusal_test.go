package flow

import (
	"maps"
	"regexp"
	"slices"
	"strings"
	"testing"
)

// TestEveryCauseOfACodeHasItsText holds what is said of a refusal to the style
// of its sentences, whichever page it comes from.
func TestEveryCauseOfACodeHasItsText(t *testing.T) {
	said := map[string]Cause{}
	for _, code := range slices.Sorted(maps.Keys(codeCauses)) {
		cause := codeCauses[code]
		a, ok := refusals[cause]
		if !ok {
			a, ok = graphRefusals[cause]
		}
		if !ok {
			t.Errorf("AADSTS%d is %s, of which nothing is said", code, cause)
			continue
		}
		if other := said[a.says]; other != "" && other != cause {
			t.Errorf("%s and %s are said alike", cause, other)
		}
		said[a.says] = cause
	}
}

func TestWhatIsSaidOfARefusal(t *testing.T) {
	brace := regexp.MustCompile(`\{[a-z-]+\}`)
	for _, table := range []map[Cause]advice{refusals, graphRefusals} {
		for cause, a := range table {
			readable(t, Found(TokenCheck, cause, a.says, a.do...))
			for _, text := range append([]string{a.says}, a.do...) {
				if found := brace.FindString(text); found != "" || !strings.HasSuffix(text, ".") || CleanServerText(text) != text {
					t.Errorf("%s: %q", cause, text)
				}
			}
			if len(a.do) == 0 {
				t.Errorf("%s says nothing to do", cause)
			}
		}
	}
}

// TestWhatGraphRefusesLeadsToStepsOfTheGuides where it leads anywhere.
func TestWhatGraphRefusesLeadsToStepsOfTheGuides(t *testing.T) {
	for cause, a := range graphRefusals {
		if a.step != "" && guideOf(authCode).index(a.step) < 0 {
			t.Errorf("%s leads to %q", cause, a.step)
		}
	}
}
