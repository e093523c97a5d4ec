package cli

import (
	"context"
	"encoding/json"
	"fmt"
	"net/http"
	"net/url"
	"slices"
	"strings"
	"testing"
	"time"

	"mailgrant/flow"
	"mailgrant/flow/entra/entratest"
	"mailgrant/flow/value"
	"mailgrant/flow/wire"
)

// mail are the scopes of the practice app that users sign in to.
var mail = []string{"openid", "profile", "offline_access", "https://graph.microsoft.com/User.Read", "https://graph.microsoft.com/Mail.ReadWrite", "https://graph.microsoft.com/Mail.Send"}

// signsIn does what a user does on Microsoft's pages, and returns where the
// browser is redirected.
func signsIn(t *testing.T, page, account string) string {
	t.Helper()
	form := url.Values{"account": {account}, "answer": {entratest.Accept}}
	r, err := http.NewRequestWithContext(t.Context(), http.MethodPost, page, strings.NewReader(form.Encode()))
	if err != nil {
		t.Fatal(err)
	}
	r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	answer, err := http.DefaultTransport.RoundTrip(r)
	if err != nil {
		t.Fatal(err)
	}
	_ = answer.Body.Close()
	return answer.Header.Get("Location")
}

func TestASignInFromItsBeginningToItsEnd(t *testing.T) {
	for name, practice := range map[string]bool{"for real": false, "in practice": true} {
		t.Run(name, func(t *testing.T) {
			s := newStage(t)
			rig, err := s.world(nil, nil).connect(context.Background(), wiring{practice: practice, limit: time.Minute})
			if err != nil {
				t.Fatal(err)
			}
			t.Cleanup(rig.close)
			if !practice {
				rig.page = s.ms.Page // the browser of this test reaches no Microsoft
			}
			signInWhole(t, visiting{Runner: rig.hands()})
		})
	}
}

func signInWhole(t *testing.T, v visiting) {
	t.Helper()
	a := sample(t, "sign-in").Values
	e := overLoopback()
	e.URL = "https://login.microsoftonline.com/" + a.Tenant + "/oauth2/v2.0/authorize?" + url.Values{
		"client_id": {a.ClientID}, "response_type": {"code"}, "response_mode": {"query"}, "scope": {strings.Join(mail, " ")}, "prompt": {"select_account"},
	}.Encode()
	v.again(t, e)
	landed := signsIn(t, v.Page(v.visit.URL), a.Mailbox)
	if !strings.HasPrefix(landed, v.visit.Redirect) {
		t.Fatalf("landed at %q", landed)
	}
	_, query, _ := strings.Cut(landed, "?")
	if end := v.get(t, "/?"+query); end.status != 200 {
		t.Fatalf("%d: %s", end.status, end.body)
	}
	answered := v.await(t)
	if answered.Problem != nil {
		t.Fatal(answered.Problem)
	}
	back, err := url.Parse(answered.Answer.Reveal())
	if err != nil {
		t.Fatal(err)
	}
	redeem := flow.RedeemCode{Attempt: 5, Endpoint: a.TokenEndpoint, Tenant: a.Tenant, ClientID: a.ClientID, Secret: a.Secret,
		Code: value.NewSecret(back.Query().Get("code")), Flow: v.visit, Scopes: mail, Probes: []wire.Probe{{Kind: wire.ProbeMe}, {Kind: wire.ProbeInbox}}}
	signed := v.Do(t.Context(), redeem).(flow.SignedIn)
	s := signed.Result
	if signed.Attempt != 5 || !s.Got || !s.Identity.Verified || s.Identity.User != a.Mailbox || !s.Refreshed {
		t.Errorf("got %+v", s)
	}
	if len(s.Probed) != 2 || !s.Probed[0].Reached || !s.Probed[1].Reached || !slices.Contains(s.Scopes, "Mail.Send") {
		t.Errorf("sights %+v, scopes %v", s.Probed, s.Scopes)
	}
	text, _ := json.Marshal(signed)
	for _, value := range []string{redeem.Code.Reveal(), v.visit.Verifier.Reveal(), a.Secret.Reveal(), "eyJ"} {
		if strings.Contains(string(text)+fmt.Sprintf("%+v %#v", signed, signed), value) {
			t.Errorf("%.20s… is in what is handed on", value)
		}
	}
	if again := v.Do(t.Context(), redeem).(flow.SignedIn).Result; again.Got || !slices.Equal(again.Codes, []int{54005}) {
		t.Errorf("the code again: %+v", again.Reply)
	}
}
