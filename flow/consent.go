package flow

import (
	"strings"

	"mailgrant/flow/check"
	"mailgrant/flow/finding"
	"mailgrant/flow/form"
	"mailgrant/flow/guide"
	"mailgrant/flow/value"
	"mailgrant/flow/wire"
)

// consent starts the admin consent. The browser opens the consent page; either
// new tokens show the result, or a listener receives the redirect.
func (s State) consent(way wire.ReturnMethod) (State, []Effect) {
	if s.At != guide.StepConsent || !s.OnConsentPage() {
		return s, nil
	}
	s.Values.Answer, s.BrowserFlow = "", wire.BrowserFlow{}
	if problems := s.ConsentLacks(way); len(problems) > 0 {
		s.Problems = problems
		return s, nil
	}
	switch way {
	case wire.Elsewhere:
		s.Visited = true
		open := OpenURL{s.ConsentURL(form.Judge(s.Values, guide.FieldRedirect).Value)}
		s, effects := s.awaitConsent()
		return s, append([]Effect{open}, effects...)
	case wire.Loopback:
		s.Visited = true
		return s.startBrowserFlow(StartBrowserFlow{URL: s.ConsentURL(""), Loopback: true, Port: s.Port})
	case wire.PasteBack, wire.NotNow:
	}
	return s, nil
}

// accepted waits for a consent that was granted without mailgrant opening the page.
func (s State) accepted() (State, []Effect) {
	if s.At != guide.StepConsent || !s.OnConsentPage() {
		return s, nil
	}
	if problems := s.ConsentLacks(wire.Elsewhere); len(problems) > 0 {
		s.Problems = problems
		return s, nil
	}
	return s.awaitConsent()
}

// awaitConsent goes on to the test, which asks for new tokens until the consent
// shows.
func (s State) awaitConsent() (State, []Effect) {
	s.Wait, s.Results, s.Values.Answer, s.BrowserFlow = consentWait, check.Results{}, "", wire.BrowserFlow{}
	steps := s.Steps()
	return s.enter(steps[s.Index(guide.StepConsent)+1].ID)
}

// consentCallback reads the redirect from the consent page. An error takes
// precedence over admin_consent=True, which refusals carry too. Its tenant can
// be forged, so it is only compared with the expected one; the tokens verify the
// rest.
func (s State) consentCallback(a callback) (State, []Effect) {
	switch {
	case a.problem != nil && a.problem.Cause != finding.CodeUsed: // there is no code that could have been used
		s.Problems = []finding.Finding{forConsent(whereCaught(*a.problem, s.ReturnMethod))}
	case !strings.EqualFold(a.values.Get("admin_consent"), "true"):
		s.Problems = []finding.Finding{visitFound(finding.Unknown, "This address does not say that consent was given.",
			"Open the consent page again and press Accept, or go on and let the test tell.")}
	case value.IsGUID(s.Values.Tenant) && !strings.EqualFold(a.values.Get("tenant"), s.Values.Tenant):
		s.Problems = []finding.Finding{visitFound(finding.TenantMismatch,
			"Consent was given in "+tenantNamed(a.values.Get("tenant"))+", not in "+s.Values.Tenant+".",
			"Open the consent page in a private window and sign in as an administrator of "+s.DomainOrTenant()+".")}
	default:
		s.Consented = check.Consented{ClientID: s.Values.UsableClientID()}
		return s.awaitConsent()
	}
	return s, nil
}

// tenantNamed is the tenant in a redirect, which can be any text.
func tenantNamed(id string) string {
	if !value.IsGUID(id) {
		return "another tenant"
	}
	return "the tenant " + id
}

// forConsent rewords a refusal for the consent page, where nobody signs in to use
// the app.
func forConsent(f finding.Finding) finding.Finding {
	switch f.Cause {
	case finding.ConsentDeclined:
		f.Says = "The consent was cancelled on Microsoft's page."
		f.Do = []string{"Open the consent page again and press Accept."}
	case finding.ApprovalRequired:
		f.Says = "The account that signed in may not consent for the whole organization."
		f.Do = []string{"Open the consent page again as a Privileged Role Administrator or Global Administrator, or send one of them the request."}
	}
	return f
}
