package entra_test

import (
	"bytes"
	"crypto/rand"
	"crypto/rsa"
	"encoding/base64"
	"encoding/json"
	"math/big"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/golang-jwt/jwt/v5"

	"mailgrant/flow/entra/entratest"
	"mailgrant/flow/entra/entratest/fault"
	"mailgrant/flow/wire"
)

var keysMatch = entratest.Match{Path: "/discovery/v2.0/keys"}

// remembering passes a token answer on and records its tokens.
func remembering(seen *[]string) entratest.Fault {
	return changing(func(body map[string]any) {
		for _, name := range []string{"access_token", "refresh_token", "id_token"} {
			if token, ok := body[name].(string); ok {
				*seen = append(*seen, token)
			}
		}
	})
}

// onRefresh applies one fault to refresh requests and another to the rest.
func onRefresh(renewal, rest entratest.Fault) entratest.Fault {
	return func(w http.ResponseWriter, r *http.Request, answer http.Handler) {
		if _ = r.ParseForm(); r.PostForm.Get("grant_type") == "refresh_token" {
			renewal(w, r, answer)
			return
		}
		rest(w, r, answer)
	}
}

// changing passes a good JSON answer on with a change.
func changing(change func(body map[string]any)) entratest.Fault {
	return func(w http.ResponseWriter, r *http.Request, answer http.Handler) {
		var got httptest.ResponseRecorder
		got.Body = new(bytes.Buffer)
		answer.ServeHTTP(&got, r)
		body := map[string]any{}
		if json.Unmarshal(got.Body.Bytes(), &body) == nil && got.Code == http.StatusOK {
			change(body)
		}
		changed, err := json.Marshal(body)
		if err != nil {
			panic(err) // it was JSON before
		}
		w.Header().Set("Content-Type", "application/json")
		w.WriteHeader(got.Code)
		_, _ = w.Write(changed)
	}
}

// forgerKey signs the ID tokens in these tests.
var forgerKey = sync.OnceValue(func() *rsa.PrivateKey {
	key, err := rsa.GenerateKey(rand.Reader, 2048)
	if err != nil {
		panic(err)
	}
	return key
})

// published is the forger's key in the form in which Microsoft publishes its
// keys.
func published() entratest.Fault {
	public := forgerKey().PublicKey
	return changing(func(body map[string]any) {
		body["keys"] = []map[string]any{{
			"kty": "RSA", "use": "sig", "kid": "forged", "n": base64.RawURLEncoding.EncodeToString(public.N.Bytes()),
			"e": base64.RawURLEncoding.EncodeToString(big.NewInt(int64(public.E)).Bytes()),
		}}
	})
}

func TestAnIDTokenIsVerifiedBeforeItIsBelieved(t *testing.T) {
	t.Parallel()
	at := func(d time.Duration) int64 { return time.Now().Add(d).Unix() }
	claim := func(name string, value any) func(jwt.MapClaims) {
		return func(c jwt.MapClaims) { c[name] = value }
	}
	s := onStage(t)
	for name, c := range map[string]struct {
		change func(jwt.MapClaims)
		flaw   string
	}{
		"as it should be":         {func(jwt.MapClaims) {}, ""},
		"another nonce":           {claim("nonce", "theirs"), "nonce"},
		"no nonce":                {claim("nonce", ""), "nonce"},
		"another app":             {claim("aud", "0b7c54d2-3f1a-4c7e-8a56-91d0e2f4a601"), "another app"},
		"several apps":            {claim("aud", []string{"x", "y"}), "another app"},
		"expired":                 {claim("exp", at(-time.Minute)), "expired"},
		"no end":                  {func(c jwt.MapClaims) { delete(c, "exp") }, "expired"},
		"an end that is no time":  {claim("exp", "soon"), "form"},
		"of tomorrow":             {claim("nbf", at(24*time.Hour)), "not valid yet"},
		"another tenant":          {claim("iss", "https://login.microsoftonline.com/f1e2d3c4-b5a6-4978-8a9b-0c1d2e3f4a5b/v2.0"), "another tenant"},
		"another host":            {claim("iss", "https://evil.example/"+entratest.ContosoID+"/v2.0"), "another tenant or another service"},
		"version 1":               {claim("iss", "https://sts.windows.net/"+entratest.ContosoID+"/"), "another tenant"},
		"a tenant of its own":     {claim("tid", "f1e2d3c4-b5a6-4978-8a9b-0c1d2e3f4a5b"), "another tenant"},
		"a name that is a number": {claim("name", 7), "form"},
	} {
		t.Run(name, func(t *testing.T) {
			s.Heal()
			q := s.signedIn(t, "sign-in")
			claims := jwt.MapClaims{
				"iss": "https://" + global + "/" + s.tenant.ID + "/v2.0", "aud": q.ClientID, "tid": s.tenant.ID, "oid": "o",
				"sub": "x", "name": "Contoso Support", "preferred_username": support, "nonce": q.Flow.Nonce,
				"exp": at(time.Hour), "iat": at(-time.Minute), "nbf": at(-time.Minute),
			}
			c.change(claims)
			token := jwt.NewWithClaims(jwt.SigningMethodRS256, claims)
			token.Header["kid"] = "forged"
			signed, err := token.SignedString(forgerKey())
			if err != nil {
				t.Fatal(err)
			}
			s.Fault(keysMatch, published())
			s.Fault(entratest.Token, changing(func(body map[string]any) { body["id_token"] = signed }))
			got := s.Redeem(t.Context(), q)
			if !got.Got || got.Identity.Verified != (c.flaw == "") || !strings.Contains(got.Identity.Flaw, c.flaw) {
				t.Errorf("got %+v", got.Identity)
			}
			if c.flaw != "" && got.Identity != (wire.Identity{Flaw: got.Identity.Flaw}) {
				t.Errorf("something of it is believed: %+v", got.Identity)
			}
		})
	}
}

func TestAnIDTokenThatNothingVouchesFor(t *testing.T) {
	t.Parallel()
	id := func(token string) entratest.Fault {
		return changing(func(body map[string]any) { body["id_token"] = token })
	}
	document := func(name, value string) entratest.Fault {
		return changing(func(body map[string]any) { body[name] = value })
	}
	part := func(text string) string { return base64.RawURLEncoding.EncodeToString([]byte(text)) }
	s := onStage(t)
	for name, c := range map[string]struct {
		match entratest.Match
		fault entratest.Fault
		flaw  string
	}{
		"signed by somebody else":            {keysMatch, published(), "signature"},
		"no key":                             {keysMatch, changing(func(body map[string]any) { clear(body) }), "signature"},
		"keys that can't be read":            {keysMatch, fault.Unavailable(), "keys could not be read"},
		"keys that are elsewhere":            {keysMatch, fault.Redirect(302, "https://evil.example/keys"), "keys could not be read"},
		"keys that break off":                {keysMatch, fault.CutShort(), "keys could not be read"},
		"keys on another host":               {entratest.Discovery, document("jwks_uri", "https://evil.example/keys"), "host that is not Microsoft's"},
		"keys without encryption":            {entratest.Discovery, document("jwks_uri", "http://"+global+"/keys"), "host that is not Microsoft's"},
		"keys of another cloud":              {entratest.Discovery, document("jwks_uri", "https://login.microsoftonline.us/common/discovery/v2.0/keys"), "host that is not Microsoft's"},
		"a foreign token endpoint":           {entratest.Discovery, document("token_endpoint", "https://evil.example/token"), "not one of Microsoft's"},
		"a foreign issuer":                   {entratest.Discovery, document("issuer", "https://evil.example/"+entratest.ContosoID+"/v2.0"), "not one of Microsoft's"},
		"an issuer of version 1":             {entratest.Discovery, document("issuer", "https://sts.windows.net/"+entratest.ContosoID+"/"), "not one of Microsoft's"},
		"another tenant's document":          {entratest.Discovery, document("issuer", "https://"+global+"/f1e2d3c4-b5a6-4978-8a9b-0c1d2e3f4a5b/v2.0"), "another tenant"},
		"no document":                        {entratest.Discovery, fault.Portal(), "discovery document"},
		"no signature":                       {entratest.Token, id(part(`{"alg":"none"}`) + "." + part(`{"aud":"x"}`) + "."), "not signed the way"},
		"a signature by the client's secret": {entratest.Token, id(part(`{"alg":"HS256"}`) + "." + part(`{"aud":"x"}`) + ".c2ln"), "not signed the way"},
		"no token at all":                    {entratest.Token, id("rubbish"), "form of a token"},
		"none":                               {entratest.Token, changing(func(body map[string]any) { delete(body, "id_token") }), "none came"},
		"one that is a number":               {entratest.Token, changing(func(body map[string]any) { body["id_token"] = 7 }), "none came"},
	} {
		t.Run(name, func(t *testing.T) {
			s.Heal()
			q := s.signedIn(t, "sign-in")
			s.Fault(c.match, c.fault)
			got := s.Redeem(t.Context(), q)
			if !got.Got || got.Identity != (wire.Identity{Flaw: got.Identity.Flaw}) || !strings.Contains(got.Identity.Flaw, c.flaw) {
				t.Errorf("got %v, %+v", got.Got, got.Identity)
			}
			if !got.Refreshed || !got.Probed[0].Reached {
				t.Errorf("the rest is not tried: %+v", got)
			}
		})
	}
}

func TestAnIDTokenOfATenantKnownByItsDomain(t *testing.T) {
	s := onStage(t)
	q := s.signedIn(t, "sign-in")
	q.Tenant = "contoso.com"
	if got := s.Redeem(t.Context(), q); !got.Identity.Verified || got.Identity.TenantID != s.tenant.ID {
		t.Errorf("got %+v", got.Identity)
	}
}
