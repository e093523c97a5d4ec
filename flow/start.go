package flow

import (
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
	return s.At == guide.StepWhich || s.At == guide.StepGuide && !s.Diagnosing && !s.Given
}

// opens reports a page that follows the first screen.
func (s State) opens() bool {
	if s.At == guide.StepWhich {
		return true
	}
	return !s.Diagnosing && (s.At == guide.StepGuide || s.At == guide.StepMessage && s.Explained == nil)
}

// emptied is the session without a credential.
func (s State) emptied() State {
	s = s.nextSession()
	s.Values = form.Values{Use: value.Both}
	if !s.Probed { // what was unreadable says nothing about the next one
		s.Keyring = nil
	}
	return s
}

// toStart goes back to the first screen. What was typed stays.
func (s State) toStart() State {
	if s.Diagnosing && !s.AtStake() {
		s = s.emptied()
	}
	s.At, s.Problems, s.Insisted, s.Wait = guide.StepStart, nil, false, 0
	return s
}

// didAtHome handles what the first screen and its pages offer.
func (s State) didAtHome(e Event) (State, []Effect) {
	switch e := e.(type) {
	case GoHome:
		return s.goHome(), nil
	case ShowSaved:
		return s.showSaved(e.Name), nil
	case ShowSheet:
		return s.showSheet()
	case RemoveSaved:
		return s.removeSaved()
	case TestAll:
		return s.testAll()
	default:
		return s, nil
	}
}

// goHome ends a session on the first screen.
func (s State) goHome() State {
	if !s.Home.Begins || !s.AllDone() {
		return s
	}
	s = s.emptied()
	s.Given = false
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
	if !s.AtStake() {
		s = s.emptied()
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
		s = s.emptied()
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
