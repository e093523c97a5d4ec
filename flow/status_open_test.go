package flow_test

import (
	"strings"
	"testing"
	"time"

	"mailgrant/flow"
	"mailgrant/flow/finding"
	"mailgrant/flow/guide"
	"mailgrant/flow/page"
)

// The list of steps calls nothing done that is still open.
func TestTheListOfStepsCallsNothingDoneThatIsOpen(t *testing.T) {
	of := func(s flow.State, id finding.StepID) finding.Status { return page.StepStatuses(s)[s.Index(id)] }
	s := at(guide.StepRegister)
	if got := of(s, guide.StepTenant); got != finding.Pass {
		t.Errorf("with the rights answered the organization is %q", got)
	}
	s.Values.Rights = ""
	if got := of(s, guide.StepTenant); got == finding.Pass {
		t.Error("the organization is done before its question is answered")
	}
	s = at(guide.StepVerify)
	s.Wait, s.Phase = time.Minute, flow.Verifying
	if got := of(s, guide.StepConsent); got == finding.Pass {
		t.Error("the consent is done while a poll waits for it")
	}
	s = drive(at(guide.StepVerify), obliging, flow.Keep{How: flow.Saved})
	if got := of(s, guide.StepHandoff); got == finding.Pass {
		t.Error("the sheet is done with nothing copied or finished")
	}
}

func TestAnEndLaterThanThePortalAllowsIsDoubted(t *testing.T) {
	for date, doubted := range map[string]bool{"2028-11-21": false, "2028-11-28": true, "2031-01-01": true} {
		s := at(guide.StepSecret)
		s.Values.Expires = date
		f := page.Doubts(s, []finding.FieldID{guide.FieldExpires})[guide.FieldExpires]
		if got := strings.Contains(f.Says, "24 months at most"); got != doubted {
			t.Errorf("%s: %q", date, f.Says)
		}
	}
}
