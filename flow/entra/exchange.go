package entra

import (
	"bytes"
	"context"
	"crypto/tls"
	"errors"
	"io"
	"net/http"
	"time"

	"github.com/google/uuid"

	"mailgrant/flow/wire"
)

// maxBody is the limit of an answer's body, decompressed, in bytes.
const maxBody = 1 << 20

var errTooLarge = errors.New("the answer is larger than 1 MiB")

// exchange is one request and its result.
type exchange struct {
	host        string
	correlation string // the request ID that was sent
	began       time.Time
	ended       time.Time
	reached     stage
	status      int // 0 if there was no answer
	header      http.Header
	body        []byte
	issuer      string
	inspected   bool
	route       wire.Route
	err         error // why the answer is missing or incomplete
	left        bool  // the caller gave up; it was not a time limit
}

// send makes one request and reads the whole answer within its limits. Only
// here do bytes leave for Microsoft.
func (c *Client) send(r *http.Request) *exchange {
	ctx, cancel := context.WithTimeout(r.Context(), limit)
	defer cancel()
	x := &exchange{host: r.URL.Hostname(), correlation: uuid.NewString(), began: c.now()}
	var way progress
	r = r.Clone(way.within(ctx))
	r.Header.Set("Accept", "application/json")
	r.Header.Set("User-Agent", c.agent)
	r.Header.Set("Client-Request-Id", x.correlation)
	r.Header.Set("Return-Client-Request-Id", "true")

	answer, err := c.transport.RoundTrip(r) //nolint:bodyclose // readAll closes it
	if err != nil {
		x.err = err
	} else {
		x.status, x.header = answer.StatusCode, answer.Header
		x.issuer, x.inspected = issuerOf(answer.TLS), inspected(answer.TLS)
		x.body, x.err = readAll(answer.Body)
	}
	x.ended, x.reached = c.now(), way.at()
	if x.err == nil {
		x.err = ctx.Err() // a server may end its answer when it sees the connection close
	}
	x.left = x.err != nil && errors.Is(ctx.Err(), context.Canceled)
	x.route = c.routeOf(r, x)
	return x
}

// routeOf is how a request was routed. It looks up which proxy the request could
// have used only if the request failed.
func (c *Client) routeOf(r *http.Request, x *exchange) wire.Route {
	way := c.route(r)
	var refused proxyRefusal
	if errors.As(x.err, &refused) {
		way.Wants = refused.wants
	}
	stuck := x.status == 0 || x.status < 500 && x.html()
	if way != (wire.Route{}) || !stuck || x.left || c.system == nil {
		return way
	}
	set := c.system(context.WithoutCancel(r.Context())) // whose time may be up
	way.System, way.Script = set.Address, set.Script
	return way
}

// readAll reads a body to its end, or to just past its limit.
func readAll(body io.ReadCloser) ([]byte, error) {
	defer func() { _ = body.Close() }()
	var b bytes.Buffer
	if _, err := b.ReadFrom(io.LimitReader(body, maxBody+1)); err != nil {
		return b.Bytes(), err
	}
	if b.Len() > maxBody {
		return nil, errTooLarge
	}
	return b.Bytes(), nil
}

// issuerOf names the issuer of the server's certificate; "" without TLS.
func issuerOf(state *tls.ConnectionState) string {
	if state == nil || len(state.PeerCertificates) == 0 {
		return ""
	}
	return nameOf(state.PeerCertificates[0].Issuer)
}

// observer passes an answer to a library and keeps what the library hides: the
// status, headers and body of a successful answer.
type observer struct {
	client *Client
	seen   *exchange
}

// RoundTrip implements http.RoundTripper.
func (o *observer) RoundTrip(r *http.Request) (*http.Response, error) {
	ask := o.client.send
	if r.Method == http.MethodGet {
		ask = o.client.sendTwice
	}
	x := ask(r)
	o.seen = x
	if r.Body != nil {
		_ = r.Body.Close()
	}
	if x.err != nil {
		return nil, x.err
	}
	return &http.Response{
		Status:        http.StatusText(x.status),
		StatusCode:    x.status,
		Proto:         "HTTP/1.1",
		ProtoMajor:    1,
		ProtoMinor:    1,
		Header:        x.header,
		Body:          io.NopCloser(bytes.NewReader(x.body)),
		ContentLength: int64(len(x.body)),
		Request:       r,
	}, nil
}

// to is an HTTP client that uses o and follows no redirect.
func (o *observer) to() *http.Client {
	return &http.Client{
		Transport:     o,
		CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse },
	}
}
