package entra

import (
	"bytes"
	"context"
	"encoding/json"
	"net/url"
	"strings"
	"time"

	"golang.org/x/oauth2"
	"golang.org/x/oauth2/clientcredentials"

	"mailgrant/flow/value"
	"mailgrant/flow/wire"
)

// TokenRequest asks for a token with client credentials.
type TokenRequest struct {
	Endpoint string // the V2 token endpoint
	ClientID string
	Secret   value.Secret
	Scope    string       // such as https://graph.microsoft.com/.default
	Probes   []wire.Probe // probes to make with the token
}

// Token makes the request and the probes, and says what the token grants and
// what the probes found; then it drops the token. It sends the secret once, and
// only to the endpoint. It sends it a second time only if the first attempt
// said nothing about the secret: the connection broke, or the service asked to
// wait or was failing, and the wait fits in ctx. It sends nothing to an
// endpoint that is not Microsoft's: then Trouble is wire.NotAsked. The probe
// results have the same Trouble if the Graph host is not known.
func (c *Client) Token(ctx context.Context, q TokenRequest) wire.Grant {
	host := graphHost(q.Scope)
	if len(q.Probes) > 0 {
		c.ahead(ctx, host)
	}
	token, grant := c.token(ctx, q)
	if grant.Got {
		grant.Probed = c.probe(ctx, host, token, q.Probes, c.say.hiding(q.Secret.Reveal(), token))
	}
	return grant
}

// token asks for a token; it is "" if there was none.
func (c *Client) token(ctx context.Context, q TokenRequest) (string, wire.Grant) {
	endpoint, err := url.Parse(q.Endpoint)
	if err != nil {
		return "", wire.Grant{Reply: c.unasked("", "it is no address")}
	}
	if reason := refuse(*endpoint); reason != "" {
		return "", wire.Grant{Reply: c.unasked(endpoint.Hostname(), reason)}
	}
	token, grant, broke := c.tokenOnce(ctx, q)
	grant.Tries = 1
	again, left := c.waitedOut(ctx, grant.Reply)
	if left {
		grant.Trouble = wire.Abandoned
	}
	if again || broke && ctx.Err() == nil {
		waited := pauseAfter(grant.Reply)
		token, grant, _ = c.tokenOnce(ctx, q)
		grant.Tries, grant.Waited = 2, waited
	}
	return token, grant
}

// tokenOnce sends one request; broke reports that the connection ended before an
// answer.
func (c *Client) tokenOnce(ctx context.Context, q TokenRequest) (token string, grant wire.Grant, broke bool) {
	seen := &observer{client: c}
	config := clientcredentials.Config{
		ClientID:     q.ClientID,
		ClientSecret: q.Secret.Reveal(),
		TokenURL:     q.Endpoint,
		Scopes:       []string{q.Scope},
		AuthStyle:    oauth2.AuthStyleInParams,
	}
	got, err := config.Token(seen.within(ctx))
	grant = seen.grant(ctx, got, err, c.say.hiding(q.Secret.Reveal()))
	if !grant.Got {
		return "", grant, seen.seen != nil && seen.seen.brokeOff()
	}
	return got.AccessToken, grant, false
}

// within is ctx for x/oauth2, which then sends its requests through o.
func (o *observer) within(ctx context.Context) context.Context {
	return context.WithValue(ctx, oauth2.HTTPClient, o.to())
}

// grant is the result of a token request. An error from x/oauth2 may quote the
// server or the secret, so it is dropped, and the exchange is read instead.
func (o *observer) grant(ctx context.Context, got *oauth2.Token, err error, say wording) wire.Grant {
	if o.seen == nil {
		reply := o.client.unasked("", "")
		reply.Trouble, reply.Detail = wire.Internal, "the request could not be made"
		if ctx.Err() != nil {
			reply.Trouble, reply.Detail = ended(ctx)
		}
		return wire.Grant{Reply: reply}
	}
	say = say.hiding(tokensOf(got)...)
	grant := wire.Grant{Reply: o.seen.reply(say)}
	if grant.Trouble != wire.NoTrouble || o.seen.status >= 300 {
		return grant
	}
	if grant.Detail = flaw(got, err, o.seen); grant.Detail != "" {
		grant.Trouble = wire.Malformed
		return grant
	}
	grant.Got = true
	grant.ExpiresIn = lifetime(got)
	inspect(&grant, got.AccessToken, say)
	return grant
}

// tokensOf are all the tokens in an answer.
func tokensOf(got *oauth2.Token) []string {
	if got == nil {
		return nil
	}
	id, _ := got.Extra("id_token").(string)
	return []string{got.AccessToken, got.RefreshToken, id}
}

func ended(ctx context.Context) (wire.Trouble, string) {
	if ctx.Err() == context.Canceled {
		return wire.Abandoned, ""
	}
	return wire.Timeout, "there was no time left to ask"
}

// longest is longer than any token's lifetime; Entra's live for a day at most.
const longest = 366 * 24 * time.Hour

// flaw says why an answer with status 200 has no usable token; "" if it has
// one.
func flaw(got *oauth2.Token, err error, x *exchange) string {
	switch {
	case err != nil || got == nil || !bytes.HasPrefix(bytes.TrimSpace(x.body), []byte("{")):
		return shapeFlaw(x.body)
	case !strings.EqualFold(got.TokenType, "Bearer"):
		return "its token_type is not Bearer"
	case strings.ContainsFunc(got.AccessToken, func(r rune) bool { return r <= ' ' || r > '~' }):
		return "its access_token holds characters that no token has"
	case lifetime(got) <= 0 || lifetime(got) > longest:
		return "its lifetime is missing or impossible"
	}
	return ""
}

// shapeFlaw says why x/oauth2 found no token in a body.
func shapeFlaw(body []byte) string {
	var object map[string]json.RawMessage
	switch err := json.Unmarshal(body, &object); {
	case err != nil || object == nil:
		return "it is not a JSON object"
	case object["error"] != nil:
		return "it holds an error beside status 200"
	case object["access_token"] == nil || string(object["access_token"]) == `""`:
		return "there is no access_token in it"
	}
	return "its fields are not those of a token"
}

// lifetime is expires_in; 0 if it is missing. It may be a string, as from the
// v1 endpoint.
func lifetime(t *oauth2.Token) time.Duration {
	var seconds float64
	switch v := t.Extra("expires_in").(type) {
	case float64:
		seconds = v
	case string:
		n, err := json.Number(v).Int64()
		if err != nil {
			return 0
		}
		seconds = float64(n)
	}
	return time.Duration(min(max(seconds, 0), 2*longest.Seconds())) * time.Second
}
