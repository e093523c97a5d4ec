package entra

import (
	"crypto/tls"
	"crypto/x509"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"net"
	"net/http"
	"os"
	"sync"
	"time"
)

const (
	maxHeader      = 64 << 10 // bytes of response headers
	maxCertificate = 8 << 20  // bytes of a CA file
	maxIdle        = 128      // connections kept per host, above any fleet's workers
)

// lazy is a transport that is built when it is first needed, or before, while
// the program does other things: reading the system's certificates takes tens
// of milliseconds.
type lazy struct{ built func() *http.Transport }

func (l lazy) RoundTrip(r *http.Request) (*http.Response, error) { return l.built().RoundTrip(r) }
func (l lazy) CloseIdleConnections()                             { l.built().CloseIdleConnections() }

// newTransport speaks HTTP/1.1 only, since HTTP/2 can be made to print what it
// sends (GODEBUG=http2debug), over TLS 1.2 or newer.
func newTransport(proxy proxyFunc, extra []byte) lazy {
	return lazy{sync.OnceValue(func() *http.Transport {
		h1 := new(http.Protocols)
		h1.SetHTTP1(true)
		return &http.Transport{
			Proxy:                  proxy,
			OnProxyConnectResponse: proxyAnswered,
			DialContext:            (&net.Dialer{Timeout: 10 * time.Second, KeepAlive: 30 * time.Second}).DialContext,
			TLSClientConfig:        &tls.Config{MinVersion: tls.VersionTLS12, RootCAs: roots(extra)},
			TLSHandshakeTimeout:    10 * time.Second,
			ResponseHeaderTimeout:  15 * time.Second,
			IdleConnTimeout:        30 * time.Second,
			MaxIdleConnsPerHost:    maxIdle,
			MaxResponseHeaderBytes: maxHeader,
			Protocols:              h1,
		}
	})}
}

// roots is the system's pool with extra added, or nil, which means the system's,
// where there is none to add to.
func roots(extra []byte) *x509.CertPool {
	pool, err := x509.SystemCertPool()
	if extra == nil {
		return nil // loaded all the same: crypto/x509 keeps it for the first handshake
	}
	if err != nil {
		pool = x509.NewCertPool()
	}
	pool.AppendCertsFromPEM(extra)
	return pool
}

// certificates reads a CA file; nil for no file. No error repeats the path,
// which may be a secret put in the wrong place.
func certificates(path string) ([]byte, error) {
	if path == "" {
		return nil, nil
	}
	f, err := os.Open(path)
	if err != nil {
		return nil, unreadable(err)
	}
	defer func() { _ = f.Close() }()
	pem, err := io.ReadAll(io.LimitReader(f, maxCertificate))
	if err != nil {
		return nil, unreadable(err)
	}
	if !x509.NewCertPool().AppendCertsFromPEM(pem) {
		return nil, errors.New("certificate file: no PEM certificate in it")
	}
	return pem, nil
}

func unreadable(err error) error {
	var of *fs.PathError
	if errors.As(err, &of) {
		err = of.Err
	}
	return fmt.Errorf("certificate file: %w", err)
}
