package flow_test

import (
	"slices"
	"strings"
	"testing"

	"mailgrant/flow"
	"mailgrant/flow/check"
	"mailgrant/flow/finding"
	"mailgrant/flow/guide"
	"mailgrant/flow/page"
	"mailgrant/flow/value"
)

// saveEnds is the session after a save that ended like this.
func saveEnds(s flow.State, e flow.Event, end flow.SaveSeen) flow.State {
	s, _ = flow.Next(s, e)
	end.Attempt = s.Attempt
	s, _ = flow.Next(s, end)
	return s
}

func TestASaveOfUnknownOutcomeIsTriedAgain(t *testing.T) {
	f := finding.New(finding.KeyringCheck, finding.KeyringTimeout, "The keyring did not answer in time.", "Answer it.")
	s := saveEnds(at(guide.StepVerify), flow.Keep{How: flow.Saved}, flow.SaveSeen{Problem: &f, Unsure: true})
	if s.At != guide.StepVerify || s.Values.Secret.Empty() || !slices.Contains(s.Ways(), flow.Saved) {
		t.Fatalf("at %s with %v", s.At, s.Ways())
	}
	_, effects := flow.Next(s, flow.Keep{How: flow.Saved})
	if again := effects[0].(flow.SaveCredential); !again.Replace || again.Credential.Name != s.Kept {
		t.Errorf("tried again as %+v", again)
	}
	left, _ := flow.Next(s, flow.Keep{How: flow.KeptNone})
	if says := strings.Join(page.Of(left).Lead, " "); !strings.Contains(says, "An earlier save as "+s.Kept) {
		t.Errorf("the hand-off says %q", says)
	}
	other := drive(s, obliging, flow.Typed{Field: guide.FieldName, Text: "other"})
	_, effects = flow.Next(other, flow.Keep{How: flow.Saved})
	if save := effects[0].(flow.SaveCredential); save.Replace || save.Credential.Name != "other" {
		t.Errorf("under another name: %+v", save)
	}
}

func TestIDsKeptWithoutTheirSecretLeaveItInReach(t *testing.T) {
	f := finding.New(finding.KeyringCheck, finding.KeyringUnavailable, "No keyring is available. The IDs are kept; the secret is not.", "Start one.")
	s := saveEnds(atIn(grantFlow, guide.StepConsent), flow.SaveWaiting{}, flow.SaveSeen{Problem: &f, WithoutSecret: true})
	if s.Phase != flow.Asking || s.Outcome != "" || s.Values.Secret.Empty() || !s.AtStake() || !has(s.Problems, finding.KeyringUnavailable) {
		t.Fatalf("%s, %q, %v", s.Phase, s.Outcome, s.Problems)
	}
	if told := s.Outcomes(); len(told) != 1 || told[0].Outcome != flow.SavedWaiting {
		t.Errorf("at the end it reports %+v", told)
	}
	again, effects := flow.Next(s, flow.SaveWaiting{})
	if save := effects[0].(flow.SaveCredential); !save.Replace || save.Credential.Name != s.Kept {
		t.Errorf("tried again as %+v", save)
	}
	over, _ := flow.Next(again, flow.SaveSeen{Attempt: again.Attempt})
	if over.Outcome != flow.SavedWaiting || over.Phase != flow.Over || len(over.Outcomes()) != 1 {
		t.Errorf("%q, %s, %d", over.Outcome, over.Phase, len(over.Outcomes()))
	}
}

func TestASecretThatDiffersIsAWarning(t *testing.T) {
	p := goodProof()
	s := p.settle()
	s.Differs = true
	r := check.ReportOf(s.AsCase())
	if r.Verdict != finding.Warn || r.Root.Cause != finding.KeyringDiffers || r.Root.Cause.Owner() != finding.ThisComputer || r.Root.Check != finding.KeyringCheck {
		t.Errorf("verdict %s, root %+v", r.Verdict, r.Root)
	}
	p.refuse(401, 7000215)
	s = p.settle()
	s.Differs = true
	if r := check.ReportOf(s.AsCase()); r.Verdict != finding.Fail || r.Root.Cause != finding.SecretWrong || !has(r.Findings, finding.KeyringDiffers) {
		t.Errorf("refused: verdict %s, root %+v", r.Verdict, r.Root)
	}
	if s := drive(s, obliging, flow.TypedSecret{Secret: value.NewSecret("x" + canary)}); s.Differs {
		t.Error("a secret that was typed is said to be the keyring's")
	}
}

// TestADiagnosisIsNotComparedWithTheOtherSecret selects a credential whose
// secret another program put in the keyring.
func TestADiagnosisIsNotComparedWithTheOtherSecret(t *testing.T) {
	for name, differs := range map[string]bool{"the saved one": false, "another one": true} {
		t.Run(name, func(t *testing.T) {
			c := at(guide.StepHandoff).Credential(false)
			c.Good, c.Expires = tuesday(), "2027-01-01"
			p := goodProof()
			p.refuse(401, 7000215)
			s := drive(flow.Diagnosis(today, []flow.Credential{c}), func(e flow.Effect) flow.Event {
				if open, ok := e.(flow.OpenSaved); ok {
					return flow.SavedOpened{Attempt: open.Attempt, Secret: value.NewSecret(canary), Differs: differs}
				}
				return p.answer(e)
			}, flow.SelectSaved{Name: c.Name})
			text := dumped(page.Of(s))
			if strings.Contains(text, "this same secret worked") == differs || has(check.Examine(s.AsCase()), finding.KeyringDiffers) != differs {
				t.Errorf("the page says %s", text)
			}
			if (s.Values.Expires == "") != differs || s.Changes() {
				t.Errorf("expires %q, changed %v", s.Values.Expires, s.Changes())
			}
		})
	}
}
