package flow

import (
	"strings"
)

// consent sets about the admin consent: the browser opens the consent page, and
// new tokens tell, or a listener catches the answer.
func (s State) consent(way Way) (State, []Effect) {
	if s.At != StepConsent || !s.onConsentPage() {
		return s, nil
	}
	s.Answers.Answer, s.Visit = "", Visit{}
	if problems := s.consentLacks(way); len(problems) > 0 {
		s.Problems = problems
		return s, nil
	}
	switch way {
	case Elsewhere:
		open := OpenURL{s.consentURL(Judge(s.Answers, FieldRedirect).Value)}
		s, effects := s.awaitConsent()
		return s, append([]Effect{open}, effects...)
	case Loopback:
		return s.begin(BeginVisit{URL: s.consentURL(""), Loopback: true, Port: s.Port})
	case PasteBack, NotNow:
	}
	return s, nil
}

// awaitConsent goes on to the proof, which asks for new tokens until the
// consent shows.
func (s State) awaitConsent() (State, []Effect) {
	s.Wait, s.Seen, s.Answers.Answer, s.Visit = consentWait, Seen{}, "", Visit{}
	steps := s.Steps()
	return s.enter(steps[s.index(StepConsent)+1].ID)
}

// consentAnswered reads what the consent page answered. Its error counts before
// admin_consent=True, which refusals carry too, and its tenant can be forged, so
// it must only be the one asked for; the tokens prove the rest.
func (s State) consentAnswered(a answer) (State, []Effect) {
	switch {
	case a.problem != nil && a.problem.Cause != CodeUsed: // there is no code to be used
		s.Problems = []Finding{forConsent(s.whereCaught(*a.problem))}
	case !strings.EqualFold(a.values.Get("admin_consent"), "true"):
		s.Problems = []Finding{visitFound(Unknown, "This address does not say that consent was given.",
			"Open the consent page again and press Accept, or go on and let the test tell.")}
	case IsGUID(s.Answers.Tenant) && !strings.EqualFold(a.values.Get("tenant"), s.Answers.Tenant):
		s.Problems = []Finding{visitFound(TenantMismatch,
			"Consent was given in "+tenantNamed(a.values.Get("tenant"))+", not in "+s.Answers.Tenant+".",
			"Open the consent page in a private window and sign in as an administrator of "+s.domainOrTenant()+".")}
	default:
		s.Consented = Consented{ClientID: s.Answers.clientID()}
		return s.awaitConsent()
	}
	return s, nil
}

// tenantNamed is the tenant an answer names, which may be anything.
func tenantNamed(id string) string {
	if !IsGUID(id) {
		return "another tenant"
	}
	return "the tenant " + id
}

// forConsent is a refusal in the words of the consent page, where nobody signs in
// to use the app.
func forConsent(f Finding) Finding {
	switch f.Cause {
	case ConsentDeclined:
		f.Says = "The consent was cancelled on Microsoft's page."
		f.Do = []string{"Open the consent page again and press Accept."}
	case ApprovalRequired:
		f.Says = "The account that signed in may not consent for the whole organization."
		f.Do = []string{"Open the consent page again as a Privileged Role Administrator or Global Administrator, or send one of them the request."}
	}
	return f
}
