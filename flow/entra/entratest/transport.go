package entratest

import (
	"context"
	"fmt"
	"net"
	"net/http"
	"time"

	"mailgrant/flow/value"
)

// Transport sends requests for any Microsoft host to the server and keeps the
// Host header, so that its user can request the real https addresses. It
// refuses any other host, so its user can't reach the internet.
func (s *Server) Transport() http.RoundTripper {
	h1 := new(http.Protocols)
	h1.SetHTTP1(true)
	addr := s.listener.Addr().String()
	dialer := net.Dialer{Timeout: 5 * time.Second}
	return &diverting{addr: addr, inner: &http.Transport{
		DialContext: func(ctx context.Context, _, _ string) (net.Conn, error) {
			return dialer.DialContext(ctx, "tcp", addr)
		},
		Protocols:              h1,
		MaxIdleConnsPerHost:    128,
		IdleConnTimeout:        90 * time.Second,
		ResponseHeaderTimeout:  15 * time.Second,
		MaxResponseHeaderBytes: 64 << 10,
	}}
}

type diverting struct {
	addr  string
	inner *http.Transport
}

// RoundTrip implements http.RoundTripper.
func (d *diverting) RoundTrip(r *http.Request) (*http.Response, error) {
	host := r.URL.Hostname()
	_, login := value.CloudOfLogin(host)
	_, graph := value.CloudOfGraph(host)
	if !login && !graph {
		if r.Body != nil {
			_ = r.Body.Close()
		}
		return nil, fmt.Errorf("entratest: %s is not a Microsoft host", host)
	}
	sent := r.Clone(r.Context())
	sent.Host = r.URL.Host
	sent.URL.Scheme = "http"
	sent.URL.Host = d.addr
	resp, err := d.inner.RoundTrip(sent)
	if err != nil {
		return nil, err
	}
	resp.Request = r
	return resp, nil
}

// CloseIdleConnections is called by http.Client.
func (d *diverting) CloseIdleConnections() { d.inner.CloseIdleConnections() }
