package entra_test

import (
	"context"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"mailgrant/flow/entra"
	"mailgrant/flow/entra/entratest"
	"mailgrant/flow/value"
	"mailgrant/flow/wire"
)

const (
	global = "login.microsoftonline.com"
	graph  = "https://graph.microsoft.com/.default"
)

// stage is a local Microsoft with a client that asks it.
type stage struct {
	*entratest.Server
	*entra.Client
	tenant entratest.Tenant
	way    http.RoundTripper
	waits  []time.Duration // the waits that Retry-After asked for; none really happens
	// The most bytes read of one answer, decompressed.
	mostRead atomic.Int64
}

// RoundTrip counts the bytes read of an answer.
func (s *stage) RoundTrip(r *http.Request) (*http.Response, error) {
	answer, err := s.way.RoundTrip(r)
	if err == nil {
		answer.Body = &counted{ReadCloser: answer.Body, most: &s.mostRead}
	}
	return answer, err
}

// counted is a body that records how much of it was read.
type counted struct {
	io.ReadCloser
	read int64
	most *atomic.Int64
}

func (c *counted) Read(p []byte) (int, error) {
	n, err := c.ReadCloser.Read(p)
	c.read += int64(n)
	for {
		if most := c.most.Load(); c.read <= most || c.most.CompareAndSwap(most, c.read) {
			break
		}
	}
	return n, err
}

func onStage(t *testing.T) *stage {
	t.Helper()
	s := &stage{tenant: entratest.Contoso(time.Now())}
	server, err := entratest.Start(s.tenant, entratest.Fabrikam(time.Now()), entratest.Woodgrove(time.Now()), entratest.Litware(time.Now()))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(server.Close)
	s.Server, s.way = server, server.Transport()
	s.Client, err = entra.New(entra.Options{Transport: s, Wait: func(_ context.Context, d time.Duration) error {
		s.waits = append(s.waits, d)
		return nil
	}})
	if err != nil {
		t.Fatal(err)
	}
	return s
}

// good is the request that gets a token.
func (s *stage) good() entra.TokenRequest {
	app := s.tenant.Good()
	return entra.TokenRequest{
		Endpoint: "https://" + global + "/" + s.tenant.ID + "/oauth2/v2.0/token",
		ClientID: app.ClientID, Secret: value.NewSecret(app.Secret()), Scope: graph,
	}
}

// asking is the good request for another practice app.
func (s *stage) asking(t *testing.T, key string) entra.TokenRequest {
	t.Helper()
	app, ok := s.tenant.App(key)
	if !ok {
		t.Fatalf("no app %q in the cast", key)
	}
	q := s.good()
	q.ClientID, q.Secret = app.ClientID, value.NewSecret(app.Secret())
	return q
}

// inGrowingTime repeats a request that does not end by itself, with more and
// more time, until it gets far enough: a busy machine needs more.
func inGrowingTime(t *testing.T, ask func(context.Context) wire.Reply, farEnough func(wire.Reply) bool) (r wire.Reply) {
	t.Helper()
	for given := 100 * time.Millisecond; given < time.Minute; given *= 4 {
		ctx, cancel := context.WithTimeout(t.Context(), given)
		r = ask(ctx)
		cancel()
		if farEnough(r) {
			break
		}
	}
	return r
}

// shown is everything that a reply could show.
func shown(v any) string {
	b, err := json.Marshal(v)
	if err != nil {
		return err.Error()
	}
	return string(b) + fmt.Sprintf("%+v %#v", v, v)
}

func TestTheGoodAppGetsItsToken(t *testing.T) {
	s := onStage(t)
	g := s.Token(t.Context(), s.good())
	app := s.tenant.Good()
	if !g.Got || g.Trouble != wire.NoTrouble || g.Opaque {
		t.Fatalf("no token: %+v", g)
	}
	if g.TenantID != s.tenant.ID || g.AppID != app.ClientID || g.AppName != app.Name || g.ObjectID != app.ObjectID {
		t.Errorf("claims: %+v", g)
	}
	if g.Audience != "https://graph.microsoft.com" || g.IDType != "app" || g.Scopes != nil {
		t.Errorf("claims: %+v", g)
	}
	if strings.Join(g.Roles, " ") != "Mail.ReadWrite Mail.Send User.Read.All" {
		t.Errorf("roles: %v", g.Roles)
	}
	if g.ExpiresIn != 3599*time.Second || g.Evidence.HTTPStatus != 200 || g.Evidence.RequestID == "" || g.Evidence.CorrelationID == "" {
		t.Errorf("evidence: %+v", g)
	}
	if !g.Dated || g.Skew.Abs() > 2*time.Second+g.Took || g.At.IsZero() || g.Host != global {
		t.Errorf("clock: %+v", g.Reply)
	}
}

func TestWhatTheCastIsRefusedWith(t *testing.T) {
	s := onStage(t)
	for key, want := range map[string]struct {
		status, code int
		oauth        string
	}{
		"expired":              {401, 7000222, "invalid_client"},
		"disabled":             {400, 7000112, "unauthorized_client"},
		"no-service-principal": {401, 7000229, "invalid_client"},
		"deleted":              {400, 700016, "unauthorized_client"},
		"conditional-access":   {400, 53003, "invalid_grant"},
		"tenant-restrictions":  {403, 5000211, "access_denied"},
	} {
		t.Run(key, func(t *testing.T) {
			g := s.Token(t.Context(), s.asking(t, key))
			if g.Got || g.Trouble != wire.NoTrouble || g.Evidence.HTTPStatus != want.status || g.Error != want.oauth {
				t.Errorf("got %+v", g)
			}
			if len(g.Codes) != 1 || g.Codes[0] != want.code {
				t.Errorf("codes %v, want %d", g.Codes, want.code)
			}
			e := g.Evidence
			if e.TraceID == "" || e.TraceID != e.RequestID || e.CorrelationID == "" || e.Timestamp == "" ||
				!strings.HasPrefix(e.ServerText, fmt.Sprintf("AADSTS%d: ", want.code)) {
				t.Errorf("evidence %+v", e)
			}
		})
	}
}

func TestWhatTheCastIsGranted(t *testing.T) {
	s := onStage(t)
	ask := func(key string) wire.Grant {
		t.Helper()
		g := s.Token(t.Context(), s.asking(t, key))
		if !g.Got {
			t.Fatalf("%s: no token: %+v", key, g)
		}
		return g
	}
	if g := ask("no-consent"); len(g.Roles) != 0 {
		t.Errorf("no consent, yet roles %v", g.Roles)
	}
	if g := ask("delegated"); len(g.Roles) != 0 || len(g.Scopes) != 3 {
		t.Errorf("delegated: roles %v, scopes %v", g.Roles, g.Scopes)
	}
	if g := ask("opaque"); !g.Opaque || g.TenantID != "" {
		t.Errorf("opaque: %+v", g)
	}
	if g := ask("wrong-tenant"); g.TenantID == s.tenant.ID || g.ObjectID != "" {
		t.Errorf("wrong tenant: %+v", g)
	}
	if first, second, third := ask("spreading"), ask("spreading"), ask("spreading"); first.Roles != nil || second.Roles != nil || len(third.Roles) != 3 {
		t.Errorf("consent spreads as %v, %v, %v", first.Roles, second.Roles, third.Roles)
	}
}

func TestDiscoveryTellsTheTenant(t *testing.T) {
	s := onStage(t)
	gov, dod, china := entratest.Fabrikam(time.Now()), entratest.Woodgrove(time.Now()), entratest.Litware(time.Now())
	for name, c := range map[string]struct {
		host, tenant string
		id           string
		cloud        value.Cloud
	}{
		"a domain":                                   {global, "contoso.com", s.tenant.ID, value.Global},
		"a domain in capitals":                       {global, "CONTOSO.COM", s.tenant.ID, value.Global},
		"the tenant's ID":                            {global, s.tenant.ID, s.tenant.ID, value.Global},
		"an alias of the host":                       {"login.windows.net", "contoso.com", s.tenant.ID, value.Global},
		"a government tenant":                        {"login.microsoftonline.us", "fabrikam.us", gov.ID, value.USGov},
		"a government tenant asked for worldwide":    {global, "fabrikam.us", gov.ID, value.USGov},
		"a DoD tenant, told apart from other US Gov": {"login.microsoftonline.us", "woodgrove.mil", dod.ID, value.USGovDoD},
		"a tenant in China":                          {"login.chinacloudapi.cn", "litware.cn", china.ID, value.China},
		"an alias that names no tenant":              {global, "common", "", value.Global},
	} {
		t.Run(name, func(t *testing.T) {
			d := s.Discover(t.Context(), c.host, c.tenant)
			if d.Trouble != wire.NoTrouble || d.TenantID != c.id || d.Cloud != c.cloud || d.GraphHost != c.cloud.GraphHost() {
				t.Fatalf("got %+v", d)
			}
		})
	}
}

func TestDiscoveryOfNoTenant(t *testing.T) {
	s := onStage(t)
	for name, c := range map[string]struct {
		host, tenant string
		code         int
	}{
		"nobody's domain":            {global, "nobody.example", 90002},
		"a tenant of another cloud":  {"login.microsoftonline.us", "contoso.com", 90002},
		"a placeholder":              {global, "{tenant}", 900023},
		"a path instead of a tenant": {global, "contoso.com/../x", 900023},
	} {
		t.Run(name, func(t *testing.T) {
			d := s.Discover(t.Context(), c.host, c.tenant)
			if d.Trouble != wire.NoTrouble || d.Evidence.HTTPStatus != http.StatusBadRequest || len(d.Codes) != 1 || d.Codes[0] != c.code {
				t.Errorf("got %+v", d)
			}
		})
	}
}

func TestNothingIsSentToOthers(t *testing.T) {
	s := onStage(t)
	var asked []string
	c, err := entra.New(entra.Options{Transport: roundTrip(func(r *http.Request) (*http.Response, error) {
		asked = append(asked, r.URL.String())
		return nil, http.ErrHandlerTimeout
	})})
	if err != nil {
		t.Fatal(err)
	}
	for name, endpoint := range map[string]string{
		"a look-alike":            "https://login.microsoftonline.com.evil.example/t/oauth2/v2.0/token",
		"a host with a prefix":    "https://evil-login.microsoftonline.com/t/oauth2/v2.0/token",
		"userinfo before a host":  "https://login.microsoftonline.com@evil.example/t/oauth2/v2.0/token",
		"userinfo":                "https://me:pw@login.microsoftonline.com/t/oauth2/v2.0/token",
		"no encryption":           "http://login.microsoftonline.com/t/oauth2/v2.0/token",
		"another port":            "https://login.microsoftonline.com:8443/t/oauth2/v2.0/token",
		"a trailing dot":          "https://login.microsoftonline.com./t/oauth2/v2.0/token",
		"a backslash":             `https://login.microsoftonline.com\@evil.example/t/oauth2/v2.0/token`,
		"a query":                 "https://login.microsoftonline.com/t/oauth2/v2.0/token?next=https://evil.example",
		"an address":              "https://127.0.0.1/t/oauth2/v2.0/token",
		"a homoglyph":             "https://lоgin.microsoftonline.com/t/oauth2/v2.0/token",
		"a customer tenant":       "https://contoso.ciamlogin.com/t/oauth2/v2.0/token",
		"the closed German cloud": "https://login.microsoftonline.de/t/oauth2/v2.0/token",
		"Graph instead":           "https://graph.microsoft.com/t/oauth2/v2.0/token",
		"no address at all":       "token",
		"nothing":                 "",
		"a broken escape":         "https://login.microsoftonline.com/%zz",
	} {
		q := s.good()
		q.Endpoint = endpoint
		if g := c.Token(t.Context(), q); g.Trouble != wire.NotAsked || g.Got {
			t.Errorf("%s: %+v", name, g.Reply)
		}
	}
	for _, host := range []string{"evil.example", "login.microsoftonline.com:8443", "login.microsoftonline.com/x", "login.microsoftonline.com@evil.example", "", "graph.microsoft.com"} {
		if d := c.Discover(t.Context(), host, "contoso.com"); d.Trouble != wire.NotAsked {
			t.Errorf("discovery on %q: %+v", host, d.Reply)
		}
	}
	if len(asked) > 0 {
		t.Errorf("these were asked: %v", asked)
	}
}

// roundTrip is a transport made of a function.
type roundTrip func(*http.Request) (*http.Response, error)

func (f roundTrip) RoundTrip(r *http.Request) (*http.Response, error) { return f(r) }

func contosoNow() entratest.Tenant { return entratest.Contoso(time.Now()) }
