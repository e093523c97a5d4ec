package entra

import (
	"context"
	"errors"
	"io"
	"net"
	"net/http"
	"strings"
	"syscall"
	"testing"
	"testing/synctest"
	"time"

	"mailgrant/flow/wire"
)

// asking makes a client whose connections come from dial; everything else is
// real.
func asking(t *testing.T, dial func(context.Context, string, string) (net.Conn, error)) *Client {
	t.Helper()
	real := newTransport(nil, nil)
	real.DialContext, real.DialTLSContext = dial, dial
	c, err := New(Options{Transport: real})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(c.CloseIdle)
	return c
}

func (c *Client) ask(ctx context.Context) wire.Reply {
	return c.Discover(ctx, "login.microsoftonline.com", "contoso.com").Reply
}

// silent is a server that reads a request and answers with text, and nothing
// more.
func silent(text string) func(context.Context, string, string) (net.Conn, error) {
	return func(context.Context, string, string) (net.Conn, error) {
		here, there := net.Pipe()
		go func() {
			if _, err := there.Read(make([]byte, 4096)); err == nil {
				_, _ = io.WriteString(there, text)
			}
			_, _ = io.Copy(io.Discard, there)
		}()
		return here, nil
	}
}

// The limits are measured in the fake time of the test's bubble, which costs no
// real time.
func TestEveryWaitEndsByItself(t *testing.T) {
	for name, c := range map[string]struct {
		dial   func(context.Context, string, string) (net.Conn, error)
		within time.Duration
		detail string
	}{
		"no answer at all":            {silent(""), 15 * time.Second, "no answer came"},
		"headers that never end":      {silent("HTTP/1.1 200 OK\r\nX: "), 15 * time.Second, "no answer came"},
		"a body that never ends":      {silent("HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\n{"), 30 * time.Second, "did not come to an end"},
		"a connection that hangs":     {hanging, 30 * time.Second, "no connection came about"},
		"a connection that times out": {fails(&net.OpError{Op: "dial", Net: "tcp", Err: timeout{}}), 0, "no connection came about"},
	} {
		t.Run(name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				began := time.Now()
				r := asking(t, c.dial).ask(t.Context())
				if took := time.Since(began); took != c.within {
					t.Errorf("it took %v, want %v", took, c.within)
				}
				if r.Trouble != wire.Timeout || !strings.Contains(r.Detail, c.detail) {
					t.Errorf("got %q (%s), want %s", r.Trouble, r.Detail, c.detail)
				}
			})
		})
	}
}

func hanging(ctx context.Context, _, _ string) (net.Conn, error) {
	<-ctx.Done()
	return nil, ctx.Err()
}

func fails(err error) func(context.Context, string, string) (net.Conn, error) {
	return func(context.Context, string, string) (net.Conn, error) { return nil, err }
}

type timeout struct{}

func (timeout) Error() string { return "i/o timeout" }
func (timeout) Timeout() bool { return true }

func TestRetryAfterIsWaitedForInRealTime(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		ctx, cancel := context.WithTimeout(t.Context(), 30*time.Second)
		defer cancel()
		answers := 0
		c := asking(t, func(ctx context.Context, _, _ string) (net.Conn, error) {
			answers++
			return silent("HTTP/1.1 429 Too Many Requests\r\nRetry-After: 12\r\nContent-Length: 0\r\nConnection: close\r\n\r\n")(ctx, "", "")
		})
		began := time.Now()
		if r := c.ask(ctx); r.Evidence.HTTPStatus != 429 || time.Since(began) != 12*time.Second || answers != 2 {
			t.Errorf("after %v and %d answers: %+v", time.Since(began), answers, r)
		}
		go func() {
			time.Sleep(5 * time.Second) // in the bubble's time
			cancel()
		}()
		if r := c.ask(ctx); r.Trouble != wire.Abandoned {
			t.Errorf("a wait that was left: %+v", r)
		}
	})
}

func TestWhatANetworkSaysInItsErrors(t *testing.T) {
	dialing := func(err error) error { return &net.OpError{Op: "dial", Net: "tcp", Err: err} }
	for name, c := range map[string]struct {
		err    error
		want   wire.Trouble
		detail string
	}{
		"no such name":        {dialing(&net.DNSError{Err: "no such host", Name: "x", IsNotFound: true}), wire.DNS, "there is no such name"},
		"DNS is silent":       {dialing(&net.DNSError{Err: "i/o timeout", Name: "x", IsTimeout: true}), wire.DNS, "DNS did not answer"},
		"DNS fails":           {dialing(&net.DNSError{Err: "server misbehaving", Name: "x"}), wire.DNS, "DNS failed"},
		"refused":             {dialing(syscall.ECONNREFUSED), wire.Connect, "the connection was refused"},
		"refused, on Windows": {dialing(windowsRefused), wire.Connect, "the connection was refused"},
		"no route":            {dialing(syscall.EHOSTUNREACH), wire.Connect, "no connection came about"},
		"reset":               {&net.OpError{Op: "read", Err: syscall.ECONNRESET}, wire.Connect, "the connection was closed without an answer"},
		"reset, on Windows":   {&net.OpError{Op: "read", Err: windowsReset}, wire.Connect, "the connection was closed without an answer"},
		"something unheard of": {errors.New("a text that might hold a secret"), wire.Connect,
			"the connection failed"},
		"plain HTTP on the TLS port": {http.ErrSchemeMismatch, wire.PlainHTTP, ""},
	} {
		t.Run(name, func(t *testing.T) {
			r := asking(t, fails(c.err)).ask(t.Context())
			if r.Trouble != c.want || r.Detail != c.detail {
				t.Errorf("got %q (%s)", r.Trouble, r.Detail)
			}
		})
	}
}
