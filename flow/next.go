package flow

import (
	"mailgrant/flow/check"
	"mailgrant/flow/guide"
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
