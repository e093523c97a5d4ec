// Package loopback receives a browser's redirect on this computer. It listens
// on 127.0.0.1 for one sign-in or consent, and serves the page that the browser
// ends on.
package loopback

import (
	"context"
	"io"
	"log"
	"net"
	"net/http"
	"strconv"
	"sync"
	"time"

	"mailgrant/flow/finding"
	"mailgrant/flow/value"
)

const (
	flowLimit   = 5 * time.Minute  // enough time to sign in
	afterAnswer = 30 * time.Second // a browser may repeat the request
	maxHeader   = 16 << 10         // bytes of a request line and headers
	maxQuery    = 8 << 10          // bytes of the redirect's query
)

// Servers holds the one listener that can be open.
type Servers struct {
	Limit time.Duration // how long to wait for the browser; 0 means five minutes

	mu      sync.Mutex
	attempt int
	now     *Server
}

func (v *Servers) Patience() time.Duration {
	if v.Limit > 0 {
		return v.Limit
	}
	return flowLimit
}

// Open keeps c for the call that awaits this attempt.
func (v *Servers) Open(attempt int, c *Server) {
	v.mu.Lock()
	defer v.mu.Unlock()
	v.attempt, v.now = attempt, c
}

// Of is the server that listens for an attempt; nil if there is none.
func (v *Servers) Of(attempt int) *Server {
	v.mu.Lock()
	defer v.mu.Unlock()
	if v.attempt != attempt {
		return nil
	}
	return v.now
}

// Close stops listening.
func (v *Servers) Close() {
	v.mu.Lock()
	defer v.mu.Unlock()
	if v.now != nil {
		v.now.close()
	}
	v.now = nil
}

// Server listens on this computer only, for the one redirect of a browser flow.
type Server struct {
	port   string
	state  string
	caught chan caught
	server *http.Server
	places []net.Listener

	mu   sync.Mutex
	over flowEnd
}

// caught is the result of a wait.
type caught struct {
	answer  value.Secret
	problem *finding.Finding
}

// flowEnd is how the first request ended a browser flow.
type flowEnd int

const (
	underWay flowEnd = iota
	received
	refused
)

// Listen starts to listen on a port; 0 means any. Some browsers resolve
// localhost to ::1, so it also listens there if IPv6 exists.
func Listen(ctx context.Context, port int, state string) (*Server, error) {
	listeners, err := onLoopback(ctx, port)
	for try := 0; port == 0 && InUse(err) && try < 8; try++ {
		listeners, err = onLoopback(ctx, port)
	}
	if err != nil {
		return nil, err
	}
	_, chosen, err := net.SplitHostPort(listeners[0].Addr().String())
	if err != nil {
		return nil, err
	}
	c := &Server{port: chosen, state: state, caught: make(chan caught, 1), places: listeners}
	c.server = &http.Server{
		Handler: c, MaxHeaderBytes: maxHeader, ErrorLog: log.New(io.Discard, "", 0), DisableGeneralOptionsHandler: true,
		ReadHeaderTimeout: 5 * time.Second, ReadTimeout: 10 * time.Second, WriteTimeout: 10 * time.Second,
	}
	c.server.SetKeepAlivesEnabled(false)
	for _, l := range listeners {
		go func() { _ = c.server.Serve(l) }()
	}
	return c, nil
}

// onLoopback listens on a port of 127.0.0.1, and of ::1 if it exists. A port
// that another program uses on ::1 is no good: that program would get the
// redirect.
func onLoopback(ctx context.Context, port int) ([]net.Listener, error) {
	var config net.ListenConfig
	first, err := config.Listen(ctx, "tcp4", net.JoinHostPort("127.0.0.1", strconv.Itoa(port)))
	if err != nil {
		return nil, err
	}
	_, chosen, err := net.SplitHostPort(first.Addr().String())
	if err != nil {
		_ = first.Close()
		return nil, err
	}
	second, err := config.Listen(ctx, "tcp6", net.JoinHostPort("::1", chosen))
	switch {
	case err == nil:
		return []net.Listener{first, second}, nil
	case InUse(err):
		_ = first.Close()
		return nil, err
	}
	return []net.Listener{first}, nil
}

// Redirect is the redirect URI of this server. The app has http://localhost
// registered: Entra ignores the port when it compares, but not the path
// (facts/entra.md section 3).
func (c *Server) Redirect() string { return "http://localhost:" + c.port }

// Wait returns when the redirect arrives, at limit, or when ctx ends. A browser
// that repeats the request gets a page that says so, for a while.
func (c *Server) Wait(ctx context.Context, limit time.Duration) (value.Secret, *finding.Finding) {
	timer := time.NewTimer(limit)
	defer timer.Stop()
	select {
	case got := <-c.caught:
		time.AfterFunc(afterAnswer, c.close)
		return got.answer, got.problem
	case <-timer.C:
		c.close()
		return value.Secret{}, noAnswer()
	case <-ctx.Done():
		c.close()
		return value.Secret{}, waitLeft()
	}
}

// close frees the port at once. Closing only the HTTP server would free it late
// if it has just started to serve.
func (c *Server) close() {
	for _, l := range c.places {
		_ = l.Close()
	}
	_ = c.server.Close()
}
