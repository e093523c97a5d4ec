package entra

import (
	"crypto/tls"
	"crypto/x509"
	"slices"
	"strings"
)

// authorities are the organizations whose root certificates Microsoft's sign-in
// and Graph use, in all clouds: facts/entra.md section 12, and the roots that
// Microsoft's page "Azure Certificate Authority details" lists for its public
// and national clouds. A chain to another root is worth a note, no more:
// Microsoft may add one.
var authorities = []string{
	"DigiCert Inc", // Global Root CA, G2 and G3, TLS RSA4096 and ECC P384 Root G5; China's CN CAs chain to these
	"DigiCert, Inc.",
	"Microsoft Corporation", // RSA and ECC Root Certificate Authority 2017, and the issuing CAs below DigiCert
	"Baltimore",             // CyberTrust Root
	"Entrust, Inc.",         // Root Certification Authority - G2
	"D-Trust GmbH",          // Root Class 3 CA 2 2009
}

// inspected reports a connection with a certificate that this computer trusts
// but that none of Microsoft's authorities issued: something on the network
// decrypts the connection.
func inspected(state *tls.ConnectionState) bool {
	if state == nil || len(state.VerifiedChains) == 0 {
		return false
	}
	return !slices.ContainsFunc(state.VerifiedChains, func(chain []*x509.Certificate) bool {
		return len(chain) > 0 && vouched(chain[len(chain)-1])
	})
}

// vouched reports a root certificate of one of the authorities.
func vouched(anchor *x509.Certificate) bool {
	return slices.ContainsFunc(anchor.Subject.Organization, func(name string) bool {
		return slices.ContainsFunc(authorities, func(a string) bool { return strings.EqualFold(a, strings.TrimSpace(name)) })
	})
}
