package fault

import (
	"bytes"
	"net/http"
	"net/http/httputil"
	"strconv"

	"mailgrant/flow/entra/entratest"
)

// Twice sends the good answer and immediately a second one, made by second from
// the whole request, and keeps the connection open. Nobody waits for the second
// one.
func Twice(second func(asked string) string) entratest.Fault {
	return func(w http.ResponseWriter, r *http.Request, answer http.Handler) {
		asked, err := httputil.DumpRequest(r, true)
		if err != nil {
			return
		}
		whole := &held{ResponseWriter: w, status: http.StatusOK}
		answer.ServeHTTP(whole, r)
		conn, _, err := http.NewResponseController(w).Hijack()
		if err != nil {
			return
		}
		defer func() { _ = conn.Close() }()
		h := w.Header().Clone()
		h.Set("Content-Length", strconv.Itoa(whole.body.Len()))
		var both bytes.Buffer
		both.WriteString("HTTP/1.1 " + strconv.Itoa(whole.status) + " " + http.StatusText(whole.status) + "\r\n")
		_ = h.Write(&both) // a bytes.Buffer never fails
		both.WriteString("\r\n" + whole.body.String() + second(string(asked)))
		if _, err := conn.Write(both.Bytes()); err == nil {
			_, _ = conn.Read(make([]byte, 1)) // until the client leaves
		}
	}
}

// Second answers seen in the wild: one with the request in it, from a broken
// gateway, and one that ends an idle connection.
var (
	Reflected = func(asked string) string { return "HTTP/1.1 200 OK\r\n\r\n" + asked }
	IdleEnd   = func(string) string { return "HTTP/1.1 400 Bad Request\r\nConnection: close\r\n\r\n" }
)
