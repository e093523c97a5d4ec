// Package entra is the network: only this package speaks HTTP to Microsoft. It
// sends requests and returns the answers as values of package wire. It never
// follows a redirect, never asks a host that is not Microsoft's, and never puts
// a secret or a token in a text.
package entra

import (
	"context"
	"net/http"
	"sync"
	"time"
)

// limit is the time limit of one request, from its first byte to the end of the
// answer.
const limit = 30 * time.Second

// Options configure a Client. The zero value is fit for real use.
type Options struct {
	Proxy     string                                     // URL or host:port; "" uses the environment
	CAFile    string                                     // PEM certificates to trust besides the system's; "" for none
	UserAgent string                                     // such as mailgrant/1.2.0
	Transport http.RoundTripper                          // for practice and tests; nil uses the network
	Now       func() time.Time                           // nil is time.Now
	Wait      func(context.Context, time.Duration) error // for Retry-After; nil really waits
	System    func(context.Context) SystemProxy          // this computer's proxy; nil reads it if Transport is nil
}

// Client asks Microsoft's sign-in service and Microsoft Graph. It is safe for concurrent use.
type Client struct {
	transport http.RoundTripper
	proxy     proxyFunc // nil if the transport was given
	proxySet  string    // the setting it came from
	say       wording   // hides the proxy's password
	system    func(context.Context) SystemProxy
	agent     string
	now       func() time.Time
	wait      func(context.Context, time.Duration) error
	opened    sync.Map // hosts with a connection started ahead of a request
}

// New makes a client. It fails if the proxy's address or the certificate file
// can't be used; the error never repeats the proxy's password.
func New(o Options) (*Client, error) {
	c := &Client{transport: o.Transport, agent: o.UserAgent, now: o.Now, wait: o.Wait, system: o.System}
	if c.now == nil {
		c.now = time.Now
	}
	if c.wait == nil {
		c.wait = wait
	}
	if c.agent == "" {
		c.agent = "mailgrant"
	}
	proxy, set, err := proxyFrom(o.Proxy)
	c.say = worded(proxySecrets(o.Proxy)...)
	if err != nil {
		return nil, err
	}
	extra, err := certificates(o.CAFile)
	if err != nil {
		return nil, err
	}
	if c.transport == nil {
		c.transport, c.proxy, c.proxySet = newTransport(proxy, extra), proxy, set
		if c.system == nil {
			c.system = readSystemProxy
		}
	}
	return c, nil
}

// CloseIdle closes connections kept for the next request.
func (c *Client) CloseIdle() {
	if t, ok := c.transport.(interface{ CloseIdleConnections() }); ok {
		t.CloseIdleConnections()
	}
}

// wait waits for d, or returns the context's error if that ends first.
func wait(ctx context.Context, d time.Duration) error {
	t := time.NewTimer(d)
	defer t.Stop()
	select {
	case <-t.C:
		return nil
	case <-ctx.Done():
		return ctx.Err()
	}
}
