package entra_test

import (
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/tls"
	"crypto/x509"
	"crypto/x509/pkix"
	"encoding/base64"
	"encoding/pem"
	"io"
	"log"
	"math/big"
	"net"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"sync"
	"testing"
	"time"

	"mailgrant/flow/entra/entratest"
)

// microsoft is the local Microsoft behind TLS, reached by its real host names
// through a proxy. All of the client's network code is real.
type microsoft struct {
	*entratest.Server
	tenant entratest.Tenant
	caFile string
	proxy  *proxy
}

// certificate says how to make the server's certificate.
type certificate struct {
	names    []string
	notAfter time.Time
	version  uint16 // the newest TLS version that the server speaks
}

var valid = certificate{[]string{"login.microsoftonline.com", "login.microsoftonline.us"}, time.Now().Add(time.Hour), tls.VersionTLS13}

func behindTLS(t testing.TB, c certificate) *microsoft {
	t.Helper()
	m := &microsoft{tenant: entratest.Contoso(time.Now())}
	var err error
	if m.Server, err = entratest.Start(m.tenant); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(m.Close)
	own, root := signed(t, c)
	front := httptest.NewUnstartedServer(m.Handler())
	front.TLS = &tls.Config{Certificates: []tls.Certificate{own}, MaxVersion: c.version, MinVersion: tls.VersionTLS10}
	front.EnableHTTP2 = true // which the client must not use
	front.Config.ErrorLog = log.New(io.Discard, "", 0)
	front.StartTLS()
	t.Cleanup(front.Close)
	m.proxy = startProxy(t, front.Listener.Addr().String())
	m.caFile = filepath.Join(t.TempDir(), "root.pem")
	if err := os.WriteFile(m.caFile, root, 0o600); err != nil {
		t.Fatal(err)
	}
	return m
}

// signed makes a certificate and the root that issued it.
func signed(t testing.TB, c certificate) (own tls.Certificate, root []byte) {
	t.Helper()
	must := func(err error) {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
	}
	rootKey, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	must(err)
	issuer := &x509.Certificate{
		SerialNumber: big.NewInt(1), Subject: pkix.Name{CommonName: "Acme Inspection CA"},
		NotBefore: time.Now().Add(-48 * time.Hour), NotAfter: time.Now().Add(time.Hour),
		IsCA: true, BasicConstraintsValid: true, KeyUsage: x509.KeyUsageCertSign,
	}
	rootDER, err := x509.CreateCertificate(rand.Reader, issuer, issuer, &rootKey.PublicKey, rootKey)
	must(err)
	key, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	must(err)
	leaf := &x509.Certificate{
		SerialNumber: big.NewInt(2), Subject: pkix.Name{CommonName: c.names[0]}, DNSNames: c.names,
		NotBefore: time.Now().Add(-24 * time.Hour), NotAfter: c.notAfter,
		ExtKeyUsage: []x509.ExtKeyUsage{x509.ExtKeyUsageServerAuth},
	}
	der, err := x509.CreateCertificate(rand.Reader, leaf, issuer, &key.PublicKey, rootKey)
	must(err)
	root = pem.EncodeToMemory(&pem.Block{Type: "CERTIFICATE", Bytes: rootDER})
	return tls.Certificate{Certificate: [][]byte{der}, PrivateKey: key}, root
}

// proxy accepts CONNECT and connects every host name to one address.
type proxy struct {
	addr   string // where it listens
	target string
	far    time.Duration // a round trip to the target

	mu       sync.Mutex
	password string   // required if set
	hosts    []string // the hosts in its CONNECT requests
}

// ask makes the proxy require this password from now on.
func (p *proxy) ask(password string) {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.password = password
}

func startProxy(t testing.TB, target string) *proxy {
	t.Helper()
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	p := &proxy{addr: l.Addr().String(), target: target}
	server := &http.Server{Handler: p, ReadHeaderTimeout: time.Second}
	go func() { _ = server.Serve(l) }()
	t.Cleanup(func() { _ = server.Close() })
	return p
}

func (p *proxy) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	p.mu.Lock()
	p.hosts = append(p.hosts, r.Method+" "+r.Host)
	want := p.password
	p.mu.Unlock()
	if want != "" && r.Header.Get("Proxy-Authorization") != "Basic "+base64.StdEncoding.EncodeToString([]byte("me:"+want)) {
		w.Header().Set("Proxy-Authenticate", `Basic realm="acme"`)
		w.WriteHeader(http.StatusProxyAuthRequired)
		return
	}
	if r.Method != http.MethodConnect {
		http.Error(w, "only CONNECT", http.StatusMethodNotAllowed)
		return
	}
	time.Sleep(p.far)
	there, err := net.Dial("tcp", p.target)
	if err != nil {
		http.Error(w, "no way", http.StatusBadGateway)
		return
	}
	here, rest, err := http.NewResponseController(w).Hijack()
	if err != nil {
		_ = there.Close()
		return
	}
	_, _ = io.WriteString(here, "HTTP/1.1 200 Connection established\r\n\r\n")
	var both sync.WaitGroup
	both.Go(func() { delayed(there, rest, p.far/2) })
	both.Go(func() { delayed(here, there, p.far/2) })
	both.Wait()
}

// delayed copies with a delay until either side is done.
func delayed(to net.Conn, from io.Reader, delay time.Duration) {
	defer func() { _ = to.Close() }()
	if delay == 0 {
		_, _ = io.Copy(to, from)
		return
	}
	type piece struct {
		due   time.Time
		bytes []byte
	}
	way := make(chan piece, 1024)
	go func() {
		defer close(way)
		for {
			buffer := make([]byte, 32<<10)
			n, err := from.Read(buffer)
			if err != nil {
				return
			}
			way <- piece{time.Now().Add(delay), buffer[:n]}
		}
	}()
	for p := range way {
		time.Sleep(time.Until(p.due))
		if _, err := to.Write(p.bytes); err != nil {
			return
		}
	}
}

func (p *proxy) asked() []string {
	p.mu.Lock()
	defer p.mu.Unlock()
	return append([]string(nil), p.hosts...)
}
