package cli

import (
	"context"
	"strings"
	"sync"
	"testing"
	"time"

	"mailgrant/flow"
	"mailgrant/flow/check"
	"mailgrant/flow/entra/entratest"
	"mailgrant/flow/entra/entratest/fault"
	"mailgrant/flow/finding"
	"mailgrant/flow/guide"
	"mailgrant/store"
	"mailgrant/ui/report"
	"mailgrant/ui/run"
)

// atHome is a session on the first screen, with the runner that the program
// gives it.
func (s *stage) atHome() (flow.State, *run.Runner) {
	s.t.Helper()
	w, out, _ := s.buffered()
	a := &app{World: w, out: &sink{w: out}, changes: run.NewChanges()}
	r, err := a.connect(context.Background(), wiring{limit: time.Minute})
	if err != nil {
		s.t.Fatal(err)
	}
	s.t.Cleanup(r.close)
	state, err := a.session(r, &setupOptions{start: true}, func(string) bool { return false })
	if err != nil {
		s.t.Fatal(err)
	}
	h := r.hands()
	h.Root, h.Changes, h.TestAll = context.Background(), a.changes, a.testAll(r)
	return state.AtStart(), h
}

// settles sends events one after another, and all that follow from each.
func settles(s flow.State, h *run.Runner, events ...flow.Event) flow.State {
	d := run.New(context.Background(), s, h.Do)
	for _, e := range events {
		s = d.Settle(e)
	}
	return s
}

// of is a credential in the session's list.
func of(t *testing.T, s flow.State, name string) flow.Credential {
	t.Helper()
	for _, c := range s.Listed() {
		if c.Name == name {
			return c
		}
	}
	t.Fatalf("%s is not listed", name)
	return flow.Credential{}
}

func TestTheTestOfAllNotesWhatCheckNotes(t *testing.T) {
	checked, tested := newStage(t), newStage(t)
	for _, s := range []*stage{checked, tested} {
		s.save("good", "expired", "no-consent")
		s.setAside()
	}
	checked.run("check", "--all")
	s := settles(tested.home(flow.TestAll{}))
	if len(s.Home.Untested) > 0 || len(s.Home.Tested) != 4 || s.Busy() {
		t.Fatalf("%d tested, %q not", len(s.Home.Tested), s.Home.Untested)
	}
	for _, name := range []string{"good", "expired", "no-consent", "consent"} {
		want, err := checked.creds.Find(name)
		must(t, err)
		got, err := tested.creds.Find(name)
		must(t, err)
		if want.LastCheck == nil || got.LastCheck == nil || got.LastCheck.Verdict != want.LastCheck.Verdict || got.LastCheck.Cause != want.LastCheck.Cause ||
			(got.Waiting == nil) != (want.Waiting == nil) {
			t.Errorf("%s: noted %+v, check notes %+v", name, got.LastCheck, want.LastCheck)
		}
		if c := of(t, s, name); c.Verification.Verdict != got.LastCheck.Verdict || len(c.Verification.Roles) != len(got.LastCheck.Roles) || c.Verification.At.IsZero() {
			t.Errorf("%s: listed with %+v", name, c.Verification)
		}
	}
	if s.IsPending("consent") || !s.IsPending("new") || !s.IsPending("unsealed") {
		t.Errorf("waiting: %+v", s.Pending)
	}
}

// home is an event on the first screen.
func (s *stage) home(e flow.Event) (flow.State, *run.Runner, flow.Event) {
	state, h := s.atHome()
	return state, h, e
}

func TestWhatCouldNotBeTestedKeepsItsNotedResult(t *testing.T) {
	s := newStage(t)
	s.save("good", "expired")
	s.run("check", "--all")
	s.ms.Fault(entratest.Token, fault.Unavailable())
	state := settles(s.home(flow.TestAll{}))
	if c := of(t, state, "good"); c.Verification.Verdict != string(finding.Undecided) || c.Verification.Cause != "service-unavailable" {
		t.Errorf("listed with %+v", c.Verification)
	}
	if e, _ := s.creds.Find("good"); e.LastCheck.Verdict != "pass" {
		t.Errorf("noted %+v", e.LastCheck)
	}
}

func TestALockedKeyringIsWaitedForOnceByTheTestOfAll(t *testing.T) {
	s := newStage(t)
	s.save("good", "expired", "no-consent")
	asked := 0
	s.memory.FailWith(func(op store.Op, _ string) error { asked++; return &store.Error{Kind: store.Locked, Op: op} })
	state := settles(s.home(flow.TestAll{}))
	for _, c := range state.Listed() {
		if c.Verification.Cause != string(finding.KeyringLocked) {
			t.Errorf("%s: %+v", c.Name, c.Verification)
		}
	}
	if asked != 1 {
		t.Errorf("asked %d times", asked)
	}
}

func TestAResultThatCouldNotBeSavedIsSaid(t *testing.T) {
	s := newStage(t)
	s.save("good")
	state, h := s.atHome()
	r := &rig{openStore: h.OpenStore}
	var got flow.SavedTested
	to := passedOn{came: func(e flow.SavedTested) { got = e }, names: map[string]string{"good": "good"}, unsaved: &sync.Map{}}
	c := &checker{rig: r, now: time.Now, unsaved: func(name string, f finding.Finding) { to.unsaved.Store(name, f) }}
	must(t, s.creds.Remove(t.Context(), "good"))
	c.note(t.Context(), "good", "good", check.Verification{Verdict: "pass"}, nil)
	to.One(report.Result{Report: check.Report{Name: "good", Verdict: finding.Pass}})
	if got.Problem == nil || !strings.HasPrefix(got.Problem.Says, "The result could not be saved. ") {
		t.Fatalf("passed on %+v", got)
	}
	state, _ = flow.Next(state, flow.TestAll{})
	got.Attempt = state.Attempt
	if state, _ = flow.Next(state, got); state.Busy() || len(state.Problems) != 1 || of(t, state, "good").Verification.Verdict != "pass" {
		t.Errorf("problems %+v", state.Problems)
	}
}

func TestACredentialRemovedElsewhereIsNotWaitedFor(t *testing.T) {
	s := newStage(t)
	s.save("good", "expired")
	state, h := s.atHome()
	must(t, s.creds.Remove(t.Context(), "expired"))
	if state = settles(state, h, flow.TestAll{}); state.Busy() || of(t, state, "expired").Verification.Verdict != string(finding.Undecided) {
		t.Errorf("busy %v: %+v", state.Busy(), of(t, state, "expired").Verification)
	}
}

func TestARemovalOnTheScreenIsReadBack(t *testing.T) {
	s := newStage(t)
	s.save("good", "expired")
	state, h := s.atHome()
	state = settles(state, h, flow.ShowSaved{Name: "good"}, flow.RemoveSaved{})
	if _, err := s.creds.Find("good"); err != nil {
		t.Error("removed before the question was answered")
	}
	s.memory.FailWith(func(op store.Op, _ string) error { return &store.Error{Kind: store.NotRemoved, Op: op} })
	state = settles(state, h, flow.RemoveSaved{})
	if state.At != guide.StepCredential || len(state.Problems) != 1 || !strings.HasPrefix(state.Problems[0].Says, "Nothing was removed.") {
		t.Errorf("at %s: %+v", state.At, state.Problems)
	}
	s.memory.FailWith(nil)
	state = settles(state, h, flow.RemoveSaved{}, flow.RemoveSaved{})
	_, err := s.memory.Get(t.Context(), "good")
	if _, listed := s.creds.Find("good"); state.At != guide.StepStart || state.Home.Removed != "good" || store.KindOf(err) != store.NotFound || store.KindOf(listed) != store.NotFound {
		t.Errorf("at %s: %v, %v", state.At, err, listed)
	}
}

func TestADiagnosisOfASavedCredentialIsNoted(t *testing.T) {
	s := newStage(t)
	s.save("good")
	state, h := s.atHome()
	state = settles(state, h, flow.ShowSaved{Name: "good"}, flow.SelectSaved{Name: "good"})
	e, err := s.creds.Find("good")
	if err != nil || e.LastCheck == nil || e.LastCheck.Verdict != "pass" || !state.Verified() {
		t.Errorf("%v: %+v", err, e.LastCheck)
	}
	s.change("good", func(e *store.Entry) { e.Expires = "2031-01-01" }) // somebody else saves it again
	says := h.Do(t.Context(), flow.NoteCheck{Name: "good", Verification: check.Verification{At: time.Now(), Verdict: "fail"}}).(flow.Told).Says
	if e, _ := s.creds.Find("good"); says != "" || e.LastCheck.Verdict == "fail" {
		t.Errorf("said %q, noted %+v", says, e.LastCheck)
	}
}

func TestTheFirstScreenInPracticeHasTheFourQuestions(t *testing.T) {
	s := newStage(t)
	s.in = "quit\n"
	r := s.run("--practice", "--plain")
	if !strings.Contains(r.out, "1) Nothing yet") || !strings.Contains(r.out, "4) An error message") || strings.Contains(r.out, "5) ") {
		t.Errorf("%s", r.out)
	}
}

func TestTheFirstScreenListsWhatIsSaved(t *testing.T) {
	s := newStage(t)
	s.save("good", "expired")
	s.setAside()
	s.memory.FailWith(func(store.Op, string) error { t.Error("the keyring was asked"); return nil })
	s.in = "quit\n"
	r := s.run("--plain")
	for _, want := range []string{"1. consent: waiting for admin consent", "expired: client secret has expired", "good: never tested", "Set up another", "Test all"} {
		if !strings.Contains(r.out, want) {
			t.Errorf("no %q in\n%s", want, r.out)
		}
	}
}
