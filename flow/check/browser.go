package check

import (
	"net/url"
	"slices"
	"strings"

	"mailgrant/flow/finding"
	"mailgrant/flow/form"
	"mailgrant/flow/guide"
	"mailgrant/flow/value"
	"mailgrant/flow/wire"
)

// SignInLacks are the missing or bad values without which a sign-in can't
// start.
func (c Case) SignInLacks(way wire.ReturnMethod) []finding.Finding {
	fields := []finding.FieldID{guide.FieldClientID, guide.FieldSecret, guide.FieldAuth, guide.FieldToken}
	if way == wire.PasteBack {
		fields = append(fields, guide.FieldRedirect)
	}
	var lacks []finding.Finding
	for _, id := range fields {
		for _, f := range form.Judge(c.Values, id).Findings {
			if form.Final(f) {
				lacks = append(lacks, f)
			}
		}
	}
	return lacks
}

// SignInURL is the authorize URL without the values that protect against a
// forged answer. It makes the user choose an account, since a browser usually
// has one signed in already.
func (c Case) SignInURL(redirect string) string {
	query := url.Values{
		"client_id": {c.Values.UsableClientID()}, "response_type": {"code"}, "response_mode": {"query"},
		"scope": {strings.Join(c.Scopes(), " ")}, "prompt": {"select_account"},
	}
	if redirect != "" {
		query.Set("redirect_uri", redirect)
	}
	return form.Judge(c.Values, guide.FieldAuth).Value + "?" + query.Encode()
}

// Scopes are the wanted delegated permissions in the form that a request needs:
// Graph's permissions with the Graph host, which differs between clouds.
func (c Case) Scopes() []string {
	graph := strings.TrimSuffix(c.Scope(form.Judge(c.Values, guide.FieldToken).Endpoint.Cloud), ".default")
	var scopes []string
	for _, p := range c.Guide().Wanted(c.Values.Use) {
		if slices.Contains(guide.OpenID, p.Name) {
			scopes = append(scopes, p.Name)
		} else {
			scopes = append(scopes, graph+p.Name)
		}
	}
	return scopes
}

// OnConsentPage reports whether consent is granted on the consent page in this
// guide.
func (c Case) OnConsentPage() bool { return c.Guide().Auth == value.EndpointAdminConsent }

// ConsentLacks are the missing or bad values without which the consent page
// can't be opened.
func (c Case) ConsentLacks(way wire.ReturnMethod) []finding.Finding {
	fields := []finding.FieldID{guide.FieldClientID, guide.FieldAuth}
	if way == wire.Elsewhere {
		fields = append(fields, guide.FieldRedirect)
	}
	var lacks []finding.Finding
	for _, id := range fields {
		for _, f := range form.Judge(c.Values, id).Findings {
			if f.Status == finding.Fail {
				lacks = append(lacks, f)
			}
		}
	}
	return lacks
}

// ConsentURL is the consent page for this app. The V2 form needs a scope, and
// application permissions can only be requested with /.default (facts/entra.md
// section 1.4).
func (c Case) ConsentURL(redirect string) string {
	auth := form.Judge(c.Values, guide.FieldAuth)
	query := url.Values{"client_id": {c.Values.UsableClientID()}}
	if auth.Endpoint.Version == 2 {
		query.Set("scope", auth.Endpoint.Cloud.Scope())
	}
	if redirect != "" {
		query.Set("redirect_uri", redirect)
	}
	return auth.Value + "?" + query.Encode()
}
