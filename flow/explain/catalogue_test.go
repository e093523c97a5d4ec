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
			if r.Words == "" && !slices.Contains(features, r.Feature) {
				t.Errorf("%d: no feature %q", number, r.Feature)
			}
		}
	}
}
