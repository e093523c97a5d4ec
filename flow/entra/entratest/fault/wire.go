package fault

import (
	"bytes"
	"compress/gzip"
	"crypto/tls"
	"fmt"
	"io"
	"net"
	"net/http"
	"strconv"
	"time"

	"mailgrant/flow/entra/entratest"
)

// Slow sends the good answer after d, or none if the client leaves first.
func Slow(d time.Duration) entratest.Fault {
	return func(w http.ResponseWriter, r *http.Request, answer http.Handler) {
		wait := time.NewTimer(d)
		defer wait.Stop()
		select {
		case <-wait.C:
			answer.ServeHTTP(w, r)
		case <-r.Context().Done():
		}
	}
}

// Hang never answers; it ends when the client leaves.
func Hang() entratest.Fault {
	return func(_ http.ResponseWriter, r *http.Request, _ http.Handler) { <-r.Context().Done() }
}

// Drip starts a good answer and then sends a space at each interval, forever.
func Drip(every time.Duration) entratest.Fault {
	return func(w http.ResponseWriter, r *http.Request, _ http.Handler) {
		w.Header().Set("Content-Type", "application/json")
		tick := time.NewTicker(every)
		defer tick.Stop()
		for {
			if _, err := io.WriteString(w, " "); err != nil {
				return
			}
			_ = http.NewResponseController(w).Flush()
			select {
			case <-tick.C:
			case <-r.Context().Done():
				return
			}
		}
	}
}

// Reset breaks the connection without an answer.
func Reset() entratest.Fault {
	return func(w http.ResponseWriter, _ *http.Request, _ http.Handler) {
		conn, _, err := http.NewResponseController(w).Hijack()
		if err != nil {
			return
		}
		inner := conn
		if t, ok := conn.(*tls.Conn); ok {
			inner = t.NetConn()
		}
		if t, ok := inner.(*net.TCPConn); ok {
			_ = t.SetLinger(0)
		}
		_ = inner.Close()
	}
}

// HangUp closes the connection cleanly, without an answer.
func HangUp() entratest.Fault {
	return func(w http.ResponseWriter, _ *http.Request, _ http.Handler) {
		if conn, _, err := http.NewResponseController(w).Hijack(); err == nil {
			_ = conn.Close()
		}
	}
}

// Flood answers with size bytes of JSON text, or without end if size is
// negative. It does not hold them in memory.
func Flood(size int64) entratest.Fault {
	return func(w http.ResponseWriter, _ *http.Request, _ http.Handler) {
		w.Header().Set("Content-Type", "application/json")
		if _, err := io.WriteString(w, `{"access_token":"`); err == nil {
			pour(w, size, 'a')
		}
	}
}

// GzipBomb answers with a small compressed body that decompresses to size
// bytes, a multiple of 1 MiB. It compresses one MiB and sends that repeatedly.
func GzipBomb(size int64) entratest.Fault {
	const piece = 1 << 20
	var packed bytes.Buffer
	z := gzip.NewWriter(&packed)
	pour(z, piece, ' ')
	_ = z.Close() // a bytes.Buffer never fails
	return func(w http.ResponseWriter, _ *http.Request, _ http.Handler) {
		w.Header().Set("Content-Type", "application/json")
		w.Header().Set("Content-Encoding", "gzip")
		for left := size; left > 0; left -= piece {
			if _, err := w.Write(packed.Bytes()); err != nil {
				return
			}
		}
	}
}

// pour writes size bytes, or without end if size is negative, until w fails.
func pour(w io.Writer, size int64, b byte) {
	chunk := bytes.Repeat([]byte{b}, 32<<10)
	for size != 0 {
		if size > 0 && size < int64(len(chunk)) {
			chunk = chunk[:size]
		}
		n, err := w.Write(chunk)
		if err != nil {
			return
		}
		if size > 0 {
			size -= int64(n)
		}
	}
}

// HugeHeaders answers with header lines until the client leaves, 64 MB at most.
func HugeHeaders() entratest.Fault {
	return func(w http.ResponseWriter, _ *http.Request, _ http.Handler) {
		conn, _, err := http.NewResponseController(w).Hijack()
		if err != nil {
			return
		}
		defer func() { _ = conn.Close() }()
		_, err = io.WriteString(conn, "HTTP/1.1 200 OK\r\n")
		padding := bytes.Repeat([]byte("a"), 4000)
		for i := 0; err == nil && i < 16_000; i++ {
			_, err = fmt.Fprintf(conn, "X-Padding-%d: %s\r\n", i, padding)
		}
	}
}

// CutShort announces the whole good answer, sends half of it and closes the
// connection.
func CutShort() entratest.Fault {
	return func(w http.ResponseWriter, r *http.Request, answer http.Handler) {
		whole := &held{ResponseWriter: w, status: http.StatusOK}
		answer.ServeHTTP(whole, r)
		w.Header().Set("Content-Length", strconv.Itoa(whole.body.Len()))
		w.WriteHeader(whole.status)
		_, _ = w.Write(whole.body.Bytes()[:whole.body.Len()/2])
	}
}

// held records an answer and does not send it.
type held struct {
	http.ResponseWriter
	status int
	body   bytes.Buffer
}

func (h *held) WriteHeader(status int) { h.status = status }

func (h *held) Write(b []byte) (int, error) { return h.body.Write(b) }

// ClockOff sends the good answer with a Date header that is d ahead.
func ClockOff(d time.Duration) entratest.Fault {
	return func(w http.ResponseWriter, r *http.Request, answer http.Handler) {
		w.Header().Set("Date", time.Now().Add(d).UTC().Format(http.TimeFormat))
		answer.ServeHTTP(w, r)
	}
}

// RawFlood sends head and then size bytes without a line end, on a raw
// connection.
func RawFlood(head string, size int64) entratest.Fault {
	return func(w http.ResponseWriter, _ *http.Request, _ http.Handler) {
		conn, _, err := http.NewResponseController(w).Hijack()
		if err != nil {
			return
		}
		defer func() { _ = conn.Close() }()
		if _, err := io.WriteString(conn, head); err == nil {
			pour(conn, size, 'a')
		}
	}
}
