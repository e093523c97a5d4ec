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

// newTransport speaks only HTTP/1.1, over TLS 1.2 or newer: GODEBUG=http2debug
// can make HTTP/2 print what it sends.
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

// dialBeside connects while trust reads the trusted certificates, which only
// the handshake needs.
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

// certificates reads a CA file; nil if path is "". No error repeats the path,
// which may be a misplaced secret.
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
