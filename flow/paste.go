package flow

import (
	"slices"

	"mailgrant/flow/check"
	"mailgrant/flow/finding"
	"mailgrant/flow/form"
	"mailgrant/flow/guide"
	"mailgrant/flow/value"
	"mailgrant/flow/wire"
)

// Paste is how the latest pasted text was read. It does not hold the text.
type Paste struct {
	Kind   PasteKind
	Field  finding.FieldID   // the one that had the focus; "" for none
	Puts   []Put             // the values to put in place, or those that were
	Unsure []finding.FieldID // fields for which it holds several values: none of them is taken
	Other  finding.FieldID   // Misplaced: the field that the value belongs to
	Left   []Left            // labelled values that can't be taken
	Bare   int               // how many IDs in it have no label
	Vain   bool              // Offered: another paste meanwhile brought nothing
	from   *State            // Offered, Placed: the session before, if the paste began another one
}

// PasteKind is what became of a pasted text.
type PasteKind string

// The kinds.
const (
	NotRead   PasteKind = ""          // the focused field takes it as it is
	Offered   PasteKind = "offered"   // the user decides
	Placed    PasteKind = "placed"    // its values are in place
	InPlace   PasteKind = "in place"  // they were before
	Misplaced PasteKind = "misplaced" // it is the value of another field, which has it already
	Unnamed   PasteKind = "unnamed"   // IDs, and nothing says which is which
	Unusable  PasteKind = "unusable"  // labelled values, none of which can be taken
	Ambiguous PasteKind = "ambiguous" // several values for one field
	Undone    PasteKind = "undone"
)

// Put is a value for a field. Its text is set, or its secret.
type Put struct {
	Field  finding.FieldID
	Text   string
	Secret value.Secret
	Joined bool // it was broken over two lines
}

// before is what a paste changed, as it was.
type before struct {
	at          finding.StepID // the page with the paste
	from        *State         // the session before, if the paste began another one
	given       bool
	fresh       bool
	values      form.Values
	discoveries []wire.Discovery
	discovered  bool
	differs     bool
	results     check.Results
	browserFlow wire.BrowserFlow
}

// Offers reports that the user has to decide about a pasted text.
func (s State) Offers() bool { return s.Paste.Kind == Offered }

// MayUndo reports that the latest paste can be undone: no value was changed
// since, and nothing was saved.
func (s State) MayUndo() bool {
	return s.undo != nil && s.Phase == Asking && s.Outcome == "" && !s.AtHome() && !s.Offers()
}

// readPaste reads a pasted text. The only value in it, if it is the focused
// field's, is put in place at once. On the first screen and where a credential to
// diagnose is chosen, values are of another one.
func (s State) readPaste(e Pasted) (State, []Effect) {
	if s.At == guide.StepWhich || s.At == guide.StepStart {
		other := s.startSetup(true)
		if other.Paste = other.reading(e); other.Offers() {
			other.Paste.from = &s
			return other, nil
		}
		s.Paste = other.Paste
		return s, nil
	}
	s.Paste = s.reading(e)
	if s.Paste.Kind == Placed {
		return s.place()
	}
	return s, nil
}

// readAnother reads a text that is pasted while an offer is open: the offer becomes
// one for both.
func (s State) readAnother(e Pasted) State {
	old := s.Paste
	p := s.reading(Pasted{Text: e.Text})
	if s.Paste.Vain = p.Kind != Offered; s.Paste.Vain {
		return s
	}
	has := func(id finding.FieldID) bool {
		return slices.ContainsFunc(p.Puts, func(n Put) bool { return n.Field == id })
	}
	for _, put := range old.Puts {
		if !has(put.Field) {
			p.Puts = append(p.Puts, put)
		}
	}
	slices.SortStableFunc(p.Puts, func(a, b Put) int { return slices.Index(order, a.Field) - slices.Index(order, b.Field) })
	p.Unsure = slices.DeleteFunc(p.Unsure, has)
	p.Field, p.from = old.Field, old.from
	s.Paste = p
	return s
}

// dropPasted leaves everything as it was before the offer.
func (s State) dropPasted() State {
	if s.Paste.from != nil {
		s = *s.Paste.from
	}
	s.Paste = Paste{}
	return s
}

// place puts the values of the latest paste in place. A tenant is looked up at
// once where the session knew it already, or asks for it now.
func (s State) place() (State, []Effect) {
	paste := s.Paste
	paste.Kind = Placed
	s = s.undoable(func(s State) State {
		for _, p := range paste.Puts {
			if p.Field == guide.FieldMailbox {
				s.mailbox = p.Text
			}
			if p.Field == guide.FieldSecret {
				s = s.typedSecret(p.Secret)
			} else {
				s = s.typed(p.Field, p.Text)
			}
		}
		if s.mailbox != "" && s.Discovered && !s.Diagnosing {
			s.Values.Mailboxes = s.putMailbox()
		}
		return s
	})
	s.Paste = paste
	s.undo.from = paste.from
	if a := s.Values; s.At == guide.StepGuide && !s.Given && !s.Diagnosing && a.ClientID != "" && a.Organization != "" && !a.Secret.Empty() {
		s.Given, s.Fresh, s.Reached = true, false, 0 // nothing is left to register
	}
	organization := slices.ContainsFunc(paste.Puts, func(p Put) bool { return p.Field == guide.FieldOrganization })
	if organization && (s.pastTenant() || s.At == guide.StepTenant) {
		return s.discover()
	}
	return s, nil
}

// pastTenant reports a step that relies on the tenant.
func (s State) pastTenant() bool {
	tenant := s.Index(guide.StepTenant)
	return tenant >= 0 && s.Index(s.At) > tenant
}

// settled takes an organization that was pasted at a later step and not found as
// it is: the test at the end will tell.
func (s State) settled() State {
	if s.pastTenant() && !s.Discovered && s.Values.Organization != "" {
		return s.adopt(wire.Discovery{})
	}
	return s
}

// putMailbox is the mailbox that was pasted, to be tested although the guide does
// not ask for it.
func (s State) putMailbox() []string {
	if s.mailbox != "" && s.mailbox == s.Values.Mailbox {
		return form.Addresses([]string{s.mailbox})
	}
	return nil
}

// undoable makes a change that undo takes back.
func (s State) undoable(change func(State) State) State {
	was := &before{s.At, nil, s.Given, s.Fresh, s.Values, s.Discoveries, s.Discovered, s.Differs, s.Results, s.BrowserFlow}
	s = change(s)
	s.undo = was
	return s
}

// undone is the session as it was before the latest paste.
func (s State) undone() State {
	was := s.undo
	if !s.MayUndo() {
		return s
	}
	s = s.changed()
	if was.from != nil {
		back := *was.from
		back.Book, back.Attempt, back.Paste = s.Book, s.Attempt, Paste{Kind: Undone}
		return back
	}
	s.At, s.Given, s.Fresh, s.Wait = was.at, was.given, was.fresh, 0
	s.Values, s.Discoveries, s.Discovered, s.Differs = was.values, was.discoveries, was.discovered, was.differs
	s.Results, s.BrowserFlow = was.results, was.browserFlow
	s.Paste.Kind = Undone
	return s
}
