package flow

import (
	"slices"
	"time"

	"mailgrant/flow/finding"
	"mailgrant/flow/form"
	"mailgrant/flow/guide"
	"mailgrant/flow/value"
)

// Home is what the first screen knows, and outlives a single credential.
type Home struct {
	Begins   bool             // the session began there, and goes back to it
	Now      time.Time        // the latest moment that the session knows of
	Selected string           // the saved credential that is or was open; "" for none
	Removed  string           // the one that was just removed; "" for none
	Tested   []finding.Status // the verdicts of the latest TestAll
	Untested []string         // those of the latest TestAll without a result
	Order    []string         // how they were listed when it began: nothing moves meanwhile
}

// closed is the first screen without the credential that was open.
func (h Home) closed() Home {
	h.Selected, h.Removed, h.Tested, h.Untested, h.Order = "", "", nil, nil, nil
	return h
}

// AtStart is the session on the first screen.
func (s State) AtStart() State {
	s.At, s.Home.Begins = guide.StepStart, true
	return s
}

// AtHome reports the first screen, and the pages of a credential that is open
// there.
func (s State) AtHome() bool {
	switch s.At {
	case guide.StepStart, guide.StepCredential, guide.StepRemove, guide.StepSheet:
		return true
	}
	return false
}

// AtRoot reports a page that Back does not leave.
func (s State) AtRoot() bool {
	if s.Home.Begins {
		return s.At == guide.StepStart
	}
	return s.At == guide.StepWhich || s.At == guide.StepGuide && !s.Diagnosing
}

// opens reports a page that follows the first screen.
func (s State) opens() bool {
	if s.At == guide.StepWhich {
		return true
	}
	return !s.Diagnosing && (s.At == guide.StepGuide || s.At == guide.StepMessage && s.Explained == nil)
}

// toStart goes back to the first screen. What was typed stays.
func (s State) toStart() State {
	if s.Diagnosing && !s.AtStake() {
		s = s.nextSession()
		s.Values = form.Values{Use: value.Both}
	}
	s.At, s.Problems, s.Insisted, s.Wait = guide.StepStart, nil, false, 0
	return s
}

// goHome ends a session on the first screen.
func (s State) goHome() State {
	s = s.nextSession()
	s.Values, s.Given = form.Values{Use: value.Both}, false
	return s.toStart()
}

func (s State) backHome() State {
	switch s.At {
	case guide.StepCredential:
		return s.toStart()
	case guide.StepRemove:
		s.At = guide.StepCredential
	case guide.StepSheet:
		return s.backToSaved()
	}
	s.Problems, s.Insisted = nil, false
	return s
}

// backToSaved returns to the credential that is open. What was changed stays.
func (s State) backToSaved() State {
	if !s.Changes() {
		s = s.nextSession()
		s.Values = form.Values{Use: value.Both}
	}
	s.At, s.Problems, s.Insisted, s.Wait = guide.StepCredential, nil, false, 0
	return s
}

// Resumable reports that the credential that is open has changes to go on with.
func (s State) Resumable() bool {
	values := s.Index(guide.StepValues)
	return s.At == guide.StepCredential && s.Diagnosing && s.Kept == s.Home.Selected && s.Changes() && values >= 0 && values <= s.Reached
}

// startFromHome goes to the choice of guides. What was typed for a registration
// stays.
func (s State) startFromHome(given bool) State {
	if s.Diagnosing {
		if s.refuses() {
			return s.refused()
		}
		s = s.nextSession()
		s.Values = form.Values{Use: value.Both}
	}
	if s.Given != given || !s.Fresh {
		s.Reached = 0
	}
	s.Home = s.Home.closed()
	s.At, s.Given, s.Fresh, s.Problems, s.Insisted = guide.StepGuide, given, !given, nil, false
	return s
}

// refuses reports that what was typed would be lost, and that this was not said
// yet.
func (s State) refuses() bool { return s.AtStake() && !s.Insisted }

func (s State) refused() State {
	s.Insisted = true
	s.Problems = []finding.Finding{{Check: finding.Values, Status: finding.Warn,
		Says: "What you typed is not saved, and would be lost.", Do: []string{"Choose the same again to drop it."}}}
	return s
}

// showSaved opens a saved credential. Nothing is read or tested yet.
func (s State) showSaved(name string) State {
	if s.At != guide.StepStart || !slices.ContainsFunc(s.Saved, func(c Credential) bool { return c.Name == name }) {
		return s
	}
	s.Home = s.Home.closed()
	s.At, s.Home.Selected, s.Problems, s.Insisted = guide.StepCredential, name, nil, false
	return s
}

// Opened is the credential that is open.
func (s State) Opened() Credential {
	if i := slices.IndexFunc(s.Saved, func(c Credential) bool { return c.Name == s.Home.Selected }); i >= 0 {
		return s.Saved[i]
	}
	return Credential{}
}

// showSheet reads the secret of the credential that is open, so that the sheet's
// line can be copied.
func (s State) showSheet() (State, []Effect) {
	c := s.Opened()
	switch {
	case s.At != guide.StepCredential || c.Name == "":
		return s, nil
	case s.refuses():
		return s.refused(), nil
	}
	s = s.startDiagnosis()
	s.At, s.Home.Selected, s.Values, s.Kept = guide.StepSheet, c.Name, resumed(c), c.Name
	s.Attempt++
	s.Phase, s.Awaited = Opening, []finding.Check{finding.KeyringCheck}
	return s, []Effect{OpenSaved{s.Attempt, c.Name}}
}

func (s State) sheetOpened(e SavedOpened) State {
	s.Values.Secret = e.Secret
	if e.Problem != nil {
		s.Problems = []finding.Finding{*e.Problem}
	}
	s.Case = s.Differing(e.Differs)
	s.Original = s.Values
	return s
}

func (s State) removeSaved() (State, []Effect) {
	switch s.At {
	case guide.StepCredential:
		s.At, s.Problems, s.Insisted = guide.StepRemove, nil, false
	case guide.StepRemove:
		s.Attempt++
		s.Phase, s.Awaited = Removing, []finding.Check{finding.KeyringCheck}
		return s, []Effect{RemoveCredential{s.Attempt, s.Home.Selected}}
	}
	return s, nil
}

func (s State) savedRemoved(e SavedRemoved) State {
	if s.Phase != Removing || !s.awaits(e.Attempt, finding.KeyringCheck) {
		return s
	}
	s = s.got(finding.KeyringCheck)
	s.Phase = Asking
	if e.Problem != nil {
		s.At, s.Problems = guide.StepCredential, []finding.Finding{*e.Problem}
		return s
	}
	name := s.Home.Selected
	if s.Kept == name { // there is nothing left to replace
		s.Kept = ""
	}
	s.Book = s.Book.without(name)
	s.Home = s.Home.closed()
	s.At, s.Home.Removed = guide.StepStart, name
	return s
}

// without is the book after a removal.
func (b Book) without(name string) Book {
	called := func(c Credential) bool { return c.Name == name }
	b.Saved = slices.DeleteFunc(slices.Clone(b.Saved), called)
	b.Pending = slices.DeleteFunc(slices.Clone(b.Pending), called)
	b.Taken = slices.DeleteFunc(slices.Clone(b.Taken), func(t string) bool { return t == name })
	return b
}
