//go:build linux || darwin

package signin

import (
	"bytes"
	"encoding/json"
	"io"
	"maps"
	"net/http"
	"net/http/httptest"
	"net/url"
	"slices"
	"strings"
	"sync"
	"testing"

	"mailgrant/ui/cli/termtest"
)

// memory is everything that must be gone after a sign-in: what was sent to the
// token endpoint and what it returned, each with its name.
type memory struct {
	mu   sync.Mutex
	kept map[string]string
}

// witness records the requests to a Microsoft and their answers.
func (m *memory) witness(to http.Handler) http.Handler {
	m.kept = map[string]string{}
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		body, _ := io.ReadAll(r.Body)
		r.Body = io.NopCloser(bytes.NewReader(body))
		if r.Method != http.MethodPost {
			to.ServeHTTP(w, r)
			return
		}
		answer := httptest.NewRecorder()
		to.ServeHTTP(answer, r)
		m.remember(body, answer.Body.Bytes())
		for name, values := range answer.Header() {
			w.Header()[name] = values
		}
		w.WriteHeader(answer.Code)
		_, _ = answer.Body.WriteTo(w)
	})
}

func (m *memory) remember(sent, given []byte) {
	m.mu.Lock()
	defer m.mu.Unlock()
	form, _ := url.ParseQuery(string(sent))
	for _, name := range []string{"code", "code_verifier", "client_secret"} {
		if form.Get(name) != "" {
			m.kept[form.Get(name)] = name
		}
	}
	var tokens struct {
		Access  string `json:"access_token"`
		Refresh string `json:"refresh_token"`
		ID      string `json:"id_token"`
	}
	_ = json.Unmarshal(given, &tokens)
	for name, token := range map[string]string{"access token": tokens.Access, "refresh token": tokens.Refresh, "ID token": tokens.ID} {
		if form.Has("refresh_token") {
			name = "second " + name
		}
		if token != "" {
			m.kept[token] = name
		}
	}
}

// all are the values, once they include everything that a sign-in returns.
func (m *memory) all(t *testing.T) map[string]string {
	t.Helper()
	m.mu.Lock()
	defer m.mu.Unlock()
	names := slices.Collect(maps.Values(m.kept))
	for _, name := range []string{"code", "code_verifier", "client_secret", "access token", "refresh token", "ID token", "second access token", "second refresh token"} {
		if !slices.Contains(names, name) {
			t.Errorf("no %s passed by", name)
		}
	}
	return maps.Clone(m.kept)
}

// signOn opens the wizard, signs in through this computer or by pasting the
// address back, and quits. Nothing of the sign-in may be left then.
func signOn(t *testing.T, m *microsoft, mem *memory, way string, o termtest.Options) session {
	t.Helper()
	s := seat(t, o)
	s.toSignIn(of(t, "sign-in"))
	if way == pasteBack {
		s.pick(pasteBack)
	} else {
		s.pick(loopback)
	}
	link := s.link()
	s.do(visit(m.Page(link)), as(support), press("accept"))
	if way == pasteBack {
		s.do(shows("address"))
		s.paste(s.copied())
	}
	s.At("Prove")
	s.Wait(works)
	values := mem.all(t)
	after := s.finish()
	for value, name := range values {
		if strings.Contains(after+link+s.desktop.environment(), value) {
			t.Errorf("%s is in what follows, in the link, or in what the browser is started with", name)
		}
	}
	s.holdsNone(values)
	return s
}

func TestNothingOfASignInIsLeft(t *testing.T) {
	t.Parallel()
	for name, way := range map[string]string{"through this computer": loopback, "with the address pasted back": pasteBack} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			var mem memory
			m := start(t)
			proxy, ca := lead(t, mem.witness(m.Handler()))
			signOn(t, m, &mem, way, termtest.Options{Args: []string{"setup", "--guide", authCode, "--proxy", proxy, "--ca-file", ca}})
		})
	}
}
