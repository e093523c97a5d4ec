package flow

import (
	"net/url"

	"mailgrant/flow/check"
	"mailgrant/flow/finding"
	"mailgrant/flow/form"
	"mailgrant/flow/guide"
	"mailgrant/flow/value"
	"mailgrant/flow/wire"
)

// SignIn sets about the sign-in test, or goes back to the choice of its way.
func (s State) signIn(way wire.Way) (State, []Effect) {
	if s.At != guide.StepSignIn {
		return s, nil
	}
	s.Problems, s.Answers.Answer, s.Visit = nil, "", wire.Visit{}
	s.Way = way
	switch way {
	case wire.PasteBack, wire.Loopback:
		if lacks := s.SignInLacks(way); len(lacks) > 0 {
			s.Problems, s.Way = lacks, ""
			return s, nil
		}
		redirect := ""
		if way == wire.PasteBack {
			redirect = form.Judge(s.Answers, guide.FieldRedirect).Value
		}
		return s.begin(BeginVisit{
			URL: s.SignInURL(redirect), Redirect: redirect, Loopback: way == wire.Loopback, Port: s.Port, SignIn: true,
		})
	case wire.NotNow:
		s.Seen = check.Seen{}
		return s.enter(s.Steps()[s.Index(guide.StepSignIn)+1].ID)
	case wire.Elsewhere:
		s.Way = ""
	}
	return s, nil
}

// needsSignIn reports that a proof takes a person.
func (s State) needsSignIn() bool {
	return s.Guide().Delegated() && s.Way != wire.NotNow && s.Index(guide.StepSignIn) >= 0
}

// begin sets out on a visit.
func (s State) begin(e BeginVisit) (State, []Effect) {
	s.Attempt++
	e.Attempt = s.Attempt
	if e.Loopback {
		s.Way = wire.Loopback
	}
	s.Phase, s.Waiting, s.Problems, s.Visit = Visiting, []finding.Check{finding.VisitCheck}, nil, wire.Visit{}
	return s, []Effect{e}
}

func (s State) visitBegun(e VisitBegun) (State, []Effect) {
	if s.Phase != Visiting || !s.awaits(e.Attempt, finding.VisitCheck) {
		return s, nil
	}
	open := []Effect{OpenURL{e.Visit.URL}}
	switch {
	case e.Problem != nil:
		s = s.got(finding.VisitCheck)
		s.Phase, s.Problems, s.Way = Asking, []finding.Finding{*e.Problem}, ""
		return s, nil
	case s.Way == wire.Loopback:
		s.Visit, s.Localhost = e.Visit, true
		return s, append(open, AwaitVisit{e.Attempt})
	}
	s = s.got(finding.VisitCheck)
	s.Phase, s.Visit = Asking, e.Visit
	return s, open
}

func (s State) visitAnswered(e VisitAnswered) (State, []Effect) {
	if s.Phase != Visiting || !s.awaits(e.Attempt, finding.VisitCheck) {
		return s, nil
	}
	s = s.got(finding.VisitCheck)
	s.Phase = Asking
	if e.Problem != nil {
		s.Problems = []finding.Finding{*e.Problem}
		return s, nil
	}
	return s.answered(readAnswer(e.Answer.Reveal(), s.Visit))
}

// pasted takes what the person pasted from the browser.
func (s State) pasted() (State, []Effect) {
	text, _ := value.Clean(s.Answers.Answer)
	if text == "" {
		s.Problems = []finding.Finding{visitFound(finding.EndpointMalformed, "Nothing was pasted yet.",
			"After the sign-in, copy the whole address from the browser's address bar and paste it here. If a page shows an error, paste its text.")}
		return s, nil
	}
	return s.answered(readAnswer(text, s.Visit))
}

func (s State) answered(a answer) (State, []Effect) {
	switch {
	case s.At == guide.StepConsent:
		return s.consentAnswered(a)
	case a.problem != nil:
		s.Problems = []finding.Finding{s.whereCaught(*a.problem)}
		return s, nil
	case a.code.Empty():
		s.Problems = []finding.Finding{noCode(a)}
		return s, nil
	}
	return s.redeem(a.code)
}

// whereCaught says for a listener which redirect URI is to be registered: not
// the product's.
func (s State) whereCaught(f finding.Finding) finding.Finding {
	if s.Way == wire.Loopback && (f.Cause == finding.RedirectMismatch || f.Cause == finding.RedirectMissing) {
		f.Do = []string{
			"In your app > Authentication > Web > Redirect URIs add http://localhost, press Save, wait a minute and sign in again.",
			"Or choose another way, which uses the product's own redirect URI.",
		}
		f.Step = guide.StepSignIn
	}
	return f
}

// redeem begins the proof of a sign-in: the code is traded for tokens beside the
// look at the tenant.
func (s State) redeem(code value.Secret) (State, []Effect) {
	if lacks := s.SignInLacks(wire.Loopback); len(lacks) > 0 { // changed since the visit began
		s.Problems = lacks
		return s, nil
	}
	token := form.Judge(s.Answers, guide.FieldToken)
	s.At, s.Phase = guide.StepProve, Proving
	s.Reached = max(s.Reached, s.Index(guide.StepProve))
	s.Attempt++
	s.Seen, s.Problems, s.Insisted = check.Seen{Asked: true}, nil, false
	s.Waiting = []finding.Check{finding.TenantCheck, finding.TokenCheck}
	redeem := RedeemCode{
		Attempt: s.Attempt, Endpoint: token.Value, Tenant: s.Answers.Tenant, ClientID: s.Answers.UsableClientID(),
		Secret: form.Judge(s.Answers, guide.FieldSecret).Secret, Code: code, Visit: s.Visit, Scopes: s.Scopes(), Looks: s.Looks(s.needsSignIn()),
	}
	s.Answers.Answer, s.Visit = "", wire.Visit{Redirect: s.Visit.Redirect}
	return s, []Effect{s.lookUp(token), redeem}
}

func (s State) signedIn(e SignedIn) (State, []Effect) {
	if s.Phase != Proving || !s.awaits(e.Attempt, finding.TokenCheck) {
		return s, nil
	}
	s = s.got(finding.TokenCheck)
	session, grant := e.Session, e.Session.Grant
	s.Seen.Session, s.Seen.Token = &session, &grant
	return s.settle(), nil
}

// PortOf is the port of a listener's redirect URI.
func PortOf(redirect string) string {
	u, err := url.Parse(redirect)
	if err != nil {
		return ""
	}
	return u.Port()
}
