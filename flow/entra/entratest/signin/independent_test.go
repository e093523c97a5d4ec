package signin

import (
	"testing"

	"golang.org/x/oauth2"

	"mailgrant/flow/entra/entratest"
)

// elsewhere is the independent provider, with one app to sign in to.
func elsewhere(t *testing.T) *provider {
	t.Helper()
	return startProvider(t, client{Tenant: entratest.ContosoID, ID: "a3b4c5d6-3e4f-4051-8c6d-7e8f90111213", Secret: entratest.SecretFor("elsewhere"),
		Redirects: []string{entratest.ProductRedirect, "http://localhost", "http://localhost/"}, Account: support})
}

func (p *provider) rely(t *testing.T, redirect string) relyingParty {
	return rely(t, p, p.client.ID, p.client.Secret, redirect)
}

func TestABrowserSignsInElsewhere(t *testing.T) {
	t.Parallel()
	w, back := open(t), land(t)
	p := elsewhere(t)
	app := p.rely(t, back.Redirect)
	w.do(visit(p.Page(app.address())), as(support), press("accept"))
	got := back.answer(t)
	if got.Get("state") != "a-state" {
		t.Fatalf("got %v", got)
	}
	app.proven(t, got.Get("code"))
	if _, err := app.Exchange(app.ctx, got.Get("code"), oauth2.VerifierOption(app.verifier)); err == nil {
		t.Error("the code worked twice")
	}
}

func TestABrowserDeclinesElsewhere(t *testing.T) {
	t.Parallel()
	w, back := open(t), land(t)
	p := elsewhere(t)
	app := p.rely(t, back.Redirect)
	w.do(visit(p.Page(app.address())), as(support), press("cancel"))
	if got := back.answer(t); got.Get("error") != "access_denied" || got.Get("state") != "a-state" {
		t.Errorf("got %v", got)
	}
}
