package entratest

import (
	"net/http"
	"net/url"
	"slices"
	"strings"

	"mailgrant/flow/value"
)

// authorizeRequest asks a user to sign in to an app.
type authorizeRequest struct {
	form     url.Values
	v2       bool
	tenant   Tenant
	app      App
	redirect string
	scopes   []string
}

// readAuthorize reads a request. The user sees refused on a page; it is not
// sent to the app.
func (s *Server) readAuthorize(r *http.Request, cloud value.Cloud, v2 bool) (q authorizeRequest, refused *Refusal) {
	q = authorizeRequest{form: r.Form, v2: v2}
	if q.tenant, q.app, refused = s.appAsked(r, cloud); refused != nil {
		return q, refused
	}
	if aliases[strings.ToLower(r.PathValue("tenant"))] && !q.app.Multitenant {
		return q, bad("invalid_request", 50194, "Application '"+q.app.ClientID+"'("+q.app.Name+") is not configured as a multi-tenant application. "+
			"Usage of the /common endpoint is not supported for such apps. Use a tenant-specific endpoint or configure the application to be multi-tenant.")
	}
	q.redirect, refused = q.app.reply(r.Form.Get("redirect_uri"))
	return q, refused
}

// appAsked finds the app to sign in or consent to, and its tenant.
func (s *Server) appAsked(r *http.Request, cloud value.Cloud) (t Tenant, app App, refused *Refusal) {
	id := r.Form.Get("client_id")
	if id == "" {
		return t, app, missing("client_id")
	}
	// With an alias, a missing app is reported for the app, not for the tenant.
	if t, refused = s.home(r.PathValue("tenant"), id, cloud); refused != nil && refused.Code != 50059 {
		return t, app, refused
	}
	if app, refused = t.registered(id); refused != nil {
		return t, app, refused
	}
	if refused = otherCloud(t, cloud); refused != nil {
		return t, app, refused
	}
	return t, app, app.unwell(t)
}

// check checks the rest of the request. Its refusals go to the app, in a
// redirect.
func (q *authorizeRequest) check() *Refusal {
	kind, challenge := q.form.Get("response_type"), q.form.Get("code_challenge")
	switch {
	case kind == "":
		return missing("response_type")
	case strings.Contains(kind, "id_token"):
		return bad("unsupported_response_type", 700054, "response_type 'id_token' is not enabled for the application.")
	case kind != "code":
		return bad("unsupported_response_type", 700051, "response_type '"+kind+"' is not enabled for the application.")
	case !slices.Contains([]string{"", "query", "fragment", "form_post"}, q.form.Get("response_mode")):
		return bad("invalid_request", 70007, "'"+q.form.Get("response_mode")+"' is not a supported value of 'response_mode' when requesting a code.")
	case q.form.Has("code_challenge") && (len(challenge) < 43 || len(challenge) > 128):
		return bad("invalid_request", 501491, "Invalid size of Code_Challenge parameter.")
	case !slices.Contains([]string{"", "plain", "S256"}, q.form.Get("code_challenge_method")):
		return bad("invalid_request", 90023, "The value of 'code_challenge_method' is not supported.")
	case !q.v2:
		q.scopes = slices.Concat(q.app.Delegated, []string{"openid", "offline_access"})
		return nil
	case q.form.Get("scope") == "":
		return missing("scope")
	}
	var refused *Refusal
	q.scopes, refused = readScopes(q.form.Get("scope"), q.tenant, q.app)
	return refused
}
