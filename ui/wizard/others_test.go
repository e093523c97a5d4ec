package wizard

import (
	"strings"
	"testing"

	"mailgrant/flow"
	"mailgrant/flow/guide"
)

func TestTheRequestIsThereAtEveryStep(t *testing.T) {
	for _, step := range guide.All()[0].Pages {
		if step.ID == guide.StepHandoff { // all is done
			continue
		}
		t.Run(string(step.ID), func(t *testing.T) {
			w := goodWorld()
			s := sit(t, w).to(step.ID).keys("f7")
			s.sees("A request for someone who can", "It holds no secret")
			s.pick("Copy it").sees("Copied: Request.")
			if text := last[flow.CopyText](t, w).Text; !strings.Contains(text, "What to send back") || strings.Contains(text, canary) {
				t.Errorf("copied %q", text)
			}
			if s.m.pane != requestPane {
				t.Error("the request is out of sight")
			}
			if s.keys("esc"); s.m.pane != noPane || s.m.state.At != step.ID {
				t.Errorf("left at %s", s.m.state.At)
			}
			s.keys("f7").pick("Write it to a file").sees("Wrote ")
			if last[flow.WriteFile](t, w).Text == "" {
				t.Error("nothing to write")
			}
			if s.pick("Go back"); s.m.pane != noPane || s.m.state.At != step.ID {
				t.Errorf("went to %s", s.m.state.At)
			}
		})
	}
}

func TestTheRequestIsReadToItsEnd(t *testing.T) {
	for _, size := range sizes {
		s := sit(t, goodWorld()).to(guide.StepClientID)
		s.m.resize(size.w, size.h)
		s.keys("f7")
		for range 30 {
			s.keys("pgdn")
		}
		s.sees("which asks Microsoft for a token")
		s.keys("esc").sees("Client ID")
	}
}

func TestARequestIsKeptAsWaitingAndTheWizardEnds(t *testing.T) {
	w := goodWorld()
	s := sit(t, w).to(guide.StepConsent).keys("f7").pick("Save it as waiting")
	kept := last[flow.SaveCredential](t, w).Credential
	if !s.ended || kept.ResumeAt != guide.StepConsent || kept.ClientID != clientID || s.m.state.Outcome != flow.SavedWaiting {
		t.Errorf("ended %v, saved %+v", s.ended, kept)
	}
}

func TestBeforeTheOrganizationIsKnownThereIsNothingToKeep(t *testing.T) {
	s := sit(t, goodWorld()).to(guide.StepTenant).keys("f7")
	if view := s.m.View(); strings.Contains(view, "waiting, and leave") {
		t.Errorf("offered:\n%s", view)
	}
}

func TestAKeyringThatFailsLosesNothingOfWhatWaits(t *testing.T) {
	w := goodWorld()
	s := sit(t, w).to(guide.StepConsent)
	w.keyring = lockedWorld().keyring
	s.keys("f7").pick("Save it as waiting").sees("The keyring is locked")
	if s.ended || s.m.state.At != guide.StepConsent || s.m.state.Values.ClientID != clientID {
		t.Errorf("ended %v at %s", s.ended, s.m.state.At)
	}
}

func TestWhoCanDoNeitherSendsTheRequestAndEntersTheAnswer(t *testing.T) {
	w := goodWorld()
	s := neither(t, w).to(guide.StepRequest)
	s.sees("3/6", "Copy the request", "Request: register an app for mail")
	s.pick("Copy the request").sees("Copied: Request.")
	s.pick("I have the answer").sees("Enter what you were given")
	s.paste(clientID).keys("enter").paste(canary).pick("Continue")
	s.to(guide.StepHandoff).sees("Saved as contoso")
}

func TestWhatWaitsIsGoneOnWithFromTheFirstScreen(t *testing.T) {
	w := goodWorld()
	s := waitingFor(t, w).pick("fabrikam")
	s.sees("Grant admin consent", "6/9")
	if got := s.m.state; got.At != guide.StepConsent || got.Values.Secret.Reveal() != canary || got.Values.ClientID != clientID {
		t.Errorf("at %s with %+v", got.At, got.Values)
	}
	s.to(guide.StepHandoff).sees("Saved as fabrikam")
	if e := last[flow.SaveCredential](t, w); !e.Replace || e.Credential.ResumeAt != "" {
		t.Errorf("saved %+v", e)
	}
}

func TestWhatWaitsIsGoneOnWithFromTheListOfGuidesToo(t *testing.T) {
	waitingFor(t, goodWorld()).pick("Set up another").pick("Go on with fabrikam").sees("Grant admin consent")
}

func TestAWaitForTheKeyringOnResumingCanBeLeft(t *testing.T) {
	w := goodWorld()
	w.silent = func(e flow.Effect) bool { _, opens := e.(flow.OpenSaved); return opens }
	s := waitingFor(t, w).pick("fabrikam").sees("Waiting for your keyring").keys("esc")
	s.sees("Connect a mail app", "fabrikam", "waiting for admin consent")
}

func TestAnAnswerChangedLeadsThroughOtherSteps(t *testing.T) {
	s := neither(t, goodWorld()).to(guide.StepRequest)
	s.keys("f6").pick("1. ").pick("I may register and consent")
	if s.m.state.Values.Organization == "" {
		t.Error("the organization is lost")
	}
	s.to(guide.StepRegister)
}

// In practice the screen shows practice's own addresses of pages, and commands
// that practise.
func TestPracticeShowsWhereItsPagesAre(t *testing.T) {
	state := flow.Begin(today, []string{"good"})
	state.Practice, state.Remote = true, true
	s := sitAt(t, goodWorld(), Config{State: state, Start: true, Local: func(string) string { return "http://127.0.0.1:4711/practice" }})
	s.to(guide.StepRegister).sees("F2 opens the practice portal", "ssh -L 4711:localhost:4711").keys("f4")
	if all := s.readThrough(); !strings.Contains(all, "http://127.0.0.1:4711/practice") || strings.Contains(all, "entra.microsoft.com/") {
		t.Errorf("Microsoft's own address is shown:\n%s", s.m.View())
	}
	s.keys("f3")
	if e, ok := s.w.effects[len(s.w.effects)-1].(flow.CopyText); !ok || e.Text != "http://127.0.0.1:4711/practice" {
		t.Errorf("F3 copies %+v", s.w.effects[len(s.w.effects)-1])
	}
}
