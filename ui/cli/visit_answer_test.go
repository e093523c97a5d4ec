package cli

import (
	"net/http"
	"net/url"
	"strings"
	"testing"

	"mailgrant/flow/finding"
)

func TestTheAnswerIsCaughtOnceAndWhole(t *testing.T) {
	v := begun(t, overLoopback())
	port, ok := strings.CutPrefix(v.visit.Redirect, "http://localhost:")
	if !ok || strings.Contains(port, "/") || !strings.Contains(v.visit.URL, url.QueryEscape(v.visit.Redirect)) {
		t.Fatalf("redirect %s in %s", v.visit.Redirect, v.visit.URL)
	}
	page := v.get(t, v.good())
	if page.status != 200 || !strings.Contains(page.body, "Signed in") || strings.Contains(page.body, "THE-CODE") {
		t.Errorf("%d: %s", page.status, page.body)
	}
	if again := v.get(t, v.good()); again.status != http.StatusGone || !strings.Contains(again.body, "Already received") {
		t.Errorf("a second request: %d: %s", again.status, again.body)
	}
	got := v.await(t)
	if got.Problem != nil || got.Answer.Reveal() != v.visit.Redirect+v.good() {
		t.Errorf("got %+v, %s", got.Problem, got.Answer.Reveal())
	}
	if again := v.get(t, v.good()); again.status != http.StatusGone {
		t.Errorf("a request after the wait: %d", again.status)
	}
}

func TestAnswersOfOtherKindsHaveTheirOwnPages(t *testing.T) {
	tests := map[string]struct{ query, heading, holds string }{
		"a refusal":                       {"error=access_denied&error_description=AADSTS65004%3A+declined", "Microsoft said no", "access_denied: AADSTS65004: declined"},
		"an error beside a consent":       {"error=permission_denied&admin_consent=True&tenant=x", "Microsoft said no", "permission_denied"},
		"an error beside a code":          {"error=server_error&code=x", "Microsoft said no", "server_error"},
		"a consent":                       {"admin_consent=True&tenant=6d1f0a3e-52c7-4b0e-9a44-3c0f7be1d205", "Consent received", ""},
		"nothing but the state":           {"session_state=x", "Nothing in the answer", ""},
		"a refusal that is full of marks": {"error=%3Cscript%3Ealert(1)%3C/script%3E&error_description=%22%3E%3Cimg%20src=x%20onerror=alert(1)%3E%1B[31m%E2%80%AE", "Microsoft said no", "&lt;script&gt;alert(1)&lt;/script&gt;: &#34;&gt;&lt;img src=x onerror=alert(1)&gt;"},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			v := begun(t, overLoopback())
			page := v.get(t, "/?state="+v.visit.State+"&"+tt.query)
			if page.status != 200 || !strings.Contains(page.body, tt.heading) || !strings.Contains(page.body, tt.holds) {
				t.Errorf("%d: %s", page.status, page.body)
			}
			if strings.Contains(page.body, "<script") || strings.Contains(page.body, "<img") || strings.ContainsAny(page.body, "\x1b\u202e") {
				t.Errorf("the page lets text through: %s", page.body)
			}
			if got := v.await(t); got.Problem != nil || !strings.HasSuffix(got.Answer.Reveal(), tt.query) {
				t.Errorf("got %+v", got)
			}
		})
	}
}

func TestWhatIsNotTheAnswerChangesNothing(t *testing.T) {
	tests := map[string]struct {
		method, host, target string
		status               int
		heading              string
	}{
		"a foreign host":             {"GET", "evil.example:PORT", "/?code=x&state=STATE", 421, "Wrong address"},
		"the host without its port":  {"GET", "localhost", "/?code=x&state=STATE", 421, "Wrong address"},
		"another name of this place": {"GET", "[::1]:PORT", "/?code=x&state=STATE", 421, "Wrong address"},
		"a posted answer":            {"POST", "", "/?code=x&state=STATE", 405, "Not accepted"},
		"a look at the headers":      {"HEAD", "", "/?code=x&state=STATE", 405, ""},
		"a preflight":                {"OPTIONS", "", "/", 405, "Not accepted"},
		"the browser's icon":         {"GET", "", "/favicon.ico", 404, "No such page"},
		"another path":               {"GET", "", "/callback?code=x&state=STATE", 404, "No such page"},
		"a path that ends at ours":   {"GET", "", "/x/..//?code=x&state=STATE", 404, "No such page"},
		"nothing in it":              {"GET", "", "/", 404, "No answer here"},
		"something else in it":       {"GET", "", "/?utm=1", 404, "No answer here"},
		"a broken escape":            {"GET", "", "/?code=%zz&state=STATE", 400, "No answer here"},
		"too long an answer":         {"GET", "", "/?code=" + strings.Repeat("x", 9<<10) + "&state=STATE", 414, "Too long"},
	}
	v := begun(t, overLoopback())
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			page := v.send(t, tt.method, tt.host, strings.ReplaceAll(tt.target, "STATE", v.visit.State))
			if page.status != tt.status || !strings.Contains(page.body, tt.heading) {
				t.Errorf("%d: %s", page.status, page.body)
			}
		})
	}
	if page := v.send(t, "GET", "127.0.0.1:PORT", v.good()); page.status != 200 {
		t.Errorf("by address: %d %s", page.status, page.body)
	}
	if got := v.await(t); got.Problem != nil || got.Answer.Reveal() != v.visit.Redirect+v.good() {
		t.Errorf("after all that: %+v", got)
	}
}

func TestAForgedStateEndsTheWait(t *testing.T) {
	for name, target := range map[string]string{
		"another state":          "/?code=x&state=forged",
		"no state":               "/?code=x",
		"an empty state":         "/?code=x&state=",
		"two states":             "/?code=x&state=STATE&state=STATE",
		"an error without state": "/?error=access_denied",
		"a part of the state":    "/?code=x&state=STAT",
		"a consent without":      "/?admin_consent=True&tenant=x",
	} {
		t.Run(name, func(t *testing.T) {
			v := begun(t, overLoopback())
			target := strings.ReplaceAll(strings.ReplaceAll(target, "STATE", v.visit.State), "STAT", v.visit.State[:40])
			page := v.get(t, target)
			if page.status != 400 || !strings.Contains(page.body, "state is another one") {
				t.Errorf("%d: %s", page.status, page.body)
			}
			if late := v.get(t, v.good()); late.status != http.StatusGone || !strings.Contains(late.body, "No longer waiting") {
				t.Errorf("the real answer: %d: %s", late.status, late.body)
			}
			got := v.await(t)
			if got.Problem == nil || got.Problem.Cause != finding.StateMismatch || !got.Answer.Empty() || len(got.Problem.Do) == 0 {
				t.Errorf("got %+v", got)
			}
		})
	}
}

func TestThePageIsSealed(t *testing.T) {
	v := begun(t, overLoopback())
	pages := map[string]pageGot{
		"none": v.get(t, "/"), "icon": v.get(t, "/favicon.ico"), "host": v.send(t, "GET", "evil.example", "/"),
		"end": v.get(t, v.good()), "again": v.get(t, v.good()),
	}
	for name, page := range pages {
		for header, want := range map[string]string{
			"Cache-Control": "no-store", "X-Content-Type-Options": "nosniff", "Referrer-Policy": "no-referrer", "Content-Type": "text/html; charset=utf-8",
		} {
			if got := page.header.Get(header); got != want {
				t.Errorf("%s: %s is %q", name, header, got)
			}
		}
		csp := page.header.Get("Content-Security-Policy")
		if !strings.HasPrefix(csp, "default-src 'none'") || strings.Contains(csp, "unsafe") || !strings.Contains(csp, "frame-ancestors 'none'") {
			t.Errorf("%s: policy %q", name, csp)
		}
		for _, outside := range []string{"<script", "src=", "url(", "@import", "<form", "<a "} {
			if strings.Contains(page.body, outside) {
				t.Errorf("%s: %q in %s", name, outside, page.body)
			}
		}
		if strings.Contains(page.body, v.visit.State) {
			t.Errorf("%s: the state is on the page", name)
		}
	}
}

// A page of another site may know the port, and must not end the flow.
func TestAPageOfAnotherSiteCannotEndTheBrowserFlow(t *testing.T) {
	v := begun(t, overLoopback())
	for _, into := range []string{"image", "script", "iframe", "frame", "empty", "object", "style"} {
		for _, state := range []string{"forged", v.visit.State} {
			r, err := http.NewRequestWithContext(t.Context(), http.MethodGet, v.visit.Redirect+"/?code=x&state="+state, nil)
			if err != nil {
				t.Fatal(err)
			}
			r.Header = http.Header{"Sec-Fetch-Dest": {into}, "Sec-Fetch-Site": {"cross-site"}, "Sec-Fetch-Mode": {"no-cors"}}
			answer, err := http.DefaultClient.Do(r)
			if err != nil {
				t.Fatal(err)
			}
			_ = answer.Body.Close()
			if answer.StatusCode != http.StatusForbidden {
				t.Errorf("%s: %d", into, answer.StatusCode)
			}
		}
	}
	r, err := http.NewRequestWithContext(t.Context(), http.MethodGet, v.visit.Redirect+v.good(), nil)
	if err != nil {
		t.Fatal(err)
	}
	r.Header = http.Header{"Sec-Fetch-Dest": {"document"}, "Sec-Fetch-Site": {"cross-site"}, "Sec-Fetch-Mode": {"navigate"}}
	answer, err := http.DefaultClient.Do(r)
	if err != nil {
		t.Fatal(err)
	}
	_ = answer.Body.Close()
	if got := v.await(t); answer.StatusCode != http.StatusOK || got.Problem != nil {
		t.Errorf("Microsoft's answer: %d, %+v", answer.StatusCode, got.Problem)
	}
}
