package cli

import (
	"context"
	"io"
	"net/http"
	"net/url"
	"strings"
	"testing"
	"time"

	"mailgrant/flow"
	"mailgrant/flow/wire"
	"mailgrant/ui/run"
)

// visiting is a stage with a runner that has started a browser flow.
type visiting struct {
	*run.Runner
	visit wire.BrowserFlow
}

// begun starts a browser flow. get and send then play the browser.
func begun(t *testing.T, e flow.StartBrowserFlow) visiting {
	t.Helper()
	s := newStage(t)
	rig, err := s.world(nil, nil).connect(context.Background(), wiring{limit: time.Minute})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(rig.close)
	v := visiting{Runner: rig.hands()}
	v.again(t, e)
	return v
}

func (v *visiting) again(t *testing.T, e flow.StartBrowserFlow) {
	t.Helper()
	got, ok := v.Do(t.Context(), e).(flow.BrowserFlowStarted)
	if !ok || got.Problem != nil || got.Attempt != e.Attempt {
		t.Fatalf("not begun: %+v", got)
	}
	v.visit = got.Flow
}

// loopback is a sign-in that comes back to this computer.
func overLoopback() flow.StartBrowserFlow {
	return flow.StartBrowserFlow{Attempt: 3, Loopback: true, SignIn: true,
		URL: "https://login.microsoftonline.com/contoso.com/oauth2/v2.0/authorize?client_id=x&response_type=code&scope=openid+offline_access"}
}

// pageGot is a page that a browser received.
type pageGot struct {
	status int
	header http.Header
	body   string
}

// send sends a request with this Host header; "" for the usual one.
func (v visiting) send(t *testing.T, method, host, target string) pageGot {
	t.Helper()
	at, err := url.Parse(v.visit.Redirect)
	if err != nil {
		t.Fatal(err)
	}
	r, err := http.NewRequestWithContext(t.Context(), method, "http://127.0.0.1:"+at.Port()+target, nil)
	if err != nil {
		t.Fatal(err)
	}
	r.Host = at.Host
	if host != "" {
		r.Host = strings.ReplaceAll(host, "PORT", at.Port())
	}
	answer, err := http.DefaultClient.Do(r)
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = answer.Body.Close() }()
	body, err := io.ReadAll(answer.Body)
	if err != nil {
		t.Fatal(err)
	}
	return pageGot{answer.StatusCode, answer.Header, string(body)}
}

func (v visiting) get(t *testing.T, target string) pageGot {
	t.Helper()
	return v.send(t, http.MethodGet, "", target)
}

func (v visiting) await(t *testing.T) flow.RedirectCaught {
	t.Helper()
	got, ok := v.Do(t.Context(), flow.AwaitRedirect{Attempt: 3}).(flow.RedirectCaught)
	if !ok || got.Attempt != 3 {
		t.Fatalf("got %+v", got)
	}
	return got
}

// good is the path of a correct answer.
func (v visiting) good() string { return "/?code=THE-CODE&state=" + v.visit.State }

func TestABrowserFlowsAddressCarriesWhatItsAnswerMustRepeat(t *testing.T) {
	const page = "https://login.microsoftonline.com/contoso.com/oauth2/v2.0/authorize?client_id=x&scope=openid+https%3A%2F%2Fgraph.microsoft.com%2FMail.Send"
	tests := map[string]struct {
		begin flow.StartBrowserFlow
		added []string
	}{
		"a sign-in that is pasted back": {flow.StartBrowserFlow{URL: page, Redirect: "https://jira.contoso.com/cb", SignIn: true},
			[]string{"state", "nonce", "code_challenge", "code_challenge_method"}},
		"a sign-in that is caught": {flow.StartBrowserFlow{URL: page, Loopback: true, SignIn: true},
			[]string{"state", "nonce", "code_challenge", "code_challenge_method", "redirect_uri"}},
		"a consent that is caught": {flow.StartBrowserFlow{URL: page, Loopback: true}, []string{"state", "redirect_uri"}},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			first, second := begun(t, tt.begin), begun(t, tt.begin)
			u, err := url.Parse(first.visit.URL)
			if err != nil {
				t.Fatal(err)
			}
			query := u.Query()
			for _, name := range append([]string{"client_id", "scope"}, tt.added...) {
				if query.Get(name) == "" {
					t.Errorf("%s is missing in %s", name, first.visit.URL)
				}
				query.Del(name)
			}
			if len(query) > 0 {
				t.Errorf("more than asked for: %v", query)
			}
			v, w := first.visit, second.visit
			if len(v.State) != 43 || v.State == w.State || tt.begin.SignIn && (len(v.Nonce) != 43 || v.Nonce == w.Nonce || v.Nonce == v.State) {
				t.Errorf("state %q and %q, nonce %q and %q", v.State, w.State, v.Nonce, w.Nonce)
			}
			if v.Verifier.Empty() == tt.begin.SignIn || tt.begin.SignIn && (v.Verifier == w.Verifier || strings.Contains(v.URL, v.Verifier.Reveal())) {
				t.Error("the verifier is missing, repeated, or in the address")
			}
			if !tt.begin.Loopback && v.Redirect != tt.begin.Redirect {
				t.Errorf("redirect %s", v.Redirect)
			}
		})
	}
}
