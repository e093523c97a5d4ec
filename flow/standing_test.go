package flow

import (
	"slices"
	"strings"
	"testing"
)

// statusOf is the status of a step in its session.
func statusOf(t *testing.T, s State, id StepID) Status {
	t.Helper()
	i := s.index(id)
	if i < 0 {
		t.Fatalf("there is no step %s", id)
	}
	return StepStatuses(s)[i]
}

func refusing(code int) func(Effect) Event {
	return func(e Effect) Event {
		if e, ok := e.(FetchToken); ok {
			return TokenSeen{e.Attempt, Grant{Reply: refusedWith(401, code)}}
		}
		return obliging(e)
	}
}

// Only what is done shows as done: on the way back, too.
func TestOnlyWhatIsDoneShowsAsDone(t *testing.T) {
	expired := drive(walk(at(StepSecret), refusing(7000222), StepProve), obliging, Back{})
	noConsent := drive(walk(at(StepSecret), func(e Effect) Event {
		if e, ok := e.(FetchToken); ok {
			g := granted()
			g.Sights = nil
			return TokenSeen{e.Attempt, g}
		}
		return obliging(e)
	}, StepProve), obliging, Back{})
	unreachable := drive(walk(at(StepSecret), func(e Effect) Event {
		if e, ok := e.(FetchToken); ok {
			return TokenSeen{e.Attempt, Grant{Reply: failed(NoName)}}
		}
		return obliging(e)
	}, StepProve), obliging, Back{})
	proven := at(StepKeep)
	locked := drive(at(StepKeyring), func(e Effect) Event {
		f := Found(KeyringCheck, KeyringLocked, "Locked.")
		return KeyringSeen{e.(ProbeKeyring).Attempt, &f}
	}, Retry{}, Continue{})
	unticked := drive(at(StepPermission), obliging, Continue{}, Continue{})
	passed := drive(at(StepSecret), obliging, TypedSecret{NewSecret(canary)}, Typed{FieldExpires, "2020-01-01"}, Continue{}, Continue{})
	asked := atIn(clientCredentials, StepConsent)
	asked.Answers.Ability = CanRegister
	notNow := drive(atIn(authCode, StepSignIn), obliging, SignIn{NotNow})
	for name, c := range map[string]struct {
		s    State
		step StepID
		want Status
	}{
		"a proof that failed":                  {expired, StepProve, Fail},
		"the step it was refused for":          {expired, StepSecret, Fail},
		"a step it says nothing of":            {expired, StepClientID, Pass},
		"a consent that is missing":            {noConsent, StepConsent, Fail},
		"a proof that told nothing":            {unreachable, StepProve, Undecided},
		"a proof that passed":                  {proven, StepProve, Pass},
		"a secret changed after it was proven": {drive(proven, obliging, TypedSecret{NewSecret(canary + "x")}), StepProve, Warn},
		"a secret that is proven":              {proven, StepSecret, Pass},
		"what was kept":                        {drive(proven, obliging, Keep{Saved}), StepKeep, Pass},
		"nothing decided":                      {drive(proven, obliging, Back{}), StepKeep, Warn},
		"a keyring that is locked":             {locked, StepKeyring, Warn},
		"a keyring that works":                 {proven, StepKeyring, Pass},
		"permissions not ticked":               {unticked, StepPermission, Warn},
		"a date that has passed":               {passed, StepSecret, Warn},
		"a consent that others were asked for": {drive(asked, obliging, Continue{}), StepConsent, Warn},
		"a sign-in left out":                   {notNow, StepSignIn, Skip},
		"a step not reached":                   {expired, StepHandoff, ""},
		"an empty field of a diagnosis":        {drive(Diagnosis(today, nil), obliging, Began{Given: true}, ChoseGuide{clientCredentials}, ChoseUse{Both}, Continue{}), StepTenant, Pass},
	} {
		if got := statusOf(t, c.s, c.step); got != c.want {
			t.Errorf("%s: the step stands as %q, want %q (at %s)", name, got, c.want, c.s.At)
		}
	}
}

// A field is in order where nothing speaks against its value: not its form, not
// its date, and not the test.
func TestWhatSpeaksAgainstAFieldIsSaid(t *testing.T) {
	dated := func(day string) State { return drive(at(StepSecret), obliging, Typed{FieldExpires, day}) }
	expired := drive(walk(at(StepSecret), refusing(7000222), StepProve), obliging, Jump{StepSecret})
	noApp := walk(at(StepSecret), refusing(700016), StepProve)
	for name, c := range map[string]struct {
		s      State
		field  FieldID
		cause  Cause
		status Status
	}{
		"a date long past":          {dated("2020-01-01"), FieldExpires, SecretExpired, Warn},
		"a date of yesterday":       {dated("2026-11-20"), FieldExpires, SecretExpired, Warn},
		"today":                     {dated("2026-11-21"), FieldExpires, SecretExpiring, Warn},
		"a date near":               {dated("2026-12-20"), FieldExpires, SecretExpiring, Warn},
		"a date past, otherwise":    {dated("Jan 2, 2020"), FieldExpires, SecretExpired, Warn},
		"a date far":                {dated("2026-12-21"), FieldExpires, "", ""},
		"no date":                   {dated(""), FieldExpires, "", ""},
		"no day at all":             {dated("soon"), FieldExpires, ExpiryMalformed, Fail},
		"a secret that was refused": {expired, FieldSecret, SecretExpired, Fail},
		"another secret since":      {drive(expired, obliging, TypedSecret{NewSecret("x" + canary[1:])}), FieldSecret, "", ""},
		"a client ID not known":     {noApp, FieldClientID, AppNotFound, Fail},
	} {
		got := Doubts(c.s, []FieldID{c.field})[c.field]
		if got.Cause != c.cause || got.Status != c.status {
			t.Errorf("%s: %q %q (%s), want %q %q", name, got.Cause, got.Status, got.Says, c.cause, c.status)
		}
	}
	s := drive(dated("2020-01-01"), obliging, TypedSecret{NewSecret(canary)}, Continue{})
	if s.At != StepSecret || !slices.Equal(causes(s.Problems), []Cause{SecretExpired}) {
		t.Errorf("going on is not warned of: at %s, %v", s.At, causes(s.Problems))
	}
	if s = drive(s, obliging, Continue{}); s.At == StepSecret {
		t.Errorf("going on once more does not go on: %v", causes(s.Problems))
	}
}

// What Microsoft refused outweighs a doubt about its form.
func TestARefusalOutweighsADoubtOfForm(t *testing.T) {
	s := at(StepProve)
	s.Answers.Secret = NewSecret("an-unusual-secret-of-2019")
	s = drive(s, refusing(7000215), Retry{})
	if f := Doubts(s, []FieldID{FieldSecret})[FieldSecret]; f.Status != Fail || f.Cause != SecretWrong {
		t.Errorf("said of it: %s, %s", f.Status, f.Cause)
	}
}

// The days left are counted alike everywhere: an end date that is the old secret's
// warns of nothing.
func TestTheOldSecretsEndIsNotTheNewOnes(t *testing.T) {
	s := at(StepProve)
	s.Answers.Expires = s.Today.AddDate(0, 0, 5).Format(dayLayout)
	if f := Doubts(s, nil)[FieldExpires]; f.Cause != SecretExpiring || !strings.HasSuffix(f.Says, "in 5 days.") {
		t.Errorf("its own end: %+v", f)
	}
	s.Diagnosing, s.Original = true, s.Answers
	s.Answers.Secret = NewSecret(canary + "x")
	if f, said := Doubts(s, nil)[FieldExpires]; said {
		t.Errorf("the old one's end: %s", f.Says)
	}
}
