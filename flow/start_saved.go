package flow

import (
	"slices"

	"mailgrant/flow/finding"
	"mailgrant/flow/guide"
)

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

// leftRemoving is the session after the user stopped waiting for a removal.
func (s State) leftRemoving() State {
	s.At = guide.StepCredential
	s.Problems = []finding.Finding{finding.New(finding.KeyringCheck, finding.KeyringTimeout,
		"You left before the keyring answered: "+s.Home.Selected+" may or may not be removed.", "Remove it again to make sure.")}
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
