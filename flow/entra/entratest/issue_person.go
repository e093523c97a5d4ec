package entratest

import (
	"cmp"
	"encoding/base64"
	"slices"
	"strings"
	"time"

	"github.com/golang-jwt/jwt/v5"
	"github.com/google/uuid"

	"mailgrant/flow/value"
)

// idClaims are the claims of an ID token.
type idClaims struct {
	jwt.RegisteredClaims
	Audience  string `json:"aud"`
	Name      string `json:"name"`
	Nonce     string `json:"nonce,omitempty"`
	ObjectID  string `json:"oid"`
	Preferred string `json:"preferred_username,omitempty"` // version 2.0
	UPN       string `json:"upn,omitempty"`                // version 1.0
	TenantID  string `json:"tid"`
	UTI       string `json:"uti"`
	Version   string `json:"ver"`
}

// forSomebody is the answer with tokens for the user of a code or a refresh
// token.
func (s *Server) forSomebody(g grant, app App, asked tokenRequest) (map[string]any, *Refusal) {
	// A token has all scopes that were ever consented to, not only those requested
	// now.
	scopes := slices.Concat(g.scopes, s.consented(app.ClientID, g.who.Address))
	answer, refused := s.granting(asked, func() (string, error) { return s.issueFor(g, app, scopes) })
	if refused != nil {
		return nil, refused
	}
	answer["scope"] = echoed(scopes, cmp.Or(asked.form.Get("scope"), g.asked), g.tenant)
	if asked.form.Get("client_info") == "1" { // MSAL identifies accounts by it
		answer["client_info"] = base64.RawURLEncoding.EncodeToString([]byte(`{"uid":"` + guidFor(g.who.Address) + `","utid":"` + g.tenant.ID + `"}`))
	}
	if slices.Contains(g.scopes, "offline_access") {
		answer["refresh_token"] = s.keep(s.people.refresh, g)
	}
	if slices.Contains(g.scopes, "openid") {
		token, err := theKey().sign(s.identify(g, app, asked))
		if err != nil {
			return nil, &Refusal{500, "server_error", 90033, "A transient error has occurred. Please try again."}
		}
		answer["id_token"] = token
	}
	return answer, nil
}

// issueFor makes an access token for Graph on behalf of a user.
func (s *Server) issueFor(g grant, app App, scopes []string) (string, error) {
	now := s.time()
	return s.sign(app, accessClaims{
		RegisteredClaims: registered(now, "https://sts.windows.net/"+g.tenant.ID+"/", pairwise(app, g.who)),
		Audience:         "https://" + g.tenant.Cloud.GraphHost(),
		TenantID:         g.tenant.ID, AppID: app.ClientID, AppName: app.Name, AppACR: "1", IDType: "user",
		ObjectID: guidFor(g.who.Address), Scopes: strings.Join(spoken(scopes), " "), Region: g.tenant.Region, Version: "1.0", UTI: uuid.NewString(),
		UPN: g.who.Address, Unique: g.who.Address, Name: g.who.Name,
	})
}

// identify says who signed in, in the version of the endpoint.
func (s *Server) identify(g grant, app App, asked tokenRequest) idClaims {
	host := asked.host
	if cloud, _ := value.CloudOfLogin(host); family(g.tenant.Cloud) != cloud {
		host = g.tenant.Cloud.LoginHost()
	}
	claims := idClaims{
		RegisteredClaims: registered(s.time(), "https://"+host+"/"+g.tenant.ID+"/v2.0", pairwise(app, g.who)),
		Audience:         app.ClientID,
		Name:             g.who.Name, Nonce: g.nonce, ObjectID: guidFor(g.who.Address), Preferred: g.who.Address,
		TenantID: g.tenant.ID, UTI: uuid.NewString(), Version: "2.0",
	}
	if !asked.v2 {
		claims.Issuer, claims.Version = "https://sts.windows.net/"+g.tenant.ID+"/", "1.0"
		claims.Preferred, claims.UPN = "", g.who.Address
	}
	return claims
}

// registered are the claims that every token has, except the audience, which
// Entra never writes as a list. Entra dates tokens five minutes back.
func registered(now time.Time, issuer, subject string) jwt.RegisteredClaims {
	return jwt.RegisteredClaims{
		Issuer: issuer, Subject: subject,
		IssuedAt:  jwt.NewNumericDate(now.Add(-5 * time.Minute)),
		NotBefore: jwt.NewNumericDate(now.Add(-5 * time.Minute)),
		ExpiresAt: jwt.NewNumericDate(now.Add(time.Hour - time.Second)),
	}
}

// pairwise is a user's identifier for one app only.
func pairwise(app App, who person) string {
	return strings.ReplaceAll(guidFor("subject "+app.ClientID+" "+who.Address), "-", "")
}
