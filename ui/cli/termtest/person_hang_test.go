//go:build linux

package termtest

import (
	"crypto/tls"
	"io"
	"net"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
	"time"

	"mailgrant/flow/entra/entratest"
)

// soon is how long leaving may take on any machine, whatever is in progress.
// What hangs here ends by itself after 15 s.
const soon = 10 * time.Second

func TestAFetchThatHangsCanBeLeft(t *testing.T) {
	t.Parallel()
	const discovery, token = "/.well-known/openid-configuration", "/oauth2/v2.0/token"
	for place, c := range map[string]struct {
		holds string // the end of the held path
		to    func(walk) walk
	}{
		"looking up the tenant": {discovery, func(w walk) walk {
			w.toOrganization().Type(w.mailbox)
			w.on(wellFormed)
			return w
		}},
		"proving the credential": {token, func(w walk) walk { return w.filledIn().readTo("Prove") }},
	} {
		for how, leave := range map[string]func(walk) int{
			"ctrl+c, twice": func(w walk) int {
				w.Keys("ctrl+c")
				w.Wait("Leave now?")
				w.Keys("ctrl+c")
				return 130
			},
			"SIGTERM": func(w walk) int { w.Signal(syscall.SIGTERM); return 143 },
			"Esc, then ctrl+c": func(w walk) int {
				w.Wait("esc stop waiting")
				w.Keys("esc")
				w.WaitGone("esc stop waiting")
				w.Keys("ctrl+c")
				w.Wait("Leave now?")
				w.Keys("ctrl+c")
				return 130
			},
		} {
			t.Run(place+": "+how, func(t *testing.T) {
				proxy, ca, held := holdUp(t, c.holds)
				w := tryOut(t, Options{Args: []string{"setup", "--proxy", proxy, "--ca-file", ca}})
				w.noKeyring = true
				w = c.to(w)
				select {
				case <-held:
				case <-time.After(patience):
					t.Fatalf("nothing was asked:\n%s", w.Text())
				}
				start := time.Now()
				code := leave(w)
				w.ended(code)
				if took := time.Since(start); took > soon {
					t.Errorf("took %v, more than %v", took, soon)
				}
			})
		}
	}
}

func TestAProxyThatNeverAnswersCanBeLeft(t *testing.T) {
	t.Parallel()
	proxy, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer proxy.Close()
	w := tryOut(t, Options{Args: []string{"setup"}, Env: []string{"HTTPS_PROXY=http://" + proxy.Addr().String()}})
	w.toOrganization().Type(w.mailbox)
	w.on(wellFormed)
	reached, err := proxy.Accept()
	if err != nil {
		t.Fatal(err)
	}
	defer reached.Close()
	w.Keys("ctrl+c")
	w.Wait("Leave now?")
	start := time.Now()
	w.Keys("ctrl+c")
	w.ended(130)
	if took := time.Since(start); took > soon {
		t.Errorf("took %v, more than %v", took, soon)
	}
}

// holdUp opens a proxy that connects every host to the local Microsoft behind
// TLS. A request whose path has this ending is reported on held and never
// answered. ca is the path of the certificate to trust.
func holdUp(t *testing.T, ending string) (proxy, ca string, held <-chan struct{}) {
	t.Helper()
	m, err := entratest.Start(entratest.Contoso(time.Now()))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(m.Close)
	authority, certificate := vouch(t)
	ca = filepath.Join(t.TempDir(), "ca.pem")
	if err := os.WriteFile(ca, []byte(authority), 0o600); err != nil {
		t.Fatal(err)
	}
	came := make(chan struct{}, 8)
	behind := tls.NewListener(listen(t), &tls.Config{Certificates: []tls.Certificate{certificate}})
	serve(t, behind, func(w http.ResponseWriter, r *http.Request) {
		if strings.HasSuffix(r.URL.Path, ending) {
			came <- struct{}{}
			<-r.Context().Done()
			return
		}
		m.Handler().ServeHTTP(w, r)
	})
	front := listen(t)
	serve(t, front, func(w http.ResponseWriter, _ *http.Request) { tunnel(w, behind.Addr().String()) })
	return "http://" + front.Addr().String(), ca, came
}

func listen(t *testing.T) net.Listener {
	t.Helper()
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	return l
}

func serve(t *testing.T, l net.Listener, h http.HandlerFunc) {
	t.Helper()
	server := &http.Server{Handler: h, ReadHeaderTimeout: patience}
	go func() { _ = server.Serve(l) }()
	t.Cleanup(func() { _ = server.Close() })
}

// tunnel answers CONNECT for any host with a connection to one address.
func tunnel(w http.ResponseWriter, to string) {
	there, err := net.Dial("tcp", to)
	if err != nil {
		http.Error(w, err.Error(), http.StatusBadGateway)
		return
	}
	defer there.Close()
	w.WriteHeader(http.StatusOK)
	here, buffered, err := http.NewResponseController(w).Hijack()
	if err != nil {
		return
	}
	defer here.Close()
	go func() { _, _ = io.Copy(there, buffered); _ = there.Close() }()
	_, _ = io.Copy(here, there)
}
