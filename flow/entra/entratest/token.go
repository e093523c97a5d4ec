package entratest

import (
	"net/http"
	"net/url"
	"slices"
	"strings"

	"github.com/google/uuid"

	"mailgrant/flow/value"
)

// token answers the token endpoint. Its checks are in Entra's order.
func (s *Server) token(cloud value.Cloud, v2 bool) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		if r.Method != http.MethodPost {
			s.refuse(w, r, Refusal{http.StatusBadRequest, "invalid_request", 900561,
				"The endpoint only accepts POST requests. Received a " + r.Method + " request."})
			return
		}
		_ = r.ParseForm()
		asked := tokenRequest{form: r.PostForm, host: hostOf(r), v2: v2, cross: r.Header.Get("Origin") != ""}
		if id, secret, ok := r.BasicAuth(); ok {
			asked.basic(id, secret)
		}
		t, app, refused := s.client(r.PathValue("tenant"), cloud, asked)
		if refused != nil {
			s.refuse(w, r, *refused)
			return
		}
		if app.Barrier != "" && (app.Barrier != TokenProtection || asked.forPerson()) {
			s.refuseAt(app.Barrier, t, w, r)
			return
		}
		answer, refused := s.answer(t, app, asked)
		if refused != nil {
			s.refuse(w, r, *refused)
			return
		}
		w.Header().Set("X-Ms-Request-Id", uuid.NewString())
		writeJSON(w, http.StatusOK, answer)
	}
}

// client authenticates the app that sends the request.
func (s *Server) client(segment string, cloud value.Cloud, asked tokenRequest) (t Tenant, app App, refused *Refusal) {
	if asked.forPerson() {
		t, refused = s.home(segment, asked.form.Get("client_id"), cloud)
	} else {
		t, refused = s.residence(segment, cloud)
	}
	if refused == nil {
		refused = asked.check(t, cloud)
	}
	if refused == nil {
		app, refused = s.authenticate(t, asked)
	}
	return t, app, refused
}

// answer is the answer for the requested grant type.
func (s *Server) answer(t Tenant, app App, asked tokenRequest) (map[string]any, *Refusal) {
	switch asked.form.Get("grant_type") {
	case "authorization_code":
		return s.redeem(t, app, asked)
	case "refresh_token":
		return s.renew(t, app, asked)
	}
	return s.granting(asked, func() (string, error) { return s.issue(t, app, asked.audience()) })
}

// granting is the answer with a token.
func (s *Server) granting(asked tokenRequest, issue func() (string, error)) (map[string]any, *Refusal) {
	token, err := issue()
	if err != nil {
		return nil, &Refusal{http.StatusInternalServerError, "server_error", 90033, "A transient error has occurred. Please try again."}
	}
	if asked.v2 {
		return map[string]any{"token_type": "Bearer", "expires_in": 3599, "ext_expires_in": 3599, "access_token": token}, nil
	}
	// The v1 endpoint writes its numbers as strings.
	return map[string]any{"token_type": "Bearer", "expires_in": "3599", "ext_expires_in": "3599",
		"resource": asked.form.Get("resource"), "access_token": token}, nil
}

// refuseAt is the refusal of a policy. Conditional Access names the policy in
// the claims.
func (s *Server) refuseAt(b Barrier, t Tenant, w http.ResponseWriter, r *http.Request) {
	switch b {
	case AccessPolicy:
		s.refuseWith(w, r, Refusal{http.StatusBadRequest, "invalid_grant", 53003,
			"Access has been blocked by Conditional Access policies. The access policy does not allow token issuance."},
			map[string]any{
				"suberror": "message_only",
				"claims":   `{"access_token":{"capolids":{"essential":true,"values":["` + guidFor("policy") + `"]}}}`,
			})
	case TokenProtection:
		s.refuse(w, r, Refusal{http.StatusBadRequest, "invalid_grant", 530084,
			"Access has been blocked by conditional access token protection policy configured by this organization."})
	case TenantRestrictions:
		s.refuse(w, r, Refusal{http.StatusForbidden, "access_denied", 5000211,
			"A tenant restrictions policy added to this request by a device or network administrator does not allow access to '" + t.Name + "'."})
	}
}

// tokenRequest is the form of a token request.
type tokenRequest struct {
	form  url.Values
	host  string
	v2    bool
	cross bool // sent with an Origin header
}

// basic copies the credentials from an Authorization header to the form.
func (q tokenRequest) basic(id, secret string) {
	if v, err := url.QueryUnescape(id); err == nil {
		q.form.Set("client_id", v)
	}
	if v, err := url.QueryUnescape(secret); err == nil {
		q.form.Set("client_secret", v)
	}
}

// forPerson reports whether the token is for a user who signed in.
func (q tokenRequest) forPerson() bool {
	return slices.Contains([]string{"authorization_code", "refresh_token"}, q.form.Get("grant_type"))
}

// check checks the form itself, before any app is looked up.
func (q tokenRequest) check(t Tenant, cloud value.Cloud) *Refusal {
	grant := q.form.Get("grant_type")
	switch {
	case grant == "":
		return missing("grant_type")
	case grant != "client_credentials" && !q.forPerson():
		return bad("unsupported_grant_type", 70003, "The app requested an unsupported grant type '"+grant+"'.")
	case q.form.Get("client_id") == "":
		return missing("client_id")
	case q.cross:
		return bad("invalid_request", 9002326,
			"Cross-origin token redemption is permitted only for the 'Single-Page Application' client-type.")
	case otherCloud(t, cloud) != nil:
		return otherCloud(t, cloud)
	case q.v2 && q.form.Get("resource") != "":
		return bad("invalid_request", 901002, "The 'resource' request parameter is not supported.")
	case grant == "authorization_code" && q.form.Get("code") == "":
		return missing("code")
	case grant == "authorization_code" && q.form.Get("redirect_uri") == "":
		return missing("redirect_uri")
	case grant == "refresh_token" && q.form.Get("refresh_token") == "":
		return missing("refresh_token")
	case q.forPerson():
		return nil
	}
	return q.checkResource()
}

// checkResource checks what an app requests for itself: exactly one resource,
// with .default.
func (q tokenRequest) checkResource() *Refusal {
	switch {
	case !q.v2 && q.form.Get("resource") == "":
		return missing("resource")
	case !q.v2:
		return nil
	case len(q.scopes()) == 0:
		return missing("scope")
	case len(q.scopes()) > 1:
		return bad("invalid_scope", 70011, "The provided value for the input parameter 'scope' is not valid. "+
			"The scope "+q.form.Get("scope")+" names more than one resource.")
	case !strings.HasSuffix(q.scopes()[0], "/.default"):
		return bad("invalid_scope", 1002012, "The provided value for scope "+q.form.Get("scope")+" is not valid. "+
			"Client credential flows must have a scope value with /.default suffixed to the resource identifier (application ID URI).")
	}
	return nil
}

// bad is the refusal of a malformed request.
func bad(oauth string, code int, text string) *Refusal {
	return &Refusal{http.StatusBadRequest, oauth, code, text}
}

// otherCloud is the refusal for a tenant that belongs to another sign-in host.
func otherCloud(t Tenant, cloud value.Cloud) *Refusal {
	if family(t.Cloud) == cloud {
		return nil
	}
	return bad("invalid_request", 900439,
		"USGClient is not supported on the public endpoint. Use the sign-in host of the US Government cloud.")
}

func missing(field string) *Refusal {
	return &Refusal{http.StatusBadRequest, "invalid_request", 900144,
		"The request body must contain the following parameter: '" + field + "'."}
}

// scopes are those of a resource; libraries add the OpenID ones.
func (q tokenRequest) scopes() []string {
	return slices.DeleteFunc(strings.Fields(q.form.Get("scope")), func(scope string) bool {
		return slices.Contains(openID, scope)
	})
}

// audience is the requested resource, as a token names it.
func (q tokenRequest) audience() string {
	if !q.v2 {
		return strings.TrimSuffix(q.form.Get("resource"), "/")
	}
	return strings.TrimSuffix(strings.TrimSuffix(q.scopes()[0], ".default"), "/")
}
