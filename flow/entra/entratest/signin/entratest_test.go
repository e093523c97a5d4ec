package signin

import (
	"net/url"
	"strings"
	"testing"
	"time"

	"github.com/chromedp/chromedp"

	"mailgrant/flow/entra/entratest"
)

const (
	issuer  = "https://login.microsoftonline.com/" + entratest.ContosoID
	support = "support@contoso.com"
	admin   = "admin@contoso.com"
)

// microsoft is a local Microsoft.
type microsoft struct {
	*entratest.Server
	tenant entratest.Tenant
}

func start(t *testing.T) *microsoft {
	t.Helper()
	tenant := entratest.Contoso(time.Now())
	s, err := entratest.Start(tenant)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(s.Close)
	return &microsoft{s, tenant}
}

// app is one of Contoso's apps to sign in to.
func (m *microsoft) app(t *testing.T, key, redirect string) relyingParty {
	app, _ := m.tenant.App(key)
	return rely(t, m.Transport(), app.ClientID, app.Secret(), redirect)
}

func TestABrowserSignsIn(t *testing.T) {
	t.Parallel()
	m, w, back := start(t), open(t), land(t)
	app := m.app(t, "sign-in", back.Redirect)
	w.do(visit(m.Page(app.address())), as(support))
	if asked := read(w, text("permissions")); !strings.Contains(asked, "Mail.ReadWrite") {
		t.Errorf("it was asked for %q", asked)
	}
	w.do(press("accept"))
	got := back.answer(t)
	if got.Get("state") != "a-state" {
		t.Fatalf("got %v", got)
	}
	app.proven(t, got.Get("code"))
}

func TestABrowserIsTurnedAway(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		app     string
		account string
		button  string
		code    string
	}{
		"who declines":              {"sign-in", support, "cancel", "AADSTS65004"},
		"who needs approval":        {"approval", support, "return", "AADSTS65004"},
		"who has asked for it, too": {"approval-request", support, "return", "AADSTS65004"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			m, w, back := start(t), open(t), land(t)
			w.do(visit(m.Page(m.app(t, c.app, back.Redirect).address())), as(c.account), press(c.button))
			got := back.answer(t)
			if got.Get("error") != "access_denied" || !strings.HasPrefix(got.Get("error_description"), c.code) || got.Get("state") != "a-state" {
				t.Errorf("got %v", got)
			}
		})
	}
}

func TestABrowserStaysOnAPageThatTheAppNeverHearsOf(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct{ app, redirect, account, code string }{
		"another redirect URI": {"redirect-mismatch", entratest.ProductRedirect, "", "AADSTS50011: "},
		"a personal account":   {"sign-in", entratest.ProductRedirect, "someone@outlook.com", "AADSTS500200: "},
		"no approval":          {"approval", entratest.ProductRedirect, support, "AADSTS90094: "},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			m, w := start(t), open(t)
			w.do(visit(m.Page(m.app(t, c.app, c.redirect).address())))
			if c.account != "" {
				w.do(as(c.account))
			}
			if shown := read(w, text("error")); !strings.HasPrefix(shown, c.code) {
				t.Errorf("it shows %q", shown)
			}
		})
	}
}

func TestABrowserShowsTheProductsAddress(t *testing.T) {
	t.Parallel()
	m, w := start(t), open(t)
	app := m.app(t, "sign-in", entratest.ProductRedirect)
	w.do(visit(m.Page(app.address())), as(support), press("accept"))
	address := read(w, chromedp.Value(chromedp.CSS("#address")))
	at, err := url.Parse(address)
	if err != nil || !strings.HasPrefix(address, entratest.ProductRedirect+"?") || at.Query().Get("state") != "a-state" {
		t.Fatalf("%v: it shows %q", err, address)
	}
	app.proven(t, at.Query().Get("code"))
}

func TestABrowserGrantsAdminConsent(t *testing.T) {
	t.Parallel()
	for name, path := range map[string]string{"v1": "/adminconsent?", "v2": "/v2.0/adminconsent?scope=https%3A%2F%2Fgraph.microsoft.com%2F.default&"} {
		t.Run(name, func(t *testing.T) {
			m, w, back := start(t), open(t), land(t)
			app, _ := m.tenant.App("to-be-granted")
			asked := url.Values{"client_id": {app.ClientID}, "redirect_uri": {back.Redirect}, "state": {"a-state"}}
			w.do(visit(m.Page(issuer+path+asked.Encode())), as(admin), press("accept"))
			got := back.answer(t)
			if got.Get("admin_consent") != "True" || got.Get("tenant") != entratest.ContosoID || got.Get("state") != "a-state" || got.Has("error") {
				t.Errorf("got %v", got)
			}
		})
	}
}
