package entra

import (
	"context"
	"net/http"
	"net/http/httptrace"
)

// ahead starts a connection to a host that will soon be asked, once per host, and
// returns at once. If it fails, the request itself will report it. Of the six
// round trips of a check, it saves two with one read and one with two reads: see
// BenchmarkFromFar.
func (c *Client) ahead(ctx context.Context, host string) {
	t, real := c.transport.(*http.Transport)
	if _, known := c.opened.LoadOrStore(host, true); !real || known || host == "" {
		return
	}
	go func() {
		defer func() { _ = recover() }() // nothing above this goroutine could recover it
		connect(ctx, t, "https://"+host)
	}()
}

// connect starts to connect for a request and then cancels the request:
// net/http continues to connect, and keeps the connection for the next request.
func connect(ctx context.Context, t *http.Transport, address string) {
	ctx, cancel := context.WithCancel(ctx)
	defer cancel()
	ctx = httptrace.WithClientTrace(ctx, &httptrace.ClientTrace{
		ConnectStart: func(string, string) { cancel() },
		GotConn:      func(httptrace.GotConnInfo) { cancel() },
	})
	request, err := http.NewRequestWithContext(ctx, http.MethodHead, address, nil)
	if err != nil {
		return
	}
	if answer, err := t.RoundTrip(request); err == nil {
		_ = answer.Body.Close()
	}
}
