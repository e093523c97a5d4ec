package flow_test

import (
	"reflect"
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

// setAside keeps a sitting as waiting and returns what is kept.
func setAside(t *testing.T, s flow.State) (flow.State, flow.SaveCredential) {
	t.Helper()
	next, effects := flow.Next(s, flow.SetAside{})
	if len(effects) != 1 {
		t.Fatalf("%s at %s: %d effects", s.Answers.Guide, s.At, len(effects))
	}
	return next, effects[0].(flow.SaveCredential)
}

// TestWhatIsSetAsideGoesOnWhereItStood sets a sitting aside at every step of
// every list, and resumes it.
func TestWhatIsSetAsideGoesOnWhereItStood(t *testing.T) {
	for _, g := range guide.All() {
		for name, begin := range map[string]func(string, finding.StepID) flow.State{"may do all": atIn, "may do neither": neither, "was given values": given} {
			for _, step := range begin(g.ID, guide.StepHandoff).Steps() {
				if step.ID == guide.StepAbility { // nothing to keep yet
					continue
				}
				s := begin(g.ID, step.ID)
				if !s.MaySetAside() {
					continue
				}
				next, kept := setAside(t, s)
				if kept.Secret != s.Answers.Secret || kept.Replace || next.Phase != flow.Saving {
					t.Errorf("%s at %s: kept with another secret, or over another one", g.ID, step.ID)
				}
				if over, _ := flow.Next(next, flow.SaveSeen{Attempt: next.Attempt}); over.Phase != flow.Over || over.Outcome != flow.Aside || over.AtStake() {
					t.Errorf("%s at %s: ended %s, %q", g.ID, step.ID, over.Phase, over.Outcome)
				}
				resumes(t, name, s, kept)
			}
		}
	}
}

// resumes holds that the kept credential leads to the same step with the same
// values.
func resumes(t *testing.T, name string, s flow.State, kept flow.SaveCredential) {
	t.Helper()
	begun := flow.Begin(today, []string{kept.Credential.Name})
	begun.Waiters = []flow.Credential{kept.Credential}
	got := drive(begun, func(e flow.Effect) flow.Event {
		if open, ok := e.(flow.OpenSaved); ok {
			return flow.SavedOpened{Attempt: open.Attempt, Secret: kept.Secret}
		}
		return obliging(e)
	}, flow.Resumed{Name: kept.Credential.Name})
	where := s.Answers.Guide + ", " + name + ", at " + string(s.At)
	want := map[finding.StepID]finding.StepID{guide.StepRequest: guide.StepValues, guide.StepKeep: guide.StepProve}[s.At]
	if want == "" {
		want = s.At
	}
	if want == guide.StepProve && s.Guide().Delegated() { // nobody has signed in yet
		want = guide.StepSignIn
	}
	if got.At != want || got.Busy() || len(got.Problems) > 0 {
		t.Errorf("%s: goes on at %s, %s, %v", where, got.At, got.Phase, got.Problems)
	}
	a, b := s.Answers, got.Answers
	a.Ticked, b.Ticked, a.Name, a.Where, a.Mailbox = nil, nil, b.Name, b.Where, b.Mailbox
	if s.Given {
		a.Ability = b.Ability
	}
	if !reflect.DeepEqual(a, b) {
		t.Errorf("%s: %+v\nbecame %+v", where, a, b)
	}
	if got.Kept != kept.Credential.Name {
		t.Errorf("%s: would be saved beside %s", where, kept.Credential.Name)
	}
}

func TestSettingAsideNeverProves(t *testing.T) {
	s := atIn(grantFlow, guide.StepProve)
	if !s.Proven() {
		t.Fatal("this test needs a proven credential")
	}
	if _, kept := setAside(t, s); !kept.Credential.Parked || kept.Credential.Waiting == "" {
		t.Errorf("kept %+v", kept.Credential)
	}
}

func TestSetAside(t *testing.T) {
	for name, c := range map[string]struct {
		from flow.State
		want string // the name it is kept under; "" where it can't be
	}{
		"under the name that was typed":         {drive(atIn(grantFlow, guide.StepConsent), obliging, flow.Typed{Field: guide.FieldName, Text: "mine"}), "mine"},
		"not under a name that can't be used":   {drive(atIn(grantFlow, guide.StepConsent), obliging, flow.Typed{Field: guide.FieldName, Text: "../mine"}), "contoso"},
		"not under a name that is taken":        {drive(atIn(grantFlow, guide.StepConsent), obliging, flow.Typed{Field: guide.FieldName, Text: "Fabrikam"}), "contoso"},
		"not before the organization is known":  {at(guide.StepTenant), ""},
		"not in a dry run":                      {dryRun(at(guide.StepConsent)), ""},
		"not once the decision has been made":   {at(guide.StepHandoff), ""},
		"not over a kept one, in a diagnosis":   {drive(flow.Diagnosis(today, waiters()), obliging, flow.Picked{Name: "waits"}), ""},
		"not while something else is under way": {proving(), ""},
	} {
		t.Run(name, func(t *testing.T) {
			next, effects := flow.Next(c.from, flow.SetAside{})
			if c.want == "" {
				if len(effects) > 0 || c.from.MaySetAside() {
					t.Errorf("asked for %v at %s", effects, next.At)
				}
				return
			}
			if save := effects[0].(flow.SaveCredential); save.Credential.Name != c.want || save.Replace {
				t.Errorf("kept as %q, replacing %v", save.Credential.Name, save.Replace)
			}
		})
	}
}

func dryRun(s flow.State) flow.State {
	s.DryRun = true
	return s
}

func TestAWaitingCredentialThatCantBeOpenedLeavesNoTrace(t *testing.T) {
	locked := finding.Found(finding.KeyringCheck, finding.KeyringLocked, "The keyring is locked.", "Unlock it.")
	begun := flow.Begin(today, []string{"waits", "asked"})
	begun.Waiters = waiters()
	for name, after := range map[string]func(flow.State) flow.Event{
		"left":   func(flow.State) flow.Event { return flow.Leave{} },
		"locked": func(s flow.State) flow.Event { return flow.SavedOpened{Attempt: s.Attempt, Problem: &locked} },
	} {
		s, _ := flow.Next(begun, flow.Resumed{Name: "waits"})
		s, _ = flow.Next(s, after(s))
		if s.Kept != "" || s.Placed || s.AtStake() || s.At != guide.StepGuide {
			t.Errorf("%s: kept %q, placed %v, at stake %v, at %s", name, s.Kept, s.Placed, s.AtStake(), s.At)
		}
		s = walk(drive(s, obliging, flow.ChoseGuide{ID: clientCredentials}, flow.Typed{Field: guide.FieldName, Text: "waits"}), obliging, guide.StepKeep)
		if s, effects := flow.Next(s, flow.Keep{How: flow.Saved}); len(effects) > 0 || !has(s.Problems, finding.NameTaken) {
			t.Errorf("%s: another credential overwrites the one that waits", name)
		}
	}
}

// TestWhatWaitsIsNotProvenByTheSittingBefore goes back from one that was saved.
func TestWhatWaitsIsNotProvenByTheSittingBefore(t *testing.T) {
	done := atIn(grantFlow, guide.StepHandoff)
	done.Waiters = waiters()
	for done.At != guide.StepGuide {
		done, _ = flow.Next(done, flow.Back{})
	}
	s := drive(done, obliging, flow.Resumed{Name: "waits"})
	if s.At != guide.StepConsent || s.Proven() || s.Outcome != "" || len(s.HandedOff) != 1 {
		t.Errorf("at %s, proven %v, outcome %q, %d handed off", s.At, s.Proven(), s.Outcome, len(s.HandedOff))
	}
	if !slices.Contains(s.Taken, "contoso") || s.Kept != "waits" {
		t.Error("the one saved is no longer taken, or the one that waits is")
	}
}

func TestNothingTypedIsLostToWhatWaits(t *testing.T) {
	s := drive(at(guide.StepSecret), obliging, flow.TypedSecret{Secret: value.NewSecret(canary)})
	s.Waiters = waiters()
	for s.At != guide.StepGuide {
		s, _ = flow.Next(s, flow.Back{})
	}
	if strings.Contains(dumped(page.PageOf(s)), "Go on with") {
		t.Error("the page offers to forget what was typed")
	}
	if next, effects := flow.Next(s, flow.Resumed{Name: "waits"}); len(effects) > 0 || next.Answers.Secret.Empty() {
		t.Error("the secret is lost")
	}
}

// What is waited for is what is not there yet, whatever the step that was left.
func TestAwaits(t *testing.T) {
	refused := check.Proof{Verdict: finding.Fail, Cause: finding.ConsentMissing}
	wrong := check.Proof{Verdict: finding.Fail, Cause: finding.SecretWrong}
	for name, c := range map[string]struct {
		kept flow.Credential
		want flow.Awaited
	}{
		"nothing yet":                    {flow.Credential{Waiting: guide.StepPortal}, flow.AwaitsRegistration},
		"values that others send":        {flow.Credential{Waiting: guide.StepValues}, flow.AwaitsRegistration},
		"a secret without a client ID":   {flow.Credential{Waiting: guide.StepValues, Parked: true}, flow.AwaitsClientID},
		"a client ID alone":              {flow.Credential{Waiting: guide.StepSecret, ClientID: goodClient}, flow.AwaitsSecret},
		"a client ID from others":        {flow.Credential{Waiting: guide.StepValues, ClientID: goodClient}, flow.AwaitsSecret},
		"a secret that was pasted":       {flow.Credential{Waiting: guide.StepSecret, ClientID: goodClient, Parked: true}, flow.AwaitsTest},
		"values that were pasted":        {flow.Credential{Waiting: guide.StepValues, ClientID: goodClient, Parked: true}, flow.AwaitsTest},
		"the endpoint's step":            {flow.Credential{Waiting: guide.StepEndpoint, ClientID: goodClient, Parked: true}, flow.AwaitsTest},
		"consent, before the secret":     {flow.Credential{Waiting: guide.StepConsent, ClientID: goodClient}, flow.AwaitsConsent},
		"consent, with the secret":       {flow.Credential{Waiting: guide.StepConsent, ClientID: goodClient, Parked: true}, flow.AwaitsConsent},
		"a test that found no consent":   {flow.Credential{Waiting: guide.StepProve, ClientID: goodClient, Parked: true, Proof: refused}, flow.AwaitsConsent},
		"a test that was not made":       {flow.Credential{Waiting: guide.StepProve, ClientID: goodClient, Parked: true}, flow.AwaitsTest},
		"a test that refused the secret": {flow.Credential{Waiting: guide.StepProve, ClientID: goodClient, Parked: true, Proof: wrong}, flow.AwaitsTest},
		"a sign-in":                      {flow.Credential{Waiting: guide.StepSignIn, ClientID: goodClient, Parked: true}, flow.AwaitsSignIn},
		"one that does not wait":         {flow.Credential{ClientID: goodClient}, flow.AwaitsNothing},
	} {
		if got := c.kept.Awaited(); got != c.want {
			t.Errorf("%s: %q, want %q", name, got, c.want)
		}
	}
	s := drive(at(guide.StepSecret), obliging, flow.TypedSecret{Secret: value.NewSecret(canary)})
	_, effects := flow.Next(s, flow.SetAside{})
	if got := effects[0].(flow.SaveCredential).Credential.Awaits(); got != "waiting for its test" {
		t.Errorf("with its secret pasted it is %s", got)
	}
}

// A secret that another program put into the keyring is tested before it is copied,
// and the end date kept is not its own.
func TestADifferingSecretIsNotCopiedUnproven(t *testing.T) {
	waiting := flow.Begin(today, nil)
	waiting.Waiters = waiters()
	waiting.Waiters[0].Expires = "2027-01-01"
	s := drive(waiting, func(e flow.Effect) flow.Event {
		if open, ok := e.(flow.OpenSaved); ok {
			return flow.SavedOpened{Attempt: open.Attempt, Secret: value.NewSecret(canary), Differs: true}
		}
		return obliging(e)
	}, flow.Resumed{Name: waiting.Waiters[0].Name})
	if !s.Differs || s.Answers.Expires != "" {
		t.Errorf("differs %v, ends on %q", s.Differs, s.Answers.Expires)
	}
	if e, refused := s.CopySecret(); refused == "" || !e.Secret.Empty() {
		t.Error("it is copied")
	}
	proven := at(guide.StepHandoff)
	proven.Differs = true
	if e, refused := proven.CopySecret(); refused != "" || e.Secret.Empty() {
		t.Errorf("a proven one: %s", refused)
	}
}
