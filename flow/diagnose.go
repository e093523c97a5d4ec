package flow

import (
	"slices"
	"time"

	"mailgrant/flow/finding"
	"mailgrant/flow/form"
	"mailgrant/flow/guide"
	"mailgrant/flow/value"
	"mailgrant/flow/wire"
)

// Diagnosis is a session about a credential that stopped working: a saved one,
// typed values, or an error message.
func Diagnosis(today time.Time, saved []Credential) State {
	s := Begin(today, nil)
	s.Saved = saved
	for _, c := range saved {
		s.Taken = append(s.Taken, c.Name)
	}
	return s.startDiagnosis()
}

// diagnose starts a diagnosis where no session is under way.
func (s State) diagnose() State {
	switch {
	case !s.betweenSessions():
		return s
	case s.At == guide.StepStart && s.refuses():
		return s.refused()
	}
	return s.startDiagnosis()
}

// startDiagnosis leads to the choice of what to diagnose.
func (s State) startDiagnosis() State {
	next := s.nextSession()
	next.At, next.Diagnosing, next.Given, next.Fresh = guide.StepWhich, true, true, false
	next.Values, next.Chosen = form.Values{Use: value.Both}, s.Chosen
	next.Home = next.Home.closed()
	if !s.Probed { // an unreadable secret says nothing about the next one
		next.Keyring = nil
	}
	return next
}

// selectSaved selects a saved credential: its secret is read, then it is tested.
func (s State) selectSaved(name string) (State, []Effect) {
	i := slices.IndexFunc(s.Saved, func(c Credential) bool { return c.Name == name })
	if s.At != guide.StepWhich && s.At != guide.StepCredential || i < 0 {
		return s, nil
	}
	if s.refuses() {
		return s.refused(), nil
	}
	at := s.At
	s = s.startDiagnosis() // nothing of another credential's test counts for this one
	if s.At = at; at == guide.StepCredential {
		s.Home.Selected = name
	}
	s.Values = resumed(s.Saved[i])
	s.Discovered, s.Kept, s.Problems, s.Last = true, name, nil, s.Saved[i].Good
	s.Attempt++
	s.Phase, s.Awaited = Opening, []finding.Check{finding.KeyringCheck}
	return s, []Effect{OpenSaved{s.Attempt, name}}
}

// verifySaved tests the selected credential. If its secret could not be read, the
// test covers the rest and says so.
func (s State) verifySaved(e SavedOpened) (State, []Effect) {
	s.Values.Secret, s.Keyring, s.Probed = e.Secret, e.Problem, s.Probed && e.Problem == nil
	s.Case = s.Differing(e.Differs)
	s.Original = s.Values
	s.ReturnMethod = wire.NotNow
	s.Reached = s.Index(guide.StepVerify)
	return s.enter(guide.StepVerify)
}

// applyFix repairs an endpoint with one key: it takes the corrected value and tests
// at once.
func (s State) applyFix(id finding.FieldID) (State, []Effect) {
	j := form.Judge(s.Values, id)
	if s.At != guide.StepVerify || len(j.Findings) == 0 || j.Corrected == "" {
		return s, nil
	}
	return s.typed(id, j.Corrected).verify()
}

// betweenSessions reports a page from which another session may start: nothing
// typed is lost there.
func (s State) betweenSessions() bool {
	switch s.At {
	case guide.StepGuide, guide.StepWhich, guide.StepMessage, guide.StepStart:
		return true
	}
	return s.AllDone() || s.At == guide.StepVerify && s.Diagnosing
}

// AllDone reports the last page of a session with a decided outcome.
func (s State) AllDone() bool { return s.At == guide.StepHandoff && s.Outcome != "" }
