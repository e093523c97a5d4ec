package entra

import (
	"crypto/x509"
	"os"
	"path/filepath"
	"runtime"
)

// bundles are where Linux distributions keep all the certificates that they trust
// in one file, in the order in which crypto/x509 looks for them.
var bundles = []string{
	"/etc/ssl/certs/ca-certificates.crt",
	"/etc/pki/tls/certs/ca-bundle.crt", // up to here they are in a directory that crypto/x509 reads as well
	"/etc/ssl/ca-bundle.pem",
	"/etc/pki/tls/cacert.pem",
	"/etc/pki/ca-trust/extracted/pem/tls-ca-bundle.pem",
	"/etc/ssl/cert.pem",
}

// roots is what this computer trusts with extra added; nil, which leaves it to
// crypto/x509 to complain, where there is neither.
func roots(extra []byte) *x509.CertPool {
	pool := bundled()
	if pool == nil {
		var err error
		if pool, err = x509.SystemCertPool(); err != nil {
			if extra == nil {
				return nil
			}
			pool = x509.NewCertPool()
		}
	}
	pool.AppendCertsFromPEM(extra)
	return pool
}

// bundled is the system's bundle with what SSL_CERT_FILE names; nil where there is
// no bundle. Beside a file crypto/x509 reads directories, in which the bundle's
// certificates are again, a file each: those are left out.
func bundled() *x509.CertPool {
	if runtime.GOOS != "linux" {
		return nil
	}
	file := os.Getenv("SSL_CERT_FILE")
	for _, path := range places(file, os.Getenv("SSL_CERT_DIR")) {
		pem, err := os.ReadFile(path)
		if err != nil {
			continue
		}
		pool := x509.NewCertPool()
		if !pool.AppendCertsFromPEM(pem) {
			return nil
		}
		if file != "" && file != path {
			pem, _ = os.ReadFile(file) // crypto/x509 goes on without it, too
			pool.AppendCertsFromPEM(pem)
		}
		return pool
	}
	return nil
}

// places are the bundles that may stand for what crypto/x509 would read, by the
// environment: where that names a file or a directory, those in a directory that
// it would read; for a directory of somebody's own there is none.
func places(file, directory string) []string {
	if file == "" && directory == "" {
		return bundles
	}
	var within []string
	for _, path := range bundles[:2] {
		if directory == "" || filepath.Clean(directory) == filepath.Dir(path) {
			within = append(within, path)
		}
	}
	return within
}
