package flow_test

import (
	"strings"
	"testing"

	"mailgrant/flow/catalogue"
	"mailgrant/flow/finding"
	"mailgrant/flow/text"
)

// TestWhatIsSaidOfACause holds the catalogue to the style of its sentences, and
// its steps to those of the guides.
func TestWhatIsSaidOfACause(t *testing.T) {
	said := map[string]finding.Cause{}
	for _, cause := range catalogue.Causes() {
		e := cause.Entry()
		readable(t, finding.Of(finding.TokenCheck, cause))
		for _, txt := range append([]string{e.Says, e.Plain, e.Elsewhere.Says}, e.Do...) {
			if strings.ContainsAny(txt, "{}") || text.Clean(txt) != txt {
				t.Errorf("%s: %q", cause, txt)
			}
		}
		if e.Step != "" && guideOf(authCode).Index(finding.StepID(e.Step)) < 0 { // it has all the steps
			t.Errorf("%s leads to %q", cause, e.Step)
		}
		if other := said[e.Says]; other != "" {
			t.Errorf("%s and %s are said alike", cause, other)
		}
		said[e.Says] = cause
	}
}
