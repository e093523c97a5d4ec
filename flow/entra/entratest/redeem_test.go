package entratest_test

import (
	"context"
	"crypto/rsa"
	"encoding/base64"
	"math/big"
	"net/http"
	"net/url"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/golang-jwt/jwt/v5"
	"golang.org/x/oauth2"

	"mailgrant/flow/entra/entratest"
)

const tokenAddress = global + "contoso.com/oauth2/v2.0/token"

// redemption is a good request to redeem code, with changed fields.
func (s *started) redemption(key, code string, change url.Values) url.Values {
	app := s.app(key)
	return altered(url.Values{"grant_type": {"authorization_code"}, "client_id": {app.ClientID}, "client_secret": {app.Secret()},
		"code": {code}, "redirect_uri": {entratest.ProductRedirect}}, change)
}

func TestACodeIsRefusedAsEntraDoes(t *testing.T) {
	s := start(t)
	plain := s.asking("sign-in", nil)
	hashed := s.asking("sign-in", url.Values{"code_challenge": {oauth2.S256ChallengeFromVerifier(verifier)}, "code_challenge_method": {"S256"}})
	bare := s.asking("sign-in", url.Values{"code_challenge": {verifier}})
	for name, c := range map[string]struct {
		authorize string
		change    url.Values
		oauth     string
		code      float64
	}{
		"no secret":                          {plain, url.Values{"client_secret": {""}}, "invalid_client", 7000218},
		"a wrong secret":                     {plain, url.Values{"client_secret": {entratest.SecretFor("nobody")}}, "invalid_client", 7000215},
		"no code":                            {plain, url.Values{"code": {""}}, "invalid_request", 900144},
		"no redirect URI":                    {plain, url.Values{"redirect_uri": {""}}, "invalid_request", 900144},
		"another redirect URI":               {plain, url.Values{"redirect_uri": {"http://localhost"}}, "invalid_grant", 500112},
		"a code nobody gave out":             {plain, url.Values{"code": {"1.Anonsense"}}, "invalid_grant", 70000},
		"another app's code":                 {s.asking("granted", nil), nil, "invalid_grant", 70000},
		"no verifier":                        {hashed, nil, "invalid_grant", 50148},
		"another verifier":                   {hashed, url.Values{"code_verifier": {verifier + "x"}}, "invalid_grant", 501481},
		"the challenge in place of verifier": {hashed, url.Values{"code_verifier": {oauth2.S256ChallengeFromVerifier(verifier)}}, "invalid_grant", 501481},
		"another plain verifier":             {bare, url.Values{"code_verifier": {verifier + "x"}}, "invalid_grant", 501481},
		"a verifier without a challenge":     {plain, url.Values{"code_verifier": {verifier}}, "invalid_grant", 501481},
		"a scope there is not":               {plain, url.Values{"scope": {"Mail.Sent"}}, "invalid_client", 650053},
		"the old parameter":                  {plain, url.Values{"resource": {"https://graph.microsoft.com"}}, "invalid_request", 901002},
	} {
		t.Run(name, func(t *testing.T) {
			status, body, _ := s.post(t, tokenAddress, s.redemption("sign-in", s.code(t, c.authorize), c.change))
			if codes, _ := body["error_codes"].([]any); status < 400 || body["error"] != c.oauth || len(codes) != 1 || codes[0] != c.code {
				t.Errorf("got %d %v", status, body)
			}
		})
	}
}

func TestACodeWorksOnceAndForTenMinutesInItsTenant(t *testing.T) {
	s := start(t)
	form := s.redemption("sign-in", s.code(t, s.asking("sign-in", nil)), nil)
	if status, body, _ := s.post(t, tokenAddress, form); status != http.StatusOK {
		t.Fatalf("got %v", body)
	}
	refusedWith(t, s, tokenAddress, form, 54005)

	late := s.redemption("sign-in", s.code(t, s.asking("sign-in", nil)), nil)
	s.SetClock(func() time.Time { return time.Now().Add(11 * time.Minute) })
	refusedWith(t, s, tokenAddress, late, 70008)
	s.SetClock(time.Now)

	adatum := s.tenant
	adatum.ID, adatum.Name, adatum.Domains = "d9c8b7a6-1f2e-4d3c-8b4a-5968778695a4", "Adatum", []string{"adatum.com"}
	two, err := entratest.Start(s.tenant, adatum)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(two.Close)
	both := &started{Server: two, Client: http.Client{Transport: two.Transport()}, tenant: s.tenant}
	foreign := both.redemption("sign-in", both.code(t, both.asking("sign-in", nil)), nil)
	refusedWith(t, both, global+"adatum.com/oauth2/v2.0/token", foreign, 700005)
}

func refusedWith(t *testing.T, s *started, address string, form url.Values, code float64) {
	t.Helper()
	_, body, _ := s.post(t, address, form)
	if codes, _ := body["error_codes"].([]any); len(codes) != 1 || codes[0] != code {
		t.Errorf("want %.0f, got %v", code, body)
	}
}

// client is a sign-in configured with golang.org/x/oauth2.
func (s *started) client(key, tenant, redirect string) (*oauth2.Config, context.Context) {
	app := s.app(key)
	ctx := context.WithValue(context.Background(), oauth2.HTTPClient, &s.Client)
	return &oauth2.Config{ClientID: app.ClientID, ClientSecret: app.Secret(), RedirectURL: redirect, Scopes: strings.Fields(scopes),
		Endpoint: oauth2.Endpoint{AuthURL: global + tenant + "/oauth2/v2.0/authorize", TokenURL: global + tenant + "/oauth2/v2.0/token",
			AuthStyle: oauth2.AuthStyleInParams}}, ctx
}

func TestAnotherLibrarySignsInAndRefreshes(t *testing.T) {
	s := start(t)
	config, ctx := s.client("sign-in", entratest.ContosoID, "http://localhost:4711")
	address := config.AuthCodeURL("a-state", oauth2.S256ChallengeOption(verifier), oauth2.SetAuthURLParam("nonce", "a-nonce"))
	token, err := config.Exchange(ctx, s.code(t, address), oauth2.VerifierOption(verifier))
	if err != nil {
		t.Fatal(err)
	}
	if got := token.Extra("scope"); got != "Mail.ReadWrite Mail.Send User.Read email openid profile" || token.RefreshToken == "" {
		t.Errorf("scope %q, refresh token %t", got, token.RefreshToken != "")
	}
	id, _ := token.Extra("id_token").(string)
	for name, want := range map[string]any{
		"iss": global + entratest.ContosoID + "/v2.0", "aud": config.ClientID, "nonce": "a-nonce", "tid": entratest.ContosoID,
		"preferred_username": support, "name": "Contoso Support", "ver": "2.0",
	} {
		if got := s.verified(t, id)[name]; got != want {
			t.Errorf("ID token: %s is %v, want %v", name, got, want)
		}
	}
	access := s.verified(t, token.AccessToken)
	for name, want := range map[string]any{
		"idtyp": "user", "scp": "Mail.ReadWrite Mail.Send User.Read email openid profile", "upn": support, "appid": config.ClientID,
		"aud": "https://graph.microsoft.com", "tid": entratest.ContosoID, "roles": nil,
	} {
		if access[name] != want {
			t.Errorf("access token: %s is %v, want %v", name, access[name], want)
		}
	}
	if access["oid"] != s.verified(t, id)["oid"] || access["oid"] == s.app("sign-in").ObjectID {
		t.Errorf("the tokens are about %v", access["oid"])
	}
	again, err := config.TokenSource(ctx, &oauth2.Token{RefreshToken: token.RefreshToken}).Token()
	if err != nil || again.AccessToken == token.AccessToken || again.RefreshToken == token.RefreshToken || again.RefreshToken == "" {
		t.Errorf("refresh: %v", err)
	}
}

// verified checks a token against the published key.
func (s *started) verified(t *testing.T, token string) jwt.MapClaims {
	t.Helper()
	_, body, _ := s.get(t, global+entratest.ContosoID+"/discovery/v2.0/keys", "")
	key, _ := body["keys"].([]any)[0].(map[string]any)
	number := func(name string) *big.Int {
		text, _ := key[name].(string)
		b, err := base64.RawURLEncoding.DecodeString(text)
		if err != nil {
			t.Fatal(err)
		}
		return new(big.Int).SetBytes(b)
	}
	claims := jwt.MapClaims{}
	_, err := jwt.ParseWithClaims(token, claims, func(*jwt.Token) (any, error) {
		return &rsa.PublicKey{N: number("n"), E: int(number("e").Int64())}, nil
	}, jwt.WithValidMethods([]string{"RS256"}), jwt.WithExpirationRequired())
	if err != nil {
		t.Fatal(err)
	}
	return claims
}

func TestTheAnswerNamesScopesAsTheyWereAskedFor(t *testing.T) {
	s := start(t)
	const graph = "https://graph.microsoft.com/"
	for name, c := range map[string]struct{ authorize, redeem, want string }{
		"short":                 {"openid Mail.Send", "", "Mail.Send email openid profile"},
		"in full":               {"openid " + graph + "Mail.Send", "", graph + "Mail.Send email openid profile"},
		"in full at the end":    {"openid Mail.Send", graph + "mail.send", graph + "Mail.Send email openid profile"},
		"OpenID's at the end":   {"Mail.Send", "openid Mail.Send", "Mail.Send email openid profile"},
		"by what the app lists": {graph + ".default", "", ""},
	} {
		t.Run(name, func(t *testing.T) {
			code := s.code(t, s.asking("sign-in", url.Values{"scope": {c.authorize}}))
			_, body, _ := s.post(t, tokenAddress, s.redemption("sign-in", code, url.Values{"scope": {c.redeem}}))
			s.WithdrawConsent(s.app("sign-in").ClientID)
			got, _ := body["scope"].(string)
			if c.want != "" && got != c.want || c.want == "" && !strings.HasSuffix(got, " "+graph+".default") {
				t.Errorf("got %q", got)
			}
		})
	}
}

func TestARefreshTokenHasToBeAskedForAndMayEnd(t *testing.T) {
	for name, c := range map[string]struct {
		end  func(s *started, form url.Values)
		code string
	}{
		"the person's sessions were ended": {func(s *started, _ url.Values) { s.EndSessions(support) }, "AADSTS50173"},
		"consent was withdrawn":            {func(s *started, _ url.Values) { s.WithdrawConsent(s.app("sign-in").ClientID) }, "AADSTS65001"},
		"nobody used it for months": {func(s *started, _ url.Values) {
			s.SetClock(func() time.Time { return time.Now().Add(91 * 24 * time.Hour) })
		}, "AADSTS700082"},
		"it is not one":                {func(_ *started, form url.Values) { form.Set("refresh_token", "1.Anonsense") }, "AADSTS70000"},
		"it is not there":              {func(_ *started, form url.Values) { form.Del("refresh_token") }, "AADSTS900144"},
		"it belongs to another app":    {func(s *started, form url.Values) { s.as("granted", form) }, "AADSTS70000"},
		"the secret is not there":      {func(_ *started, form url.Values) { form.Del("client_secret") }, "AADSTS7000218"},
		"more than Graph has is asked": {func(_ *started, form url.Values) { form.Set("scope", "Mail.Sent") }, "AADSTS650053"},
	} {
		t.Run(name, func(t *testing.T) {
			s := start(t)
			_, body, _ := s.post(t, tokenAddress, s.redemption("sign-in", s.code(t, s.asking("sign-in", nil)), nil))
			refresh, _ := body["refresh_token"].(string)
			form := url.Values{"grant_type": {"refresh_token"}, "refresh_token": {refresh}}
			s.as("sign-in", form)
			if status, body, _ := s.post(t, tokenAddress, form); status != http.StatusOK {
				t.Fatalf("while it is good: %v", body)
			}
			c.end(s, form)
			if _, body, _ := s.post(t, tokenAddress, form); !strings.HasPrefix(body["error_description"].(string), c.code+": ") {
				t.Errorf("want %s, got %v", c.code, body)
			}
		})
	}
	s := start(t)
	for without, field := range map[string]string{"offline_access": "refresh_token", "openid": "id_token"} {
		less := strings.Join(slices.DeleteFunc(strings.Fields(scopes), func(scope string) bool { return scope == without }), " ")
		_, body, _ := s.post(t, tokenAddress, s.redemption("sign-in", s.code(t, s.asking("sign-in", url.Values{"scope": {less}})), nil))
		if body["access_token"] == nil || body[field] != nil {
			t.Errorf("without %s: %v", without, body[field])
		}
	}
}

// as puts an app's credentials in a form.
func (s *started) as(key string, form url.Values) {
	app := s.app(key)
	form.Set("client_id", app.ClientID)
	form.Set("client_secret", app.Secret())
}

func TestAMultitenantAppSignsInByAnAlias(t *testing.T) {
	s := &started{tenant: entratest.Contoso(time.Now())}
	for i := range s.tenant.Apps {
		s.tenant.Apps[i].Multitenant = true
		s.tenant.Apps[i].Redirects = []string{"http://127.0.0.1/back"}
	}
	server, err := entratest.Start(s.tenant)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(server.Close)
	s.Server, s.Client = server, http.Client{Transport: server.Transport()}
	config, ctx := s.client("sign-in", "organizations", "http://127.0.0.1:4711/back")
	token, err := config.Exchange(ctx, s.code(t, config.AuthCodeURL("a-state")))
	if err != nil {
		t.Fatal(err)
	}
	if tid := s.verified(t, token.AccessToken)["tid"]; tid != entratest.ContosoID {
		t.Errorf("it belongs to %v", tid)
	}
}

func TestTheOldEndpointsSignInToo(t *testing.T) {
	s := start(t)
	address := strings.Replace(s.asking("sign-in", url.Values{"scope": {""}, "resource": {"https://graph.microsoft.com"}}), "/v2.0/", "/", 1)
	form := s.redemption("sign-in", s.code(t, address), url.Values{"resource": {"https://graph.microsoft.com"}})
	_, body, _ := s.post(t, global+"contoso.com/oauth2/token", form)
	id, _ := body["id_token"].(string)
	if body["expires_in"] != "3599" || body["refresh_token"] == nil || s.verified(t, id)["iss"] != "https://sts.windows.net/"+entratest.ContosoID+"/" {
		t.Errorf("got %v", body)
	}
}
