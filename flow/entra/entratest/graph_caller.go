package entratest

import (
	"net/http"
	"slices"
	"strings"
)

// caller is the subject of a Graph token: an app, or a user who signed in to
// one.
type caller struct {
	Tenant
	granted []string // roles or scopes
	address string   // of the user; "" for an app
}

// has reports whether one of the permissions is granted.
func (c caller) has(oneOf []string) bool {
	return slices.ContainsFunc(oneOf, func(p string) bool { return slices.Contains(c.granted, p) })
}

// subject is the address in the request; for /me it is the caller's own.
func (c caller) subject(r *http.Request) string {
	if user := r.PathValue("user"); user != "" {
		return user
	}
	return c.address
}

// own reports whether a user asks for their own data.
func (c caller) own(r *http.Request) bool { return strings.EqualFold(c.subject(r), c.address) }

// needs are the permissions of which one is enough for a read.
type needs func(c caller, r *http.Request) []string

func oneOf(list []string) needs {
	return func(caller, *http.Request) []string { return list }
}

var (
	readsOrganization = []string{"Organization.Read.All", "User.Read.All", "User.ReadWrite.All", "Directory.Read.All", "Directory.ReadWrite.All"}
	readsUsers        = []string{"User.ReadBasic.All", "User.Read.All", "User.ReadWrite.All", "Directory.Read.All", "Directory.ReadWrite.All"}
	readsMe           = append([]string{"User.Read", "User.ReadWrite"}, readsUsers...)
	readsMail         = []string{"Mail.ReadBasic.All", "Mail.ReadBasic", "Mail.Read", "Mail.ReadWrite"}
	readsShared       = []string{"Mail.ReadBasic.Shared", "Mail.Read.Shared", "Mail.ReadWrite.Shared"}
)

// readsMailOf is what a read of mail needs: a user needs more for others' mail
// than for their own.
func readsMailOf(c caller, r *http.Request) []string {
	if c.address != "" && !c.own(r) {
		return readsShared
	}
	return readsMail
}

// caller checks the bearer token. If ok is false, it has answered.
func (s *Server) caller(w http.ResponseWriter, r *http.Request, host string) (c caller, ok bool) {
	refuse := func(code, text string) (caller, bool) {
		w.Header().Set("WWW-Authenticate", `Bearer realm="", authorization_uri="https://login.microsoftonline.com/common/oauth2/authorize", client_id="`+graphID+`"`)
		s.graphRefuse(w, r, http.StatusUnauthorized, code, text)
		return caller{}, false
	}
	scheme, token, _ := strings.Cut(r.Header.Get("Authorization"), " ")
	if !strings.EqualFold(scheme, "Bearer") || token == "" {
		return refuse("InvalidAuthenticationToken", "Access token is empty.")
	}
	claims, good := s.bearer(token)
	if !good {
		return refuse("InvalidAuthenticationToken",
			"Access token validation failure. Invalid token, or its lifetime is over.")
	}
	if !forGraph(claims, host) {
		return refuse("InvalidAuthenticationToken", "Access token validation failure. Invalid audience.")
	}
	t, known := s.tenant(claims.TenantID)
	if !known || claims.ObjectID == "" {
		return refuse("Authorization_IdentityNotFound",
			"The identity of the calling application could not be established.")
	}
	return caller{t, append(strings.Fields(claims.Scopes), claims.Roles...), claims.UPN}, true
}
