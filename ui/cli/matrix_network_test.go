package cli

import (
	"context"
	"crypto/tls"
	"io"
	"net"
	"net/http"
	"strings"
	"syscall"
	"testing"
	"time"

	"mailgrant/flow/entra/entratest/fault"
	"mailgrant/flow/finding"
)

// through are the flags for a proxy, whose address may contain a password.
func through(proxy string, more ...string) []string {
	return append([]string{"--proxy", "http://jim:" + proxyPassword + "@" + proxy}, more...)
}

const proxyPassword = "pr0xyPasswordDoNotPrint"

// presenting answers in Microsoft's place with a certificate made by alter.
func presenting(trusted bool, alter func(*leaf)) func(*testing.T, *stage) []string {
	return func(t *testing.T, s *stage) []string {
		l := soundLeaf()
		alter(&l)
		address, authority := l.behindTLS(t, s)
		if !trusted {
			return through(connecting(t, address))
		}
		return through(connecting(t, address), "--ca-file", authority)
	}
}

// proxied answers with a proxy of another kind.
func proxied(proxy func(*testing.T, *stage) (address string)) func(*testing.T, *stage) []string {
	return func(t *testing.T, s *stage) []string { return through(proxy(t, s)) }
}

func replies(answer string) func(*testing.T, *stage) []string {
	return proxied(func(t *testing.T, _ *stage) string { return replying(t, answer) })
}

// dialling reaches Microsoft through dial.
func dialling(dial func(ctx context.Context) (net.Conn, error)) func(*testing.T, *stage) http.RoundTripper {
	return func(*testing.T, *stage) http.RoundTripper {
		return &http.Transport{DialContext: func(ctx context.Context, _, _ string) (net.Conn, error) { return dial(ctx) }}
	}
}

func unreachable(err error) func(context.Context) (net.Conn, error) {
	return func(context.Context) (net.Conn, error) { return nil, &net.OpError{Op: "dial", Net: "tcp", Err: err} }
}

// blackHole is a host that drops every packet.
func blackHole(ctx context.Context) (net.Conn, error) {
	<-ctx.Done()
	return nil, &net.OpError{Op: "dial", Net: "tcp", Err: ctx.Err()}
}

// straight connects to Microsoft without a proxy, on a computer whose DNS has
// only one answer.
func straight(rcode int) func(*testing.T, *stage) []string {
	return func(t *testing.T, _ *stage) []string {
		t.Setenv("NO_PROXY", "*")
		resolving(t, rcode)
		return nil
	}
}

func TestTheFaultMatrixOfTheNetwork(t *testing.T) {
	brief := []string{"--timeout", "400ms"}
	const page = "HTTP/1.1 403 Forbidden\r\nContent-Type: text/html\r\nContent-Length: 11\r\n\r\n<html>Nope."
	matrix(t, map[string]trial{
		"N01 the name does not exist":        {real: straight(nxDomain), cause: finding.DNSFailure, says: "no such name"},
		"N02 DNS never answers":              {real: straight(mute), args: brief, cause: finding.DNSFailure, says: "DNS did not answer"},
		"N02 DNS fails":                      {real: straight(servFail), cause: finding.DNSFailure},
		"N03 the connection is refused":      {way: dialling(unreachable(syscall.ECONNREFUSED)), cause: finding.Unreachable, says: "refused"},
		"N04 packets vanish":                 {way: dialling(blackHole), args: brief, cause: finding.Timeout, says: "no connection came about"},
		"N05 a hang-up before any answer":    {set: faulty(everything, fault.HangUp()), cause: finding.Unreachable},
		"N05 a hang-up before TLS":           {real: proxied(func(t *testing.T, _ *stage) string { return connecting(t, accepting(t, func(net.Conn) {})) }), cause: finding.Unreachable},
		"N05 a reset":                        {set: faulty(everything, fault.Reset()), cause: finding.Unreachable},
		"N06 no answer ever":                 {set: faulty(everything, fault.Hang()), args: brief, cause: finding.Timeout, says: "no answer came"},
		"N06 no TLS ever":                    {real: proxied(func(t *testing.T, _ *stage) string { return connecting(t, wordless(t)) }), args: brief, cause: finding.Timeout, says: "(the TLS handshake did not finish), asked through the proxy 127.0.0.1:"},
		"N07 a drip":                         {set: faulty(everything, fault.Drip(time.Millisecond)), args: brief, cause: finding.Timeout},
		"N08 an answer cut short":            {set: faulty(everything, fault.CutShort()), cause: finding.ReplyMalformed},
		"N09 an answer of 512 MiB":           {set: faulty(everything, fault.Flood(512<<20)), cause: finding.ReplyMalformed, says: "1 MiB"},
		"N09 an answer without end":          {set: faulty(everything, fault.Flood(-1)), cause: finding.ReplyMalformed},
		"N10 a bomb":                         {set: faulty(everything, fault.GzipBomb(512<<20)), cause: finding.ReplyMalformed},
		"N11 headers of 30 MB and more":      {set: faulty(everything, fault.HugeHeaders()), cause: finding.ReplyMalformed, says: "64 KiB"},
		"N12 an authority nobody knows":      {real: presenting(false, func(*leaf) {}), cause: finding.TLSUntrusted, says: "issued by Acme Inspection CA"},
		"N13 a certificate that has expired": {real: presenting(true, func(l *leaf) { l.ends = time.Now().Add(-time.Hour) }), cause: finding.TLSUntrusted, says: "clock"},
		"N14 a certificate for another host": {real: presenting(true, func(l *leaf) { l.names = []string{"guest.hotel.example"} }), cause: finding.TLSUntrusted, says: "guest.hotel.example"},
		"N15 TLS 1.1":                        {real: presenting(true, func(l *leaf) { l.newest = tls.VersionTLS11 }), cause: finding.TLSUntrusted, says: "protocol version"},
		"N16 HTTP where TLS belongs":         {real: proxied(func(t *testing.T, s *stage) string { return connecting(t, strings.TrimPrefix(s.ms.URL(), "http://")) }), cause: finding.CaptivePortal},
		"N21 a hotel's page":                 {set: faulty(everything, fault.Portal()), cause: finding.CaptivePortal},
		"N21 a filter's page":                {set: faulty(everything, fault.Answer(403, "text/html", "<html>blocked")), cause: finding.CaptivePortal, says: "A web page"},
		"N21 a page that says it is JSON":    {set: faulty(everything, fault.Answer(200, "application/json", "  <!doctype html>")), cause: finding.CaptivePortal},
		"N22 a proxy that asks who it is": {real: replies("HTTP/1.1 407 Who\r\nProxy-Authenticate: Basic realm=\"Contoso\"\r\nContent-Length: 0\r\n\r\n"),
			cause: finding.ProxyRefused, says: `407 Proxy Authentication Required, for "Contoso"`},
		"N22 a proxy that wants Windows": {real: replies("HTTP/1.1 407 Who\r\nProxy-Authenticate: Negotiate\r\nProxy-Authenticate: NTLM\r\nContent-Length: 0\r\n\r\n"),
			cause: finding.ProxyRefused, says: "407"},
		"N22 a proxy that refuses CONNECT":                            {real: replies(page), cause: finding.ProxyRefused, says: "403 Forbidden"},
		"N22 a proxy without a way on":                                {real: proxied(func(t *testing.T, _ *stage) string { return connecting(t, closed(t)) }), cause: finding.ProxyRefused, says: "502"},
		"N22 not a proxy":                                             {real: replies("220 mail.contoso.com ESMTP\r\n"), cause: finding.ReplyMalformed},
		"N23 a proxy that is not there":                               {real: proxied(func(t *testing.T, _ *stage) string { return closed(t) }), cause: finding.ProxyRefused, says: "refused"},
		"N23 a proxy that says nothing":                               {real: proxied(func(t *testing.T, _ *stage) string { return wordless(t) }), args: brief, cause: finding.ProxyRefused, says: "it did not answer in time"},
		"N23 a proxy whose name is not known":                         {real: unknownProxy, cause: finding.ProxyRefused, says: "no such name"},
		"N24 a proxy with a password, a certificate of the company's": {real: presenting(true, func(*leaf) {}), cause: ""},
		"N26 IPv6 that leads nowhere": {real: func(t *testing.T, s *stage) []string {
			flags := presenting(true, func(*leaf) {})(t, s)
			resolving(t, noError, "::1", "127.0.0.1")
			flags[1] = strings.Replace(flags[1], "127.0.0.1", "proxy.contoso.test", 1)
			return flags
		}, cause: ""},
		"N28 no network at all":                  {way: dialling(unreachable(syscall.ENETUNREACH)), cause: finding.Unreachable},
		"tenant restrictions":                    {set: atToken(400, "invalid_request", 500021, "Access to tenant is denied."), cause: finding.TenantRestricted, check: finding.Network},
		"tenant restrictions, by another number": {set: atToken(400, "invalid_request", 50002, "Sign-in failed due to restricted proxy access."), cause: finding.TenantRestricted, check: finding.Network},
		"an old TLS on the way":                  {set: atToken(400, "invalid_request", 1002016, "You are using TLS version 1.0."), cause: finding.TLSUntrusted, check: finding.Network},
	})
}

// unknownProxy is a proxy that DNS does not know.
func unknownProxy(t *testing.T, _ *stage) []string {
	resolving(t, nxDomain)
	return through("proxy.contoso.test:8080")
}

// TestAProxysPasswordIsInNoOutput searches for it in everything that a command
// says about a proxy, good or bad.
func TestAProxysPasswordIsInNoOutput(t *testing.T) {
	echo := "HTTP/1.1 407 " + proxyPassword + "\r\nProxy-Authenticate: Basic realm=\"" + proxyPassword + "\"\r\nX: " + proxyPassword + "\r\n\r\n" + proxyPassword
	ways := map[string]func(*testing.T, *stage) []string{
		"all well":          presenting(true, func(*leaf) {}),
		"not trusted":       presenting(false, func(*leaf) {}),
		"refused":           proxied(func(t *testing.T, _ *stage) string { return closed(t) }),
		"it comes back":     replies(echo),
		"rubbish":           replies(proxyPassword + "\r\n\r\n"),
		"an unknown name":   unknownProxy,
		"no usable address": func(*testing.T, *stage) []string { return []string{"--proxy", "ftp://jim:" + proxyPassword + "@proxy"} },
		"no address at all": func(*testing.T, *stage) []string {
			return []string{"--proxy", "http://jim:" + proxyPassword + "@pro xy:x"}
		},
		"SOCKS that is absent": func(t *testing.T, _ *stage) []string {
			return []string{"--proxy", "socks5://jim:" + proxyPassword + "@" + closed(t)}
		},
	}
	for name, way := range ways {
		for _, form := range [][]string{{"--format", "text"}, {"--format", "json"}, {"--format", "ndjson"}, {"--plan"}, {"--plan", "--format", "json"}} {
			t.Run(name+" "+strings.Join(form, " "), func(t *testing.T) {
				s := newStage(t)
				s.env[secretVariable] = sample(t, "good").Values.Secret.Reveal()
				var out, errs strings.Builder
				w := s.streams(&out, &errs)
				w.Transport = nil
				args := append(values(t, "good", form...), way(t, s)...)
				Run(context.Background(), args, w)
				for _, shown := range []string{proxyPassword, "jim:", "amltOn"} { // amltOn is the beginning of jim: in base64
					if strings.Contains(out.String()+errs.String(), shown) {
						t.Errorf("%q is in:\n%s%s", shown, out.String(), errs.String())
					}
				}
				if out.Len()+errs.Len() == 0 {
					t.Error("it said nothing at all")
				}
			})
		}
	}
}

// streams is the stage's world with these output streams.
func (s *stage) streams(out, errs io.Writer) World {
	w := s.world(nil, nil)
	w.Out, w.Err = out, errs
	return w
}
