// Package loopback catches a browser's answer on this computer: a listener on
// 127.0.0.1 for one sign-in or consent, and the page that the browser ends on.
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
	visitLimit  = 5 * time.Minute  // for a person to sign in
	afterAnswer = 30 * time.Second // for a browser that asks again
	visitHeader = 16 << 10         // bytes of a request's line and headers
	visitQuery  = 8 << 10          // bytes of an answer
)

// Servers is the one visit that can be under way.
type Servers struct {
	Limit time.Duration // how long a browser is waited for; 0 is five minutes

	mu      sync.Mutex
	attempt int
	now     *server
}

func (v *Servers) Patience() time.Duration {
	if v.Limit > 0 {
		return v.Limit
	}
	return visitLimit
}

// Open keeps c for whoever awaits that attempt.
func (v *Servers) Open(attempt int, c *server) {
	v.mu.Lock()
	defer v.mu.Unlock()
	v.attempt, v.now = attempt, c
}

// Of is what listens for an attempt, nil where nothing does.
func (v *Servers) Of(attempt int) *server {
	v.mu.Lock()
	defer v.mu.Unlock()
	if v.attempt != attempt {
		return nil
	}
	return v.now
}

// Close ends what listens.
func (v *Servers) Close() {
	v.mu.Lock()
	defer v.mu.Unlock()
	if v.now != nil {
		v.now.close()
	}
	v.now = nil
}

// server listens on this computer alone for the one answer of a visit.
type server struct {
	port   string
	state  string
	caught chan caught
	server *http.Server
	places []net.Listener

	mu   sync.Mutex
	over visitEnd
}

// caught is what ended a wait.
type caught struct {
	answer  value.Secret
	problem *finding.Finding
}

// visitEnd is what the first answer to a visit was.
type visitEnd int

const (
	underWay visitEnd = iota
	received
	refused
)

// Listen begins to catch what comes back to a port, 0 for any. Some browsers
// take localhost for ::1, so that is listened on as well where it exists.
func Listen(ctx context.Context, port int, state string) (*server, error) {
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
	c := &server{port: chosen, state: state, caught: make(chan caught, 1), places: listeners}
	c.server = &http.Server{
		Handler: c, MaxHeaderBytes: visitHeader, ErrorLog: log.New(io.Discard, "", 0), DisableGeneralOptionsHandler: true,
		ReadHeaderTimeout: 5 * time.Second, ReadTimeout: 10 * time.Second, WriteTimeout: 10 * time.Second,
	}
	c.server.SetKeepAlivesEnabled(false)
	for _, l := range listeners {
		go func() { _ = c.server.Serve(l) }()
	}
	return c, nil
}

// onLoopback listens on a port of 127.0.0.1, and of ::1 where there is one. A
// port that another program has on ::1 is no good: it would get the answer.
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

// Redirect is the redirect URI that leads here. Registered is http://localhost;
// Entra leaves the port out where it compares, and not the path
// (facts/entra.md section 3).
func (c *server) Redirect() string { return "http://localhost:" + c.port }

// Wait ends with the answer, with limit or with ctx. A browser that asks again
// after the answer is told so for a while.
func (c *server) Wait(ctx context.Context, limit time.Duration) (value.Secret, *finding.Finding) {
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

// close frees the port at once; the server alone would do it later where it has
// only just begun to serve.
func (c *server) close() {
	for _, l := range c.places {
		_ = l.Close()
	}
	_ = c.server.Close()
}
