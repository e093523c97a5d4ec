// Package entratest is a local Microsoft: it answers on 127.0.0.1 like Entra's
// sign-in service and Microsoft Graph, with their bodies, statuses and headers.
// Its content is data (Tenant, App, Mailbox); Fault sets what goes wrong.
// Practice mode and the tests both use it.
//
// It never asserts: it answers, and records the requests.
package entratest

import (
	"errors"
	"net"
	"net/http"
	"strings"
	"sync"
	"sync/atomic"
	"time"

	"mailgrant/flow/value"
)

// Server is a running local Microsoft. Its methods are safe for concurrent use.
type Server struct {
	tenants  atomic.Pointer[[]Tenant] // never changed in place
	listener net.Listener
	http     *http.Server

	hosts sync.Map // the handler of each host requested so far

	mu       sync.Mutex
	now      func() time.Time
	faults   []*setFault
	requests []Request
	watched  []string
	asked    map[string]int // answered token requests, by client ID
	opaque   map[string]accessClaims
	people   ledger
	offers   []App // what can be registered in the practice portal; set before any request
}

// Start listens on a free port of 127.0.0.1 and answers for the tenants.
func Start(tenants ...Tenant) (*Server, error) {
	if len(tenants) == 0 {
		return nil, errors.New("entratest: no tenant given")
	}
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return nil, err
	}
	s := &Server{
		listener: l,
		now:      time.Now,
		asked:    map[string]int{},
		opaque:   map[string]accessClaims{},
		people:   newLedger(),
	}
	s.tenants.Store(&tenants)
	s.http = &http.Server{Handler: s.Handler(), ReadHeaderTimeout: 10 * time.Second, ErrorLog: silent()}
	go func() { _ = s.http.Serve(l) }()
	return s, nil
}

// Close stops the server and ends every request, even hanging ones.
func (s *Server) Close() { _ = s.http.Close() }

// URL is the server's address, such as http://127.0.0.1:41234.
func (s *Server) URL() string { return "http://" + s.listener.Addr().String() }

// Tenants are the directories that it answers for.
func (s *Server) Tenants() []Tenant { return *s.tenants.Load() }

// SetClock makes now the server's clock: it determines which secrets have
// expired, and the times in tokens and errors. The Date header stays true;
// ClockOff changes that.
func (s *Server) SetClock(now func() time.Time) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.now = now
}

func (s *Server) time() time.Time {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.now()
}

// Handler answers by the Host header; serve it over TLS to stand in for the
// real names.
func (s *Server) Handler() http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if ofAnotherSite(r) {
			refuseOtherSite(w)
			return
		}
		r = behindPage(r)
		if !s.record(r) {
			http.Error(w, "the request is too large", http.StatusRequestEntityTooLarge)
			return
		}
		answer := s.answerOf(hostOf(r))
		if fault := s.faultFor(r); fault != nil {
			fault(w, r, answer)
			return
		}
		answer.ServeHTTP(w, r)
	})
}

func (s *Server) answerOf(host string) http.Handler {
	host = strings.ToLower(host)
	if answer, ok := s.hosts.Load(host); ok {
		return answer.(http.Handler)
	}
	answer, known := s.route(host)
	if known {
		s.hosts.Store(host, answer)
	}
	return answer
}

// route chooses the handler for a host: sign-in, Graph, or practice pages.
func (s *Server) route(host string) (answer http.Handler, known bool) {
	if cloud, ok := value.CloudOfLogin(host); ok {
		return s.login(host, cloud), true
	}
	if _, ok := value.CloudOfGraph(host); ok {
		return s.graph(host), true
	}
	if ip := net.ParseIP(host); ip != nil && ip.IsLoopback() {
		return http.HandlerFunc(s.practicePage), false
	}
	return http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		http.Error(w, "no such host here", http.StatusMisdirectedRequest)
	}), false
}

// tenant finds the directory for a tenant segment.
func (s *Server) tenant(segment string) (t Tenant, ok bool) {
	for _, t := range s.Tenants() {
		if t.named(segment) {
			return t, true
		}
	}
	return Tenant{}, false
}

// hostOf is the requested host without a port.
func hostOf(r *http.Request) string {
	if host, _, err := net.SplitHostPort(r.Host); err == nil {
		return host
	}
	return r.Host
}
