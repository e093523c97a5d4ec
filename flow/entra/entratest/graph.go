package entratest

import (
	"net/http"
	"slices"
	"strings"

	"github.com/google/uuid"
)

// Roles of which one is enough for a read.
var (
	readsOrganization = []string{"Organization.Read.All", "User.Read.All", "User.ReadWrite.All", "Directory.Read.All", "Directory.ReadWrite.All"}
	readsUsers        = []string{"User.ReadBasic.All", "User.Read.All", "User.ReadWrite.All", "Directory.Read.All", "Directory.ReadWrite.All"}
	readsMail         = []string{"Mail.ReadBasic.All", "Mail.ReadBasic", "Mail.Read", "Mail.ReadWrite"}
)

// graphRead answers a read for a caller who may make it.
type graphRead func(w http.ResponseWriter, r *http.Request, t Tenant)

// graph answers for a Graph host.
func (s *Server) graph(host string) http.Handler {
	mux := http.NewServeMux()
	handle := func(pattern string, needs []string, denied string, read graphRead) {
		mux.HandleFunc(pattern, func(w http.ResponseWriter, r *http.Request) {
			t, granted, ok := s.caller(w, r, host)
			if !ok {
				return
			}
			if !slices.ContainsFunc(needs, func(role string) bool { return slices.Contains(granted, role) }) {
				s.graphRefuse(w, r, http.StatusForbidden, denied, deniedText[denied])
				return
			}
			read(w, r, t)
		})
	}
	handle("GET /v1.0/organization", readsOrganization, "Authorization_RequestDenied", organization)
	handle("GET /v1.0/users", readsUsers, "Authorization_RequestDenied", users)
	handle("GET /v1.0/users/{user}", readsUsers, "Authorization_RequestDenied", s.user)
	handle("GET /v1.0/users/{user}/mailFolders/inbox", readsMail, "ErrorAccessDenied", s.inbox)
	handle("GET /v1.0/users/{user}/messages", readsMail, "ErrorAccessDenied", s.messages)
	mux.HandleFunc("/v1.0/me", s.me(host))
	mux.HandleFunc("/v1.0/me/", s.me(host))
	mux.HandleFunc("/", func(w http.ResponseWriter, r *http.Request) {
		s.graphRefuse(w, r, http.StatusBadRequest, "BadRequest", "Resource not found for the segment '"+r.URL.Path+"'.")
	})
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Request-Id", uuid.NewString())
		w.Header().Set("Client-Request-Id", correlationOf(r))
		w.Header().Set("Cache-Control", "private")
		w.Header().Set("Strict-Transport-Security", "max-age=31536000")
		mux.ServeHTTP(w, r)
	})
}

var deniedText = map[string]string{
	"Authorization_RequestDenied": "Insufficient privileges to complete the operation.",
	"ErrorAccessDenied":           "Access is denied. Check credentials and try again.",
}

// caller judges the bearer token and gives the caller's tenant and permissions.
// Where ok is false it has answered.
func (s *Server) caller(w http.ResponseWriter, r *http.Request, host string) (t Tenant, granted []string, ok bool) {
	refuse := func(status int, code, text string) (Tenant, []string, bool) {
		if status == http.StatusUnauthorized {
			w.Header().Set("WWW-Authenticate", `Bearer realm="", authorization_uri="https://login.microsoftonline.com/common/oauth2/authorize", client_id="`+graphID+`"`)
		}
		s.graphRefuse(w, r, status, code, text)
		return Tenant{}, nil, false
	}
	scheme, token, _ := strings.Cut(r.Header.Get("Authorization"), " ")
	if !strings.EqualFold(scheme, "Bearer") || token == "" {
		return refuse(http.StatusUnauthorized, "InvalidAuthenticationToken", "Access token is empty.")
	}
	claims, good := s.bearer(token)
	if !good {
		return refuse(http.StatusUnauthorized, "InvalidAuthenticationToken",
			"Access token validation failure. Invalid token, or its lifetime is over.")
	}
	if !forGraph(claims, host) {
		return refuse(http.StatusUnauthorized, "InvalidAuthenticationToken",
			"Access token validation failure. Invalid audience.")
	}
	t, known := s.tenant(claims.TenantID)
	if !known || claims.ObjectID == "" {
		return refuse(http.StatusUnauthorized, "Authorization_IdentityNotFound",
			"The identity of the calling application could not be established.")
	}
	return t, append(strings.Fields(claims.Scopes), claims.Roles...), true
}

// forGraph reports whether a token was made for this Graph host.
func forGraph(claims accessClaims, host string) bool {
	return slices.ContainsFunc(claims.Audience, func(a string) bool {
		return a == graphID || strings.EqualFold(strings.TrimSuffix(a, "/"), "https://"+host)
	})
}

// me answers as Graph does for a caller who is nobody.
func (s *Server) me(host string) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		if _, _, ok := s.caller(w, r, host); ok {
			s.graphRefuse(w, r, http.StatusBadRequest, "BadRequest",
				"/me request is only valid with delegated authentication flow.")
		}
	}
}

// graphRefuse answers with an error in Graph's shape.
func (s *Server) graphRefuse(w http.ResponseWriter, r *http.Request, status int, code, text string) {
	writeJSON(w, status, map[string]any{"error": map[string]any{
		"code": code, "message": text,
		"innerError": map[string]any{
			"date":              s.time().UTC().Format("2006-01-02T15:04:05"),
			"request-id":        w.Header().Get("Request-Id"),
			"client-request-id": correlationOf(r),
		},
	}})
}
