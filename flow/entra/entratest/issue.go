package entratest

import (
	"crypto/rand"
	"crypto/rsa"
	"crypto/sha256"
	"encoding/base64"
	"math/big"
	"net/http"
	"strings"
	"sync"

	"github.com/golang-jwt/jwt/v5"
	"github.com/google/uuid"
)

// accessClaims are the claims of a Graph token.
type accessClaims struct {
	jwt.RegisteredClaims
	Audience string   `json:"aud"`
	TenantID string   `json:"tid"`
	AppID    string   `json:"appid"`
	AppName  string   `json:"app_displayname"`
	AppACR   string   `json:"appidacr"`
	IDType   string   `json:"idtyp"`
	ObjectID string   `json:"oid,omitempty"`
	Roles    []string `json:"roles,omitempty"`
	Scopes   string   `json:"scp,omitempty"`
	Region   string   `json:"tenant_region_scope,omitempty"`
	Version  string   `json:"ver"`
	UTI      string   `json:"uti"`
	UPN      string   `json:"upn,omitempty"` // only in a user's token
	Unique   string   `json:"unique_name,omitempty"`
	Name     string   `json:"name,omitempty"`
}

type signingKey struct {
	id      string
	private *rsa.PrivateKey
	err     error
}

// theKey is the one key of this run, since making one is slow. Entra names a key by
// the thumbprint of its certificate, which is 20 bytes long.
var theKey = sync.OnceValue(func() signingKey {
	private, err := rsa.GenerateKey(rand.Reader, 2048)
	if err != nil {
		return signingKey{err: err}
	}
	thumbprint := sha256.Sum256(private.N.Bytes())
	return signingKey{id: base64.RawURLEncoding.EncodeToString(thumbprint[:20]), private: private}
})

// issue makes a token for app. Graph tokens are version 1.0, whichever endpoint
// issued them, and start five minutes in the past.
func (s *Server) issue(t Tenant, app App, audience string) (string, error) {
	claims := accessClaims{
		RegisteredClaims: registered(s.time(), "https://sts.windows.net/"+t.ID+"/", app.ObjectID), Audience: audience,
		TenantID: t.ID, AppID: app.ClientID, AppName: app.Name, AppACR: "1", IDType: "app",
		ObjectID: app.ObjectID, Roles: s.rolesOf(app), Region: t.Region, Version: "1.0", UTI: uuid.NewString(),
	}
	if len(app.Scopes) > 0 {
		claims.IDType, claims.Roles, claims.Scopes = "user", nil, strings.Join(app.Scopes, " ")
	}
	if app.TokenTenant != "" {
		// In a tenant without a service principal, the token names none.
		claims.TenantID, claims.ObjectID = app.TokenTenant, ""
		claims.Issuer = "https://sts.windows.net/" + app.TokenTenant + "/"
	}
	return s.sign(app, claims)
}

// sign encodes and signs the claims, and counts the app's tokens.
func (s *Server) sign(app App, claims accessClaims) (string, error) {
	s.mu.Lock()
	s.asked[app.ClientID]++
	if s.asked[app.ClientID] <= app.RolesAfter {
		claims.Roles = nil
	}
	if app.Opaque {
		token := "EwB" + rand.Text() + rand.Text() + rand.Text()
		s.opaque[token] = claims
		s.mu.Unlock()
		return token, nil
	}
	s.mu.Unlock()

	return theKey().sign(claims)
}

func (k signingKey) sign(claims jwt.Claims) (string, error) {
	if k.err != nil {
		return "", k.err
	}
	token := jwt.NewWithClaims(jwt.SigningMethodRS256, claims)
	token.Header["kid"] = k.id
	return token.SignedString(k.private)
}

// keys publishes the signing key.
func (s *Server) keys(w http.ResponseWriter, _ *http.Request) {
	key := theKey()
	if key.err != nil {
		http.Error(w, "no key", http.StatusInternalServerError)
		return
	}
	public := key.private.PublicKey
	writeJSON(w, http.StatusOK, map[string]any{"keys": []map[string]any{{
		"kty": "RSA", "use": "sig", "alg": "RS256", "kid": key.id, "x5t": key.id,
		"n": base64.RawURLEncoding.EncodeToString(public.N.Bytes()),
		"e": base64.RawURLEncoding.EncodeToString(big.NewInt(int64(public.E)).Bytes()),
	}}})
}

// bearer reads one of this server's tokens; ok is false for any other.
func (s *Server) bearer(token string) (claims accessClaims, ok bool) {
	s.mu.Lock()
	claims, ok = s.opaque[token]
	s.mu.Unlock()
	if ok {
		return claims, true
	}
	key := theKey()
	if key.err != nil {
		return accessClaims{}, false
	}
	_, err := jwt.ParseWithClaims(token, &claims, func(*jwt.Token) (any, error) { return &key.private.PublicKey, nil },
		jwt.WithValidMethods([]string{"RS256"}), jwt.WithTimeFunc(s.time))
	return claims, err == nil
}
