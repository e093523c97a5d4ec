package flow

import (
	"net/url"
	"slices"
	"strings"
)

// signInLacks are the values a sign-in can't do without.
func (s Case) signInLacks(way Way) []Finding {
	fields := []FieldID{FieldClientID, FieldSecret, FieldAuth, FieldToken}
	if way == PasteBack {
		fields = append(fields, FieldRedirect)
	}
	var lacks []Finding
	for _, id := range fields {
		for _, f := range Judge(s.Answers, id).Findings {
			if final(f) {
				lacks = append(lacks, f)
			}
		}
	}
	return lacks
}

// signInURL is the authorize URL without what tells its answer from a forged
// one. The account is chosen anew, since a browser mostly has one signed in.
func (s Case) signInURL(redirect string) string {
	query := url.Values{
		"client_id": {s.Answers.clientID()}, "response_type": {"code"}, "response_mode": {"query"},
		"scope": {strings.Join(s.scopes(), " ")}, "prompt": {"select_account"},
	}
	if redirect != "" {
		query.Set("redirect_uri", redirect)
	}
	return Judge(s.Answers, FieldAuth).Value + "?" + query.Encode()
}

// scopes are the delegated permissions wanted, as a request names them: those of
// Graph by its host, which differs between clouds.
func (s Case) scopes() []string {
	graph := strings.TrimSuffix(s.scope(Judge(s.Answers, FieldToken).Endpoint.Cloud), ".default")
	var scopes []string
	for _, p := range s.Guide().Wanted(s.Answers.Use) {
		if slices.Contains(openID, p.Name) {
			scopes = append(scopes, p.Name)
		} else {
			scopes = append(scopes, graph+p.Name)
		}
	}
	return scopes
}

// onConsentPage reports a guide whose consent is granted on the consent page.
func (s Case) onConsentPage() bool { return s.Guide().Auth == EndpointAdminConsent }

// consentLacks is what keeps the consent page from being opened.
func (s Case) consentLacks(way Way) []Finding {
	fields := []FieldID{FieldClientID, FieldAuth}
	if way == Elsewhere {
		fields = append(fields, FieldRedirect)
	}
	var lacks []Finding
	for _, id := range fields {
		for _, f := range Judge(s.Answers, id).Findings {
			if f.Status == Fail {
				lacks = append(lacks, f)
			}
		}
	}
	return lacks
}

// consentURL is the consent page for this app. The V2 form needs a scope, and
// application permissions can be asked for by /.default alone (facts/entra.md
// section 1.4).
func (s Case) consentURL(redirect string) string {
	auth := Judge(s.Answers, FieldAuth)
	query := url.Values{"client_id": {s.Answers.clientID()}}
	if auth.Endpoint.Version == 2 {
		query.Set("scope", auth.Endpoint.Cloud.Scope())
	}
	if redirect != "" {
		query.Set("redirect_uri", redirect)
	}
	return auth.Value + "?" + query.Encode()
}
