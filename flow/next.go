package flow

import (
	"mailgrant/flow/check"
	"mailgrant/flow/finding"
	"mailgrant/flow/form"
	"mailgrant/flow/guide"
	"mailgrant/flow/value"
	"mailgrant/flow/wire"
)

// Next is the transition function: the session after an event, and the effects
// to carry out. An event that does not apply in the current state changes
// nothing.
func Next(s State, e Event) (State, []Effect) {
	next, effects := s.after(e)
	return next.noted(s, effects)
}

func (s State) after(e Event) (State, []Effect) {
	switch e := e.(type) {
	case TenantSeen:
		return s.tenantSeen(e)
	case TokenSeen:
		return s.tokenSeen(e)
	case KeyringSeen:
		return s.keyringSeen(e)
	case SaveSeen:
		return s.saveSeen(e)
	case BrowserFlowStarted:
		return s.browserFlowStarted(e)
	case RedirectCaught:
		return s.redirectCaught(e)
	case SignedIn:
		return s.signedIn(e)
	case SavedOpened:
		return s.savedOpened(e)
	case SavedRemoved:
		return s.savedRemoved(e), nil
	case SavedTested:
		return s.savedTested(e), nil
	case Explained:
		return s.explained(e)
	case Leave:
		return s.leave(), nil
	case Told:
		return s, nil
	case StartSetup, NextTenant, ChoseGuide, ChoseRights, ChoseUse, Typed, TypedSecret, Pasted, PutPasted, DropPasted, Undo, Continue, Back, Jump,
		Retry, Keep, AskOthers, SaveWaiting, Resume, Consent, LinkTaken, Accepted, SignIn, Poll, StartDiagnosis, SelectSaved, StartExplain, ApplyFix, RequestReport,
		GoHome, ShowSaved, ShowSheet, RemoveSaved, TestAll:
	}
	if s.Phase != Asking {
		return s, nil
	}
	return s.did(e)
}

// did handles an action of the user while nothing is awaited. Any action but
// PutPasted leaves what was pasted.
func (s State) did(e Event) (State, []Effect) {
	if s.Offers() {
		switch e := e.(type) {
		case PutPasted:
			return s.place()
		case DropPasted, Back, Undo:
			return s.dropPasted(), nil
		case Pasted:
			return s.readAnother(e), nil
		}
		s.Paste = Paste{}
	}
	switch e := e.(type) {
	case Pasted:
		return s.readPaste(e)
	case Undo:
		return s.undone(), nil
	case StartSetup:
		return s.startSetup(e.Given), nil
	case NextTenant:
		return s.nextTenant()
	case ChoseGuide:
		return s.choseGuide(e)
	case ChoseRights:
		return s.choseRights(e.Rights)
	case ChoseUse:
		return s.choseUse(e)
	case Typed:
		if e.Pasted && s.Values.Text(e.Field) != "" {
			return s.undoable(func(s State) State { return s.typed(e.Field, e.Text) }), nil
		}
		return s.typed(e.Field, e.Text), nil
	case TypedSecret:
		if e.Pasted && !s.Values.Secret.Empty() {
			return s.undoable(func(s State) State { return s.typedSecret(e.Secret) }), nil
		}
		return s.typedSecret(e.Secret), nil
	case Continue:
		return s.forward()
	case Back:
		return s.back(), nil
	case Jump:
		return s.jump(e.To)
	case Retry:
		return s.retry(e.Keyring)
	case Keep:
		return s.keep(e.How)
	case AskOthers:
		return s.askOthers(e)
	case SaveWaiting:
		return s.saveWaiting()
	case Resume:
		return s.resume(e.Name)
	case Consent:
		return s.consent(e.Method)
	case LinkTaken:
		s.Visited = s.Visited || s.At == guide.StepConsent
		return s, nil
	case Accepted:
		return s.accepted()
	case SignIn:
		return s.signIn(e.Method)
	case Poll:
		return s.poll()
	case StartDiagnosis:
		return s.diagnose(), nil
	case SelectSaved:
		return s.selectSaved(e.Name)
	case StartExplain:
		if !s.betweenSessions() {
			return s, nil
		}
		return s.startExplain(), nil
	case GoHome, ShowSaved, ShowSheet, RemoveSaved, TestAll:
		return s.didAtHome(e)
	case ApplyFix:
		return s.applyFix(e.Field)
	case RequestReport:
		if s.At != guide.StepVerify || !s.Settled() {
			return s, nil
		}
		return s, []Effect{WriteReport{check.ReportOf(s.AsCase())}}
	case TenantSeen, TokenSeen, KeyringSeen, SaveSeen, BrowserFlowStarted, RedirectCaught, SignedIn, SavedOpened, SavedRemoved, SavedTested, Explained, Leave, Told, PutPasted, DropPasted:
	}
	return s, nil
}

func (s State) choseGuide(e ChoseGuide) (State, []Effect) {
	g, own, ok := s.Settings.Guide(e.ID)
	if !ok || s.At != guide.StepGuide {
		return s, nil
	}
	if old := s.Guide(); old.ID != g.ID || old.Text != g.Text {
		a := &s.Values
		if a.AuthEndpoint == old.AuthEndpoint(a.Cloud, a.Tenant) {
			a.AuthEndpoint = g.AuthEndpoint(a.Cloud, a.Tenant)
		}
		a.Guide, a.Own = g.ID, own
		s.Reached, s.Results, s.BrowserFlow, s.ReturnMethod = 0, check.Results{}, wire.BrowserFlow{}, "" // another grant needs another test
		s = s.rechosen()
	}
	return s.enter(s.Steps()[0].ID)
}

func (s State) choseUse(e ChoseUse) (State, []Effect) {
	switch {
	case e.Use.Words() == "":
		return s, nil
	case s.At == guide.StepUse, s.At == guide.StepPermission, s.At == guide.StepValues && s.Given:
	default:
		return s, nil
	}
	if s.Values.Use != e.Use {
		s.Values.Use = e.Use
		s = s.rechosen()
	}
	return s.forward()
}

// typed takes a field's text. It drops the test results for the old text, and
// what was found out about another tenant.
func (s State) typed(id finding.FieldID, text string) State {
	if s.Values.Text(id) == text || !s.Values.Has(id) {
		return s
	}
	s.Values = s.Values.With(id, text)
	switch id {
	case guide.FieldExpires:
		s.Values.Today = s.Today
	case guide.FieldOrganization:
		s.Discoveries, s.Discovered = nil, false
		s.Results, s.BrowserFlow = check.Results{}, wire.BrowserFlow{}
	case guide.FieldToken:
		if clean, _ := value.Clean(s.Values.Organization); clean == "" { // it named the tenant
			s.Discoveries, s.Discovered = nil, false
		}
		s.Results, s.BrowserFlow = check.Results{}, wire.BrowserFlow{}
	case guide.FieldClientID, guide.FieldAuth, guide.FieldRedirect:
		s.Results, s.BrowserFlow = check.Results{}, wire.BrowserFlow{}
	case guide.FieldMailbox:
		s.Results = check.Results{}
		if s.Diagnosing { // its step asks for only one
			s.Values.Mailboxes = s.Values.Instead()
		}
	}
	return s.changed()
}

func (s State) typedSecret(secret value.Secret) State {
	if s.Values.Secret == secret {
		return s
	}
	s.Values.Secret, s.Differs = secret, false
	s.Results = check.Results{}
	return s.changed()
}

// rechosen is changed after a choice that is no value: a paste can still be undone.
func (s State) rechosen() State {
	undo := s.undo
	s = s.changed()
	s.undo = undo
	return s
}

// changed forgets the problems with the old value, and asks for the decision
// about the secret again.
func (s State) changed() State {
	s.Problems, s.Insisted, s.undo = nil, false, nil
	if s.At == guide.StepHandoff {
		s.At = guide.StepVerify
	}
	s.Outcome = ""
	return s
}

// leave ends a wait. A save in progress may have happened nevertheless, so
// saving again under that name replaces it.
func (s State) leave() State {
	if !s.Busy() {
		return s
	}
	if s.Phase == Verifying {
		s = s.abandon()
	}
	if s.Phase == Looking {
		s = s.settled()
	}
	if s.Phase == Opening {
		s.Discovered = false
		s.Values, s.Kept = form.Values{Use: value.Both}, ""
		if s.At == guide.StepSheet {
			s.At = guide.StepCredential
		}
	}
	if s.Phase == Removing {
		s = s.leftRemoving()
	}
	if s.Phase == Saving {
		s.AsWaiting = false
		s.Kept = form.Judge(s.Values, guide.FieldName).Value
		s.Problems = []finding.Finding{finding.New(finding.KeyringCheck, finding.KeyringTimeout,
			"You left before the keyring answered: the secret may or may not be saved.",
			"Save again under the same name, or choose another way on. "+s.Command("check "+s.Kept)+" finds out later whether it was saved.")}
	}
	untested := s.Phase == Probing && s.At != guide.StepKeyring && s.At != guide.StepVerify
	s.Phase, s.Awaited = Asking, nil
	s.Attempt++
	if untested {
		f := finding.New(finding.KeyringCheck, finding.KeyringTimeout, "You left before the keyring answered.",
			"Try it again, or go on: the secret is then not saved on this computer.")
		s.Keyring = &f
		s, _ = s.enter(guide.StepKeyring)
	}
	return s
}
