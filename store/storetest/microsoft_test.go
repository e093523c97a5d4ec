//go:build linux

package storetest

import (
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/tls"
	"crypto/x509"
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

	"mailgrant/flow/entra/entratest"
)

// microsoft is a local Microsoft behind a proxy, which connects every host to
// it. Its app has two valid secrets.
type microsoft struct {
	proxy, ca            string
	clientID, mailbox    string
	oldSecret, newSecret entratest.Secret
}

func openMicrosoft(t testing.TB) microsoft {
	t.Helper()
	contoso := entratest.Contoso(time.Now())
	var m microsoft
	for i := range contoso.Apps {
		if a := &contoso.Apps[i]; a.Key == "expiring" {
			made := entratest.Secret{Note: "new", Value: entratest.SecretFor("a new secret"), Starts: a.Secrets[0].Starts, Ends: time.Now().AddDate(0, 6, 0)}
			m.clientID, m.oldSecret, m.newSecret = a.ClientID, a.Secrets[0], made
			a.Secrets = append(a.Secrets, made)
		}
	}
	m.mailbox = contoso.Mailboxes[0].Address
	server, err := entratest.Start(contoso)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(server.Close)
	behind := httptest.NewUnstartedServer(server.Handler())
	certificate, text := vouch(t)
	behind.TLS = &tls.Config{Certificates: []tls.Certificate{certificate}}
	behind.Config.ErrorLog = log.New(io.Discard, "", 0)
	behind.StartTLS()
	t.Cleanup(behind.Close)
	m.ca = filepath.Join(t.TempDir(), "ca.pem")
	if err := os.WriteFile(m.ca, text, 0o644); err != nil {
		t.Fatal(err)
	}
	front := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		tunnel(w, behind.Listener.Addr().String())
	}))
	t.Cleanup(front.Close)
	m.proxy = front.URL
	return m
}

// tunnel answers CONNECT for any host with a connection to one address.
func tunnel(w http.ResponseWriter, to string) {
	there, err := net.Dial("tcp", to)
	if err != nil {
		http.Error(w, err.Error(), http.StatusBadGateway)
		return
	}
	defer func() { _ = there.Close() }()
	w.WriteHeader(http.StatusOK)
	here, buffered, err := http.NewResponseController(w).Hijack()
	if err != nil {
		return
	}
	defer func() { _ = here.Close() }()
	go func() { _, _ = io.Copy(there, buffered); _ = there.Close() }()
	_, _ = io.Copy(here, there)
}

// vouch makes a self-signed certificate for Microsoft's hosts.
func vouch(t testing.TB) (certificate tls.Certificate, text []byte) {
	t.Helper()
	key, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	now := time.Now()
	c := &x509.Certificate{
		SerialNumber: big.NewInt(1), NotBefore: now.Add(-time.Hour), NotAfter: now.Add(24 * time.Hour),
		DNSNames: []string{"login.microsoftonline.com", "graph.microsoft.com"}, IsCA: true, BasicConstraintsValid: true,
	}
	der, err := x509.CreateCertificate(rand.Reader, c, c, &key.PublicKey, key)
	if err != nil {
		t.Fatal(err)
	}
	return tls.Certificate{Certificate: [][]byte{der}, PrivateKey: key}, pem.EncodeToMemory(&pem.Block{Type: "CERTIFICATE", Bytes: der})
}

// answers are those of a user who has a secret.
func (m microsoft) answers(s entratest.Secret) map[string]string {
	return map[string]string{
		"Mailbox address": m.mailbox, "Client ID": m.clientID, "added?": "all",
		"Client secret": s.Value, "Expires": s.Ends.Format(time.DateOnly), "Name": "contoso",
	}
}
