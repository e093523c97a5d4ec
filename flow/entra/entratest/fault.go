package entratest

import (
	"net/http"
	"strings"
)

// Fault gives a request a bad answer. It may also call answer, which gives the
// good one.
type Fault func(w http.ResponseWriter, r *http.Request, answer http.Handler)

// Match selects the requests that a fault applies to. Empty fields match
// everything.
type Match struct {
	Host   string
	Method string
	Path   string // a part of the path, such as "/token"
	Times  int    // how many requests; 0 means all
}

// Discovery and Token match the requests they are named after.
var (
	Discovery = Match{Path: "/.well-known/openid-configuration"}
	Token     = Match{Path: "/token"}
)

// Once is m for one request only.
func (m Match) Once() Match {
	m.Times = 1
	return m
}

type setFault struct {
	match Match
	fault Fault
	left  int
}

// Fault applies a fault to the matching requests, until Heal. If several match,
// the latest applies.
func (s *Server) Fault(m Match, f Fault) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.faults = append(s.faults, &setFault{match: m, fault: f, left: m.Times})
}

// Heal removes all faults.
func (s *Server) Heal() {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.faults = nil
}

func (s *Server) faultFor(r *http.Request) Fault {
	s.mu.Lock()
	defer s.mu.Unlock()
	for i := len(s.faults) - 1; i >= 0; i-- {
		f := s.faults[i]
		if !f.match.meets(r) || f.match.Times > 0 && f.left == 0 {
			continue
		}
		f.left--
		return f.fault
	}
	return nil
}

func (m Match) meets(r *http.Request) bool {
	return (m.Host == "" || strings.EqualFold(m.Host, hostOf(r))) &&
		(m.Method == "" || m.Method == r.Method) &&
		strings.Contains(r.URL.Path, m.Path)
}
