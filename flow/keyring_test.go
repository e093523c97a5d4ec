package flow

import (
	"slices"
	"strings"
	"testing"
)

// saveEnds is the sitting after a save that ended like that.
func saveEnds(s State, e Event, end SaveSeen) State {
	s, _ = Next(s, e)
	end.Attempt = s.Attempt
	s, _ = Next(s, end)
	return s
}

func TestASaveOfUnknownOutcomeIsTriedAgain(t *testing.T) {
	f := Found(KeyringCheck, KeyringTimeout, "The keyring did not answer in time.", "Answer it.")
	s := saveEnds(at(StepKeep), Keep{Saved}, SaveSeen{Problem: &f, Unsure: true})
	if s.At != StepKeep || s.Answers.Secret.Empty() || !slices.Contains(s.Ways(), Saved) {
		t.Fatalf("at %s with %v", s.At, s.Ways())
	}
	_, effects := Next(s, Keep{Saved})
	if again := effects[0].(SaveCredential); !again.Replace || again.Credential.Name != s.Kept {
		t.Errorf("tried again as %+v", again)
	}
	left, _ := Next(s, Keep{KeptNone})
	if says := strings.Join(PageOf(left).Lead, " "); !strings.Contains(says, "may have saved as "+s.Kept) {
		t.Errorf("the hand-off says %q", says)
	}
	other := drive(s, obliging, Typed{FieldName, "other"})
	_, effects = Next(other, Keep{Saved})
	if save := effects[0].(SaveCredential); save.Replace || save.Credential.Name != "other" {
		t.Errorf("under another name: %+v", save)
	}
}

func TestIDsKeptWithoutTheirSecretLeaveItInReach(t *testing.T) {
	f := Found(KeyringCheck, KeyringUnavailable, "No keyring is available. The IDs are kept; the secret is not.", "Start one.")
	s := saveEnds(atIn(grantFlow, StepConsent), SetAside{}, SaveSeen{Problem: &f, Bare: true})
	if s.Phase != Asking || s.Outcome != "" || s.Answers.Secret.Empty() || !s.AtStake() || !has(s.Problems, KeyringUnavailable) {
		t.Fatalf("%s, %q, %v", s.Phase, s.Outcome, s.Problems)
	}
	if told := s.Outcomes(); len(told) != 1 || told[0].Outcome != Aside {
		t.Errorf("at the end it tells of %+v", told)
	}
	again, effects := Next(s, SetAside{})
	if save := effects[0].(SaveCredential); !save.Replace || save.Credential.Name != s.Kept {
		t.Errorf("tried again as %+v", save)
	}
	over, _ := Next(again, SaveSeen{Attempt: again.Attempt})
	if over.Outcome != Aside || over.Phase != Over || len(over.Outcomes()) != 1 {
		t.Errorf("%q, %s, %d", over.Outcome, over.Phase, len(over.Outcomes()))
	}
}

func TestASecretThatDiffersIsAWarning(t *testing.T) {
	p := goodProof()
	s := p.settle()
	s.Differs = true
	r := ReportOf(s.AsCase())
	if r.Verdict != Warn || r.Root.Cause != KeyringDiffers || r.Root.Cause.Owner() != ThisComputer || r.Root.Check != KeyringCheck {
		t.Errorf("verdict %s, root %+v", r.Verdict, r.Root)
	}
	p.refuse(401, 7000215)
	s = p.settle()
	s.Differs = true
	if r := ReportOf(s.AsCase()); r.Verdict != Fail || r.Root.Cause != SecretWrong || !has(r.Findings, KeyringDiffers) {
		t.Errorf("refused: verdict %s, root %+v", r.Verdict, r.Root)
	}
	if s := drive(s, obliging, TypedSecret{NewSecret("x" + canary)}); s.Differs {
		t.Error("a secret that was typed is said to be the keyring's")
	}
}

// TestADiagnosisIsNotComparedWithTheOtherSecret takes up a credential whose
// secret was put there by another program.
func TestADiagnosisIsNotComparedWithTheOtherSecret(t *testing.T) {
	for name, differs := range map[string]bool{"the saved one": false, "another one": true} {
		t.Run(name, func(t *testing.T) {
			c := at(StepHandoff).credential(false)
			c.Good, c.Expires = tuesday(), "2027-01-01"
			p := goodProof()
			p.refuse(401, 7000215)
			s := drive(Diagnosis(today, []Credential{c}), func(e Effect) Event {
				if open, ok := e.(OpenSaved); ok {
					return SavedOpened{Attempt: open.Attempt, Secret: NewSecret(canary), Differs: differs}
				}
				return p.answer(e)
			}, Picked{c.Name})
			text := dumped(PageOf(s))
			if strings.Contains(text, "this same secret worked") == differs || has(Examine(s.AsCase()), KeyringDiffers) != differs {
				t.Errorf("the page says %s", text)
			}
			if (s.Answers.Expires == "") != differs || s.changes() {
				t.Errorf("expires %q, changed %v", s.Answers.Expires, s.changes())
			}
		})
	}
}
