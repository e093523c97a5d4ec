package flow_test

import (
	"strings"
	"testing"

	"mailgrant/flow/catalogue"
	"mailgrant/flow/finding"
	"mailgrant/flow/text"
)

// TestWhatIsSaidOfACause checks the style of the catalogue's sentences, and
// that its steps are steps of the guides.
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
		if e.Step != "" && guideOf(authCode).Index(finding.StepID(e.Step)) < 0 { // this guide has all the steps
			t.Errorf("%s leads to %q", cause, e.Step)
		}
		if other := said[e.Says]; other != "" {
			t.Errorf("%s and %s have the same text", cause, other)
		}
		said[e.Says] = cause
	}
}
