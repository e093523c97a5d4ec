package flow

import (
	"reflect"
	"slices"
	"strings"
	"testing"
)

// setAside keeps a sitting as waiting and returns what is kept.
func setAside(t *testing.T, s State) (State, SaveCredential) {
	t.Helper()
	next, effects := Next(s, SetAside{})
	if len(effects) != 1 {
		t.Fatalf("%s at %s: %d effects", s.Answers.Guide, s.At, len(effects))
	}
	return next, effects[0].(SaveCredential)
}

// TestWhatIsSetAsideGoesOnWhereItStood sets a sitting aside at every step of
// every list, and resumes it.
func TestWhatIsSetAsideGoesOnWhereItStood(t *testing.T) {
	for _, g := range All() {
		for name, begin := range map[string]func(string, StepID) State{"may do all": atIn, "may do neither": neither, "was given values": given} {
			for _, step := range begin(g.ID, StepHandoff).Steps() {
				if step.ID == StepAbility { // nothing to keep yet
					continue
				}
				s := begin(g.ID, step.ID)
				if !s.MaySetAside() {
					continue
				}
				next, kept := setAside(t, s)
				if kept.Secret != s.Answers.Secret || kept.Replace || next.Phase != Saving {
					t.Errorf("%s at %s: kept with another secret, or over another one", g.ID, step.ID)
				}
				if over, _ := Next(next, SaveSeen{Attempt: next.Attempt}); over.Phase != Over || over.Outcome != Aside || over.AtStake() {
					t.Errorf("%s at %s: ended %s, %q", g.ID, step.ID, over.Phase, over.Outcome)
				}
				resumes(t, name, s, kept)
			}
		}
	}
}

// resumes holds that the kept credential leads to the same step with the same
// values.
func resumes(t *testing.T, name string, s State, kept SaveCredential) {
	t.Helper()
	begun := Begin(today, []string{kept.Credential.Name})
	begun.Waiters = []Credential{kept.Credential}
	got := drive(begun, func(e Effect) Event {
		if open, ok := e.(OpenSaved); ok {
			return SavedOpened{Attempt: open.Attempt, Secret: kept.Secret}
		}
		return obliging(e)
	}, Resumed{kept.Credential.Name})
	where := s.Answers.Guide + ", " + name + ", at " + string(s.At)
	want := map[StepID]StepID{StepRequest: StepValues, StepKeep: StepProve}[s.At]
	if want == "" {
		want = s.At
	}
	if want == StepProve && s.Guide().Delegated() { // nobody has signed in yet
		want = StepSignIn
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
	s := atIn(grantFlow, StepProve)
	if !s.Proven() {
		t.Fatal("this test needs a proven credential")
	}
	if _, kept := setAside(t, s); !kept.Credential.Parked || kept.Credential.Waiting == "" {
		t.Errorf("kept %+v", kept.Credential)
	}
}

func TestSetAside(t *testing.T) {
	for name, c := range map[string]struct {
		from State
		want string // the name it is kept under; "" where it can't be
	}{
		"under the name that was typed":         {drive(atIn(grantFlow, StepConsent), obliging, Typed{FieldName, "mine"}), "mine"},
		"not under a name that can't be used":   {drive(atIn(grantFlow, StepConsent), obliging, Typed{FieldName, "../mine"}), "contoso"},
		"not under a name that is taken":        {drive(atIn(grantFlow, StepConsent), obliging, Typed{FieldName, "Fabrikam"}), "contoso"},
		"not before the organization is known":  {at(StepTenant), ""},
		"not in a dry run":                      {dryRun(at(StepConsent)), ""},
		"not once the decision has been made":   {at(StepHandoff), ""},
		"not over a kept one, in a diagnosis":   {drive(Diagnosis(today, waiters()), obliging, Picked{"waits"}), ""},
		"not while something else is under way": {proving(), ""},
	} {
		t.Run(name, func(t *testing.T) {
			next, effects := Next(c.from, SetAside{})
			if c.want == "" {
				if len(effects) > 0 || c.from.MaySetAside() {
					t.Errorf("asked for %v at %s", effects, next.At)
				}
				return
			}
			if save := effects[0].(SaveCredential); save.Credential.Name != c.want || save.Replace {
				t.Errorf("kept as %q, replacing %v", save.Credential.Name, save.Replace)
			}
		})
	}
}

func dryRun(s State) State {
	s.DryRun = true
	return s
}

func TestAWaitingCredentialThatCantBeOpenedLeavesNoTrace(t *testing.T) {
	locked := Found(KeyringCheck, KeyringLocked, "The keyring is locked.", "Unlock it.")
	begun := Begin(today, []string{"waits", "asked"})
	begun.Waiters = waiters()
	for name, after := range map[string]func(State) Event{
		"left":   func(State) Event { return Leave{} },
		"locked": func(s State) Event { return SavedOpened{Attempt: s.Attempt, Problem: &locked} },
	} {
		s, _ := Next(begun, Resumed{"waits"})
		s, _ = Next(s, after(s))
		if s.Kept != "" || s.Placed || s.AtStake() || s.At != StepGuide {
			t.Errorf("%s: kept %q, placed %v, at stake %v, at %s", name, s.Kept, s.Placed, s.AtStake(), s.At)
		}
		s = walk(drive(s, obliging, ChoseGuide{clientCredentials}, Typed{FieldName, "waits"}), obliging, StepKeep)
		if s, effects := Next(s, Keep{Saved}); len(effects) > 0 || !has(s.Problems, NameTaken) {
			t.Errorf("%s: another credential overwrites the one that waits", name)
		}
	}
}

// TestWhatWaitsIsNotProvenByTheSittingBefore goes back from one that was saved.
func TestWhatWaitsIsNotProvenByTheSittingBefore(t *testing.T) {
	done := atIn(grantFlow, StepHandoff)
	done.Waiters = waiters()
	for done.At != StepGuide {
		done, _ = Next(done, Back{})
	}
	s := drive(done, obliging, Resumed{"waits"})
	if s.At != StepConsent || s.Proven() || s.Outcome != "" || len(s.HandedOff) != 1 {
		t.Errorf("at %s, proven %v, outcome %q, %d handed off", s.At, s.Proven(), s.Outcome, len(s.HandedOff))
	}
	if !slices.Contains(s.Taken, "contoso") || s.Kept != "waits" {
		t.Error("the one saved is no longer taken, or the one that waits is")
	}
}

func TestNothingTypedIsLostToWhatWaits(t *testing.T) {
	s := drive(at(StepSecret), obliging, TypedSecret{NewSecret(canary)})
	s.Waiters = waiters()
	for s.At != StepGuide {
		s, _ = Next(s, Back{})
	}
	if strings.Contains(dumped(PageOf(s)), "Go on with") {
		t.Error("the page offers to forget what was typed")
	}
	if next, effects := Next(s, Resumed{"waits"}); len(effects) > 0 || next.Answers.Secret.Empty() {
		t.Error("the secret is lost")
	}
}

// What is waited for is what is not there yet, whatever the step that was left.
func TestAwaits(t *testing.T) {
	refused := Proof{Verdict: Fail, Cause: ConsentMissing}
	wrong := Proof{Verdict: Fail, Cause: SecretWrong}
	for name, c := range map[string]struct {
		kept Credential
		want Awaited
	}{
		"nothing yet":                    {Credential{Waiting: StepPortal}, AwaitsRegistration},
		"values that others send":        {Credential{Waiting: StepValues}, AwaitsRegistration},
		"a secret without a client ID":   {Credential{Waiting: StepValues, Parked: true}, AwaitsClientID},
		"a client ID alone":              {Credential{Waiting: StepSecret, ClientID: goodClient}, AwaitsSecret},
		"a client ID from others":        {Credential{Waiting: StepValues, ClientID: goodClient}, AwaitsSecret},
		"a secret that was pasted":       {Credential{Waiting: StepSecret, ClientID: goodClient, Parked: true}, AwaitsTest},
		"values that were pasted":        {Credential{Waiting: StepValues, ClientID: goodClient, Parked: true}, AwaitsTest},
		"the endpoint's step":            {Credential{Waiting: StepEndpoint, ClientID: goodClient, Parked: true}, AwaitsTest},
		"consent, before the secret":     {Credential{Waiting: StepConsent, ClientID: goodClient}, AwaitsConsent},
		"consent, with the secret":       {Credential{Waiting: StepConsent, ClientID: goodClient, Parked: true}, AwaitsConsent},
		"a test that found no consent":   {Credential{Waiting: StepProve, ClientID: goodClient, Parked: true, Proof: refused}, AwaitsConsent},
		"a test that was not made":       {Credential{Waiting: StepProve, ClientID: goodClient, Parked: true}, AwaitsTest},
		"a test that refused the secret": {Credential{Waiting: StepProve, ClientID: goodClient, Parked: true, Proof: wrong}, AwaitsTest},
		"a sign-in":                      {Credential{Waiting: StepSignIn, ClientID: goodClient, Parked: true}, AwaitsSignIn},
		"one that does not wait":         {Credential{ClientID: goodClient}, AwaitsNothing},
	} {
		if got := c.kept.Awaited(); got != c.want {
			t.Errorf("%s: %q, want %q", name, got, c.want)
		}
	}
	s := drive(at(StepSecret), obliging, TypedSecret{NewSecret(canary)})
	_, effects := Next(s, SetAside{})
	if got := effects[0].(SaveCredential).Credential.Awaits(); got != "waiting for its test" {
		t.Errorf("with its secret pasted it is %s", got)
	}
}

// A secret that another program put into the keyring is tested before it is copied,
// and the end date kept is not its own.
func TestADifferingSecretIsNotCopiedUnproven(t *testing.T) {
	waiting := Begin(today, nil)
	waiting.Waiters = waiters()
	waiting.Waiters[0].Expires = "2027-01-01"
	s := drive(waiting, func(e Effect) Event {
		if open, ok := e.(OpenSaved); ok {
			return SavedOpened{Attempt: open.Attempt, Secret: NewSecret(canary), Differs: true}
		}
		return obliging(e)
	}, Resumed{waiting.Waiters[0].Name})
	if !s.Differs || s.Answers.Expires != "" {
		t.Errorf("differs %v, ends on %q", s.Differs, s.Answers.Expires)
	}
	if e, refused := s.CopySecret(); refused == "" || !e.Secret.Empty() {
		t.Error("it is copied")
	}
	proven := at(StepHandoff)
	proven.Differs = true
	if e, refused := proven.CopySecret(); refused != "" || e.Secret.Empty() {
		t.Errorf("a proven one: %s", refused)
	}
}
