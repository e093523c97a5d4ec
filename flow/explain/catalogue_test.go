package explain

import (
	"slices"
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
	for _, c := range catalogue.Combinations() {
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
