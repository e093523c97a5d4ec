// Package entra is the network: the only package that speaks HTTP to
// Microsoft. It asks, and hands back what came as values of package flow. It
// never follows a redirect, never asks a host that is not Microsoft's, and
// never lets a secret or a token into a text.
package entra

import (
	"context"
	"net/http"
	"sync"
	"time"
)

// limit bounds one request, from its first byte to the end of the answer.
const limit = 30 * time.Second

// Options set a Client up. The zero value is good for real use.
type Options struct {
	Proxy     string                                     // URL or host:port; "" takes it from the environment
	CAFile    string                                     // PEM certificates trusted beside the system's; "" for none
	UserAgent string                                     // such as mailgrant/1.2.0
	Transport http.RoundTripper                          // for practice and tests; nil speaks to the network
	Now       func() time.Time                           // nil is time.Now
	Wait      func(context.Context, time.Duration) error // for Retry-After; nil waits for real
	System    func(context.Context) SystemProxy          // this computer's proxy; nil reads it where Transport is nil
}

// Client asks Microsoft's sign-in service and Microsoft Graph. It may be used by many goroutines.
type Client struct {
	transport http.RoundTripper
	proxy     proxyFunc // nil where the transport was given
	proxySet  string    // where it was set
	say       wording   // hides the proxy's password
	system    func(context.Context) SystemProxy
	agent     string
	now       func() time.Time
	wait      func(context.Context, time.Duration) error
	opened    sync.Map // hosts that were connected to ahead of a request
}

// New sets a client up. It fails where the proxy's address or the certificate
// file cannot be used; the error never repeats the proxy's password.
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

// CloseIdle drops connections kept open for the next request.
func (c *Client) CloseIdle() {
	if t, ok := c.transport.(interface{ CloseIdleConnections() }); ok {
		t.CloseIdleConnections()
	}
}

// wait lets d pass, or returns the context's error where that ends first.
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
