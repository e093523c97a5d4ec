package wizard

import (
	"slices"
	"strings"
	"testing"

	"mailgrant/flow"
	"mailgrant/flow/finding"
	"mailgrant/flow/guide"
	"mailgrant/flow/page"
)

// The endpoint that mailgrant has built is there to compare: no Enter is needed for
// it, unless it was changed.
func TestOneEnterPassesTheClientIDAndItsEndpoint(t *testing.T) {
	s := sit(t, goodWorld()).to(guide.StepClientID).paste(clientID)
	if s.m.at().field != guide.FieldClientID || len(s.m.page.Derived) != 1 {
		t.Fatalf("the focus is on %q, derived %v", s.m.at().field, s.m.page.Derived)
	}
	s.m.resize(100, 60)
	if s.keys("enter"); s.m.state.At != guide.StepPermission {
		t.Errorf("at %s", s.m.state.At)
	}
	s = sit(t, goodWorld()).to(guide.StepClientID).into(guide.FieldToken, s.m.state.Values.TokenEndpoint+"/").into(guide.FieldClientID, clientID)
	s.m.resize(100, 60)
	if s.keys("enter"); s.m.state.At != guide.StepClientID || s.m.at().field != guide.FieldToken {
		t.Errorf("a changed endpoint is passed: at %s, on %q", s.m.state.At, s.m.at().field)
	}
}

func TestEachPermissionCanBeCopiedAndNoneIsPassedByEnter(t *testing.T) {
	w := goodWorld()
	s := sit(t, w).to(guide.StepPermission)
	s.m.resize(100, 60)
	s.sees("❯ Continue: it fetches and sends", "Mail.Send", "to send mail: ")
	for i, key := range []string{"enter", "f3"} {
		s.keys("up", key)
		want := s.m.page.Permissions[len(s.m.page.Permissions)-1-i].Name
		if got := last[flow.CopyText](t, w).Text; got != want || s.m.state.At != guide.StepPermission {
			t.Errorf("%s copies %q, not %q; at %s", key, got, want, s.m.state.At)
		}
	}
	if s.pick("It only fetches"); s.m.state.At != guide.StepConsent || s.m.state.Values.Use.Words() != "fetch mail" {
		t.Errorf("at %s, to %s", s.m.state.At, s.m.state.Values.Use.Words())
	}
}

func TestALongPermissionIsWrappedAndNotCut(t *testing.T) {
	s := sit(t, goodWorld()).to(guide.StepPermission)
	const long = "Application.ReadWrite.OwnedBy.EverybodyInTheOrganization.All"
	s.m.page.Permissions = []guide.Permission{{Name: long, Why: "show how a name that is longer than its line is shown"}}
	s.m.items = itemsOf(s.m.page)
	for _, width := range []int{36, 60, 72} {
		b := body{style: s.m.style, width: width}
		s.m.permissionLines(&b)
		text := strings.Join(b.lines, " ")
		joined := strings.ReplaceAll(text, " ", "")
		if strings.Contains(text, "…") || !strings.Contains(joined, long) || !strings.Contains(text, page.Needed(s.m.page.Permissions[0])[:10]) {
			t.Errorf("at %d:\n%s", width, strings.Join(b.lines, "\n"))
		}
	}
}

// A test that passed and one that failed offer to save the secret on the same
// page, and lead from there to the sheet.
func TestTheSecretIsSavedOnTheTestsPage(t *testing.T) {
	s := sit(t, goodWorld()).to(guide.StepVerify)
	s.sees("❯ Save it in the keyring", "as contoso")
	s.into(guide.FieldName, "second").sees("as second")
	if s.pick("Save it in the keyring"); s.m.state.At != guide.StepHandoff || s.m.state.Kept != "second" {
		t.Errorf("at %s, saved as %q", s.m.state.At, s.m.state.Kept)
	}
	s = sit(t, expiredWorld()).to(guide.StepVerify)
	if o := s.m.at().option; o == nil || strings.Contains(o.Label, "unverified") {
		t.Errorf("first comes %+v", o)
	}
	if s.pick("Save it unverified"); s.m.state.At != guide.StepHandoff || s.m.state.Outcome != flow.Unverified {
		t.Errorf("at %s, %q", s.m.state.At, s.m.state.Outcome)
	}
	if i := slices.IndexFunc(s.m.state.Steps(), func(p guide.Step) bool { return p.ID == guide.StepVerify }); s.m.stepStatuses()[i] != finding.Fail {
		t.Errorf("the failed test is %q in the list of steps", s.m.stepStatuses()[i])
	}
}

func TestAKeyringThatIsSlowIsWaitedForAndCanBeLeft(t *testing.T) {
	w := goodWorld()
	w.silent = func(e flow.Effect) bool { _, probes := e.(flow.ProbeKeyring); return probes }
	s := sit(t, w).to(guide.StepConsent)
	s.m.resize(100, 60)
	s.keys("enter").sees("Waiting for your keyring", "stop waiting")
	s.keys("esc").sees("You left before the keyring answered", "❯ Try again")
	w.silent = nil
	if s.keys("enter"); s.m.state.At != guide.StepSecret || s.m.state.Index(guide.StepKeyring) != s.m.state.Index(guide.StepSecret) {
		t.Errorf("at %s", s.m.state.At)
	}
}
