package entra

import (
	"context"
	"errors"
	"net/http"
	"net/url"
	"slices"
	"strings"

	"github.com/coreos/go-oidc/v3/oidc"
	"github.com/golang-jwt/jwt/v5"

	"mailgrant/flow/value"
	"mailgrant/flow/wire"
)

// identify verifies an ID token: its signature by one of the tenant's keys, its
// issuer, audience, nonce, tenant and lifetime. Only a verified token says
// who signed in.
func (c *Client) identify(ctx context.Context, host string, q RedeemRequest, raw string, say wording) wire.Identity {
	if raw == "" {
		return wire.Identity{Flaw: "none came, though openid is among the permissions asked for"}
	}
	by, reason := c.authority(ctx, host, q.Tenant)
	if reason != "" {
		return wire.Identity{Flaw: say.text(reason)}
	}
	keys := &observer{client: c}
	verifier := oidc.NewVerifier(by.address, oidc.NewRemoteKeySet(oidc.ClientContext(ctx, keys.to()), by.keys), &oidc.Config{
		ClientID: q.ClientID, SupportedSigningAlgs: []string{oidc.RS256}, Now: c.now,
	})
	token, err := verifier.Verify(ctx, raw)
	if err != nil {
		return wire.Identity{Flaw: say.text(c.flawOf(ctx, raw, err, by, q.ClientID, keys))}
	}
	var who struct {
		User     string `json:"preferred_username"`
		Name     string `json:"name"`
		TenantID string `json:"tid"`
		ObjectID string `json:"oid"`
	}
	switch err := token.Claims(&who); {
	case err != nil:
		return wire.Identity{Flaw: unusualClaims}
	case q.Flow.Nonce == "" || token.Nonce != q.Flow.Nonce:
		return wire.Identity{Flaw: "it answers another sign-in, since its nonce is another one"}
	case !strings.EqualFold(who.TenantID, by.tenant):
		return wire.Identity{Flaw: "it names another tenant than the one that issued it"}
	}
	return wire.Identity{
		Verified: true, User: say.name(who.User), Name: say.name(who.Name),
		TenantID: say.term(who.TenantID), ObjectID: say.term(who.ObjectID),
	}
}

const unusualClaims = "what it says is not in the form Microsoft documents"

// authority is the issuer of a tenant's ID tokens, and where its keys are.
type authority struct{ address, tenant, keys string }

// authority reads the discovery document of a tenant. It accepts only a document
// whose addresses are on Microsoft's hosts in one cloud, for the tenant that was
// asked for; otherwise reason says what is wrong.
func (c *Client) authority(ctx context.Context, host, tenant string) (by authority, reason string) {
	m, reply := c.document(ctx, host, tenant)
	if m == nil {
		return authority{}, "the discovery document of its tenant could not be read from " + reply.Host + " to check it"
	}
	by = authority{address: m.Issuer, tenant: tenantIn(m.Issuer), keys: m.Keys}
	switch address, err := url.Parse(m.Issuer); {
	case !ofCloud(m.Keys, host):
		return by, "the discovery document names keys on a host that is not Microsoft's"
	case !ofCloud(m.TokenEndpoint, host), err != nil, !ofCloud(m.Issuer, host), by.tenant == "",
		!strings.EqualFold(strings.Trim(address.Path, "/"), by.tenant+"/v2.0"):
		return by, "the discovery document is not one of Microsoft's"
	case value.IsGUID(tenant) && !strings.EqualFold(by.tenant, tenant):
		return by, "the discovery document belongs to another tenant"
	}
	return by, ""
}

// ofCloud reports whether an address is on one of Microsoft's sign-in hosts, in
// the same cloud as host.
func ofCloud(address, host string) bool {
	u, err := url.Parse(address)
	if err != nil || refuse(*u) != "" {
		return false
	}
	ours, _ := value.CloudOfLogin(host)
	theirs, _ := value.CloudOfLogin(u.Hostname())
	return ours == theirs
}

// flawOf says in plain words why a token was not verified. The verifier's own
// error quotes the token's claims, so it is not shown.
func (c *Client) flawOf(ctx context.Context, raw string, err error, by authority, clientID string, keys *observer) string {
	claims := jwt.MapClaims{}
	if _, _, err := jwt.NewParser().ParseUnverified(raw, claims); err != nil && !errors.Is(err, jwt.ErrTokenUnverifiable) {
		return "it is not in the form of a token"
	}
	if ctx.Err() != nil { // the keys may not have arrived yet
		return "there was no time left to check it"
	}
	var expired *oidc.TokenExpiredError
	issuedBy, _ := claims["iss"].(string)
	switch notBefore, _ := claims.GetNotBefore(); {
	case keys.seen == nil:
		return "it is not signed the way Microsoft signs"
	case keys.seen.err != nil || keys.seen.status != http.StatusOK:
		return "Microsoft's keys could not be read to check it"
	case strings.Contains(err.Error(), "verify signature"):
		return "its signature does not fit Microsoft's keys"
	case errors.As(err, &expired):
		return "by this computer's clock it has expired"
	case issuedBy != by.address:
		return "another tenant or another service issued it"
	case !slices.Contains(listOf(claims["aud"]), clientID):
		return "it was issued to another app"
	case notBefore != nil && notBefore.After(c.now()):
		return "by this computer's clock it is not valid yet"
	}
	return unusualClaims
}
