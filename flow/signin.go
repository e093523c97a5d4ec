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

// signIn starts the sign-in test, or returns to the choice of a return method.
func (s State) signIn(way wire.ReturnMethod) (State, []Effect) {
	if s.At != guide.StepSignIn {
		return s, nil
	}
	s.Problems, s.Values.Answer, s.BrowserFlow = nil, "", wire.BrowserFlow{}
	s.ReturnMethod = way
	switch way {
	case wire.PasteBack, wire.Loopback:
		if lacks := s.SignInLacks(way); len(lacks) > 0 {
			s.Problems, s.ReturnMethod = lacks, ""
			return s, nil
		}
		redirect := ""
		if way == wire.PasteBack {
			redirect = form.Judge(s.Values, guide.FieldRedirect).Value
		}
		return s.startBrowserFlow(StartBrowserFlow{
			URL: s.SignInURL(redirect), Redirect: redirect, Loopback: way == wire.Loopback, Port: s.Port, SignIn: true,
		})
	case wire.NotNow:
		s.Results = check.Results{}
		return s.enter(s.Steps()[s.Index(guide.StepSignIn)+1].ID)
	case wire.Elsewhere:
		s.ReturnMethod = ""
	}
	return s, nil
}

// needsSignIn reports a test that needs a user to sign in.
func (s State) needsSignIn() bool {
	return s.Guide().Delegated() && s.ReturnMethod != wire.NotNow && s.Index(guide.StepSignIn) >= 0
}

// startBrowserFlow starts a browser flow.
func (s State) startBrowserFlow(e StartBrowserFlow) (State, []Effect) {
	s.Attempt++
	e.Attempt = s.Attempt
	if e.Loopback {
		s.ReturnMethod = wire.Loopback
	}
	s.Phase, s.Awaited, s.Problems, s.BrowserFlow = InBrowser, []finding.Check{finding.BrowserCheck}, nil, wire.BrowserFlow{}
	return s, []Effect{e}
}

func (s State) browserFlowStarted(e BrowserFlowStarted) (State, []Effect) {
	if s.Phase != InBrowser || !s.awaits(e.Attempt, finding.BrowserCheck) {
		return s, nil
	}
	open := []Effect{OpenURL{e.Flow.URL}}
	switch {
	case e.Problem != nil:
		s = s.got(finding.BrowserCheck)
		s.Phase, s.Problems, s.ReturnMethod = Asking, []finding.Finding{*e.Problem}, ""
		return s, nil
	case s.ReturnMethod == wire.Loopback:
		s.BrowserFlow, s.Localhost = e.Flow, true
		return s, append(open, AwaitRedirect{e.Attempt})
	}
	s = s.got(finding.BrowserCheck)
	s.Phase, s.BrowserFlow = Asking, e.Flow
	return s, open
}

func (s State) redirectCaught(e RedirectCaught) (State, []Effect) {
	if s.Phase != InBrowser || !s.awaits(e.Attempt, finding.BrowserCheck) {
		return s, nil
	}
	s = s.got(finding.BrowserCheck)
	s.Phase = Asking
	if e.Problem != nil {
		s.Problems = []finding.Finding{*e.Problem}
		return s, nil
	}
	return s.calledBack(readCallback(e.Answer.Reveal(), s.BrowserFlow))
}

// pasted reads what the user pasted from the browser.
func (s State) pasted() (State, []Effect) {
	text, _ := value.Clean(s.Values.Answer)
	if text == "" {
		s.Problems = []finding.Finding{visitFound(finding.EndpointMalformed, "Nothing was pasted yet.",
			"After the sign-in, copy the whole address from the browser's address bar and paste it here. If a page shows an error, paste its text.")}
		return s, nil
	}
	return s.calledBack(readCallback(text, s.BrowserFlow))
}

func (s State) calledBack(a callback) (State, []Effect) {
	switch {
	case s.At == guide.StepConsent:
		return s.consentCallback(a)
	case a.problem != nil:
		s.Problems = []finding.Finding{whereCaught(*a.problem, s.ReturnMethod)}
		return s, nil
	case a.code.Empty():
		s.Problems = []finding.Finding{noCode(a)}
		return s, nil
	}
	return s.redeem(a.code)
}

// whereCaught adds which redirect URI the listener needs: http://localhost, not
// the product's.
func whereCaught(f finding.Finding, way wire.ReturnMethod) finding.Finding {
	if way == wire.Loopback && (f.Cause == finding.RedirectMismatch || f.Cause == finding.RedirectMissing) {
		f.Do = []string{
			"In your app > Authentication > Redirect URI configuration > Add Redirect URI > Web, add http://localhost, save, wait a minute and sign in again.",
			"Or choose another way, which uses the product's own redirect URI.",
		}
		f.Step = guide.StepSignIn
	}
	return f
}

// redeem starts the sign-in test: it exchanges the code for tokens and looks up
// the tenant.
func (s State) redeem(code value.Secret) (State, []Effect) {
	if lacks := s.SignInLacks(wire.Loopback); len(lacks) > 0 { // changed since the browser flow started
		s.Problems = lacks
		return s, nil
	}
	token := form.Judge(s.Values, guide.FieldToken)
	s = s.named()
	s.At, s.Phase = guide.StepVerify, Verifying
	s.Reached = max(s.Reached, s.Index(guide.StepVerify))
	s.Attempt++
	s.Results, s.Problems, s.Insisted = check.Results{Asked: true}, nil, false
	s.Awaited = []finding.Check{finding.TenantCheck, finding.TokenCheck}
	redeem := RedeemCode{
		Attempt: s.Attempt, Endpoint: token.Value, Tenant: s.Values.Tenant, ClientID: s.Values.UsableClientID(),
		Secret: form.Judge(s.Values, guide.FieldSecret).Secret, Code: code, Flow: s.BrowserFlow, Scopes: s.Scopes(), Probes: s.Probes(s.needsSignIn()),
	}
	s.Values.Answer, s.BrowserFlow = "", wire.BrowserFlow{Redirect: s.BrowserFlow.Redirect}
	return s, []Effect{discovery(s.Attempt, token.Endpoint), redeem}
}

func (s State) signedIn(e SignedIn) (State, []Effect) {
	if s.Phase != Verifying || !s.awaits(e.Attempt, finding.TokenCheck) {
		return s, nil
	}
	s = s.got(finding.TokenCheck)
	session, grant := e.Result, e.Result.Grant
	s.Results.SignIn, s.Results.Token = &session, &grant
	return s.settle(), nil
}

// PortOf is the port in a listener's redirect URI.
func PortOf(redirect string) string {
	u, err := url.Parse(redirect)
	if err != nil {
		return ""
	}
	return u.Port()
}
