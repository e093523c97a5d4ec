package signin

import (
	"io"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"testing"
	"time"
)

// landing is the redirect URI of a sign-in, on this computer.
type landing struct {
	Redirect string // http://localhost:port/
	answers  chan url.Values
}

func land(t *testing.T) *landing {
	t.Helper()
	l := &landing{answers: make(chan url.Values, 1)}
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.URL.Path != "/" {
			http.NotFound(w, r)
			return
		}
		_, _ = io.WriteString(w, `<link rel="icon" href="data:,"><p id="landed">You can close this window.</p>`)
		select {
		case l.answers <- r.URL.Query():
		default:
			t.Errorf("it came back twice: %s", r.URL.Path)
		}
	}))
	t.Cleanup(server.Close)
	l.Redirect = strings.Replace(server.URL, "127.0.0.1", "localhost", 1) + "/"
	return l
}

// answer waits for the browser.
func (l *landing) answer(t *testing.T) url.Values {
	t.Helper()
	select {
	case q := <-l.answers:
		return q
	case <-time.After(patience):
		t.Fatal("the browser never came back")
		return nil
	}
}
