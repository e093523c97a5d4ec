package entra

import (
	"context"
	"crypto/tls"
	"net/http/httptrace"
	"sync/atomic"

	"mailgrant/flow/wire"
)

// stage is how far a request has got. net/http does not say where a request was
// when its time was up.
type stage int32

const (
	seeking   stage = iota // looking for a connection
	naming                 // asking DNS
	dialling               // connecting
	connected              // connected, to Microsoft or to the proxy
	securing               // in the TLS handshake
	held                   // ready to use
)

// progress tracks a request; net/http reports to it from its own goroutines.
type progress struct{ atomic.Int32 }

func (p *progress) at() stage { return stage(p.Load()) }

// within is ctx for a request that p tracks.
func (p *progress) within(ctx context.Context) context.Context {
	to := func(s stage) { p.Store(int32(s)) }
	return httptrace.WithClientTrace(ctx, &httptrace.ClientTrace{
		GetConn:  func(string) { to(seeking) },
		DNSStart: func(httptrace.DNSStartInfo) { to(naming) },
		DNSDone:  func(httptrace.DNSDoneInfo) { to(dialling) },
		ConnectDone: func(_, _ string, err error) {
			if err == nil {
				to(connected)
			}
		},
		TLSHandshakeStart: func() { to(securing) },
		TLSHandshakeDone: func(_ tls.ConnectionState, err error) {
			if err == nil {
				to(connected)
			}
		},
		GotConn: func(httptrace.GotConnInfo) { to(held) },
	})
}

// ranOut is where a request was when its time was up.
func (x *exchange) ranOut() (wire.Trouble, string) {
	proxied := x.route.Proxy != ""
	switch x.reached {
	case naming:
		if proxied {
			return wire.Proxy, "its name: DNS did not answer"
		}
		return wire.DNS, "DNS did not answer"
	case seeking, dialling:
		if proxied {
			return wire.Proxy, "no connection to it came about"
		}
		return wire.Timeout, "no connection came about"
	case connected:
		if proxied { // the proxy has not opened the tunnel yet
			return wire.Proxy, "it did not answer in time"
		}
		return wire.Timeout, "the TLS handshake did not finish"
	case securing:
		return wire.Timeout, "the TLS handshake did not finish"
	case held:
	}
	if x.status != 0 {
		return wire.Timeout, "the answer did not come to an end"
	}
	return wire.Timeout, "no answer came"
}
