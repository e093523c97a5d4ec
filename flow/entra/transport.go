package entra

import (
	"context"
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

// newTransport speaks HTTP/1.1 only, since HTTP/2 can be made to print what it
// sends (GODEBUG=http2debug), over TLS 1.2 or newer.
func newTransport(proxy proxyFunc, extra []byte) *http.Transport {
	h1 := new(http.Protocols)
	h1.SetHTTP1(true)
	secure := &tls.Config{MinVersion: tls.VersionTLS12}
	trust := sync.OnceFunc(func() { secure.RootCAs = roots(extra) })
	return &http.Transport{
		Proxy:                  proxy,
		OnProxyConnectResponse: proxyAnswered,
		DialContext:            dialBeside(trust),
		TLSClientConfig:        secure,
		TLSHandshakeTimeout:    10 * time.Second,
		ResponseHeaderTimeout:  15 * time.Second,
		IdleConnTimeout:        30 * time.Second,
		MaxIdleConnsPerHost:    maxIdle,
		MaxResponseHeaderBytes: maxHeader,
		Protocols:              h1,
	}
}

// dialBeside connects while trust reads whom to trust, which only the handshake
// behind it needs.
func dialBeside(trust func()) func(ctx context.Context, network, address string) (net.Conn, error) {
	dialer := &net.Dialer{Timeout: 10 * time.Second, KeepAlive: 30 * time.Second}
	return func(ctx context.Context, network, address string) (net.Conn, error) {
		go trust()
		conn, err := dialer.DialContext(ctx, network, address)
		if err == nil {
			trust()
		}
		return conn, err
	}
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
