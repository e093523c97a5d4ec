package signin

import (
	"context"
	"net/http"
	"testing"

	"github.com/coreos/go-oidc/v3/oidc"
	"golang.org/x/oauth2"

	"mailgrant/flow/entra/entratest"
)

// relyingParty signs users in like other people's libraries do: with PKCE,
// state and nonce, and the secret in the form.
type relyingParty struct {
	*oauth2.Config
	ctx      context.Context
	verifier string
}

// rely makes one that reaches Microsoft's hosts through transport.
func rely(t *testing.T, transport http.RoundTripper, id, secret, redirect string) relyingParty {
	return relyingParty{
		Config: &oauth2.Config{
			ClientID: id, ClientSecret: secret, RedirectURL: redirect, Scopes: []string{"openid", "offline_access", "User.Read", "Mail.ReadWrite"},
			Endpoint: oauth2.Endpoint{AuthURL: issuer + "/oauth2/v2.0/authorize", TokenURL: issuer + "/oauth2/v2.0/token", AuthStyle: oauth2.AuthStyleInParams},
		},
		ctx:      oidc.ClientContext(t.Context(), &http.Client{Transport: transport}),
		verifier: oauth2.GenerateVerifier(),
	}
}

// address is the URL of the sign-in page.
func (p relyingParty) address() string {
	return p.AuthCodeURL("a-state", oauth2.S256ChallengeOption(p.verifier), oauth2.SetAuthURLParam("nonce", "a-nonce"))
}

// proven redeems the code, verifies the ID token, opens the inbox and refreshes.
func (p relyingParty) proven(t *testing.T, code string) {
	t.Helper()
	token, err := p.Exchange(p.ctx, code, oauth2.VerifierOption(p.verifier))
	if err != nil {
		t.Fatal(err)
	}
	p.identified(t, token)
	r, err := http.NewRequestWithContext(p.ctx, http.MethodGet, "https://graph.microsoft.com/v1.0/me/mailFolders/inbox", nil)
	if err != nil {
		t.Fatal(err)
	}
	answer, err := p.Client(p.ctx, token).Do(r)
	if err != nil {
		t.Fatal(err)
	}
	_ = answer.Body.Close()
	if answer.StatusCode != http.StatusOK {
		t.Errorf("the inbox: %s", answer.Status)
	}
	if _, err := p.TokenSource(p.ctx, &oauth2.Token{RefreshToken: token.RefreshToken}).Token(); err != nil {
		t.Errorf("refresh: %v", err)
	}
}

// identified verifies the ID token with the published keys.
func (p relyingParty) identified(t *testing.T, token *oauth2.Token) {
	t.Helper()
	provider, err := oidc.NewProvider(p.ctx, issuer+"/v2.0")
	if err != nil {
		t.Fatal(err)
	}
	raw, _ := token.Extra("id_token").(string)
	id, err := provider.Verifier(&oidc.Config{ClientID: p.ClientID}).Verify(p.ctx, raw)
	if err != nil {
		t.Fatal(err)
	}
	var claims struct {
		TenantID string `json:"tid"`
		Address  string `json:"preferred_username"`
	}
	if err := id.Claims(&claims); err != nil || claims.TenantID != entratest.ContosoID || claims.Address != support || id.Nonce != "a-nonce" {
		t.Errorf("%v: the ID token says %+v, nonce %q", err, claims, id.Nonce)
	}
}
