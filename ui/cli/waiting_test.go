package cli

import (
	"context"
	"encoding/json"
	"strings"
	"testing"
	"time"

	"mailgrant/flow"
	"mailgrant/flow/entra/entratest"
	"mailgrant/flow/entra/entratest/fault"
	"mailgrant/flow/form"
	"mailgrant/flow/guide"
	"mailgrant/flow/value"
	"mailgrant/store"
	"mailgrant/ui/report"
	"mailgrant/ui/run"
)

// saveWaiting saves waiting credentials of Contoso: "new" waits for its client
// ID and secret, "unsealed" for its secret, and "consent", which has one, for
// consent.
func (s *stage) setAside() {
	s.t.Helper()
	ctx := context.Background()
	a := sample(s.t, "good").Values
	c := flow.Credential{
		Registration: form.Registration{
			Guide: a.Guide, Tenant: a.Tenant, Domain: a.Domain, TokenEndpoint: a.TokenEndpoint,
		},
		Use: a.Use, Cloud: a.Cloud,
	}
	c.Name, c.ResumeAt, c.Rights = "new", guide.StepValues, flow.CanNeither
	must(s.t, s.creds.SaveWaiting(ctx, run.EntryOf(c), false))
	c.ClientID = a.ClientID
	c.Name, c.ResumeAt, c.Rights = "unsealed", guide.StepSecret, flow.CanBoth
	must(s.t, s.creds.SaveWaiting(ctx, run.EntryOf(c), false))
	c.Name, c.ResumeAt, c.Rights, c.Unverified = "consent", guide.StepConsent, flow.CanRegister, true
	must(s.t, s.creds.Save(ctx, run.EntryOf(c), a.Secret.Reveal(), false))
}

func must(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

func TestWhatWaitsAsPeopleReadIt(t *testing.T) {
	tests := map[string][]string{
		"list-waiting": {"list"}, "show-waiting": {"show", "new"}, "show-waiting-consent": {"show", "consent"},
	}
	for name, args := range tests {
		t.Run(name, func(t *testing.T) {
			s := newStage(t)
			s.setAside()
			s.memory.FailWith(func(store.Op, string) error { t.Error("the keyring was asked"); return nil })
			r := s.run(args...)
			if r.code != exitGood {
				t.Errorf("exit %d", r.code)
			}
			golden(t, name, r.out+r.err)
		})
	}
}

func TestWhatWaitsAsJSON(t *testing.T) {
	s := newStage(t)
	s.save("good")
	s.setAside()
	var all struct{ Credentials []report.JSONSaved }
	r := s.run("list", "--format", "json")
	if err := json.Unmarshal([]byte(r.out), &all); err != nil || len(all.Credentials) != 4 {
		t.Fatalf("%v: %s", err, r.out)
	}
	want := map[string]struct {
		step   string
		secret bool
		awaits flow.Awaited
	}{"consent": {"consent", true, "admin-consent"}, "good": {"", true, ""}, "new": {"values", false, "registration"}, "unsealed": {"secret", false, "client-secret"}}
	for _, c := range all.Credentials {
		w := want[c.Name]
		step, since, awaits := "", "", flow.AwaitsNothing
		if c.Waiting != nil {
			step, since, awaits = c.Waiting.Step, c.Waiting.Since, c.Waiting.For
		}
		if awaits != w.awaits {
			t.Errorf("%s waits for %q, want %q", c.Name, awaits, w.awaits)
		}
		if _, err := time.Parse(time.RFC3339, since); step != w.step || c.HasSecret != w.secret || (err == nil) != (step != "") {
			t.Errorf("%s: %+v, secret %v", c.Name, c.Waiting, c.HasSecret)
		}
	}
}

func TestRemovingWhatHasNoSecretNeedsNoKeyring(t *testing.T) {
	s := newStage(t)
	s.setAside()
	s.memory.FailWith(func(op store.Op, _ string) error { return &store.Error{Kind: store.Unavailable, Op: op} })
	r := s.run("remove", "new", "--yes")
	if r.code != exitGood || !strings.Contains(r.out, "had no secret yet") {
		t.Errorf("exit %d, %q %q", r.code, r.out, r.err)
	}
	if _, err := s.creds.Find("new"); store.KindOf(err) != store.NotFound {
		t.Error("it is still there", err)
	}
}

func TestCopyingWhatHasNoSecretSaysSo(t *testing.T) {
	s := newStage(t)
	s.setAside()
	r := s.run("copy", "new")
	if r.code != exitUsage || r.out != "" || !strings.Contains(r.err, "new has no secret to copy yet: it is waiting for the client ID and secret, since ") {
		t.Errorf("exit %d, %q %q", r.code, r.out, r.err)
	}
}

func TestWhatHasNoSecretIsCheckedWithoutOne(t *testing.T) {
	unknownTenant := func(s *stage) {
		s.change("new", func(e *store.Entry) {
			e.Tenant = "11111111-1111-4111-8111-111111111111"
			e.TokenEndpoint = value.TokenEndpoint(value.Global, e.Tenant)
		})
	}
	tests := map[string]struct {
		name   string
		set    func(*stage)
		flags  []string
		code   int
		cause  string
		proved string // among what was proven
	}{
		"one that waits for its secret":           {name: "unsealed", code: exitUndecided, proved: "tenant"},
		"one that waits for its client ID too":    {name: "new", code: exitUndecided, proved: "tenant"},
		"the latter, offline":                     {name: "new", flags: []string{"--offline"}, code: exitUndecided},
		"the latter, of a tenant that is not":     {name: "new", set: unknownTenant, code: exitBroken, cause: "tenant-not-found"},
		"the latter, where Microsoft is not well": {name: "new", set: func(s *stage) { s.ms.Fault(entratest.Match{}, fault.Unavailable()) }, code: exitUndecided, cause: "service-unavailable"},
		"the latter, without a keyring": {name: "new", set: func(s *stage) {
			s.memory.FailWith(func(op store.Op, _ string) error { return &store.Error{Kind: store.Unavailable, Op: op} })
		}, code: exitUndecided, proved: "tenant"},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			s := newStage(t)
			s.setAside()
			if tt.set != nil {
				tt.set(s)
			}
			r := s.run(append([]string{"check", tt.name, "--format", "json"}, tt.flags...)...)
			got := reports(t, r).Reports[0]
			cause := ""
			if got.Cause != nil {
				cause = string(*got.Cause)
			}
			if r.code != tt.code || cause != tt.cause {
				t.Errorf("exit %d, cause %q; want %d, %q\n%s", r.code, cause, tt.code, tt.cause, r.out+r.err)
			}
			if tt.proved != "" && !strings.Contains(r.out, `"`+tt.proved+`"`) || got.Name != tt.name {
				t.Errorf("%s is not proven\n%s", tt.proved, r.out)
			}
			if e, err := s.creds.Find(tt.name); err != nil || e.Waiting == nil || !e.NoSecret {
				t.Errorf("it waits no longer: %+v (%v)", e, err)
			}
		})
	}
}

func TestAConsentThatCameEndsTheWait(t *testing.T) {
	s := newStage(t)
	s.setAside()
	if r := s.run("check", "consent"); r.code != exitGood {
		t.Fatalf("exit %d\n%s", r.code, r.out+r.err)
	}
	if e, err := s.creds.Find("consent"); err != nil || e.Waiting != nil || e.Unverified {
		t.Errorf("%+v (%v)", e, err)
	}
}

func TestASessionListsWhatWaits(t *testing.T) {
	s := newStage(t)
	s.save("good")
	s.setAside()
	since := func(slug string, at time.Time) {
		s.change(slug, func(e *store.Entry) { e.Waiting.Since = at })
	}
	since("unsealed", time.Date(2026, 11, 20, 0, 0, 0, 0, time.UTC))
	since("new", time.Date(2026, 11, 21, 0, 0, 0, 0, time.UTC))
	since("consent", time.Date(2026, 11, 21, 0, 0, 0, 0, time.UTC))
	rig, err := s.world(nil, nil).connect(context.Background(), wiring{limit: time.Minute})
	must(t, err)
	defer rig.close()
	var names []string
	for _, c := range waiting(rig) {
		names = append(names, c.Name)
	}
	if got := strings.Join(names, " "); got != "unsealed consent new" {
		t.Errorf("%s wait; want unsealed consent new", got)
	}
	first := waiting(rig)[0]
	if first.ResumeAt != guide.StepSecret || first.Rights != flow.CanBoth || first.Tenant != entratest.ContosoID {
		t.Errorf("%+v", first)
	}
	practice, err := s.world(nil, nil).connect(context.Background(), wiring{practice: true, limit: time.Minute})
	must(t, err)
	defer practice.close()
	if got := waiting(practice); len(got) > 0 {
		t.Errorf("in practice %+v wait", got)
	}
}

// TestARequestIsAnsweredInAnotherSession goes from the request of a user
// without either right, across the end of the program, to the saved credential.
func TestARequestIsAnsweredInAnotherSession(t *testing.T) {
	ctx := context.Background()
	s := newStage(t)
	a := sample(t, "good").Values
	begin := func() (flow.State, flow.Doer) {
		rig, err := s.world(nil, nil).connect(ctx, wiring{limit: time.Minute})
		must(t, err)
		t.Cleanup(rig.close)
		state := flow.Begin(time.Now(), rig.taken())
		state.Pending = waiting(rig)
		return state, rig.hands().Do
	}

	state, do := begin()
	state = drive(ctx, state, flow.ChoseGuide{ID: practiceGuide}, do)
	state = drive(ctx, state, flow.Typed{Field: guide.FieldOrganization, Text: a.Organization}, do)
	state = drive(ctx, state, flow.Continue{}, do)
	state = drive(ctx, state, flow.ChoseRights{Rights: flow.CanNeither}, do)
	state = drive(ctx, state, flow.ChoseUse{Use: value.Both}, do)
	if state.At != guide.StepRequest {
		t.Fatalf("at %s, problems %+v", state.At, state.Problems)
	}
	s.memory.FailWith(func(store.Op, string) error { t.Error("the keyring was asked"); return nil })
	state = drive(ctx, state, flow.SaveWaiting{}, do)
	s.memory.FailWith(nil)
	if state.Outcome != flow.SavedWaiting || len(state.Problems) > 0 {
		t.Fatalf("outcome %q, problems %+v", state.Outcome, state.Problems)
	}

	state, do = begin()
	if len(state.Pending) != 1 {
		t.Fatalf("%+v wait", state.Pending)
	}
	state = drive(ctx, state, flow.Resume{Name: state.Pending[0].Name}, do)
	if state.At != guide.StepValues || state.Values.Tenant != entratest.ContosoID || state.Values.Rights != flow.CanNeither {
		t.Fatalf("at %s, %+v, problems %+v", state.At, state.Values, state.Problems)
	}
	state = walk(state, do, a)
	if state.Outcome != flow.Saved {
		t.Fatalf("at %s, outcome %q, problems %+v", state.At, state.Outcome, state.Problems)
	}
	e, secret, err := s.creds.Open(ctx, "contoso")
	if err != nil || secret != a.Secret.Reveal() || e.Waiting != nil || e.Unverified || e.ClientID != a.ClientID {
		t.Errorf("%+v (%v)", e, err)
	}
}
