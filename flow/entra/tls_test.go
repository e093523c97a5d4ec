package entra_test

import (
	"crypto/tls"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"mailgrant/flow/entra"
	"mailgrant/flow/wire"
)

// ask makes the good request with a client that has these options.
func (m *microsoft) ask(t *testing.T, o entra.Options) wire.Grant {
	t.Helper()
	c, err := entra.New(o)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(c.CloseIdle)
	s := stage{Server: m.Server, Client: c, tenant: m.tenant}
	return c.Token(t.Context(), s.good())
}

func TestTheRealWayThroughAProxyAndTLS(t *testing.T) {
	m := behindTLS(t, valid)
	for name, password := range map[string]string{"an open proxy": "", "a proxy with a password": "pr0xy-p@ss/word"} {
		t.Run(name, func(t *testing.T) {
			m.proxy.ask(password)
			address := m.proxy.addr // host and port without a scheme are enough
			if password != "" {
				address = "http://me:pr0xy-p%40ss%2Fword@" + m.proxy.addr
			}
			g := m.ask(t, entra.Options{Proxy: address, CAFile: m.caFile})
			if !g.Got || g.Issuer != "Acme Inspection CA" || !g.Inspected || g.Route != (wire.Route{Proxy: m.proxy.addr, From: "--proxy"}) {
				t.Errorf("got %+v", g)
			}
		})
	}
	if !slices.Equal(slices.Compact(m.proxy.asked()), []string{"CONNECT " + global + ":443"}) {
		t.Errorf("the proxy was asked for %v", m.proxy.asked())
	}
}

// asksSignIn is how the proxy in these tests answers without a password.
const asksSignIn = `407 Proxy Authentication Required, for "acme"`

func TestAProxyThatDoesNotLetThrough(t *testing.T) {
	m := behindTLS(t, valid)
	m.proxy.ask("right")
	nobody := startProxy(t, "127.0.0.1:1") // nothing listens there, so it answers 502
	for name, c := range map[string]struct{ proxy, detail string }{
		"no password":               {"http://" + m.proxy.addr, asksSignIn},
		"a wrong password":          {"http://me:wr0ng-password@" + m.proxy.addr, asksSignIn},
		"a proxy that is not there": {"http://me:wr0ng-password@127.0.0.1:1", "refused"},
		"a proxy that is no proxy":  {"https://me:wr0ng-password@" + m.proxy.addr, "TLS"},
		"a proxy without a way on":  {"http://" + nobody.addr, "502"},
		"no such SOCKS proxy":       {"socks5://me:wr0ng-password@127.0.0.1:1", "refused"},
	} {
		t.Run(name, func(t *testing.T) {
			g := m.ask(t, entra.Options{Proxy: c.proxy, CAFile: m.caFile})
			if g.Trouble != wire.Proxy || !strings.Contains(g.Detail, c.detail) || g.Route.From != "--proxy" || g.Route.Proxy == "" {
				t.Errorf("got %q (%s) by %+v", g.Trouble, g.Detail, g.Route)
			}
			if (g.Route.Wants == "Basic") != (c.detail == asksSignIn) {
				t.Errorf("it wants %q", g.Route.Wants)
			}
			if strings.Contains(shown(g), "wr0ng") {
				t.Error("the proxy's password is shown")
			}
		})
	}
	if n := len(m.Requests()); n != 0 {
		t.Errorf("%d requests came through", n)
	}
}

func TestACertificateThatIsNotTrusted(t *testing.T) {
	for name, c := range map[string]struct {
		certificate certificate
		trusted     bool
		detail      string
	}{
		"issued by nobody known": {valid, false, "issued by Acme Inspection CA"},
		"for another host":       {certificate{[]string{"guest.hotel.example"}, time.Now().Add(time.Hour), tls.VersionTLS13}, true, "made for guest.hotel.example"},
		"expired":                {certificate{valid.names, time.Now().Add(-time.Hour), tls.VersionTLS13}, true, "not valid now"},
		"TLS 1.1":                {certificate{valid.names, valid.notAfter, tls.VersionTLS11}, true, "protocol version"},
	} {
		t.Run(name, func(t *testing.T) {
			m := behindTLS(t, c.certificate)
			o := entra.Options{Proxy: m.proxy.addr}
			if c.trusted {
				o.CAFile = m.caFile
			}
			g := m.ask(t, o)
			if g.Trouble != wire.CertUntrusted || !strings.Contains(g.Detail, c.detail) {
				t.Errorf("got %q (%s)", g.Trouble, g.Detail)
			}
			if n := len(m.Requests()); n != 0 {
				t.Errorf("%d requests came through", n)
			}
		})
	}
}

func TestAPlainServerOnTheTLSPort(t *testing.T) {
	m := behindTLS(t, valid)
	plain := startProxy(t, strings.TrimPrefix(m.URL(), "http://"))
	if g := m.ask(t, entra.Options{Proxy: plain.addr, CAFile: m.caFile}); g.Trouble != wire.PlainHTTP {
		t.Errorf("got %q (%s)", g.Trouble, g.Detail)
	}
}

func TestOptionsThatCannotBeUsed(t *testing.T) {
	dir := t.TempDir()
	empty := filepath.Join(dir, "empty.pem")
	if err := os.WriteFile(empty, []byte("hello"), 0o600); err != nil {
		t.Fatal(err)
	}
	for name, c := range map[string]struct {
		o    entra.Options
		want string
	}{
		"a proxy of an unknown kind": {entra.Options{Proxy: "ftp://me:s3cret@proxy.example"}, "the proxy's address is not usable"},
		"a proxy that is no address": {entra.Options{Proxy: "http://me:s3cret@proxy example:x"}, "the proxy's address is not usable"},
		"a proxy without a host":     {entra.Options{Proxy: "http://me:s3cret@"}, "the proxy's address is not usable"},
		"a proxy with a path":        {entra.Options{Proxy: "http://proxy.example/s3cret"}, "the proxy's address is not usable"},
		"a file that is not there":   {entra.Options{CAFile: filepath.Join(dir, "none.pem")}, "certificate file: "},
		"a directory":                {entra.Options{CAFile: dir}, "certificate file: "},
		"a file without certificate": {entra.Options{CAFile: empty}, "no PEM certificate in it"},
	} {
		_, err := entra.New(c.o)
		if err == nil || !strings.Contains(err.Error(), c.want) || strings.Contains(err.Error(), "s3cret") {
			t.Errorf("%s: %v", name, err)
		}
	}
}

// TestInAnotherProcess runs this test binary again, because a process reads the
// environment only once.
func TestInAnotherProcess(t *testing.T) {
	t.Parallel()
	m := behindTLS(t, valid)
	m.proxy.ask("s3cret-proxy")
	good := m.tenant.Good()
	for name, c := range map[string]struct {
		env  []string
		want string
	}{
		"GODEBUG makes HTTP/2 talk":   {[]string{"GODEBUG=http2debug=2", "HTTPS_PROXY=http://me:s3cret-proxy@" + m.proxy.addr, "SSL_CERT_FILE=" + m.caFile}, `got true ""`},
		"a broken proxy address":      {[]string{"HTTPS_PROXY=http://me:s3cret-proxy@%zz:1", "SSL_CERT_FILE=" + m.caFile}, `got false "proxy"`},
		"a proxy with wrong password": {[]string{"https_proxy=http://me:s3cret-other@" + m.proxy.addr, "SSL_CERT_FILE=" + m.caFile}, `got false "proxy"`},
		"certificates not trusted":    {[]string{"HTTPS_PROXY=http://me:s3cret-proxy@" + m.proxy.addr}, `got false "tls"`},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			again := exec.Command(os.Args[0], "-test.run=^TestHelperAsks$", "-test.v")
			again.Env = append([]string{"MAILGRANT_TEST_ASK=" + m.tenant.ID, "PATH=" + os.Getenv("PATH"), "HOME=" + t.TempDir()}, c.env...)
			out, err := again.CombinedOutput()
			text := string(out)
			if err != nil || !strings.Contains(text, c.want) {
				t.Fatalf("%v, want %s in:\n%s", err, c.want, text)
			}
			for _, hidden := range []string{"http2", good.Secret(), "s3cret", "eyJ", "client_secret"} {
				if strings.Contains(text, hidden) {
					t.Errorf("%q is in:\n%s", hidden, text)
				}
			}
		})
	}
}

// TestHelperAsks is the other process: it asks once and prints the result.
func TestHelperAsks(t *testing.T) {
	tenant := os.Getenv("MAILGRANT_TEST_ASK")
	if tenant == "" {
		t.Skip("only as a helper of TestInAnotherProcess")
	}
	c, err := entra.New(entra.Options{})
	if err != nil {
		t.Fatal(err)
	}
	s := stage{Client: c, tenant: contosoNow()}
	g := c.Token(t.Context(), s.good())
	t.Logf("got %v %q %s", g.Got, g.Trouble, g.Detail)
}
