package flow_test

import (
	"reflect"
	"slices"
	"strings"
	"testing"

	"mailgrant/flow"
	"mailgrant/flow/check"
	"mailgrant/flow/finding"
	"mailgrant/flow/form"
	"mailgrant/flow/guide"
	"mailgrant/flow/page"
	"mailgrant/flow/value"
)

// savedWaiting saves a session as pending and returns what is saved.
func savedWaiting(t *testing.T, s flow.State) (flow.State, flow.SaveCredential) {
	t.Helper()
	next, effects := flow.Next(s, flow.SaveWaiting{})
	if len(effects) != 1 {
		t.Fatalf("%s at %s: %d effects", s.Values.Guide, s.At, len(effects))
	}
	return next, effects[0].(flow.SaveCredential)
}

// TestWhatWaitsContinuesWhereItWas saves a session as pending at every step
// of every list, and resumes it.
func TestWhatWaitsContinuesWhereItWas(t *testing.T) {
	for _, g := range guide.All() {
		for name, begin := range map[string]func(string, finding.StepID) flow.State{"may do all": atIn, "may do neither": neither, "was given values": given} {
			for _, step := range begin(g.ID, guide.StepHandoff).Steps() {
				if step.ID == guide.StepTenant { // nothing to save yet
					continue
				}
				s := begin(g.ID, step.ID)
				if !s.MaySaveWaiting() {
					continue
				}
				next, kept := savedWaiting(t, s)
				if kept.Secret != s.Values.Secret || kept.Replace || next.Phase != flow.Saving {
					t.Errorf("%s at %s: saved with another secret, or over another credential", g.ID, step.ID)
				}
				if over, _ := flow.Next(next, flow.SaveSeen{Attempt: next.Attempt}); over.Phase != flow.Over || over.Outcome != flow.SavedWaiting || over.AtStake() {
					t.Errorf("%s at %s: ended %s, %q", g.ID, step.ID, over.Phase, over.Outcome)
				}
				resumes(t, name, s, kept)
			}
		}
	}
}

// resumes requires that the saved credential leads to the same step with the
// same values.
func resumes(t *testing.T, name string, s flow.State, kept flow.SaveCredential) {
	t.Helper()
	begun := flow.Begin(today, []string{kept.Credential.Name})
	begun.Pending = []flow.Credential{kept.Credential}
	got := drive(begun, func(e flow.Effect) flow.Event {
		if open, ok := e.(flow.OpenSaved); ok {
			return flow.SavedOpened{Attempt: open.Attempt, Secret: kept.Secret}
		}
		return obliging(e)
	}, flow.Resume{Name: kept.Credential.Name})
	where := s.Values.Guide + ", " + name + ", at " + string(s.At)
	want := s.At
	if want == guide.StepRequest {
		want = guide.StepValues
	}
	if want == guide.StepVerify && s.Guide().Delegated() { // nobody has signed in yet
		want = guide.StepSignIn
	}
	if got.At != want || got.Busy() || len(got.Problems) > 0 {
		t.Errorf("%s: goes on at %s, %s, %v", where, got.At, got.Phase, got.Problems)
	}
	a, b := s.Values, got.Values
	a.Today, a.Name, a.Organization, a.Mailbox = b.Today, b.Name, b.Organization, b.Mailbox
	if s.Given {
		a.Rights = b.Rights
	}
	if !reflect.DeepEqual(a, b) {
		t.Errorf("%s: %+v\nbecame %+v", where, a, b)
	}
	if got.Kept != kept.Credential.Name {
		t.Errorf("%s: would be saved in addition to %s", where, kept.Credential.Name)
	}
}

func TestSettingAsideNeverProves(t *testing.T) {
	s := atIn(grantFlow, guide.StepVerify)
	if !s.Verified() {
		t.Fatal("this test needs a verified credential")
	}
	if _, kept := savedWaiting(t, s); !kept.Credential.Unverified || kept.Credential.ResumeAt == "" {
		t.Errorf("saved %+v", kept.Credential)
	}
}

func TestSaveWaiting(t *testing.T) {
	for name, c := range map[string]struct {
		from flow.State
		want string // the name it is saved under; "" if it can't be
	}{
		"under the name that was typed":         {drive(atIn(grantFlow, guide.StepConsent), obliging, flow.Typed{Field: guide.FieldName, Text: "mine"}), "mine"},
		"not under a name that can't be used":   {drive(atIn(grantFlow, guide.StepConsent), obliging, flow.Typed{Field: guide.FieldName, Text: "../mine"}), "contoso"},
		"not under a name that is taken":        {drive(atIn(grantFlow, guide.StepConsent), obliging, flow.Typed{Field: guide.FieldName, Text: "Fabrikam"}), "contoso"},
		"not before the organization is known":  {at(guide.StepTenant), ""},
		"not in a dry run":                      {dryRun(at(guide.StepConsent)), ""},
		"not once the decision has been made":   {at(guide.StepHandoff), ""},
		"not over a kept one, in a diagnosis":   {drive(flow.Diagnosis(today, pendingCredentials()), obliging, flow.SelectSaved{Name: "waits"}), ""},
		"not while something else is under way": {proving(), ""},
	} {
		t.Run(name, func(t *testing.T) {
			next, effects := flow.Next(c.from, flow.SaveWaiting{})
			if c.want == "" {
				if len(effects) > 0 || c.from.MaySaveWaiting() {
					t.Errorf("asked for %v at %s", effects, next.At)
				}
				return
			}
			if save := effects[0].(flow.SaveCredential); save.Credential.Name != c.want || save.Replace {
				t.Errorf("saved as %q, replacing %v", save.Credential.Name, save.Replace)
			}
		})
	}
}

func dryRun(s flow.State) flow.State {
	s.DryRun = true
	return s
}

func TestAWaitingCredentialThatCantBeOpenedLeavesNoTrace(t *testing.T) {
	locked := finding.New(finding.KeyringCheck, finding.KeyringLocked, "The keyring is locked.", "Unlock it.")
	begun := flow.Begin(today, []string{"waits", "asked"})
	begun.Pending = pendingCredentials()
	for name, after := range map[string]func(flow.State) flow.Event{
		"left":   func(flow.State) flow.Event { return flow.Leave{} },
		"locked": func(s flow.State) flow.Event { return flow.SavedOpened{Attempt: s.Attempt, Problem: &locked} },
	} {
		s, _ := flow.Next(begun, flow.Resume{Name: "waits"})
		s, _ = flow.Next(s, after(s))
		if s.Kept != "" || s.Discovered || s.AtStake() || s.At != guide.StepGuide {
			t.Errorf("%s: saved as %q, discovered %v, at stake %v, at %s", name, s.Kept, s.Discovered, s.AtStake(), s.At)
		}
		s = walk(drive(s, obliging, flow.ChoseGuide{ID: clientCredentials}, flow.Typed{Field: guide.FieldName, Text: "waits"}), obliging, guide.StepVerify)
		if s, effects := flow.Next(s, flow.Keep{How: flow.Saved}); len(effects) > 0 || !has(s.Problems, finding.NameTaken) {
			t.Errorf("%s: another credential overwrites the one that waits", name)
		}
	}
}

// TestWhatWaitsIsNotVerifiedByTheSessionBefore goes back from a credential that
// was saved.
func TestWhatWaitsIsNotVerifiedByTheSessionBefore(t *testing.T) {
	done := atIn(grantFlow, guide.StepHandoff)
	done.Pending = pendingCredentials()
	for done.At != guide.StepGuide {
		done, _ = flow.Next(done, flow.Back{})
	}
	s := drive(done, obliging, flow.Resume{Name: "waits"})
	if s.At != guide.StepConsent || s.Verified() || s.Outcome != "" || len(s.HandedOff) != 1 {
		t.Errorf("at %s, verified %v, outcome %q, %d handed off", s.At, s.Verified(), s.Outcome, len(s.HandedOff))
	}
	if !slices.Contains(s.Taken, "contoso") || s.Kept != "waits" {
		t.Error("the one saved is no longer taken, or the one that waits is")
	}
}

func TestNothingTypedIsLostToWhatWaits(t *testing.T) {
	s := drive(at(guide.StepSecret), obliging, flow.TypedSecret{Secret: value.NewSecret(canary)})
	s.Pending = pendingCredentials()
	for s.At != guide.StepGuide {
		s, _ = flow.Next(s, flow.Back{})
	}
	if strings.Contains(dumped(page.Of(s)), "Go on with") {
		t.Error("the page offers to forget what was typed")
	}
	if next, effects := flow.Next(s, flow.Resume{Name: "waits"}); len(effects) > 0 || next.Values.Secret.Empty() {
		t.Error("the secret is lost")
	}
}

// A credential waits for what is missing, whatever step was left.
func TestAwaits(t *testing.T) {
	refused := check.Verification{Verdict: string(finding.Fail), Cause: string(finding.ConsentMissing)}
	wrong := check.Verification{Verdict: string(finding.Fail), Cause: string(finding.SecretWrong)}
	for name, c := range map[string]struct {
		kept flow.Credential
		want flow.Awaited
	}{
		"nothing yet":                    {flow.Credential{ResumeAt: guide.StepPortal}, flow.AwaitsRegistration},
		"values that others send":        {flow.Credential{ResumeAt: guide.StepValues}, flow.AwaitsRegistration},
		"a secret without a client ID":   {flow.Credential{ResumeAt: guide.StepValues, Unverified: true}, flow.AwaitsClientID},
		"a client ID alone":              {flow.Credential{Registration: form.Registration{ClientID: goodClient}, ResumeAt: guide.StepSecret}, flow.AwaitsSecret},
		"a client ID from others":        {flow.Credential{Registration: form.Registration{ClientID: goodClient}, ResumeAt: guide.StepValues}, flow.AwaitsSecret},
		"a secret that was pasted":       {flow.Credential{Registration: form.Registration{ClientID: goodClient}, ResumeAt: guide.StepSecret, Unverified: true}, flow.AwaitsTest},
		"values that were pasted":        {flow.Credential{Registration: form.Registration{ClientID: goodClient}, ResumeAt: guide.StepValues, Unverified: true}, flow.AwaitsTest},
		"the endpoint's step":            {flow.Credential{Registration: form.Registration{ClientID: goodClient}, ResumeAt: guide.StepEndpoint, Unverified: true}, flow.AwaitsTest},
		"consent, before the secret":     {flow.Credential{Registration: form.Registration{ClientID: goodClient}, ResumeAt: guide.StepConsent}, flow.AwaitsConsent},
		"consent, with the secret":       {flow.Credential{Registration: form.Registration{ClientID: goodClient}, ResumeAt: guide.StepConsent, Unverified: true}, flow.AwaitsConsent},
		"a test that found no consent":   {flow.Credential{Registration: form.Registration{ClientID: goodClient}, ResumeAt: guide.StepVerify, Unverified: true, Verification: refused}, flow.AwaitsConsent},
		"a test that was not made":       {flow.Credential{Registration: form.Registration{ClientID: goodClient}, ResumeAt: guide.StepVerify, Unverified: true}, flow.AwaitsTest},
		"a test that refused the secret": {flow.Credential{Registration: form.Registration{ClientID: goodClient}, ResumeAt: guide.StepVerify, Unverified: true, Verification: wrong}, flow.AwaitsTest},
		"a sign-in":                      {flow.Credential{Registration: form.Registration{ClientID: goodClient}, ResumeAt: guide.StepSignIn, Unverified: true}, flow.AwaitsSignIn},
		"one that does not wait":         {flow.Credential{Registration: form.Registration{ClientID: goodClient}}, flow.AwaitsNothing},
	} {
		if got := c.kept.Awaited(); got != c.want {
			t.Errorf("%s: %q, want %q", name, got, c.want)
		}
	}
	s := drive(at(guide.StepSecret), obliging, flow.TypedSecret{Secret: value.NewSecret(canary)})
	_, effects := flow.Next(s, flow.SaveWaiting{})
	if got := effects[0].(flow.SaveCredential).Credential.Awaits(); got != "waiting for its test" {
		t.Errorf("with its secret pasted it is %s", got)
	}
}

// A secret that another program put in the keyring is tested before it is copied,
// and the saved end date does not apply to it.
func TestADifferingSecretIsNotCopiedUnproven(t *testing.T) {
	waiting := flow.Begin(today, nil)
	waiting.Pending = pendingCredentials()
	waiting.Pending[0].Expires = "2027-01-01"
	s := drive(waiting, func(e flow.Effect) flow.Event {
		if open, ok := e.(flow.OpenSaved); ok {
			return flow.SavedOpened{Attempt: open.Attempt, Secret: value.NewSecret(canary), Differs: true}
		}
		return obliging(e)
	}, flow.Resume{Name: waiting.Pending[0].Name})
	if !s.Differs || s.Values.Expires != "" {
		t.Errorf("differs %v, ends on %q", s.Differs, s.Values.Expires)
	}
	if e, refused := s.CopySecret(); refused == "" || !e.Secret.Empty() {
		t.Error("it is copied")
	}
	proven := at(guide.StepHandoff)
	proven.Differs = true
	if e, refused := proven.CopySecret(); refused != "" || e.Secret.Empty() {
		t.Errorf("a verified one: %s", refused)
	}
}
