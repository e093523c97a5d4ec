package flow_test

import (
	"strings"
	"testing"

	"mailgrant/flow"
	"mailgrant/flow/guide"
	"mailgrant/flow/page"
	"mailgrant/flow/value"
)

// What was saved stays saved, whatever is changed and left afterwards.
func TestAChangeAfterASaveLosesNothingThatWasSaved(t *testing.T) {
	s := drive(at(guide.StepVerify), obliging, flow.Keep{How: flow.Saved})
	name := s.Kept
	s = drive(s, obliging, flow.Back{}, flow.Back{}, flow.TypedSecret{Secret: value.NewSecret(strings.Repeat("x", 40))})
	if done := s.Outcomes(); len(done) != 1 || done[0].Credential.Name != name || done[0].Outcome != flow.Saved || s.ChangedSince() != name || !s.AtStake() {
		t.Fatalf("%+v, changed since %q", done, s.ChangedSince())
	}
	if lost, leave := page.Leaving(s); !strings.Contains(lost+leave, name+" stays saved; the change is lost") {
		t.Errorf("%s %s", lost, leave)
	}
	kept := drive(s, obliging, flow.Jump{To: guide.StepVerify}, flow.Keep{How: flow.KeptNone})
	if done := kept.Outcomes(); len(done) != 2 || done[0].Credential.Name != name || done[1].Outcome != flow.KeptNone {
		t.Errorf("after keeping no copy: %+v", done)
	}
	s.Values.Secret = contoso().Secret
	again := drive(s, obliging, flow.Jump{To: guide.StepVerify}, flow.Keep{How: flow.Saved})
	if done := again.Outcomes(); len(done) != 1 || done[0].Credential.Name != name {
		t.Errorf("after saving it again: %+v", done)
	}
	next := drive(again, obliging, flow.NextTenant{})
	if done := next.Outcomes(); len(done) != 1 || next.ChangedSince() != "" {
		t.Errorf("at the next tenant: %+v", done)
	}
	if _, leave := page.Leaving(next); !strings.Contains(leave, "what was saved before stays") {
		t.Errorf("leaving the next tenant: %s", leave)
	}
}
