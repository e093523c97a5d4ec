package signin

import (
	"slices"
	"strings"
	"testing"

	"golang.org/x/oauth2"

	"mailgrant/flow/entra"
	"mailgrant/flow/entra/entratest"
	"mailgrant/flow/value"
	"mailgrant/flow/wire"
)

// graphScopes are the requested scopes, in mailgrant's spelling.
var graphScopes = []string{"openid", "offline_access", "https://graph.microsoft.com/User.Read", "https://graph.microsoft.com/Mail.ReadWrite"}

// redeemable signs in at the independent provider; the code is for mailgrant's
// own client.
func redeemable(t *testing.T, w window, p *provider) entra.RedeemRequest {
	t.Helper()
	back := land(t)
	app := p.rely(t, back.Redirect)
	app.Scopes = graphScopes
	w.do(visit(p.Page(app.address())), as(support), press("accept"))
	return entra.RedeemRequest{
		Endpoint: app.Endpoint.TokenURL, Tenant: entratest.ContosoID, ClientID: app.ClientID, Secret: value.NewSecret(app.ClientSecret),
		Code:   value.NewSecret(back.answer(t).Get("code")),
		Flow:   wire.BrowserFlow{Redirect: back.Redirect, State: "a-state", Nonce: "a-nonce", Verifier: value.NewSecret(app.verifier)},
		Scopes: graphScopes, Probes: []wire.Probe{{Kind: wire.ProbeMe}, {Kind: wire.ProbeInbox}},
	}
}

func TestMailgrantsClientRedeemsElsewhere(t *testing.T) {
	t.Parallel()
	p := elsewhere(t)
	c, err := entra.New(entra.Options{Transport: p})
	if err != nil {
		t.Fatal(err)
	}
	t.Run("a code", func(t *testing.T) {
		q := redeemable(t, open(t), p)
		got := c.Redeem(t.Context(), q)
		if !got.Got || !got.Refreshed || len(got.Probed) != 2 || !got.Probed[0].Reached || !got.Probed[1].Reached {
			t.Errorf("got %+v", got)
		}
		if who := got.Identity; !who.Verified || who.User != support || who.TenantID != entratest.ContosoID {
			t.Errorf("it knows of %+v", who)
		}
		if !slices.Contains(got.Scopes, "User.Read") || !slices.Contains(got.Scopes, "Mail.ReadWrite") {
			t.Errorf("granted is %v", got.Scopes)
		}
		if again := c.Redeem(t.Context(), q); again.Got || again.Error != "invalid_grant" {
			t.Errorf("the code again: %+v", again.Grant)
		}
	})
	for name, wrong := range map[string]struct {
		change func(*entra.RedeemRequest)
		oauth  string
	}{
		"a wrong secret":   {func(q *entra.RedeemRequest) { q.Secret = value.NewSecret("another~secret") }, "invalid_client"},
		"another verifier": {func(q *entra.RedeemRequest) { q.Flow.Verifier = value.NewSecret(oauth2.GenerateVerifier()) }, "invalid_grant"},
	} {
		t.Run(name, func(t *testing.T) {
			q := redeemable(t, open(t), p)
			wrong.change(&q)
			if got := c.Redeem(t.Context(), q); got.Got || got.Error != wrong.oauth || got.Refresh.Trouble != wire.NotAsked {
				t.Errorf("got %+v", got.Grant)
			}
		})
	}
	t.Run("another nonce", func(t *testing.T) {
		q := redeemable(t, open(t), p)
		q.Flow.Nonce = "another-nonce"
		if got := c.Redeem(t.Context(), q); !got.Got || got.Identity.Verified || got.Identity.User != "" || !strings.Contains(got.Identity.Flaw, "nonce") {
			t.Errorf("it believes %+v", got.Identity)
		}
	})
}
