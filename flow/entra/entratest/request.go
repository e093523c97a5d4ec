package entratest

import (
	"bytes"
	"io"
	"log"
	"maps"
	"net/http"
	"slices"
	"strings"
	"time"
)

const (
	maxBody     = 1 << 20 // bytes of a request that are read
	maxRequests = 10_000  // how many requests are recorded
)

// Request is a recorded request, without any of the values sent.
type Request struct {
	At     time.Time
	Method string
	Host   string
	Path   string
	Form   []string    // names of the form fields, sorted
	Header http.Header // without Authorization and Cookie
	Seen   int         // how often a watched value occurred in it, anywhere
}

// Requests are the requests received so far, oldest first; if there are very
// many, only the newest.
func (s *Server) Requests() []Request {
	s.mu.Lock()
	defer s.mu.Unlock()
	return slices.Clone(s.requests)
}

// Forget drops the requests received so far.
func (s *Server) Forget() {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.requests = nil
}

// Watch counts value in every request from now on, in Request.Seen: a secret
// must arrive once, at the right place.
func (s *Server) Watch(value string) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.watched = append(s.watched, value)
}

// record records r and keeps its body readable. It reports whether the body was
// within its limit.
func (s *Server) record(r *http.Request) bool {
	body, err := io.ReadAll(io.LimitReader(r.Body, maxBody+1))
	if err != nil || len(body) > maxBody {
		return false
	}
	r.Body = io.NopCloser(bytes.NewReader(body))
	_ = r.ParseForm()
	r.Body = io.NopCloser(bytes.NewReader(body))

	header := r.Header.Clone()
	header.Del("Authorization")
	header.Del("Cookie")
	got := Request{
		Method: r.Method,
		Host:   hostOf(r),
		Path:   r.URL.Path,
		Form:   slices.Sorted(maps.Keys(r.PostForm)),
		Header: header,
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	got.At = s.now()
	for _, value := range s.watched {
		got.Seen += timesIn(r, body, value)
	}
	if len(s.requests) == maxRequests {
		s.requests = s.requests[1:]
	}
	s.requests = append(s.requests, got)
	return true
}

// timesIn counts value in the body, the address and the headers of r.
func timesIn(r *http.Request, body []byte, value string) int {
	n := bytes.Count(body, []byte(value)) + strings.Count(r.URL.String(), value)
	for _, values := range r.Header {
		n += strings.Count(strings.Join(values, "\n"), value)
	}
	if _, password, ok := r.BasicAuth(); ok {
		n += strings.Count(password, value)
	}
	return n
}

// silent drops what net/http would log about connections that faults break.
func silent() *log.Logger { return log.New(io.Discard, "", 0) }
