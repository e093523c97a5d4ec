package entratest

import (
	"net/http"
	"strings"
	"time"

	"github.com/google/uuid"
)

// graphRead answers a read for a caller with permission to make it.
type graphRead func(w http.ResponseWriter, r *http.Request, c caller)

// graph is the handler for a Graph host.
func (s *Server) graph(host string) http.Handler {
	mux := http.NewServeMux()
	handle := func(pattern string, needs needs, denied string, read graphRead) {
		mux.HandleFunc(pattern, func(w http.ResponseWriter, r *http.Request) {
			c, ok := s.caller(w, r, host)
			if !ok {
				return
			}
			if !c.has(needs(c, r)) {
				s.graphRefuse(w, r, http.StatusForbidden, denied, deniedText[denied])
				return
			}
			read(w, r, c)
		})
	}
	handle("GET /v1.0/organization", oneOf(readsOrganization), "Authorization_RequestDenied", organization)
	handle("GET /v1.0/users", oneOf(readsUsers), "Authorization_RequestDenied", users)
	handle("GET /v1.0/users/{user}", oneOf(readsUsers), "Authorization_RequestDenied", s.user)
	handle("GET /v1.0/users/{user}/mailFolders/inbox", readsMailOf, "ErrorAccessDenied", s.inbox)
	handle("GET /v1.0/users/{user}/messages", readsMailOf, "ErrorAccessDenied", s.messages)
	s.graphMe(mux, host)
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

// forGraph reports whether a token was issued for this Graph host.
func forGraph(claims accessClaims, host string) bool {
	return claims.Audience == graphID || strings.EqualFold(strings.TrimSuffix(claims.Audience, "/"), "https://"+host)
}

// GraphRefusal is an error from Graph.
type GraphRefusal struct {
	Status     int
	Code, Text string
}

// Write writes the refusal as the answer, with that time.
func (g GraphRefusal) Write(w http.ResponseWriter, r *http.Request, at time.Time) {
	writeJSON(w, g.Status, map[string]any{"error": map[string]any{
		"code": g.Code, "message": g.Text,
		"innerError": map[string]any{
			"date":              at.UTC().Format("2006-01-02T15:04:05"),
			"request-id":        w.Header().Get("Request-Id"),
			"client-request-id": correlationOf(r),
		},
	}})
}

func (s *Server) graphRefuse(w http.ResponseWriter, r *http.Request, status int, code, text string) {
	GraphRefusal{status, code, text}.Write(w, r, s.time())
}
