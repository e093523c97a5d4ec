package entratest

import (
	"net/http"
	"net/url"
	"slices"
	"strings"

	"github.com/google/uuid"

	"mailgrant/flow"
)

// token answers the token endpoint: client credentials only. Its checks come
// in the order in which Entra lets a request fail.
func (s *Server) token(cloud flow.Cloud, v2 bool) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		if r.Method != http.MethodPost {
			s.refuse(w, r, problem{http.StatusBadRequest, "invalid_request", 900561,
				"The endpoint only accepts POST requests. Received a " + r.Method + " request."})
			return
		}
		_ = r.ParseForm()
		asked := tokenRequest{form: r.PostForm, v2: v2, cross: r.Header.Get("Origin") != ""}
		if id, secret, ok := r.BasicAuth(); ok {
			asked.basic(id, secret)
		}
		t, refused := s.residence(r.PathValue("tenant"), cloud)
		if refused == nil {
			refused = asked.check(t, cloud)
		}
		if refused != nil {
			s.refuse(w, r, *refused)
			return
		}
		app, refused := s.authenticate(t, asked)
		if refused != nil {
			s.refuse(w, r, *refused)
			return
		}
		if app.ConditionalAccess {
			s.refuseByPolicy(w, r)
			return
		}
		s.grant(w, t, app, asked)
	}
}

// grant answers with a token.
func (s *Server) grant(w http.ResponseWriter, t Tenant, app App, asked tokenRequest) {
	token, err := s.issue(t, app, asked.audience())
	if err != nil {
		http.Error(w, "no token could be signed", http.StatusInternalServerError)
		return
	}
	w.Header().Set("X-Ms-Request-Id", uuid.NewString())
	if asked.v2 {
		writeJSON(w, http.StatusOK, map[string]any{
			"token_type": "Bearer", "expires_in": 3599, "ext_expires_in": 3599, "access_token": token,
		})
		return
	}
	// The v1 endpoint writes its numbers as strings.
	writeJSON(w, http.StatusOK, map[string]any{
		"token_type": "Bearer", "expires_in": "3599", "ext_expires_in": "3599",
		"resource": asked.form.Get("resource"), "access_token": token,
	})
}

// refuseByPolicy is Conditional Access: it names the policy in claims.
func (s *Server) refuseByPolicy(w http.ResponseWriter, r *http.Request) {
	s.refuseWith(w, r, problem{http.StatusBadRequest, "invalid_grant", 53003,
		"Access has been blocked by Conditional Access policies. The access policy does not allow token issuance."},
		map[string]any{
			"suberror": "message_only",
			"claims":   `{"access_token":{"capolids":{"essential":true,"values":["` + guidFor("policy") + `"]}}}`,
		})
}

// tokenRequest is the form of a token request.
type tokenRequest struct {
	form  url.Values
	v2    bool
	cross bool // sent with an Origin header
}

// basic takes the credentials of an Authorization header into the form.
func (q tokenRequest) basic(id, secret string) {
	if v, err := url.QueryUnescape(id); err == nil {
		q.form.Set("client_id", v)
	}
	if v, err := url.QueryUnescape(secret); err == nil {
		q.form.Set("client_secret", v)
	}
}

// check judges the form itself, before any app is looked up.
func (q tokenRequest) check(t Tenant, cloud flow.Cloud) *problem {
	bad := func(oauth string, code int, text string) *problem {
		return &problem{http.StatusBadRequest, oauth, code, text}
	}
	grant := q.form.Get("grant_type")
	switch {
	case grant == "":
		return missing("grant_type")
	case grant != "client_credentials":
		return bad("unsupported_grant_type", 70003, "The app requested an unsupported grant type '"+grant+"'.")
	case q.form.Get("client_id") == "":
		return missing("client_id")
	case q.cross:
		return bad("invalid_request", 9002326,
			"Cross-origin token redemption is permitted only for the 'Single-Page Application' client-type.")
	case family(t.Cloud) != cloud:
		return bad("invalid_request", 900439,
			"USGClient is not supported on the public endpoint. Use the sign-in host of the US Government cloud.")
	case !q.v2 && q.form.Get("resource") == "":
		return missing("resource")
	case !q.v2:
		return nil
	case q.form.Get("resource") != "":
		return bad("invalid_request", 901002, "The 'resource' request parameter is not supported.")
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

func missing(field string) *problem {
	return &problem{http.StatusBadRequest, "invalid_request", 900144,
		"The request body must contain the following parameter: '" + field + "'."}
}

// scopes are those that name a resource; libraries add the OpenID ones.
func (q tokenRequest) scopes() []string {
	return slices.DeleteFunc(strings.Fields(q.form.Get("scope")), func(scope string) bool {
		return slices.Contains([]string{"openid", "profile", "email", "offline_access"}, scope)
	})
}

// audience is the resource asked for, as a token names it.
func (q tokenRequest) audience() string {
	if !q.v2 {
		return strings.TrimSuffix(q.form.Get("resource"), "/")
	}
	return strings.TrimSuffix(strings.TrimSuffix(q.scopes()[0], ".default"), "/")
}
