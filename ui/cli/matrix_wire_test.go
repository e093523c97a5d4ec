package cli

import (
	"bufio"
	"context"
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/tls"
	"crypto/x509"
	"crypto/x509/pkix"
	"encoding/pem"
	"io"
	"log"
	"math/big"
	"net"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"testing"
	"time"
)

// leaf describes the certificate that answers in Microsoft's place.
type leaf struct {
	names  []string
	ends   time.Time
	newest uint16 // TLS version
	issuer string
}

func soundLeaf() leaf {
	return leaf{[]string{"login.microsoftonline.com", "graph.microsoft.com"}, time.Now().Add(time.Hour), tls.VersionTLS13, "Acme Inspection CA"}
}

// behindTLS serves the local Microsoft over TLS, and returns its address and a
// file with its certificate authority.
func (l leaf) behindTLS(t *testing.T, s *stage) (address, authority string) {
	t.Helper()
	certificate, root := l.sign(t)
	front := httptest.NewUnstartedServer(s.ms.Handler())
	front.TLS = &tls.Config{Certificates: []tls.Certificate{certificate}, MaxVersion: l.newest, MinVersion: tls.VersionTLS10}
	front.Config.ErrorLog = log.New(io.Discard, "", 0)
	front.StartTLS()
	t.Cleanup(front.Close)
	authority = filepath.Join(t.TempDir(), "root.pem")
	if err := os.WriteFile(authority, root, 0o600); err != nil {
		t.Fatal(err)
	}
	return front.Listener.Addr().String(), authority
}

func (l leaf) sign(t *testing.T) (own tls.Certificate, root []byte) {
	t.Helper()
	ca := &x509.Certificate{
		SerialNumber: big.NewInt(1), Subject: pkix.Name{CommonName: l.issuer}, NotBefore: time.Now().Add(-48 * time.Hour),
		NotAfter: time.Now().Add(time.Hour), IsCA: true, BasicConstraintsValid: true, KeyUsage: x509.KeyUsageCertSign,
	}
	own.PrivateKey = newKey(t)
	caKey := newKey(t)
	caDER := certify(t, ca, ca, caKey, caKey)
	own.Certificate = [][]byte{certify(t, &x509.Certificate{
		SerialNumber: big.NewInt(2), Subject: pkix.Name{CommonName: l.names[0]}, DNSNames: l.names,
		NotBefore: time.Now().Add(-24 * time.Hour), NotAfter: l.ends, ExtKeyUsage: []x509.ExtKeyUsage{x509.ExtKeyUsageServerAuth},
	}, ca, own.PrivateKey.(*ecdsa.PrivateKey), caKey)}
	return own, pem.EncodeToMemory(&pem.Block{Type: "CERTIFICATE", Bytes: caDER})
}

func newKey(t *testing.T) *ecdsa.PrivateKey {
	t.Helper()
	key, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	return key
}

func certify(t *testing.T, own, issuer *x509.Certificate, key, by *ecdsa.PrivateKey) []byte {
	t.Helper()
	der, err := x509.CreateCertificate(rand.Reader, own, issuer, &key.PublicKey, by)
	if err != nil {
		t.Fatal(err)
	}
	return der
}

// accepting answers every connection with handle until the test ends.
func accepting(t *testing.T, handle func(net.Conn)) (address string) {
	t.Helper()
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	ctx, stop := context.WithCancel(context.Background())
	t.Cleanup(func() { stop(); _ = l.Close() })
	go func() {
		for {
			conn, err := l.Accept()
			if err != nil {
				return
			}
			go func() {
				defer func() { _ = conn.Close() }()
				defer context.AfterFunc(ctx, func() { _ = conn.Close() })()
				handle(conn)
			}()
		}
	}()
	return l.Addr().String()
}

// connecting is a proxy that connects every host to target.
func connecting(t *testing.T, target string) (address string) {
	t.Helper()
	return accepting(t, func(here net.Conn) {
		reader := bufio.NewReader(here)
		if _, err := http.ReadRequest(reader); err != nil {
			return
		}
		there, err := net.Dial("tcp", target)
		if err != nil {
			_, _ = io.WriteString(here, "HTTP/1.1 502 Bad Gateway\r\nContent-Length: 0\r\n\r\n")
			return
		}
		defer func() { _ = there.Close() }()
		_, _ = io.WriteString(here, "HTTP/1.1 200 Connection established\r\n\r\n")
		go func() { _, _ = io.Copy(there, reader); _ = there.Close() }()
		_, _ = io.Copy(here, there)
	})
}

// replying is a proxy that answers CONNECT with these bytes, and then waits
// until the other side closes.
func replying(t *testing.T, answer string) (address string) {
	t.Helper()
	return accepting(t, func(conn net.Conn) {
		if _, err := http.ReadRequest(bufio.NewReader(conn)); err == nil {
			_, _ = io.WriteString(conn, answer)
		}
	})
}

// wordless accepts connections and never sends anything.
func wordless(t *testing.T) (address string) {
	t.Helper()
	return accepting(t, func(conn net.Conn) { _, _ = io.Copy(io.Discard, conn) })
}

// closed is a local address on which nothing listens.
func closed(t *testing.T) string {
	t.Helper()
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = l.Close() }()
	return l.Addr().String()
}
