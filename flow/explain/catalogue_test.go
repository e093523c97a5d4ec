package explain

import (
	"slices"
	"strings"
	"testing"

	"mailgrant/flow/catalogue"
)

func TestEveryRuleNamesAFeatureThereIs(t *testing.T) {
	for _, number := range catalogue.Codes() {
		code, _ := catalogue.Of(number)
		for _, r := range code.Rules {
			if r.Words == "" && !slices.Contains(features, r.Feature) && !known(r.Feature) {
				t.Errorf("%d: no feature %q", number, r.Feature)
			}
		}
	}
	for _, r := range catalogue.Repeats() {
		if !known(r.Fact) {
			t.Errorf("%q: no fact %q", r.Words, r.Fact)
		}
	}
	for _, c := range slices.Concat(catalogue.Combinations(), catalogue.Protocols()) {
		for _, f := range slices.Concat(c.Facts, c.Absent) {
			if !known(f) {
				t.Errorf("%v %v: no fact %q", c.Leads, c.Numbers, f)
			}
		}
	}
}

func known(fact string) bool {
	return computed[fact] != nil || slices.ContainsFunc(catalogue.Facts(), func(s catalogue.Sign) bool { return s.Fact == fact })
}

func TestEveryFactIsUsed(t *testing.T) {
	used := map[string]bool{}
	for _, number := range catalogue.Codes() {
		code, _ := catalogue.Of(number)
		for _, r := range code.Rules {
			used[r.Feature] = true
		}
	}
	for _, c := range slices.Concat(catalogue.Combinations(), catalogue.Protocols()) {
		for _, f := range slices.Concat(c.Facts, c.Absent) {
			used[f] = true
		}
	}
	for _, f := range catalogue.Facts() {
		if !used[f.Fact] {
			t.Errorf("nothing uses the fact %q", f.Fact)
		}
	}
	for name := range computed {
		if !used[name] {
			t.Errorf("nothing uses the fact %q", name)
		}
	}
}

// TestRepeatsAreAdvice: the words of what was done are words of some advice or
// question.
func TestRepeatsAreAdvice(t *testing.T) {
	var said []string
	for _, c := range catalogue.Causes() {
		e := c.Entry()
		said = append(append(said, e.Ask), append(e.Do, e.Elsewhere.Do...)...)
	}
	all := strings.Join(said, "\n")
	for _, r := range catalogue.Repeats() {
		if !strings.Contains(all, r.Words) {
			t.Errorf("nothing advises %q", r.Words)
		}
	}
}
