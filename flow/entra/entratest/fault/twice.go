package fault

import (
	"bytes"
	"net/http"
	"net/http/httputil"
	"strconv"

	"mailgrant/flow/entra/entratest"
)

// Twice answers well and at once sends more, on a connection that it keeps open:
// what second makes of the whole request. Nobody waits for that any more.
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
		_ = h.Write(&both) // a buffer takes all
		both.WriteString("\r\n" + whole.body.String() + second(string(asked)))
		if _, err := conn.Write(both.Bytes()); err == nil {
			_, _ = conn.Read(make([]byte, 1)) // until the client leaves
		}
	}
}

// The second answers that were seen: one with the request in it, as a broken
// gateway sends, and one that ends an idle connection.
var (
	Reflected = func(asked string) string { return "HTTP/1.1 200 OK\r\n\r\n" + asked }
	IdleEnd   = func(string) string { return "HTTP/1.1 400 Bad Request\r\nConnection: close\r\n\r\n" }
)
