package entra

import (
	"context"
	"crypto/tls"
	"errors"
	"io"
	"net"
	"net/http"
	"strings"
	"syscall"

	"mailgrant/flow/wire"
)

// Windows' own numbers for these errors differ from those in package syscall.
const (
	windowsReset   = syscall.Errno(10054)
	windowsRefused = syscall.Errno(10061)
)

// trouble says why an exchange has no complete answer. Its words are ours: the
// errors of the network may quote addresses, passwords or the server.
func trouble(x *exchange) (wire.Trouble, string) {
	if x.left {
		return wire.Abandoned, ""
	}
	for _, judge := range []func(error) (wire.Trouble, string){ofProxy, ofName, ofTLS, ofAnswer} {
		if t, detail := judge(x.err); t != wire.NoTrouble {
			return t, detail
		}
	}
	if timedOut(x.err) {
		return x.ranOut()
	}
	if x.status != 0 {
		return wire.Malformed, "it was cut short"
	}
	return ofConnection(x.err)
}

func timedOut(err error) bool {
	var n net.Error
	return errors.Is(err, context.DeadlineExceeded) || errors.As(err, &n) && n.Timeout()
}

// ofProxy is checked first: a proxy's name and certificate can be wrong as
// well.
func ofProxy(err error) (wire.Trouble, string) {
	var refused proxyRefusal
	if errors.As(err, &refused) {
		return wire.Proxy, refused.Error()
	}
	if errors.Is(err, errProxyAddress) {
		return wire.Proxy, "its address is not usable"
	}
	var op *net.OpError
	if !errors.As(err, &op) || op.Op != "proxyconnect" && op.Op != "socks connect" {
		return wire.NoTrouble, ""
	}
	if timedOut(err) {
		return wire.Proxy, "it did not answer in time"
	}
	if t, detail := ofName(op.Err); t != wire.NoTrouble {
		return wire.Proxy, "its name: " + detail
	}
	if t, detail := ofTLS(op.Err); t != wire.NoTrouble {
		return wire.Proxy, "its certificate: " + detail
	}
	if t, _ := ofAnswer(op.Err); t == wire.PlainHTTP {
		return wire.Proxy, "it does not speak TLS"
	}
	_, detail := ofConnection(op.Err)
	return wire.Proxy, "it can't be reached: " + detail
}

func ofName(err error) (wire.Trouble, string) {
	var dns *net.DNSError
	switch {
	case !errors.As(err, &dns):
		return wire.NoTrouble, ""
	case dns.IsNotFound:
		return wire.DNS, "there is no such name"
	case dns.IsTimeout:
		return wire.DNS, "DNS did not answer"
	}
	return wire.DNS, "DNS failed"
}

// ofAnswer handles answers that are not HTTP, or too long. net/http has only
// texts for these.
func ofAnswer(err error) (wire.Trouble, string) {
	var record tls.RecordHeaderError
	text := err.Error()
	switch {
	case errors.Is(err, errTooLarge):
		return wire.TooLarge, "it is larger than 1 MiB"
	case strings.Contains(text, "server response headers exceeded"):
		return wire.TooLarge, "its headers are larger than 64 KiB"
	case errors.Is(err, http.ErrSchemeMismatch), errors.As(err, &record):
		return wire.PlainHTTP, ""
	case strings.Contains(text, "malformed HTTP"), strings.Contains(text, "malformed MIME"),
		strings.Contains(text, "malformed chunked"), strings.Contains(text, "gzip: "), strings.Contains(text, "flate: "):
		return wire.Malformed, "it is not proper HTTP"
	}
	return wire.NoTrouble, ""
}

func ofConnection(err error) (wire.Trouble, string) {
	switch {
	case errors.Is(err, syscall.ECONNREFUSED), errors.Is(err, windowsRefused):
		return wire.Connect, "the connection was refused"
	case broken(err):
		return wire.Connect, "the connection was closed without an answer"
	}
	var op *net.OpError
	if errors.As(err, &op) {
		return wire.Connect, "no connection came about"
	}
	return wire.Connect, "the connection failed"
}

// broken reports whether the other side closed an established connection.
func broken(err error) bool {
	return errors.Is(err, io.EOF) || errors.Is(err, io.ErrUnexpectedEOF) || errors.Is(err, syscall.ECONNRESET) ||
		errors.Is(err, syscall.EPIPE) || errors.Is(err, windowsReset)
}
