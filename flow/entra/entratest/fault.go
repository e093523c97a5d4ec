package entratest

import (
	"net/http"
	"strings"
)

// Fault answers a request badly. It may call answer, the good answer, as well.
type Fault func(w http.ResponseWriter, r *http.Request, answer http.Handler)

// Match says which requests a fault meets. Empty fields match everything.
type Match struct {
	Host   string
	Method string
	Path   string // a part of the path, such as "/token"
	Times  int    // how many requests; 0 means all of them
}

// Discovery and Token match what their names say.
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

// Fault sets what happens to the requests that match, until Heal. Of several
// that match, the one set last counts.
func (s *Server) Fault(m Match, f Fault) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.faults = append(s.faults, &setFault{match: m, fault: f, left: m.Times})
}

// Heal takes all faults away.
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
