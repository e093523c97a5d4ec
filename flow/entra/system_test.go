package entra_test

import (
	"context"
	"errors"
	"net"
	"net/http"
	"syscall"
	"testing"

	"mailgrant/flow/entra"
	"mailgrant/flow/entra/entratest"
	"mailgrant/flow/entra/entratest/fault"
	"mailgrant/flow/wire"
)

// failing is a transport that returns an error.
type failing struct{ err error }

func (f failing) RoundTrip(*http.Request) (*http.Response, error) { return nil, f.err }

func TestThisComputersProxyIsLookedUpWhereNothingGetsThrough(t *testing.T) {
	set := entra.SystemProxy{Address: "proxy.contoso.com:8080", Script: "http://wpad.contoso.com/wpad.dat"}
	server := onStage(t).Server
	for name, c := range map[string]struct {
		way  http.RoundTripper
		page bool
		want bool
	}{
		"no name":          {failing{&net.DNSError{IsNotFound: true}}, false, true},
		"refused":          {failing{&net.OpError{Op: "dial", Err: syscall.ECONNREFUSED}}, false, true},
		"no time":          {failing{context.DeadlineExceeded}, false, true},
		"something else":   {failing{errors.New("odd")}, false, true},
		"a network's page": {server.Transport(), true, true},
		"all well":         {server.Transport(), false, false},
	} {
		t.Run(name, func(t *testing.T) {
			server.Heal()
			if c.page {
				server.Fault(entratest.Match{}, fault.Portal())
			}
			looked := 0
			client, err := entra.New(entra.Options{Transport: c.way, System: func(ctx context.Context) entra.SystemProxy {
				if looked++; ctx.Err() != nil {
					t.Error("it is looked up without time")
				}
				return set
			}})
			if err != nil {
				t.Fatal(err)
			}
			d := client.Discover(t.Context(), global, "contoso.com")
			want := wire.Route{}
			if c.want {
				want = wire.Route{System: set.Address, Script: set.Script}
			}
			if d.Route != want || c.want != (looked > 0) {
				t.Errorf("looked %d times: %+v", looked, d.Reply)
			}
		})
	}
}
