package entratest

import (
	"encoding/json"
	"fmt"
	"maps"
	"net/http"
	"time"

	"github.com/google/uuid"
)

// Refusal is an error from the sign-in service.
type Refusal struct {
	Status int
	OAuth  string // OAuth error code
	Code   int    // AADSTS code
	Text   string
}

// refuse answers with p in Entra's words: the description has the code, the
// text and three identifiers, each of which is also in its own field.
func (s *Server) refuse(w http.ResponseWriter, r *http.Request, p Refusal) {
	s.refuseWith(w, r, p, nil)
}

func (s *Server) refuseWith(w http.ResponseWriter, r *http.Request, p Refusal, more map[string]any) {
	p.write(w, r, s.time(), more)
}

// Write writes p as the answer, with that time.
func (p Refusal) Write(w http.ResponseWriter, r *http.Request, at time.Time) { p.write(w, r, at, nil) }

func (p Refusal) write(w http.ResponseWriter, r *http.Request, at time.Time, more map[string]any) {
	on := stampOf(w, r, at)
	body := map[string]any{
		"error":             p.OAuth,
		"error_description": on.describe(p),
		"error_codes":       []int{p.Code},
		"timestamp":         on.at,
		"trace_id":          on.trace,
		"correlation_id":    on.correlation,
		"error_uri":         p.uri(r),
	}
	maps.Copy(body, more)
	writeJSON(w, p.Status, body)
}

// uri is the address of Microsoft's page about the code.
func (p Refusal) uri(r *http.Request) string {
	return fmt.Sprintf("https://%s/error?code=%d", hostOf(r), p.Code)
}

// stamp has the identifiers that tell refusals apart.
type stamp struct{ trace, correlation, at string }

// stamp makes a stamp and sets the answer's header.
func (s *Server) stamp(w http.ResponseWriter, r *http.Request) stamp {
	return stampOf(w, r, s.time())
}

func stampOf(w http.ResponseWriter, r *http.Request, at time.Time) stamp {
	on := stamp{uuid.NewString(), correlationOf(r), at.UTC().Format("2006-01-02 15:04:05Z")}
	w.Header().Set("X-Ms-Request-Id", on.trace)
	return on
}

// describe is p in one line, as Entra writes it.
func (on stamp) describe(p Refusal) string {
	return fmt.Sprintf("AADSTS%d: %s Trace ID: %s Correlation ID: %s Timestamp: %s",
		p.Code, p.Text, on.trace, on.correlation, on.at)
}

// correlationOf is the request ID that the client sent, or a new one.
func correlationOf(r *http.Request) string {
	if id, err := uuid.Parse(r.Header.Get("Client-Request-Id")); err == nil {
		return id.String()
	}
	return uuid.NewString()
}

func writeJSON(w http.ResponseWriter, status int, body any) {
	w.Header().Set("Content-Type", "application/json; charset=utf-8")
	w.WriteHeader(status)
	_ = json.NewEncoder(w).Encode(body)
}
