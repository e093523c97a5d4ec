package entra_test

import (
	"io"
	"net/http"
	"slices"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"mailgrant/flow/entra"
	"mailgrant/flow/entra/entratest"
	"mailgrant/flow/value"
	"mailgrant/flow/wire"
)

const graphName = "graph.microsoft.com"

var onGraph = entratest.Match{Host: graphName}

func inbox(mailbox string) wire.Probe { return wire.Probe{Kind: wire.ProbeInbox, Mailbox: mailbox} }

// looking makes the good request with these probes.
func (s *stage) looking(t *testing.T, looks ...wire.Probe) []wire.ProbeResult {
	t.Helper()
	q := s.good()
	q.Probes = looks
	g := s.Token(t.Context(), q)
	if !g.Got || len(g.Probed) != len(looks) {
		t.Fatalf("token %v, %d sights for %d looks", g.Got, len(g.Probed), len(looks))
	}
	return g.Probed
}

func TestWhatTheGoodAppSees(t *testing.T) {
	s := onStage(t)
	want := []struct {
		look   wire.Probe
		status int
		code   string
		text   string
	}{
		{wire.Probe{Kind: wire.ProbeDirectory}, 200, "", ""},
		{inbox("support@contoso.com"), 200, "", ""},
		{wire.Probe{Kind: wire.ProbeUser, Mailbox: "support@contoso.com"}, 200, "", ""},
		{inbox("intern@contoso.com"), 404, "MailboxNotEnabledForRESTAPI", "inactive"},
		{inbox("ceo@contoso.com"), 403, "ErrorAccessDenied", "[RAOP]"},
		{wire.Probe{Kind: wire.ProbeInbox, Mailbox: "ceo@contoso.com", MustRefuse: true}, 403, "ErrorAccessDenied", "[RAOP]"},
		{inbox("nobody@contoso.com"), 404, "ErrorInvalidUser", "nobody@contoso.com"},
		{wire.Probe{Kind: wire.ProbeUser, Mailbox: "nobody@contoso.com"}, 404, "Request_ResourceNotFound", ""},
		{wire.Probe{Kind: wire.ProbeMe}, 400, "BadRequest", "/me"},
		{inbox(""), 400, "BadRequest", "/me"},
	}
	var looks []wire.Probe
	for _, w := range want {
		looks = append(looks, w.look)
	}
	for i, got := range s.looking(t, looks...) {
		w := want[i]
		if got.Probe != w.look || got.Reached != (w.status == 200) || got.Trouble != wire.NoTrouble || got.Host != graphName {
			t.Errorf("%v: %+v", w.look, got)
		}
		e := got.Evidence
		if e.HTTPStatus != w.status || got.Error != w.code || !strings.Contains(e.ServerText, w.text) || got.Codes != nil {
			t.Errorf("%v: %s, %+v", w.look, got.Error, e)
		}
		if e.RequestID == "" || e.CorrelationID == "" || e.TraceID != "" || w.status != 200 && e.Timestamp == "" {
			t.Errorf("%v: identifiers %+v", w.look, e)
		}
	}
}

func TestWithoutATokenNothingIsRead(t *testing.T) {
	s := onStage(t)
	q := s.asking(t, "expired")
	q.Probes = []wire.Probe{inbox("support@contoso.com")}
	if g := s.Token(t.Context(), q); g.Probed != nil {
		t.Errorf("sights without a token: %+v", g.Probed)
	}
	q = s.good()
	q.Probes, q.Scope = []wire.Probe{inbox("support@contoso.com")}, "https://outlook.office365.com/.default"
	g := s.Token(t.Context(), q)
	if !g.Got || len(g.Probed) != 1 || g.Probed[0].Trouble != wire.NotAsked || g.Probed[0].Reached {
		t.Errorf("a scope of another host: %+v", g)
	}
	for _, r := range s.Requests() {
		if r.Host != global {
			t.Errorf("%s was asked", r.Host)
		}
	}
}

func TestTheReadGoesToTheHostOfTheScope(t *testing.T) {
	for name, c := range map[string]struct {
		tenant entratest.Tenant
		host   string
	}{
		"US Government": {entratest.Fabrikam(time.Now()), "graph.microsoft.us"},
		"DoD":           {entratest.Woodgrove(time.Now()), "dod-graph.microsoft.us"},
		"China":         {entratest.Litware(time.Now()), "microsoftgraph.chinacloudapi.cn"},
	} {
		t.Run(name, func(t *testing.T) {
			s := onStage(t)
			app := c.tenant.Good()
			g := s.Token(t.Context(), entra.TokenRequest{
				Endpoint: value.TokenEndpoint(c.tenant.Cloud, c.tenant.ID), ClientID: app.ClientID,
				Secret: value.NewSecret(app.Secret()), Scope: c.tenant.Cloud.Scope(), Probes: []wire.Probe{{Kind: wire.ProbeDirectory}},
			})
			if len(g.Probed) != 1 || !g.Probed[0].Reached || g.Probed[0].Host != c.host {
				t.Errorf("got %+v", g)
			}
		})
	}
}

// answering is a client with this transport for Graph and a good token.
func answering(t *testing.T, token string, graph roundTrip) *entra.Client {
	t.Helper()
	c, err := entra.New(entra.Options{Transport: roundTrip(func(r *http.Request) (*http.Response, error) {
		if r.URL.Host != graphName {
			return replying(r, 200, `{"access_token":"`+token+`","token_type":"Bearer","expires_in":3599}`), nil
		}
		return graph(r)
	})})
	if err != nil {
		t.Fatal(err)
	}
	return c
}

func replying(r *http.Request, status int, body string) *http.Response {
	return &http.Response{StatusCode: status, Header: http.Header{"Content-Type": {"application/json"}},
		Body: io.NopCloser(strings.NewReader(body)), Request: r}
}

// request is a token request with valid but arbitrary values.
func request(looks ...wire.Probe) entra.TokenRequest {
	return entra.TokenRequest{
		Endpoint: "https://" + global + "/contoso.com/oauth2/v2.0/token", ClientID: "x",
		Secret: value.NewSecret("a secret of some length"), Scope: graph, Probes: looks,
	}
}

func TestTheAddressStaysOneSegment(t *testing.T) {
	for mailbox, path := range map[string]string{
		"a@contoso.com":           "/v1.0/users/a@contoso.com/mailFolders/inbox",
		"a/../../b?c#d%2f@x":      "/v1.0/users/a%2F..%2F..%2Fb%3Fc%23d%252f@x/mailFolders/inbox",
		"o'neill+mail@contoso.de": "/v1.0/users/o%27neill+mail@contoso.de/mailFolders/inbox",
		"änne@contoso.com":        "/v1.0/users/%C3%A4nne@contoso.com/mailFolders/inbox",
		"..":                      "",
	} {
		var asked string
		c := answering(t, "abc", func(r *http.Request) (*http.Response, error) {
			asked = r.URL.EscapedPath()
			return replying(r, 200, `{"id":"x"}`), nil
		})
		g := c.Token(t.Context(), request(inbox(mailbox)))
		if asked != path || g.Probed[0].Reached != (path != "") {
			t.Errorf("%s: asked for %s: %+v", mailbox, asked, g.Probed)
		}
	}
}

func TestFourReadsRunAtOnceAndNoMore(t *testing.T) {
	var running, most atomic.Int32
	together := make(chan struct{})
	var meet sync.Once
	c := answering(t, "abc", func(r *http.Request) (*http.Response, error) {
		n := running.Add(1)
		defer running.Add(-1)
		for {
			if m := most.Load(); n <= m || most.CompareAndSwap(m, n) {
				break
			}
		}
		if n == 4 {
			meet.Do(func() { close(together) })
		}
		select {
		case <-together:
			return replying(r, 200, `{"id":"x"}`), nil
		case <-r.Context().Done():
			return nil, r.Context().Err()
		}
	})
	looks := slices.Repeat([]wire.Probe{inbox("a@contoso.com")}, 12)
	for _, s := range c.Token(t.Context(), request(looks...)).Probed {
		if !s.Reached {
			t.Errorf("got %+v", s)
		}
	}
	if most.Load() != 4 {
		t.Errorf("%d ran at once", most.Load())
	}
}

func TestGraphIsConnectedToBesideTheTokenRequest(t *testing.T) {
	c := valid
	c.names = append(slices.Clone(c.names), graphName)
	m := behindTLS(t, c)
	m.Fault(entratest.Token, func(w http.ResponseWriter, r *http.Request, answer http.Handler) {
		for ctx := r.Context(); !slices.Contains(m.proxy.asked(), "CONNECT "+graphName+":443"); {
			select {
			case <-ctx.Done():
				return
			case <-time.After(time.Millisecond): // wait for the other connection
			}
		}
		answer.ServeHTTP(w, r)
	})
	client, err := entra.New(entra.Options{Proxy: m.proxy.addr, CAFile: m.caFile})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(client.CloseIdle)
	s := stage{Server: m.Server, Client: client, tenant: m.tenant}
	var asked []string
	for round := range 2 {
		if got := s.looking(t, inbox("support@contoso.com"))[0]; !got.Reached {
			t.Errorf("got %+v", got)
		}
		if round == 0 { // a connection that is not ready when Graph's turn comes gets a second one
			asked = m.proxy.asked()
		}
	}
	if after := m.proxy.asked(); len(asked) > 3 || len(after) != len(asked) {
		t.Errorf("connections: %v, then %v", asked, after)
	}
	for _, r := range m.Requests() {
		if r.Method == http.MethodHead {
			t.Error("a request was sent to open the connection")
		}
	}
}
