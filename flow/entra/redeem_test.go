package entra_test

import (
	"context"
	"crypto/sha256"
	"encoding/base64"
	"net/http"
	"net/url"
	"slices"
	"strings"
	"testing"

	"golang.org/x/oauth2"

	"mailgrant/flow/entra"
	"mailgrant/flow/entra/entratest"
	"mailgrant/flow/entra/entratest/fault"
	"mailgrant/flow/value"
	"mailgrant/flow/wire"
)

// wanted are the scopes of a sign-in, as package flow asks for them.
var wanted = []string{
	"offline_access", "openid", "profile", "https://graph.microsoft.com/User.Read",
	"https://graph.microsoft.com/Mail.ReadWrite", "https://graph.microsoft.com/Mail.Send",
}

const support = "support@contoso.com"

// signedIn is the result of a user's sign-in to a practice app.
func (s *stage) signedIn(t *testing.T, key string, scopes ...string) entra.RedeemRequest {
	t.Helper()
	app, ok := s.tenant.App(key)
	if !ok {
		t.Fatalf("no app %q in the cast", key)
	}
	if scopes == nil {
		scopes = wanted
	}
	verifier := oauth2.GenerateVerifier()
	sum := sha256.Sum256([]byte(verifier))
	v := wire.BrowserFlow{Redirect: entratest.ProductRedirect, State: "the-state-of-it", Nonce: "the-nonce-of-it", Verifier: value.NewSecret(verifier)}
	v.URL = "https://" + global + "/" + s.tenant.ID + "/oauth2/v2.0/authorize?" + url.Values{
		"client_id": {app.ClientID}, "response_type": {"code"}, "redirect_uri": {v.Redirect}, "scope": {strings.Join(scopes, " ")},
		"state": {v.State}, "nonce": {v.Nonce}, "prompt": {"select_account"},
		"code_challenge": {base64.RawURLEncoding.EncodeToString(sum[:])}, "code_challenge_method": {"S256"},
	}.Encode()
	landed, page, err := s.Visit(t.Context(), v.URL, support, entratest.Accept)
	if err != nil {
		t.Fatal(err)
	}
	back, err := url.Parse(landed)
	if err != nil || !back.Query().Has("code") || back.Query().Get("state") != v.State {
		t.Fatalf("landed at %q: %v\n%s", landed, err, page)
	}
	return entra.RedeemRequest{
		Endpoint: "https://" + global + "/" + s.tenant.ID + "/oauth2/v2.0/token", Tenant: s.tenant.ID, ClientID: app.ClientID,
		Secret: value.NewSecret(app.Secret()), Code: value.NewSecret(back.Query().Get("code")), Flow: v, Scopes: scopes,
		Probes: []wire.Probe{{Kind: wire.ProbeMe}, {Kind: wire.ProbeInbox}, inbox("ceo@contoso.com")},
	}
}

func TestASignInBringsASession(t *testing.T) {
	s := onStage(t)
	q := s.signedIn(t, "sign-in")
	app, _ := s.tenant.App("sign-in")
	s.Forget()
	got := s.Redeem(t.Context(), q)
	if !got.Got || got.TenantID != s.tenant.ID || got.AppID != app.ClientID || got.IDType != "user" || got.Roles != nil {
		t.Fatalf("grant %+v", got.Grant)
	}
	for _, scope := range []string{"User.Read", "Mail.ReadWrite", "Mail.Send", "openid"} {
		if !slices.Contains(got.Scopes, scope) {
			t.Errorf("%s is not among %v", scope, got.Scopes)
		}
	}
	who := got.Identity
	if !who.Verified || who.Flaw != "" || who.User != support || who.Name == "" || who.TenantID != s.tenant.ID || who.ObjectID == "" {
		t.Errorf("identity %+v", who)
	}
	if len(got.Probed) != 3 || !got.Probed[0].Reached || !got.Probed[1].Reached || got.Probed[2].Reached || got.Probed[2].Error != "ErrorAccessDenied" {
		t.Errorf("sights %+v", got.Probed)
	}
	if !got.Refreshed || got.Refresh.Trouble != wire.NoTrouble || got.Refresh.Evidence.HTTPStatus != 200 {
		t.Errorf("refresh %+v", got.Refresh)
	}
	renewed := 0
	for _, r := range s.Requests() {
		if slices.Contains(r.Form, "refresh_token") {
			renewed++
		}
	}
	if renewed != 1 {
		t.Errorf("renewed %d times", renewed)
	}
}

func TestASessionOfAnOpaqueTokenTakesTheScopesOfTheAnswer(t *testing.T) {
	s := onStage(t)
	s.Fault(entratest.Token, fault.Granting(`{"access_token":"EwBwA8l6BAAU","token_type":"Bearer","expires_in":3599,`+
		`"scope":"openid https://graph.microsoft.com/Mail.Send https://graph.microsoft.com/User.Read profile"}`))
	got := s.Redeem(t.Context(), s.signedIn(t, "sign-in"))
	if !got.Opaque || !slices.Equal(got.Scopes, []string{"openid", "Mail.Send", "User.Read", "profile"}) {
		t.Errorf("got %+v", got.Grant)
	}
	if got.Identity.Verified || !strings.Contains(got.Identity.Flaw, "none came") || got.Refresh.Trouble != wire.NotAsked || got.Refreshed {
		t.Errorf("got %+v, %+v", got.Identity, got.Refresh)
	}
}

func TestWhatKeepsACodeFromBeingRedeemed(t *testing.T) {
	s := onStage(t)
	for name, c := range map[string]struct {
		change func(*entra.RedeemRequest)
		code   int
		oauth  string
	}{
		"a code used twice":     {func(q *entra.RedeemRequest) { s.Redeem(t.Context(), *q) }, 54005, "invalid_grant"},
		"a wrong secret":        {func(q *entra.RedeemRequest) { q.Secret = value.NewSecret("wr0ng~secret") }, 7000215, "invalid_client"},
		"another verifier":      {func(q *entra.RedeemRequest) { q.Flow.Verifier = value.NewSecret(oauth2.GenerateVerifier()) }, 501481, "invalid_grant"},
		"no verifier":           {func(q *entra.RedeemRequest) { q.Flow.Verifier = value.Secret{} }, 50148, "invalid_grant"},
		"another redirect URI":  {func(q *entra.RedeemRequest) { q.Flow.Redirect = "http://localhost:5000/" }, 500112, "invalid_grant"},
		"no code of Microsoft":  {func(q *entra.RedeemRequest) { q.Code = value.NewSecret("1.Anything") }, 70000, "invalid_grant"},
		"another app's request": {func(q *entra.RedeemRequest) { q.ClientID, q.Secret = s.good().ClientID, s.good().Secret }, 70000, "invalid_grant"},
	} {
		t.Run(name, func(t *testing.T) {
			q := s.signedIn(t, "sign-in")
			c.change(&q)
			got := s.Redeem(t.Context(), q)
			if got.Got || got.Trouble != wire.NoTrouble || got.Error != c.oauth || len(got.Codes) != 1 || got.Codes[0] != c.code {
				t.Errorf("got %+v", got.Grant)
			}
			if got.Probed != nil || got.Identity != (wire.Identity{}) || got.Refresh.Trouble != wire.NotAsked {
				t.Errorf("more than a refusal: %+v", got)
			}
		})
	}
}

func TestWithoutOfflineAccessNothingIsRenewed(t *testing.T) {
	s := onStage(t)
	q := s.signedIn(t, "sign-in", "openid", "https://graph.microsoft.com/User.Read", "https://graph.microsoft.com/Mail.Read")
	got := s.Redeem(t.Context(), q)
	if !got.Got || !got.Identity.Verified || got.Refreshed || got.Refresh.Trouble != wire.NotAsked {
		t.Errorf("got %+v", got)
	}
}

func TestARefusedRenewalIsSaid(t *testing.T) {
	s := onStage(t)
	q := s.signedIn(t, "sign-in")
	s.Fault(entratest.Discovery, func(w http.ResponseWriter, r *http.Request, answer http.Handler) {
		s.WithdrawConsent(q.ClientID) // after the code, before the refresh token
		answer.ServeHTTP(w, r)
	})
	got := s.Redeem(t.Context(), q)
	if !got.Got || !got.Identity.Verified || got.Refreshed || len(got.Refresh.Codes) != 1 || got.Refresh.Codes[0] != 65001 {
		t.Errorf("got %+v, %+v", got.Identity, got.Refresh)
	}
}

func TestACodeIsSentOnceWhateverHappens(t *testing.T) {
	s := onStage(t)
	for name, fault := range map[string]entratest.Fault{
		"a broken line": fault.Reset(), "asked to wait": fault.Throttle("1"), "in trouble": fault.Unavailable(),
		"redirected": fault.Redirect(307, "https://login.microsoftonline.us/steal"), "a hotel's page": fault.Portal(),
		"hung up": fault.HangUp(), "cut short": fault.CutShort(),
	} {
		t.Run(name, func(t *testing.T) {
			s.Heal()
			q := s.signedIn(t, "sign-in")
			s.Watch(q.Code.Reveal())
			s.Forget()
			s.Fault(entratest.Token, fault)
			if got := s.Redeem(t.Context(), q); got.Got || got.Refresh.Trouble != wire.NotAsked {
				t.Errorf("got %+v", got)
			}
			if all := s.Requests(); len(all) != 1 || all[0].Seen != 1 {
				t.Errorf("sent in %+v", all)
			}
		})
	}
}

func TestARedemptionThatIsLeftOrForeign(t *testing.T) {
	s := onStage(t)
	q := s.signedIn(t, "sign-in")
	s.Forget()
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if got := s.Redeem(ctx, q); got.Got || got.Trouble != wire.Abandoned {
		t.Errorf("left: %+v", got.Reply)
	}
	for _, endpoint := range []string{"https://login.microsoftonline.com.evil.example/t/oauth2/v2.0/token", "http://" + global + "/t/token", "%zz"} {
		q.Endpoint = endpoint
		if got := s.Redeem(t.Context(), q); got.Trouble != wire.NotAsked || got.Got {
			t.Errorf("%s: %+v", endpoint, got.Reply)
		}
	}
	if n := len(s.Requests()); n != 0 {
		t.Errorf("%d requests were sent", n)
	}
}

func TestNoTokenIsLeftInASession(t *testing.T) {
	s := onStage(t)
	for name, fault := range map[string]entratest.Fault{
		"all well": nil, "echo on Graph": fault.Echo(), "echo on the keys": fault.Echo(), "echo on refresh": fault.Echo(),
	} {
		s.Heal()
		q := s.signedIn(t, "sign-in")
		var seen []string
		s.Fault(entratest.Token, remembering(&seen))
		match := map[string]entratest.Match{"echo on Graph": onGraph, "echo on the keys": keysMatch}[name]
		if fault != nil && name != "echo on refresh" {
			s.Fault(match, fault)
		}
		if name == "echo on refresh" {
			s.Fault(entratest.Token, onRefresh(fault, remembering(&seen)))
		}
		out := shown(s.Redeem(t.Context(), q))
		seen = append(seen, q.Code.Reveal(), q.Flow.Verifier.Reveal(), q.Secret.Reveal())
		if len(seen) < 6 {
			t.Fatalf("%s: only %d values to look for", name, len(seen))
		}
		for _, value := range seen {
			for _, form := range []string{value, url.QueryEscape(value), base64.StdEncoding.EncodeToString([]byte(value)), value[:min(len(value), 200)]} {
				if strings.Contains(out, form) {
					t.Errorf("%s: %.60s… is in %s", name, form, out)
				}
			}
		}
	}
}
