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

// Next is the machine: what a sitting becomes when something happens, and what
// is to be done about it. An event that has no place in the state changes
// nothing.
func Next(s State, e Event) (State, []Effect) {
	switch e := e.(type) {
	case TenantSeen:
		return s.tenantSeen(e)
	case TokenSeen:
		return s.tokenSeen(e)
	case KeyringSeen:
		return s.keyringSeen(e)
	case SaveSeen:
		return s.saveSeen(e)
	case VisitBegun:
		return s.visitBegun(e)
	case VisitAnswered:
		return s.visitAnswered(e)
	case SignedIn:
		return s.signedIn(e)
	case SavedOpened:
		return s.savedOpened(e)
	case Explained:
		return s.explained(e)
	case Leave:
		return s.leave(), nil
	case Told:
		return s, nil
	case Began, Another, ChoseGuide, ChoseAbility, ChoseUse, Typed, TypedSecret, Ticked, TickedAll, Continue, Back, Jump,
		Retry, Keep, AskOthers, SetAside, Resumed, Consent, SignIn, Poll, Broken, Picked, Puzzled, Mend, Reported:
	}
	if s.Phase != Asking {
		return s, nil
	}
	return s.did(e)
}

// did is what the person does to a sitting that waits for them.
func (s State) did(e Event) (State, []Effect) {
	switch e := e.(type) {
	case Began:
		return s.began(e.Given), nil
	case Another:
		return s.another()
	case ChoseGuide:
		return s.choseGuide(e)
	case ChoseAbility:
		return s.choseAbility(e.Ability)
	case ChoseUse:
		return s.choseUse(e)
	case Typed:
		return s.typed(e.Field, e.Text), nil
	case TypedSecret:
		return s.typedSecret(e.Secret), nil
	case Ticked:
		return s.ticked(e.Permission, e.On), nil
	case TickedAll:
		for _, p := range s.Guide().Wanted(s.Answers.Use) {
			s = s.ticked(p.Name, true)
		}
		return s, nil
	case Continue:
		return s.forward()
	case Back:
		return s.back(), nil
	case Jump:
		return s.jump(e.To)
	case Retry:
		return s.retry()
	case Keep:
		return s.keep(e.How)
	case AskOthers:
		return s.askOthers(e.File)
	case SetAside:
		return s.setAside()
	case Resumed:
		return s.resumed(e.Name)
	case Consent:
		return s.consent(e.Way)
	case SignIn:
		return s.signIn(e.Way)
	case Poll:
		return s.poll()
	case Broken:
		if !s.betweenSittings() {
			return s, nil
		}
		return s.diagnosing(), nil
	case Picked:
		return s.picked(e.Name)
	case Puzzled:
		if !s.betweenSittings() {
			return s, nil
		}
		return s.puzzled(), nil
	case Mend:
		return s.mend(e.Field)
	case Reported:
		if s.At != guide.StepProve || !s.Settled() {
			return s, nil
		}
		return s, []Effect{WriteReport{check.ReportOf(s.AsCase())}}
	case TenantSeen, TokenSeen, KeyringSeen, SaveSeen, VisitBegun, VisitAnswered, SignedIn, SavedOpened, Explained, Leave, Told:
	}
	return s, nil
}

func (s State) choseGuide(e ChoseGuide) (State, []Effect) {
	g, ok := guide.Find(e.ID)
	if !ok || s.At != guide.StepGuide {
		return s, nil
	}
	if old := s.Guide(); old.ID != g.ID {
		a := &s.Answers
		if a.AuthEndpoint == old.AuthEndpoint(a.Cloud, a.Tenant) {
			a.AuthEndpoint = g.AuthEndpoint(a.Cloud, a.Tenant)
		}
		a.Guide = g.ID
		s.Reached, s.Seen, s.Visit, s.Way = 0, check.Seen{}, wire.Visit{}, "" // another grant proves something else
		s = s.changed()
	}
	return s.enter(s.Steps()[0].ID)
}

func (s State) choseUse(e ChoseUse) (State, []Effect) {
	if s.At != guide.StepUse || e.Use.Words() == "" {
		return s, nil
	}
	if s.Answers.Use != e.Use {
		s.Answers.Use = e.Use
		s = s.changed()
	}
	return s.forward()
}

// typed takes a field's text. What was proven with another text is no longer
// proven, and what was found out about another tenant is forgotten.
func (s State) typed(id finding.FieldID, text string) State {
	if s.Answers.Text(id) == text || s.Answers.Slot(id) == nil {
		return s
	}
	s.Answers = s.Answers.With(id, text)
	switch id {
	case guide.FieldWhere:
		s.Place, s.Placed = nil, false
		s.Seen, s.Visit = check.Seen{}, wire.Visit{}
	case guide.FieldClientID, guide.FieldToken, guide.FieldAuth, guide.FieldRedirect:
		s.Seen, s.Visit = check.Seen{}, wire.Visit{}
	case guide.FieldMailbox:
		s.Seen = check.Seen{}
		if s.Diagnosing { // its step asks for no other
			s.Answers.Mailboxes = s.Answers.Instead()
		}
	}
	return s.changed()
}

func (s State) typedSecret(secret value.Secret) State {
	if s.Answers.Secret == secret {
		return s
	}
	s.Answers.Secret, s.Differs = secret, false
	s.Seen = check.Seen{}
	return s.changed()
}

func (s State) ticked(name string, on bool) State {
	wanted := s.Guide().Wanted(s.Answers.Use)
	known := slices.ContainsFunc(wanted, func(p guide.Permission) bool { return p.Name == name })
	if !known || s.Answers.HasTicked(name) == on {
		return s
	}
	s.Answers = s.Answers.Tick(name, on)
	return s.changed()
}

// changed forgets what was said about the value before, and asks for the
// decision about the secret again.
func (s State) changed() State {
	s.Problems, s.Insisted = nil, false
	if s.At == guide.StepHandoff {
		s.At = guide.StepKeep
	}
	s.Outcome = ""
	return s
}

// leave ends a wait. A save that was under way may have happened all the same,
// so saving again under that name replaces it.
func (s State) leave() State {
	if !s.Busy() {
		return s
	}
	if s.Phase == Proving {
		s = s.abandon()
	}
	if s.Phase == Opening {
		s.Placed = false
		s.Answers, s.Kept = form.Answers{Use: value.Both}, ""
	}
	if s.Phase == Saving {
		s.PutAside = false
		s.Kept = form.Judge(s.Answers, guide.FieldName).Value
		s.Problems = []finding.Finding{finding.Found(finding.KeyringCheck, finding.KeyringTimeout,
			"You left before the keyring answered: the secret may or may not be saved.",
			"Save again under the same name, or choose another way on. "+s.Command("check "+s.Kept)+" finds out later whether it was saved.")}
	}
	s.Phase, s.Waiting = Asking, nil
	s.Attempt++
	return s
}
