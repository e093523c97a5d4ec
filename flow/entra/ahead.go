package entra

import (
	"context"
	"net/http"
	"net/http/httptrace"
)

// ahead opens a connection to a host that will be asked soon, the first time it
// comes up, and returns at once. Where it fails, the request will say so.
func (c *Client) ahead(ctx context.Context, host string) {
	l, real := c.transport.(lazy)
	if _, known := c.opened.LoadOrStore(host, true); !real || known || host == "" {
		return
	}
	go func() {
		defer func() { _ = recover() }() // nobody above this goroutine could
		l.dial(ctx, "https://"+host)
	}()
}

// dial begins to connect for a request that it then withdraws: net/http goes on
// dialling, and keeps the connection for the next request.
func (l lazy) dial(ctx context.Context, address string) {
	ctx, cancel := context.WithCancel(ctx)
	defer cancel()
	ctx = httptrace.WithClientTrace(ctx, &httptrace.ClientTrace{
		DNSStart:     func(httptrace.DNSStartInfo) { cancel() },
		ConnectStart: func(string, string) { cancel() },
		GotConn:      func(httptrace.GotConnInfo) { cancel() },
	})
	request, err := http.NewRequestWithContext(ctx, http.MethodHead, address, nil)
	if err != nil {
		return
	}
	if answer, err := l.built().RoundTrip(request); err == nil {
		_ = answer.Body.Close()
	}
}
