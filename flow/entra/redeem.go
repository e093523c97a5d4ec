package entra

import (
	"context"
	"net/url"
	"strings"

	"golang.org/x/oauth2"

	"mailgrant/flow/value"
	"mailgrant/flow/wire"
)

// RedeemRequest exchanges the authorization code of a sign-in for tokens.
type RedeemRequest struct {
	Endpoint string // the V2 token endpoint
	Tenant   string // GUID; the ID token's issuer must name it
	ClientID string
	Secret   value.Secret
	Code     value.Secret
	Flow     wire.BrowserFlow // the sign-in that returned the code
	Scopes   []string         // as in the sign-in; one names the Graph host
	Probes   []wire.Probe
}

// Redeem exchanges the code, once, since it works only once. It says who signed
// in and what was granted, makes the probes, refreshes the access token once,
// and drops all tokens. It sends nothing to an endpoint that is not Microsoft's:
// then Trouble is wire.NotAsked, as it is for a refresh that was not made.
func (c *Client) Redeem(ctx context.Context, q RedeemRequest) wire.SignInResult {
	s := wire.SignInResult{Refresh: c.unasked("", "no refresh token came")}
	endpoint, err := url.Parse(q.Endpoint)
	if err != nil {
		s.Reply = c.unasked("", "it is no address")
		return s
	}
	if reason := refuse(*endpoint); reason != "" {
		s.Reply = c.unasked(endpoint.Hostname(), reason)
		return s
	}
	got, say := c.redeemOnce(ctx, q, &s.Grant)
	if !s.Got {
		return s
	}
	raw, _ := got.Extra("id_token").(string)
	s.Identity = c.identify(ctx, endpoint.Hostname(), q, raw, say)
	s.Probed = c.probe(ctx, graphHost(q.Scopes...), got.AccessToken, q.Probes, say)
	if got.RefreshToken != "" {
		renewed := c.renew(ctx, q, got.RefreshToken, say)
		s.Refresh, s.Refreshed = renewed.Reply, renewed.Got
	}
	return s
}

// redeemOnce sends the code. The returned wording hides everything secret that
// was sent or received.
func (c *Client) redeemOnce(ctx context.Context, q RedeemRequest, g *wire.Grant) (*oauth2.Token, wording) {
	seen := &observer{client: c}
	options := []oauth2.AuthCodeOption{oauth2.SetAuthURLParam("scope", strings.Join(q.Scopes, " "))}
	if !q.Flow.Verifier.Empty() {
		options = append(options, oauth2.VerifierOption(q.Flow.Verifier.Reveal()))
	}
	got, err := q.config().Exchange(seen.within(ctx), q.Code.Reveal(), options...)
	say := c.say.hiding(q.Secret.Reveal(), q.Code.Reveal(), q.Flow.Verifier.Reveal(), q.Flow.Nonce, q.Flow.State)
	*g = seen.grant(ctx, got, err, say)
	if !g.Got {
		return nil, say
	}
	say = say.hiding(tokensOf(got)...)
	if g.Opaque {
		scope, _ := got.Extra("scope").(string)
		g.Scopes = say.terms(strings.Fields(scope))
	}
	for i := range g.Scopes {
		g.Scopes[i] = bare(g.Scopes[i])
	}
	return got, say
}

// renew exchanges a refresh token for a new access token.
func (c *Client) renew(ctx context.Context, q RedeemRequest, token string, say wording) wire.Grant {
	seen := &observer{client: c}
	got, err := q.config().TokenSource(seen.within(ctx), &oauth2.Token{RefreshToken: token}).Token()
	return seen.grant(ctx, got, err, say)
}

func (q RedeemRequest) config() *oauth2.Config {
	return &oauth2.Config{
		ClientID:     q.ClientID,
		ClientSecret: q.Secret.Reveal(),
		RedirectURL:  q.Flow.Redirect,
		Endpoint:     oauth2.Endpoint{TokenURL: q.Endpoint, AuthStyle: oauth2.AuthStyleInParams},
	}
}

// bare is a permission's name without the resource that Entra may put before
// it, as in https://graph.microsoft.com/Mail.Send.
func bare(scope string) string {
	if !strings.HasPrefix(scope, "https://") {
		return scope
	}
	return scope[strings.LastIndex(scope, "/")+1:]
}
