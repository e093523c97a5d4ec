package flow

import (
	"net/url"
)

// signIn sets about the sign-in test, or goes back to the choice of its way.
func (s State) signIn(way Way) (State, []Effect) {
	if s.At != StepSignIn {
		return s, nil
	}
	s.Problems, s.Answers.Answer, s.Visit = nil, "", Visit{}
	s.Way = way
	switch way {
	case PasteBack, Loopback:
		if lacks := s.signInLacks(way); len(lacks) > 0 {
			s.Problems, s.Way = lacks, ""
			return s, nil
		}
		redirect := ""
		if way == PasteBack {
			redirect = Judge(s.Answers, FieldRedirect).Value
		}
		return s.begin(BeginVisit{
			URL: s.signInURL(redirect), Redirect: redirect, Loopback: way == Loopback, Port: s.Port, SignIn: true,
		})
	case NotNow:
		s.Seen = Seen{}
		return s.enter(s.Steps()[s.index(StepSignIn)+1].ID)
	case Elsewhere:
		s.Way = ""
	}
	return s, nil
}

// openID are the scopes that belong to no resource.
var openID = []string{"openid", "offline_access", "profile", "email"}

// needsSignIn reports that a proof takes a person.
func (s State) needsSignIn() bool {
	return s.Guide().Delegated() && s.Way != NotNow && s.index(StepSignIn) >= 0
}

// begin sets out on a visit.
func (s State) begin(e BeginVisit) (State, []Effect) {
	s.Attempt++
	e.Attempt = s.Attempt
	if e.Loopback {
		s.Way = Loopback
	}
	s.Phase, s.Waiting, s.Problems, s.Visit = Visiting, []Check{VisitCheck}, nil, Visit{}
	return s, []Effect{e}
}

func (s State) visitBegun(e VisitBegun) (State, []Effect) {
	if s.Phase != Visiting || !s.awaits(e.Attempt, VisitCheck) {
		return s, nil
	}
	open := []Effect{OpenURL{e.Visit.URL}}
	switch {
	case e.Problem != nil:
		s = s.got(VisitCheck)
		s.Phase, s.Problems, s.Way = Asking, []Finding{*e.Problem}, ""
		return s, nil
	case s.Way == Loopback:
		s.Visit, s.Localhost = e.Visit, true
		return s, append(open, AwaitVisit{e.Attempt})
	}
	s = s.got(VisitCheck)
	s.Phase, s.Visit = Asking, e.Visit
	return s, open
}

func (s State) visitAnswered(e VisitAnswered) (State, []Effect) {
	if s.Phase != Visiting || !s.awaits(e.Attempt, VisitCheck) {
		return s, nil
	}
	s = s.got(VisitCheck)
	s.Phase = Asking
	if e.Problem != nil {
		s.Problems = []Finding{*e.Problem}
		return s, nil
	}
	return s.answered(readAnswer(e.Answer.Reveal(), s.Visit))
}

// pasted takes what the person pasted from the browser.
func (s State) pasted() (State, []Effect) {
	text, _ := Clean(s.Answers.Answer)
	if text == "" {
		s.Problems = []Finding{visitFound(EndpointMalformed, "Nothing was pasted yet.",
			"After the sign-in, copy the whole address from the browser's address bar and paste it here. If a page shows an error, paste its text.")}
		return s, nil
	}
	return s.answered(readAnswer(text, s.Visit))
}

func (s State) answered(a answer) (State, []Effect) {
	switch {
	case s.At == StepConsent:
		return s.consentAnswered(a)
	case a.problem != nil:
		s.Problems = []Finding{s.whereCaught(*a.problem)}
		return s, nil
	case a.code.Empty():
		s.Problems = []Finding{noCode(a)}
		return s, nil
	}
	return s.redeem(a.code)
}

// whereCaught says for a listener which redirect URI is to be registered: not
// the product's.
func (s State) whereCaught(f Finding) Finding {
	if s.Way == Loopback && (f.Cause == RedirectMismatch || f.Cause == RedirectMissing) {
		f.Do = []string{
			"In your app > Authentication > Web > Redirect URIs add http://localhost, press Save, wait a minute and sign in again.",
			"Or choose another way, which uses the product's own redirect URI.",
		}
		f.Step = StepSignIn
	}
	return f
}

// redeem begins the proof of a sign-in: the code is traded for tokens beside the
// look at the tenant.
func (s State) redeem(code Secret) (State, []Effect) {
	if lacks := s.signInLacks(Loopback); len(lacks) > 0 { // changed since the visit began
		s.Problems = lacks
		return s, nil
	}
	token := Judge(s.Answers, FieldToken)
	s.At, s.Phase = StepProve, Proving
	s.Reached = max(s.Reached, s.index(StepProve))
	s.Attempt++
	s.Seen, s.Problems, s.Insisted = Seen{Asked: true}, nil, false
	s.Waiting = []Check{TenantCheck, TokenCheck}
	redeem := RedeemCode{
		Attempt: s.Attempt, Endpoint: token.Value, Tenant: s.Answers.Tenant, ClientID: s.Answers.clientID(),
		Secret: Judge(s.Answers, FieldSecret).Secret, Code: code, Visit: s.Visit, Scopes: s.scopes(), Looks: s.looks(s.needsSignIn()),
	}
	s.Answers.Answer, s.Visit = "", Visit{Redirect: s.Visit.Redirect}
	return s, []Effect{s.lookUp(token), redeem}
}

func (s State) signedIn(e SignedIn) (State, []Effect) {
	if s.Phase != Proving || !s.awaits(e.Attempt, TokenCheck) {
		return s, nil
	}
	s = s.got(TokenCheck)
	session, grant := e.Session, e.Session.Grant
	s.Seen.Session, s.Seen.Token = &session, &grant
	return s.settle(), nil
}

// portOf is the port of a listener's redirect URI.
func portOf(redirect string) string {
	u, err := url.Parse(redirect)
	if err != nil {
		return ""
	}
	return u.Port()
}
