package entra

import (
	"crypto/x509"
	"os"
	"path/filepath"
	"runtime"
)

// bundles are where Linux distributions keep all trusted certificates in one
// file, in the order in which crypto/x509 looks for them.
var bundles = []string{
	"/etc/ssl/certs/ca-certificates.crt",
	"/etc/pki/tls/certs/ca-bundle.crt", // those up to here are in a directory that crypto/x509 reads as well
	"/etc/ssl/ca-bundle.pem",
	"/etc/pki/tls/cacert.pem",
	"/etc/pki/ca-trust/extracted/pem/tls-ca-bundle.pem",
	"/etc/ssl/cert.pem",
}

// roots is what this computer trusts, with extra added. If there is neither, it
// is nil, and crypto/x509 reports the error.
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

// bundled is the system's bundle, with the certificates in SSL_CERT_FILE; nil if
// there is no bundle. crypto/x509 also reads directories, which hold the bundle's
// certificates again, one per file; bundled skips those.
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
			pem, _ = os.ReadFile(file) // crypto/x509 continues without it, too
			pool.AppendCertsFromPEM(pem)
		}
		return pool
	}
	return nil
}

// places are the bundles that can replace what crypto/x509 would read in this
// environment. If the environment names a file or a directory, they are those in
// a directory that it would read; for a custom directory there are none.
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
