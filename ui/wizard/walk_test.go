package wizard

import (
	"strings"
	"testing"

	"mailgrant/flow"
	"mailgrant/flow/finding"
	"mailgrant/flow/form"
	"mailgrant/flow/guide"
	"mailgrant/flow/value"
)

func TestAWalkFromTheFirstScreenToASavedCredential(t *testing.T) {
	s := sit(t, goodWorld())
	s.sees("What do you have?", "Nothing yet")
	s.to(guide.StepHandoff)
	s.sees("Saved as contoso", "OAuth2 Service Provider", "Microsoft 0365", clientID)
	var saved []flow.SaveCredential
	for _, e := range s.w.effects {
		if e, ok := e.(flow.SaveCredential); ok {
			saved = append(saved, e)
		}
	}
	if len(saved) != 1 || saved[0].Credential.Unverified || saved[0].Secret.Reveal() != canary {
		t.Fatalf("saved %d times: %+v", len(saved), saved)
	}
	if c := saved[0].Credential; c.Tenant != tenantID || c.Expires != "2027-05-21" || c.Domain != "contoso.com" || c.Verification.Verdict != string(finding.Pass) {
		t.Errorf("saved %+v", c)
	}
	if s.toOptions().keys("enter"); !s.ended {
		t.Error("Finish does not end the wizard")
	}
}

func TestARefusedSecretLeadsBackAndIsRepairedInPlace(t *testing.T) {
	w := goodWorld()
	good := w.grant
	w.grant = refused(401, 7000222, "AADSTS7000222: expired")
	s := sit(t, w).to(guide.StepVerify)
	s.sees("✗ The client secret has expired", "You can fix it", "❯ Enter a new secret")
	s.keys("enter")
	s.sees("Create the client secret")
	w.grant = good
	s.paste("zZ9" + canary[3:])
	s.sees("40 characters, begins zZ9")
	s.to(guide.StepHandoff)
	s.sees("Saved as contoso")
}

func TestANewSecretIsTriedOnceMoreBeforeItIsCalledWrong(t *testing.T) {
	w := goodWorld()
	w.grant = refused(401, 7000215, "AADSTS7000215: Invalid client secret provided.")
	s := sit(t, w).to(guide.StepVerify)
	n := 0
	for _, e := range w.effects {
		if _, ok := e.(flow.FetchToken); ok {
			n++
		}
	}
	if n != 2 {
		t.Errorf("asked %d times", n)
	}
	s.sees("The client secret is wrong")
}

func TestAnUnverifiedSecretCanBeSaved(t *testing.T) {
	w := goodWorld()
	w.grant.Roles = nil
	s := sit(t, w).to(guide.StepVerify)
	s.sees("Admin consent is missing")
	s.pick("Save it unverified")
	s.sees("Saved as contoso, unverified")
}

func TestAWaitCanBeLeftAndWhatItBringsLaterIsDropped(t *testing.T) {
	s := sit(t, goodWorld()).enterSecret()
	s.hold = true
	s.keys("enter")
	s.sees("Asking Microsoft", "stop waiting")
	if s.keys("enter", "enter"); !s.m.state.Busy() {
		t.Error("an Enter too many ends the wait")
	}
	s.keys("esc")
	before := s.m.state
	s.release()
	if s.m.state.Results.Token.Got || s.m.state.Attempt != before.Attempt {
		t.Error("a late result was taken")
	}
	s.sees("Test again")
}

func TestQuittingAsksWhenSomethingWouldBeLost(t *testing.T) {
	s := sit(t, goodWorld()).to(guide.StepTenant)
	if s.keys("ctrl+c"); !s.ended {
		t.Fatal("nothing was typed, yet quitting asks")
	}
	s = sit(t, goodWorld()).enterSecret().keys("ctrl+c")
	s.sees("Leave now?", "shows the client secret only")
	if s.ended {
		t.Fatal("left without asking")
	}
	s.keys("enter")
	s.sees("Create the client secret")
	if s.keys("ctrl+c", "ctrl+c"); !s.ended {
		t.Error("a second ctrl+c does not leave")
	}
}

func TestQuittingInTheMiddleOfAFetchEndsIt(t *testing.T) {
	w := goodWorld()
	s := sit(t, w).enterSecret()
	w.silent = func(flow.Effect) bool { return true }
	s.keys("enter")
	if s.keys("ctrl+c", "ctrl+c"); w.ctx.Err() == nil {
		t.Error("the fetch goes on")
	}
}

func TestBackAndForwardLoseNothing(t *testing.T) {
	s := sit(t, goodWorld()).to(guide.StepVerify)
	want := s.m.state.Values
	for s.m.state.At != guide.StepGuide {
		s.keys("esc")
	}
	s.keys("enter")
	for s.m.state.At != guide.StepVerify {
		was := s.m.state.At
		if s.keys("ctrl+n"); s.m.state.At == was {
			t.Fatalf("stuck at %s", was)
		}
	}
	got := s.m.state.Values
	if got.ClientID != want.ClientID || got.Secret != want.Secret || got.Organization != want.Organization || got.Expires != want.Expires {
		t.Errorf("%+v became %+v", want, got)
	}
}

func TestBackFromTheFirstStepComesToTheFirstScreen(t *testing.T) {
	s := sit(t, goodWorld()).to(guide.StepTenant).keys("esc", "esc")
	s.sees("What do you have?")
	s.keys("enter")
	s.sees("Which product")
}

func TestAStepsListJumpsToAnyStepReached(t *testing.T) {
	s := sit(t, goodWorld()).to(guide.StepConsent).keys("f6").sees("Go to a step", "6. Admin consent you are here", "9. Hand-off sheet not reached yet").keys("up", "up", "enter")
	if s.m.state.At != guide.StepClientID {
		t.Errorf("at %s", s.m.state.At)
	}
}

// What is in the dock is in sight, however little of the instructions is.
func TestEnterActsAtOnceOnWhatIsInTheDock(t *testing.T) {
	for _, size := range sizes {
		s := sit(t, goodWorld()).to(guide.StepConsent)
		s.m.resize(size.w, size.h)
		s.sees("❯ It is granted: continue")
		if s.keys("enter"); s.m.state.At == guide.StepConsent {
			t.Errorf("%dx%d: Enter does not go on", size.w, size.h)
		}
	}
}

func TestEnterReadsOnToALineOfThePageThatIsOutOfSight(t *testing.T) {
	s := sit(t, goodWorld()).to(guide.StepHandoff)
	s.m.resize(40, 12)
	s.m.focus = 0
	for i := 0; s.m.layout() != nil && s.m.below(); i++ {
		if before := s.m.offset; i > 9 || s.keys("enter").m.offset == before {
			t.Fatalf("Enter does not read on:\n%s", s.m.View())
		}
	}
	if count[flow.CopyText](s.w) > 0 {
		t.Error("Enter copied what is out of sight")
	}
}

func TestPracticeFillsInWithOneKey(t *testing.T) {
	samples := []flow.Sample{
		{Label: "a good app", Values: form.Values{Registration: form.Registration{ClientID: clientID}, Organization: "support@contoso.com", Secret: value.NewSecret(canary)}},
		{Label: "an expired one", Cause: finding.SecretExpired, Values: form.Values{Registration: form.Registration{ClientID: tenantID}, Organization: "support@contoso.com"}},
	}
	s := sit(t, goodWorld(), samples...)
	s.sees("PRACTICE")
	s.to(guide.StepClientID)
	s.keys("ctrl+u")
	s.m.apply(flow.Typed{Field: guide.FieldClientID, Text: ""})
	s.keys("f5")
	if s.m.state.Values.ClientID != clientID {
		t.Errorf("client ID is %q", s.m.state.Values.ClientID)
	}
	s.keys("f8")
	s.sees("an expired one", "The client secret has expired")
	if s.keys("down", "enter"); s.m.state.Values.ClientID != tenantID {
		t.Errorf("client ID is %q", s.m.state.Values.ClientID)
	}
}

func TestTheSheetCopiesEachFieldAndTheSecretNeverThroughTheTerminal(t *testing.T) {
	s := sit(t, goodWorld()).to(guide.StepHandoff)
	s.m.focus = 0
	for i := range s.m.page.Sheet {
		s.m.focus = i
		s.keys("f3")
	}
	for _, e := range s.w.effects {
		if c, ok := e.(flow.CopyText); ok && strings.Contains(c.Text, canary) {
			t.Error("the secret was copied as a text")
		}
	}
	last := s.w.effects[len(s.w.effects)-1]
	if c, ok := last.(flow.CopyText); !ok || !strings.Contains(c.Text, "/oauth2/v2.0/token") {
		t.Errorf("the last copy was %#v", last)
	}
	copied := 0
	for _, e := range s.w.effects {
		if _, ok := e.(flow.CopySecret); ok {
			copied++
		}
	}
	if copied != 1 {
		t.Errorf("the secret was copied %d times", copied)
	}
}

func TestMeaningNeverRestsOnColourAlone(t *testing.T) {
	w := goodWorld()
	w.grant = refused(401, 7000222, "AADSTS7000222: expired")
	s := sit(t, w).to(guide.StepVerify)
	s.sees("✗ The client secret has expired").reads("✗ token", "✓ tenant")
}
