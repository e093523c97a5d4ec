package cli

import (
	"context"
	"encoding/json"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"mailgrant/flow"
	"mailgrant/flow/entra/entratest"
)

// visiting is a stage with hands that have begun a visit.
type visiting struct {
	*hands
	ms    *entratest.Server
	visit flow.Visit
}

// begun begins a visit. The browser is then played by get and send.
func begun(t *testing.T, e flow.BeginVisit) visiting {
	t.Helper()
	s := newStage(t)
	rig, err := s.world(nil, nil).connect(context.Background(), wiring{limit: time.Second})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(rig.close)
	v := visiting{hands: rig.hands(), ms: s.ms}
	v.again(t, e)
	return v
}

func (v *visiting) again(t *testing.T, e flow.BeginVisit) {
	t.Helper()
	got, ok := v.do(t.Context(), e).(flow.VisitBegun)
	if !ok || got.Problem != nil || got.Attempt != e.Attempt {
		t.Fatalf("not begun: %+v", got)
	}
	v.visit = got.Visit
}

// loopback is a sign-in that comes back to this computer.
func loopback() flow.BeginVisit {
	return flow.BeginVisit{Attempt: 3, Loopback: true, SignIn: true,
		URL: "https://login.microsoftonline.com/contoso.com/oauth2/v2.0/authorize?client_id=x&response_type=code&scope=openid+offline_access"}
}

// pageGot is a page that a browser got.
type pageGot struct {
	status int
	header http.Header
	body   string
}

// send sends a request with a Host header of its own, "" for the usual one.
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

func (v visiting) await(t *testing.T) flow.VisitAnswered {
	t.Helper()
	got, ok := v.do(t.Context(), flow.AwaitVisit{Attempt: 3}).(flow.VisitAnswered)
	if !ok || got.Attempt != 3 {
		t.Fatalf("got %+v", got)
	}
	return got
}

// good is the path of a right answer.
func (v visiting) good() string { return "/?code=THE-CODE&state=" + v.visit.State }

func TestAVisitsAddressCarriesWhatItsAnswerIsKnownBy(t *testing.T) {
	const page = "https://login.microsoftonline.com/contoso.com/oauth2/v2.0/authorize?client_id=x&scope=openid+https%3A%2F%2Fgraph.microsoft.com%2FMail.Send"
	tests := map[string]struct {
		begin flow.BeginVisit
		added []string
	}{
		"a sign-in that is pasted back": {flow.BeginVisit{URL: page, Redirect: "https://jira.contoso.com/cb", SignIn: true},
			[]string{"state", "nonce", "code_challenge", "code_challenge_method"}},
		"a sign-in that is caught": {flow.BeginVisit{URL: page, Loopback: true, SignIn: true},
			[]string{"state", "nonce", "code_challenge", "code_challenge_method", "redirect_uri"}},
		"a consent that is caught": {flow.BeginVisit{URL: page, Loopback: true}, []string{"state", "redirect_uri"}},
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

func TestTheAnswerIsCaughtOnceAndWhole(t *testing.T) {
	v := begun(t, loopback())
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
			v := begun(t, loopback())
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
	v := begun(t, loopback())
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
			v := begun(t, loopback())
			target := strings.ReplaceAll(strings.ReplaceAll(target, "STATE", v.visit.State), "STAT", v.visit.State[:40])
			page := v.get(t, target)
			if page.status != 400 || !strings.Contains(page.body, "state is another one") {
				t.Errorf("%d: %s", page.status, page.body)
			}
			if late := v.get(t, v.good()); late.status != http.StatusGone || !strings.Contains(late.body, "No longer waiting") {
				t.Errorf("the real answer: %d: %s", late.status, late.body)
			}
			got := v.await(t)
			if got.Problem == nil || got.Problem.Cause != flow.StateMismatch || !got.Answer.Empty() || len(got.Problem.Do) == 0 {
				t.Errorf("got %+v", got)
			}
		})
	}
}

// gone reports that nothing listens on the visit's port any more.
func (v visiting) gone(t *testing.T) bool {
	t.Helper()
	_, port, _ := strings.Cut(v.visit.Redirect, "localhost:")
	for _, host := range []string{"127.0.0.1", "::1"} {
		var d net.Dialer
		if c, err := d.DialContext(t.Context(), "tcp", net.JoinHostPort(host, port)); err == nil {
			_ = c.Close()
			return false
		}
	}
	return true
}

func TestAListenerLeftAloneEndsAtItsLimit(t *testing.T) {
	v := begun(t, loopback())
	v.visits.limit = time.Millisecond
	got := v.await(t)
	if got.Problem == nil || got.Problem.Cause != flow.SignInTimeout || !strings.Contains(strings.Join(got.Problem.Do, " "), "paste its text") {
		t.Errorf("got %+v", got.Problem)
	}
	if !v.gone(t) {
		t.Error("it still listens")
	}
	if (&visits{}).patience() != 5*time.Minute {
		t.Error("the limit is not five minutes")
	}
}

func TestNothingListensLongerThanItsVisit(t *testing.T) {
	tests := map[string]func(*testing.T, *visiting){
		"a wait that is left": func(t *testing.T, v *visiting) {
			ctx, cancel := context.WithCancel(t.Context())
			cancel()
			if got := v.do(ctx, flow.AwaitVisit{Attempt: 3}).(flow.VisitAnswered); got.Problem == nil {
				t.Errorf("got %+v", got)
			}
		},
		"another sign-in": func(t *testing.T, v *visiting) {
			old := v.visit
			v.again(t, flow.BeginVisit{Attempt: 4, URL: loopback().URL, Redirect: "https://jira.contoso.com/cb", SignIn: true})
			v.visit = old
		},
		"the program's end": func(_ *testing.T, v *visiting) { v.visits.close() },
	}
	for name, end := range tests {
		t.Run(name, func(t *testing.T) {
			v := begun(t, loopback())
			if v.gone(t) {
				t.Fatal("it does not listen at all")
			}
			end(t, &v)
			if !v.gone(t) {
				t.Error("it still listens")
			}
		})
	}
}

func TestAnOlderWaitGetsNothing(t *testing.T) {
	v := begun(t, loopback())
	e := loopback()
	e.Attempt = 4
	v.again(t, e)
	if got := v.await(t); got.Problem == nil || !got.Answer.Empty() {
		t.Errorf("got %+v", got)
	}
}

func TestAPortThatIsTakenIsNamed(t *testing.T) {
	first := begun(t, loopback())
	_, port, _ := strings.Cut(first.visit.Redirect, "localhost:")
	e := loopback()
	e.Port, _ = strconv.Atoi(port)
	other := testHands(t, &paper{})
	got := other.do(t.Context(), e).(flow.VisitBegun)
	if got.Problem == nil || !strings.Contains(got.Problem.Says, "Port "+port) || !strings.Contains(strings.Join(got.Problem.Do, " "), "--port") {
		t.Errorf("got %+v", got.Problem)
	}
	if got.Visit != (flow.Visit{}) {
		t.Error("a visit was begun all the same")
	}
	first.visits.close()
	if got := other.do(t.Context(), e).(flow.VisitBegun); got.Problem != nil || got.Visit.Redirect != first.visit.Redirect {
		t.Errorf("once it is free: %+v", got)
	}
}

// A port that another program has on ::1 is no good: a browser may go there.
func TestAPortTakenOnTheOtherLoopbackIsTaken(t *testing.T) {
	var config net.ListenConfig
	l, err := config.Listen(t.Context(), "tcp6", "[::1]:0")
	if err != nil {
		t.Skip("there is no ::1 on this computer, so nothing can take its ports")
	}
	defer func() { _ = l.Close() }()
	_, port, _ := net.SplitHostPort(l.Addr().String())
	e := loopback()
	e.Port, _ = strconv.Atoi(port)
	if got := testHands(t, &paper{}).do(t.Context(), e).(flow.VisitBegun); got.Problem == nil || !strings.Contains(got.Problem.Says, "taken") {
		t.Errorf("got %+v", got)
	}
}

func TestThePageIsSealed(t *testing.T) {
	v := begun(t, loopback())
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

// mail are the scopes of the practice app that people sign in to.
var mail = []string{"openid", "profile", "offline_access", "https://graph.microsoft.com/User.Read", "https://graph.microsoft.com/Mail.ReadWrite", "https://graph.microsoft.com/Mail.Send"}

func TestASignInFromItsBeginningToItsEnd(t *testing.T) {
	a := sample(t, "sign-in").Answers
	e := loopback()
	e.URL = "https://login.microsoftonline.com/" + a.Tenant + "/oauth2/v2.0/authorize?" + url.Values{
		"client_id": {a.ClientID}, "response_type": {"code"}, "response_mode": {"query"}, "scope": {strings.Join(mail, " ")}, "prompt": {"select_account"},
	}.Encode()
	v := begun(t, e)
	landed, page, err := v.ms.Visit(t.Context(), v.visit.URL, a.Mailbox, entratest.Accept)
	if err != nil || !strings.HasPrefix(landed, v.visit.Redirect) {
		t.Fatalf("landed at %q, %v\n%s", landed, err, page)
	}
	_, query, _ := strings.Cut(landed, "?")
	if end := v.get(t, "/?"+query); end.status != 200 {
		t.Fatalf("%d: %s", end.status, end.body)
	}
	answered := v.await(t)
	if answered.Problem != nil {
		t.Fatal(answered.Problem)
	}
	back, err := url.Parse(answered.Answer.Reveal())
	if err != nil {
		t.Fatal(err)
	}
	redeem := flow.RedeemCode{Attempt: 5, Endpoint: a.TokenEndpoint, Tenant: a.Tenant, ClientID: a.ClientID, Secret: a.Secret,
		Code: flow.NewSecret(back.Query().Get("code")), Visit: v.visit, Scopes: mail, Looks: []flow.Look{{Kind: flow.LookMe}, {Kind: flow.LookInbox}}}
	signed := v.do(t.Context(), redeem).(flow.SignedIn)
	s := signed.Session
	if signed.Attempt != 5 || !s.Got || !s.Identity.Verified || s.Identity.User != a.Mailbox || !s.Refreshed {
		t.Errorf("got %+v", s)
	}
	if len(s.Sights) != 2 || !s.Sights[0].Reached || !s.Sights[1].Reached || !slices.Contains(s.Scopes, "Mail.Send") {
		t.Errorf("sights %+v, scopes %v", s.Sights, s.Scopes)
	}
	text, _ := json.Marshal(signed)
	for _, value := range []string{redeem.Code.Reveal(), v.visit.Verifier.Reveal(), a.Secret.Reveal(), "eyJ"} {
		if strings.Contains(string(text)+fmt.Sprintf("%+v %#v", signed, signed), value) {
			t.Errorf("%.20s… is in what is handed on", value)
		}
	}
	if again := v.do(t.Context(), redeem).(flow.SignedIn).Session; again.Got || !slices.Equal(again.Codes, []int{54005}) {
		t.Errorf("the code again: %+v", again.Reply)
	}
}
