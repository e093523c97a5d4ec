package entratest

import (
	"net/http"
	"net/url"
	"slices"
	"strings"

	"mailgrant/flow/value"
)

// adminConsentRequest asks an administrator to consent for the whole
// organization.
type adminConsentRequest struct {
	form     url.Values
	v2       bool
	tenant   Tenant
	app      App
	redirect string
	missing  *Refusal // no redirect URI at all, which shows only after consent
	roles    []string // requested application permissions
	scopes   []string // requested delegated permissions
}

// adminConsent answers both documented admin consent endpoints.
func (s *Server) adminConsent(cloud value.Cloud, v2 bool) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		_ = r.ParseForm()
		q, refused := s.readAdminConsent(r, cloud, v2)
		if refused != nil {
			s.errorPage(w, r, *refused)
			return
		}
		people := q.tenant.administrators()
		who, chosen := find(people, r.PostForm.Get("account"))
		if !chosen {
			accountPage(w, r, q.app, people)
			return
		}
		if refused := who.stranger(q.tenant, q.app); refused != nil {
			s.refuseStranger(w, r, q, who, *refused)
			return
		}
		s.signIn(who)
		s.decide(w, r, q, who)
	}
}

// readAdminConsent reads a request. refused is shown on a page.
func (s *Server) readAdminConsent(r *http.Request, cloud value.Cloud, v2 bool) (q adminConsentRequest, refused *Refusal) {
	q = adminConsentRequest{form: r.Form, v2: v2}
	switch segment := strings.ToLower(r.PathValue("tenant")); {
	case segment == "consumers" || v2 && segment == "common":
		return q, bad("invalid_request", 9002328,
			"Admin consent cannot be started on the '"+segment+"' endpoint. Use the tenant's ID, its domain or 'organizations'.")
	case v2 && r.Form.Get("scope") == "":
		return q, missing("scope")
	}
	if q.tenant, q.app, refused = s.appAsked(r, cloud); refused != nil {
		return q, refused
	}
	if q.redirect, q.missing = q.app.reply(r.Form.Get("redirect_uri")); q.missing != nil && q.missing.Code == 50011 {
		return q, q.missing
	}
	if !v2 || slices.ContainsFunc(strings.Fields(r.Form.Get("scope")), func(s string) bool { return strings.HasSuffix(s, "/.default") }) {
		q.roles = slices.Concat(q.app.Roles, q.app.Wants)
	}
	q.scopes = q.app.Delegated
	if v2 {
		q.scopes, refused = readScopes(r.Form.Get("scope"), q.tenant, q.app)
	}
	return q, refused
}

// decide shows the consent page, or ends the flow.
func (s *Server) decide(w http.ResponseWriter, r *http.Request, q adminConsentRequest, who person) {
	answer := r.PostForm.Get("answer")
	if !who.mayGrant(len(q.roles) > 0) {
		if answer == Cancel {
			s.notConsented(w, r, q, url.Values{"error": {"access_denied"}, "error_subcode": {"cancel"}})
			return
		}
		s.approvalPage(w, r, q.app, who, slices.Concat(q.roles, q.scopes))
		return
	}
	switch {
	case answer == Accept:
		if len(q.roles) > 0 {
			s.grantRoles(q.app)
		}
		s.consent(q.app.ClientID, everybody, q.scopes)
		s.consentedFor(w, r, q)
	case answer == Cancel && q.v2:
		s.notConsented(w, r, q, url.Values{"error": {"consent_required"}, "admin_consent": {"True"}})
	case answer == Cancel:
		s.notConsented(w, r, q, url.Values{"error": {"permission_denied"}, "admin_consent": {"True"}})
	default:
		consentPage(w, r, consentForm{app: q.app, who: who, roles: q.roles, scopes: q.scopes, organization: q.tenant.Name})
	}
}

// consentedFor redirects to the app with the organization's consent.
func (s *Server) consentedFor(w http.ResponseWriter, r *http.Request, q adminConsentRequest) {
	answer := url.Values{"admin_consent": {"True"}, "tenant": {q.tenant.ID}}
	if q.v2 {
		answer.Set("scope", q.form.Get("scope"))
	}
	s.backFromConsent(w, r, q, answer)
}

// notConsented redirects to the app with the reason. Even then
// admin_consent=True may be in the redirect, beside the error (facts/entra.md
// section 1.4).
func (s *Server) notConsented(w http.ResponseWriter, r *http.Request, q adminConsentRequest, answer url.Values) {
	text := s.stamp(w, r).describe(declined())
	if answer.Get("error") == "permission_denied" {
		text = "The admin canceled the request"
	}
	answer.Set("error_description", text)
	s.backFromConsent(w, r, q, answer)
}

// refuseStranger handles an account that does not belong here. The v1 form with
// an alias redirects to the app for a personal account; in all other cases only
// a page shows the refusal.
func (s *Server) refuseStranger(w http.ResponseWriter, r *http.Request, q adminConsentRequest, who person, p Refusal) {
	if who.From != fromMicrosoft || !aliases[strings.ToLower(r.PathValue("tenant"))] {
		s.errorPage(w, r, p)
		return
	}
	p = Refusal{http.StatusFound, "access_denied", 500201, "This API version cannot issue tokens for a personal Microsoft account."}
	s.backFromConsent(w, r, q, url.Values{
		"error": {p.OAuth}, "error_description": {s.stamp(w, r).describe(p)}, "admin_consent": {"True"}, "tenant": {personalTenant},
	})
}

func (s *Server) backFromConsent(w http.ResponseWriter, r *http.Request, q adminConsentRequest, answer url.Values) {
	if q.missing != nil {
		s.errorPage(w, r, *q.missing)
		return
	}
	if state := q.form.Get("state"); state != "" {
		answer.Set("state", state)
	}
	s.leave(w, r, withQuery(q.redirect, answer))
}
