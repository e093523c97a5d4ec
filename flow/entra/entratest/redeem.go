package entratest

import (
	"crypto/sha256"
	"encoding/base64"
	"slices"
	"strings"
	"time"
)

const (
	codeLife    = 10 * time.Minute
	refreshIdle = 90 * day
)

// redeem exchanges a code for tokens.
func (s *Server) redeem(t Tenant, app App, asked tokenRequest) (map[string]any, *Refusal) {
	s.mu.Lock()
	g, known := s.people.codes[asked.form.Get("code")]
	var refused *Refusal
	if !known {
		refused = bad("invalid_grant", 70000, "The provided value for the 'code' parameter is not valid.")
	} else if refused = g.redeemable(t, app, asked, s.now()); refused == nil {
		g.used = true
	}
	s.mu.Unlock()
	if refused != nil {
		return nil, refused
	}
	more, refused := readScopes(asked.form.Get("scope"), t, app)
	if refused != nil {
		return nil, refused
	}
	// MSAL asks for the OpenID scopes only here, and relies on their effect.
	redeemed := *g
	for _, scope := range more {
		if slices.Contains(openID, scope) {
			redeemed.scopes = append(slices.Clip(redeemed.scopes), scope)
		}
	}
	return s.forSomebody(redeemed, app, asked)
}

// redeemable checks a code and what was sent with it.
func (g *grant) redeemable(t Tenant, app App, asked tokenRequest, now time.Time) *Refusal {
	switch {
	case g.clientID != app.ClientID:
		return bad("invalid_grant", 70000, "The provided value for the 'code' parameter is not valid. The code was issued to another application.")
	case g.used:
		return bad("invalid_grant", 54005, "OAuth2 Authorization code was already redeemed, please retry with a new valid code or use an existing refresh token.")
	case now.After(g.made.Add(codeLife)):
		return bad("invalid_grant", 70008, "The provided authorization code or refresh token has expired due to inactivity. "+
			"Send a new interactive authorization request for this user and resource.")
	case g.tenant.ID != t.ID:
		return bad("invalid_grant", 700005, "The provided Authorization Code is intended to use against other tenant, thus rejected. "+
			"OAuth2 Authorization Code must be redeemed against same tenant it was acquired for.")
	case g.redirect != asked.form.Get("redirect_uri"):
		return bad("invalid_grant", 500112, "The reply address '"+asked.form.Get("redirect_uri")+
			"' does not match the reply address '"+g.redirect+"' provided when requesting Authorization code.")
	}
	return g.proven(asked.form.Get("code_verifier"))
}

// proven checks a verifier against the code challenge of the authorization
// request.
func (g *grant) proven(verifier string) *Refusal {
	challenge := verifier
	if g.method == "S256" {
		sum := sha256.Sum256([]byte(verifier))
		challenge = base64.RawURLEncoding.EncodeToString(sum[:])
	}
	switch {
	case g.challenge == "" && verifier == "":
		return nil
	case verifier == "":
		return bad("invalid_grant", 50148, "The code_verifier does not match the code_challenge supplied in the authorization request for PKCE.")
	case challenge != g.challenge:
		return bad("invalid_grant", 501481, "The Code_Verifier does not match the code_challenge supplied in the authorization request.")
	}
	return nil
}

// renew exchanges a refresh token for new tokens. The old one stays valid.
func (s *Server) renew(t Tenant, app App, asked tokenRequest) (map[string]any, *Refusal) {
	s.mu.Lock()
	g, known := s.people.refresh[asked.form.Get("refresh_token")]
	refused := bad("invalid_grant", 70000, "Provided grant is invalid or malformed.")
	if known && g.clientID == app.ClientID && g.tenant.ID == t.ID {
		if refused = g.renewable(s.people.revoked[strings.ToLower(g.who.Address)], s.now()); refused == nil {
			g.used = true
		}
	}
	s.mu.Unlock()
	if refused != nil {
		return nil, refused
	}
	if len(s.consented(app.ClientID, g.who.Address)) == 0 {
		return nil, bad("invalid_grant", 65001, "The user or administrator has not consented to use the application with ID '"+
			app.ClientID+"' named '"+app.Name+"'. Send an interactive authorization request for this user and resource.")
	}
	if _, refused = readScopes(asked.form.Get("scope"), t, app); refused != nil {
		return nil, refused
	}
	return s.forSomebody(*g, app, asked)
}

// renewable checks a refresh token; revoked is when the user's sessions ended.
func (g *grant) renewable(revoked, now time.Time) *Refusal {
	switch {
	case !g.made.After(revoked):
		return bad("invalid_grant", 50173, "The provided grant has expired due to it being revoked, a fresh auth token is needed. "+
			"The user might have changed or reset their password. The grant was issued on '"+g.made.UTC().Format(time.RFC3339)+
			"' and the TokensValidFrom date for this user is '"+revoked.UTC().Format(time.RFC3339)+"'.")
	case now.After(g.made.Add(refreshIdle)):
		return bad("invalid_grant", 700082, "The refresh token has expired due to inactivity. The token was issued on "+
			g.made.UTC().Format(time.RFC3339)+" and was inactive for 90.00:00:00.")
	}
	return nil
}
