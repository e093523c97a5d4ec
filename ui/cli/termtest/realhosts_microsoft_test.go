//go:build linux

package termtest

import (
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
	"testing"
	"time"

	"mailgrant/flow/entra/entratest"
)

// microsoftNames are the hosts that lead to the local Microsoft: sign-in and
// Graph of each national cloud, and others that a bug might request.
var microsoftNames = []string{
	"login.microsoftonline.com", "login.windows.net", "login.microsoft.com", "sts.windows.net", "graph.microsoft.com",
	"login.microsoftonline.us", "graph.microsoft.us", "dod-graph.microsoft.us",
	"login.partner.microsoftonline.cn", "microsoftgraph.chinacloudapi.cn",
	"entra.microsoft.com", "portal.azure.com", "portal.azure.us", "portal.azure.cn",
}

// microsoft is the local Microsoft behind TLS on port 443, with the authority
// that issued its certificate, and another authority.
type microsoft struct {
	*entratest.Server
	contoso, fabrikam entratest.Tenant
	ca, otherCA       string // paths
}

func openMicrosoft(t *testing.T) microsoft {
	t.Helper()
	now := time.Now()
	m := microsoft{contoso: entratest.Contoso(now), fabrikam: entratest.Fabrikam(now)}
	var err error
	if m.Server, err = entratest.Start(m.contoso, m.fabrikam); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(m.Server.Close)
	authority, certificate := vouch(t)
	other, _ := vouch(t)
	m.ca, m.otherCA = put(t, "ca.pem", 0o644, authority), put(t, "other-ca.pem", 0o644, other)
	l, err := net.Listen("tcp", "127.0.0.1:443")
	if err != nil {
		t.Fatal(err)
	}
	server := &http.Server{
		Handler:   m.Handler(),
		TLSConfig: &tls.Config{Certificates: []tls.Certificate{certificate}},
		ErrorLog:  log.New(io.Discard, "", 0), // clients without trust hang up on purpose
	}
	go func() { _ = server.ServeTLS(l, "", "") }()
	t.Cleanup(func() { _ = server.Close() })
	return m
}

// vouch makes an authority, as PEM, and its certificate for all the names.
func vouch(t *testing.T) (authority string, certificate tls.Certificate) {
	t.Helper()
	ca := &x509.Certificate{
		SerialNumber: big.NewInt(1), Subject: pkix.Name{CommonName: "Test authority"},
		NotBefore: time.Now().Add(-time.Hour), NotAfter: time.Now().Add(time.Hour),
		IsCA: true, BasicConstraintsValid: true, KeyUsage: x509.KeyUsageCertSign,
	}
	leaf := &x509.Certificate{
		SerialNumber: big.NewInt(2), Subject: pkix.Name{CommonName: microsoftNames[0]}, DNSNames: microsoftNames,
		NotBefore: ca.NotBefore, NotAfter: ca.NotAfter,
		KeyUsage: x509.KeyUsageDigitalSignature, ExtKeyUsage: []x509.ExtKeyUsage{x509.ExtKeyUsageServerAuth},
	}
	caKey, leafKey := newKey(t), newKey(t)
	caDER, err := x509.CreateCertificate(rand.Reader, ca, ca, &caKey.PublicKey, caKey)
	if err != nil {
		t.Fatal(err)
	}
	leafDER, err := x509.CreateCertificate(rand.Reader, leaf, ca, &leafKey.PublicKey, caKey)
	if err != nil {
		t.Fatal(err)
	}
	authority = string(pem.EncodeToMemory(&pem.Block{Type: "CERTIFICATE", Bytes: caDER}))
	return authority, tls.Certificate{Certificate: [][]byte{leafDER}, PrivateKey: leafKey}
}

func newKey(t *testing.T) *ecdsa.PrivateKey {
	t.Helper()
	key, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	return key
}
