package flow_test

import (
	"slices"
	"strings"
	"testing"

	"mailgrant/flow"
	"mailgrant/flow/finding"
	"mailgrant/flow/guide"
	"mailgrant/flow/page"
	"mailgrant/flow/value"
	"mailgrant/flow/wire"
)

// statusOf is the status of a step in its session.
func statusOf(t *testing.T, s flow.State, id finding.StepID) finding.Status {
	t.Helper()
	i := s.Index(id)
	if i < 0 {
		t.Fatalf("there is no step %s", id)
	}
	return page.StepStatuses(s)[i]
}

func refusing(code int) func(flow.Effect) flow.Event {
	return func(e flow.Effect) flow.Event {
		if e, ok := e.(flow.FetchToken); ok {
			return flow.TokenSeen{Attempt: e.Attempt, Grant: wire.Grant{Reply: refusedWith(401, code)}}
		}
		return obliging(e)
	}
}

// Only what is done shows as done, also on the way back.
func TestOnlyWhatIsDoneShowsAsDone(t *testing.T) {
	expired := drive(walk(at(guide.StepSecret), refusing(7000222), guide.StepVerify), obliging, flow.Back{})
	noConsent := drive(walk(at(guide.StepSecret), func(e flow.Effect) flow.Event {
		if e, ok := e.(flow.FetchToken); ok {
			g := granted()
			g.Probed = nil
			return flow.TokenSeen{Attempt: e.Attempt, Grant: g}
		}
		return obliging(e)
	}, guide.StepVerify), obliging, flow.Back{})
	unreachable := drive(walk(at(guide.StepSecret), func(e flow.Effect) flow.Event {
		if e, ok := e.(flow.FetchToken); ok {
			return flow.TokenSeen{Attempt: e.Attempt, Grant: wire.Grant{Reply: failed(wire.DNS)}}
		}
		return obliging(e)
	}, guide.StepVerify), obliging, flow.Back{})
	proven := at(guide.StepVerify)
	locked := drive(withoutKeyring(), keyringless, flow.Continue{})
	diagnosed := drive(flow.Diagnosis(today, pendingCredentials()), obliging, flow.SelectSaved{Name: "waits"})
	passed := drive(at(guide.StepSecret), obliging, flow.TypedSecret{Secret: value.NewSecret(canary)}, flow.Typed{Field: guide.FieldExpires, Text: "2020-01-01"}, flow.Continue{}, flow.Continue{})
	asked := atIn(clientCredentials, guide.StepConsent)
	asked.Values.Rights = flow.CanRegister
	notNow := drive(atIn(authCode, guide.StepSignIn), obliging, flow.SignIn{Method: wire.NotNow})
	for name, c := range map[string]struct {
		s    flow.State
		step finding.StepID
		want finding.Status
	}{
		"a proof that failed":                  {expired, guide.StepVerify, finding.Fail},
		"the step it was refused for":          {expired, guide.StepSecret, finding.Fail},
		"a step it says nothing of":            {expired, guide.StepClientID, finding.Pass},
		"a consent that is missing":            {noConsent, guide.StepConsent, finding.Fail},
		"a proof that told nothing":            {unreachable, guide.StepVerify, finding.Undecided},
		"a proof that passed, nothing saved":   {proven, guide.StepVerify, finding.Pass},
		"a diagnosis that passed":              {diagnosed, guide.StepVerify, finding.Pass},
		"a secret changed after it was proven": {drive(proven, obliging, flow.TypedSecret{Secret: value.NewSecret(canary + "x")}), guide.StepVerify, finding.Warn},
		"a secret that is proven":              {proven, guide.StepSecret, finding.Pass},
		"what was kept":                        {drive(proven, obliging, flow.Keep{How: flow.Saved}), guide.StepVerify, finding.Pass},
		"nothing decided":                      {drive(proven, obliging, flow.Back{}), guide.StepVerify, finding.Pass},
		"a keyring that is locked":             {locked, guide.StepKeyring, finding.Warn},
		"a date that has passed":               {passed, guide.StepSecret, finding.Warn},
		"a consent that others were asked for": {drive(asked, obliging, flow.Continue{}), guide.StepConsent, finding.Warn},
		"a sign-in left out":                   {notNow, guide.StepSignIn, finding.Skip},
		"a step not reached":                   {expired, guide.StepHandoff, ""},
		"an empty field of a diagnosis":        {drive(flow.Diagnosis(today, nil), obliging, flow.StartSetup{Given: true}, flow.ChoseGuide{ID: clientCredentials}, flow.Typed{Field: guide.FieldClientID, Text: goodClient}, flow.Typed{Field: guide.FieldToken, Text: goodEndpoint}, flow.TypedSecret{Secret: value.NewSecret(canary)}, flow.ChoseUse{Use: value.Both}), guide.StepValues, finding.Pass},
	} {
		if got := statusOf(t, c.s, c.step); got != c.want {
			t.Errorf("%s: the step is %q, want %q (at %s)", name, got, c.want, c.s.At)
		}
	}
}

// A field is in order if nothing speaks against its value: neither its form,
// nor its date, nor the test.
func TestWhatSpeaksAgainstAFieldIsSaid(t *testing.T) {
	dated := func(day string) flow.State {
		return drive(at(guide.StepSecret), obliging, flow.Typed{Field: guide.FieldExpires, Text: day})
	}
	expired := drive(walk(at(guide.StepSecret), refusing(7000222), guide.StepVerify), obliging, flow.Jump{To: guide.StepSecret})
	noApp := walk(at(guide.StepSecret), refusing(700016), guide.StepVerify)
	for name, c := range map[string]struct {
		s      flow.State
		field  finding.FieldID
		cause  finding.Cause
		status finding.Status
	}{
		"a date long past":          {dated("2020-01-01"), guide.FieldExpires, finding.SecretExpired, finding.Warn},
		"a date of yesterday":       {dated("2026-11-20"), guide.FieldExpires, finding.SecretExpired, finding.Warn},
		"today":                     {dated("2026-11-21"), guide.FieldExpires, finding.SecretExpiring, finding.Warn},
		"a date near":               {dated("2026-12-20"), guide.FieldExpires, finding.SecretExpiring, finding.Warn},
		"a date past, otherwise":    {dated("Jan 2, 2020"), guide.FieldExpires, finding.SecretExpired, finding.Warn},
		"a date far":                {dated("2026-12-21"), guide.FieldExpires, "", ""},
		"no date":                   {dated(""), guide.FieldExpires, "", ""},
		"no day at all":             {dated("soon"), guide.FieldExpires, finding.ExpiryMalformed, finding.Fail},
		"a secret that was refused": {expired, guide.FieldSecret, finding.SecretExpired, finding.Fail},
		"another secret since":      {drive(expired, obliging, flow.TypedSecret{Secret: value.NewSecret("x" + canary[1:])}), guide.FieldSecret, "", ""},
		"a client ID not known":     {noApp, guide.FieldClientID, finding.AppNotFound, finding.Fail},
	} {
		got := page.Doubts(c.s, []finding.FieldID{c.field})[c.field]
		if got.Cause != c.cause || got.Status != c.status {
			t.Errorf("%s: %q %q (%s), want %q %q", name, got.Cause, got.Status, got.Says, c.cause, c.status)
		}
	}
	s := drive(dated("2020-01-01"), obliging, flow.TypedSecret{Secret: value.NewSecret(canary)}, flow.Continue{})
	if s.At != guide.StepSecret || !slices.Equal(causes(s.Problems), []finding.Cause{finding.SecretExpired}) {
		t.Errorf("going on is not warned of: at %s, %v", s.At, causes(s.Problems))
	}
	if s = drive(s, obliging, flow.Continue{}); s.At == guide.StepSecret {
		t.Errorf("going on once more does not go on: %v", causes(s.Problems))
	}
}

// A refusal by Microsoft outweighs a doubt about the form.
func TestARefusalOutweighsADoubtOfForm(t *testing.T) {
	s := at(guide.StepVerify)
	s.Values.Secret = value.NewSecret("an-unusual-secret-of-2019")
	s = drive(s, refusing(7000215), flow.Retry{})
	if f := page.Doubts(s, []finding.FieldID{guide.FieldSecret})[guide.FieldSecret]; f.Status != finding.Fail || f.Cause != finding.SecretWrong {
		t.Errorf("said of it: %s, %s", f.Status, f.Cause)
	}
}

// All places count the days left in the same way: an end date of the old secret
// causes no warning.
func TestTheOldSecretsEndIsNotTheNewOnes(t *testing.T) {
	s := at(guide.StepVerify)
	s.Values.Expires = s.Today.AddDate(0, 0, 5).Format(value.DateLayout)
	if f := page.Doubts(s, nil)[guide.FieldExpires]; f.Cause != finding.SecretExpiring || !strings.HasSuffix(f.Says, "in 5 days.") {
		t.Errorf("its own end: %+v", f)
	}
	s.Diagnosing, s.Original = true, s.Values
	s.Values.Secret = value.NewSecret(canary + "x")
	if f, said := page.Doubts(s, nil)[guide.FieldExpires]; said {
		t.Errorf("the old one's end: %s", f.Says)
	}
}
