package flow_test

import (
	"reflect"
	"slices"
	"testing"
	"time"

	"mailgrant/flow"
	"mailgrant/flow/check"
	"mailgrant/flow/finding"
	"mailgrant/flow/guide"
	"mailgrant/flow/value"
	"mailgrant/flow/wire"
)

// home is the first screen with four saved credentials, two of which wait.
func home() flow.State {
	s := flow.Begin(today, takenNames).AtStart()
	s.Saved, s.Pending = savedCredentials(), pendingCredentials()
	return s
}

// opened is a saved credential that was opened there.
func opened(name string) flow.State { return drive(home(), obliging, flow.ShowSaved{Name: name}) }

// atHome are the first screen and the pages of a credential opened there.
func atHome() []variant {
	none := flow.Begin(today, nil).AtStart()
	testing, _ := flow.Next(home(), flow.TestAll{})
	removing, _ := flow.Next(drive(opened("fabrikam"), obliging, flow.RemoveSaved{}), flow.RemoveSaved{})
	reading, _ := flow.Next(opened("fabrikam"), flow.ShowSheet{})
	typed := drive(none, obliging, flow.StartSetup{}, flow.ChoseGuide{ID: clientCredentials})
	typed.Values.ClientID = goodClient
	for typed.At != guide.StepStart {
		typed = drive(typed, obliging, flow.Back{})
	}
	typed.Saved, typed.Pending = savedCredentials(), pendingCredentials()
	return []variant{
		{"start, nothing saved", none},
		{"start, four are saved", home()},
		{"start, testing all", testing},
		{"start, all tested", drive(home(), obliging, flow.TestAll{})},
		{"start, the test was stopped", drive(testing, obliging, flow.Leave{})},
		{"start, one removed", drive(removing, obliging, flow.SavedRemoved{Attempt: removing.Attempt})},
		{"start, something typed would be lost", drive(typed, obliging, flow.Resume{Name: "waits"})},
		{"credential, works", opened("fabrikam")},
		{"credential, expired", opened("Mail")},
		{"remove, asked", drive(opened("fabrikam"), obliging, flow.RemoveSaved{})},
		{"remove, under way", removing},
		{"remove, left", drive(removing, obliging, flow.Leave{})},
		{"sheet", drive(opened("fabrikam"), obliging, flow.ShowSheet{})},
		{"sheet, waiting for the keyring", reading},
		{"prove, of an opened one", drive(opened("fabrikam"), obliging, flow.SelectSaved{Name: "fabrikam"})},
	}
}

func TestTheResultOfADiagnosisIsNotedAsChecksIs(t *testing.T) {
	refused := func(code int) func(flow.Effect) flow.Event {
		return func(e flow.Effect) flow.Event {
			if f, ok := e.(flow.FetchToken); ok {
				return flow.TokenSeen{Attempt: f.Attempt, Grant: wire.Grant{Reply: refusedWith(401, code)}}
			}
			return obliging(e)
		}
	}
	silent := func(e flow.Effect) flow.Event {
		switch e := e.(type) {
		case flow.FetchToken:
			return flow.TokenSeen{Attempt: e.Attempt, Grant: wire.Grant{Reply: failed(wire.Connect)}}
		case flow.LookUpTenant:
			return flow.TenantSeen{Attempt: e.Attempt, Cloud: e.Cloud, Discovery: wire.Discovery{Reply: failed(wire.Connect)}}
		}
		return obliging(e)
	}
	changed := []flow.Event{flow.Jump{To: guide.StepValues}, flow.TypedSecret{Secret: value.NewSecret(canary + "2")}, flow.Continue{}}
	for name, tt := range map[string]struct {
		do     func(flow.Effect) flow.Event
		then   []flow.Event
		begin  flow.State
		causes []string // of what was noted
	}{
		"it works":                     {do: obliging, begin: opened("fabrikam"), causes: []string{""}},
		"it is refused":                {do: refused(7000222), begin: opened("fabrikam"), causes: []string{"secret-expired"}},
		"nobody answered":              {do: silent, begin: opened("fabrikam")},
		"a changed secret":             {do: obliging, begin: opened("fabrikam"), then: changed, causes: []string{""}},
		"tested twice":                 {do: obliging, begin: opened("fabrikam"), then: []flow.Event{flow.Retry{}}, causes: []string{"", ""}},
		"from the choice of diagnoses": {do: obliging, begin: flow.Diagnosis(today, savedCredentials()), causes: []string{""}},
	} {
		var causes []string
		s := drive(tt.begin, func(e flow.Effect) flow.Event {
			if note, ok := e.(flow.NoteCheck); ok {
				if note.Name != "fabrikam" {
					t.Errorf("%s: noted of %s", name, note.Name)
				}
				causes = append(causes, note.Verification.Cause)
			}
			return tt.do(e)
		}, append([]flow.Event{flow.SelectSaved{Name: "fabrikam"}}, tt.then...)...)
		if !slices.Equal(causes, tt.causes) {
			t.Errorf("%s: noted %q, want %q", name, causes, tt.causes)
		}
		i := slices.IndexFunc(s.Saved, func(c flow.Credential) bool { return c.Name == "fabrikam" })
		if len(tt.causes) > 0 && s.Saved[i].Verification.Cause != tt.causes[0] {
			t.Errorf("%s: listed with %+v", name, s.Saved[i].Verification)
		}
	}
}

func TestWhatPassesItsTestWaitsNoLonger(t *testing.T) {
	round, _ := flow.Next(home(), flow.TestAll{})
	v := check.Verification{At: today.Add(time.Hour), Verdict: string(finding.Pass), Roles: allRoles}
	s, _ := flow.Next(round, flow.SavedTested{Attempt: round.Attempt, Name: "waits", Verification: v})
	if s.IsPending("waits") || !s.IsPending("asked") || !s.Home.Now.Equal(v.At) {
		t.Errorf("pending %q, now %s", names(s.Pending), s.Home.Now)
	}
	if got := names(s.Listed()); !slices.Equal(got, names(home().Listed())) {
		t.Errorf("the list moved during the test: %q", got)
	}
}

func TestAResultThatNobodyAwaitsChangesNothing(t *testing.T) {
	round, _ := flow.Next(home(), flow.TestAll{})
	once, _ := flow.Next(round, flow.SavedTested{Attempt: round.Attempt, Name: "Mail"})
	for name, e := range map[string]flow.Event{
		"a second time": flow.SavedTested{Attempt: round.Attempt, Name: "Mail"}, "of another attempt": flow.SavedTested{Attempt: round.Attempt - 1, Name: "waits"},
		"of an unknown one": flow.SavedTested{Attempt: round.Attempt, Name: "nosuch"}, "a removal": flow.SavedRemoved{Attempt: round.Attempt},
	} {
		if next, effects := flow.Next(once, e); !reflect.DeepEqual(next, once) || len(effects) > 0 {
			t.Errorf("%s changes the session", name)
		}
	}
}

func TestOnlyTheFirstScreenIsReturnedTo(t *testing.T) {
	setup := drive(flow.Begin(today, nil), obliging, flow.Back{})
	if setup.At != guide.StepGuide || !setup.AtRoot() {
		t.Errorf("setup goes back to %s", setup.At)
	}
	for _, e := range []flow.Event{flow.StartSetup{}, flow.StartSetup{Given: true}, flow.StartDiagnosis{}, flow.StartExplain{}} {
		if s := drive(home(), obliging, e, flow.Back{}); s.At != guide.StepStart || s.Diagnosing || s.AtStake() {
			t.Errorf("after %#v: at %s, diagnosing %v, at stake %v", e, s.At, s.Diagnosing, s.AtStake())
		}
	}
}
