package entra

import (
	"crypto/tls"
	"crypto/x509"
	"crypto/x509/pkix"
	"testing"
)

// chain is a chain from a leaf to a root with these names.
func chain(organizations ...string) []*x509.Certificate {
	var c []*x509.Certificate
	for _, name := range organizations {
		c = append(c, &x509.Certificate{Subject: pkix.Name{CommonName: name + " CA", Organization: []string{name}}})
	}
	return c
}

func TestWhoseAuthoritiesVouch(t *testing.T) {
	for name, c := range map[string]struct {
		chains [][]*x509.Certificate
		want   bool
	}{
		"Microsoft's issuing CA below DigiCert": {[][]*x509.Certificate{chain("Microsoft", "Microsoft Corporation", "DigiCert Inc")}, false},
		"Microsoft's own root":                  {[][]*x509.Certificate{chain("Microsoft", "Microsoft Corporation", "Microsoft Corporation")}, false},
		"Entrust's, as the US Government has":   {[][]*x509.Certificate{chain("Microsoft", "Entrust, Inc.", "Entrust, Inc.")}, false},
		"a company's own":                       {[][]*x509.Certificate{chain("Microsoft", "Acme Inspection", "Acme Root")}, true},
		"a company's that names DigiCert below": {[][]*x509.Certificate{chain("DigiCert Inc", "DigiCert Inc", "Acme Root")}, true},
		"a root without an organization":        {[][]*x509.Certificate{{{Subject: pkix.Name{CommonName: "DigiCert Global Root G2"}}}}, true},
		"two ways, one of them Microsoft's":     {[][]*x509.Certificate{chain("Microsoft", "Acme Root"), chain("Microsoft", "DigiCert Inc")}, false},
		"nothing verified":                      {nil, false},
		"an empty chain":                        {[][]*x509.Certificate{{}}, true},
	} {
		if got := inspected(&tls.ConnectionState{VerifiedChains: c.chains}); got != c.want {
			t.Errorf("%s: inspected is %v", name, got)
		}
	}
	if inspected(nil) {
		t.Error("without TLS nobody inspects it")
	}
}
