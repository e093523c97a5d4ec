package entra

import (
	"crypto/tls"
	"crypto/x509"
	"crypto/x509/pkix"
	"errors"
	"net"
	"strings"

	"mailgrant/flow/wire"
)

// ofTLS says what is wrong with a certificate, and who issued it.
func ofTLS(err error) (wire.Trouble, string) {
	var (
		bad       *tls.CertificateVerificationError
		authority x509.UnknownAuthorityError
		host      x509.HostnameError
		invalid   x509.CertificateInvalidError
		noRoots   x509.SystemRootsError
	)
	issuer := ""
	if errors.As(err, &bad) && len(bad.UnverifiedCertificates) > 0 {
		issuer = nameOf(bad.UnverifiedCertificates[0].Issuer)
	}
	switch {
	case errors.As(err, &host):
		return wire.CertUntrusted, "it was made for " + madeFor(host.Certificate) + by(issuer)
	case errors.As(err, &invalid) && invalid.Reason == x509.Expired:
		return wire.CertUntrusted, "by this computer's clock it is not valid now, but from " + span(invalid.Cert) + by(issuer)
	case errors.As(err, &authority), errors.As(err, &invalid), bad != nil:
		return wire.CertUntrusted, strings.TrimPrefix(by(issuer), ", ")
	case errors.As(err, &noRoots):
		return wire.CertUntrusted, "this computer has no list of trusted certificates"
	}
	return handshake(err)
}

// handshake handles a TLS connection that failed before any certificate was
// checked. crypto/tls has only texts for this; they contain nothing secret.
func handshake(err error) (wire.Trouble, string) {
	var op *net.OpError
	if errors.As(err, &op) && (op.Op == "remote error" || op.Op == "local error") {
		return wire.CertUntrusted, op.Err.Error()
	}
	var record tls.RecordHeaderError
	if errors.As(err, &record) {
		return wire.NoTrouble, ""
	}
	if text := innermost(err).Error(); strings.HasPrefix(text, "tls: ") {
		return wire.CertUntrusted, text
	}
	return wire.NoTrouble, ""
}

func innermost(err error) error {
	for {
		next := errors.Unwrap(err)
		if next == nil {
			return err
		}
		err = next
	}
}

func by(issuer string) string {
	if issuer == "" {
		return ""
	}
	return ", issued by " + issuer
}

// span is the time for which a certificate is valid.
func span(c *x509.Certificate) string {
	if c == nil {
		return "another time"
	}
	return c.NotBefore.UTC().Format("2006-01-02 15:04") + " to " + c.NotAfter.UTC().Format("2006-01-02 15:04") + " UTC"
}

// madeFor names at most three hosts of a certificate.
func madeFor(c *x509.Certificate) string {
	if c == nil || len(c.DNSNames) == 0 {
		return "another host"
	}
	return strings.Join(c.DNSNames[:min(len(c.DNSNames), 3)], ", ")
}

// nameOf is the name of a certificate's issuer.
func nameOf(n pkix.Name) string {
	if n.CommonName != "" {
		return n.CommonName
	}
	if len(n.Organization) > 0 {
		return n.Organization[0]
	}
	return n.String()
}
