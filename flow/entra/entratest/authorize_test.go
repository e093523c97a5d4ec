package entratest_test

import (
	"net/http"
	"net/url"
	"regexp"
	"strings"
	"testing"

	"github.com/google/uuid"

	"mailgrant/flow/entra/entratest"
)

const (
	support  = "support@contoso.com"
	personal = "someone@outlook.com"
	foreign  = "someone@adatum.com"
	scopes   = "openid offline_access User.Read Mail.ReadWrite Mail.Send"
	verifier = "a-verifier-of-a-length-that-the-standard-asks-for-0123456789"
)

// asking is a good authorization request for one of Contoso's apps, with
// changed fields; an empty one is omitted.
func (s *started) asking(key string, change url.Values) string {
	app, _ := s.tenant.App(key)
	q := url.Values{"client_id": {app.ClientID}, "response_type": {"code"}, "redirect_uri": {entratest.ProductRedirect},
		"scope": {scopes}, "state": {"state&1"}, "nonce": {"nonce-1"}}
	return global + "contoso.com/oauth2/v2.0/authorize?" + altered(q, change).Encode()
}

func altered(q, change url.Values) url.Values {
	for field, value := range change {
		q[field] = value
		if value[0] == "" {
			q.Del(field)
		}
	}
	return q
}

// visit takes one user through a page.
func (s *started) visit(t *testing.T, address, account, answer string) (landed *url.URL, shown string) {
	t.Helper()
	to, shown, err := s.Visit(t.Context(), address, account, answer)
	if err != nil {
		t.Fatal(err)
	}
	if landed, err = url.Parse(to); err != nil {
		t.Fatal(err)
	}
	return landed, shown
}

// code signs in as support and consents.
func (s *started) code(t *testing.T, address string) string {
	t.Helper()
	landed, shown := s.visit(t, address, support, entratest.Accept)
	code := landed.Query().Get("code")
	if code == "" {
		t.Fatalf("no code: %s %s", landed, shown)
	}
	return code
}

func TestWhatTheAppNeverHearsOfIsShown(t *testing.T) {
	s := start(t)
	good := s.asking("sign-in", nil)
	at := func(segment string) string { return strings.Replace(good, "contoso.com/", segment+"/", 1) }
	for name, c := range map[string]struct{ address, account, want string }{
		"an unknown client ID":                {s.asking("sign-in", url.Values{"client_id": {uuid.NewString()}}), support, "AADSTS700016: "},
		"no client ID":                        {s.asking("sign-in", url.Values{"client_id": {""}}), support, "AADSTS900144: "},
		"a redirect URI nobody registered":    {s.asking("sign-in", url.Values{"redirect_uri": {"https://evil.example/"}}), support, "AADSTS50011: "},
		"a redirect URI in other letters":     {s.asking("redirect-mismatch", nil), support, "AADSTS50011: "},
		"another path on this computer":       {s.asking("sign-in", url.Values{"redirect_uri": {"http://localhost:99/x"}}), support, "AADSTS50011: "},
		"this computer by its number":         {s.asking("sign-in", url.Values{"redirect_uri": {"http://127.0.0.1:99/"}}), support, "AADSTS50011: "},
		"this computer by https":              {s.asking("sign-in", url.Values{"redirect_uri": {"https://localhost:99/"}}), support, "AADSTS50011: "},
		"an app without any redirect URI":     {s.asking("no-redirect", nil), support, "AADSTS500113: "},
		"an unknown tenant":                   {at("nobody.example"), support, "AADSTS90002: "},
		"a placeholder":                       {at("%7Btenant%7D"), support, "AADSTS900023: "},
		"common, for an app of one tenant":    {at("common"), support, "AADSTS50194: "},
		"common, for an unknown app":          {strings.Replace(at("common"), "client_id=", "client_id=x", 1), support, "AADSTS700016: "},
		"a tenant of another cloud":           {at("fabrikam.us"), support, "AADSTS700016: "},
		"a deleted app":                       {s.asking("deleted", nil), support, "AADSTS700016: "},
		"a disabled app":                      {s.asking("disabled", nil), support, "AADSTS7000112: "},
		"an app without enterprise app":       {s.asking("no-service-principal", nil), support, "AADSTS7000229: "},
		"a personal account":                  {good, personal, "AADSTS500200: "},
		"an account of another tenant":        {good, foreign, "AADSTS50020: "},
		"an app that needs an administrator":  {s.asking("approval", nil), support, "AADSTS90094: "},
		"an app that asks an administrator":   {s.asking("approval-request", nil), support, "AADSTS90095: "},
		"a permission no user may give":       {s.asking("sign-in", url.Values{"scope": {"User.Read.All"}}), support, "AADSTS90094: "},
		"nobody yet":                          {good, "", "Pick an account"},
		"somebody who is not on the list":     {good, "nobody@contoso.com", "Pick an account"},
		"somebody by hint, whom nobody knows": {good + "&login_hint=nobody%40contoso.com", "", "Pick an account"},
	} {
		t.Run(name, func(t *testing.T) {
			landed, shown := s.visit(t, c.address, c.account, entratest.Accept)
			if landed.String() != "" || !strings.Contains(shown, c.want) {
				t.Fatalf("led to %q and shows %s", landed, shown)
			}
			if strings.HasPrefix(c.want, "AADSTS") {
				details := regexp.MustCompile(`Trace ID:</dt><dd>[0-9a-f-]{36}</dd>\n<dt>Correlation ID:</dt><dd>[0-9a-f-]{36}</dd>\n<dt>Timestamp:</dt><dd>\d{4}-\d\d-\d\d \d\d:\d\d:\d\dZ<`)
				if !details.MatchString(shown) {
					t.Errorf("lacks its details: %s", shown)
				}
			}
		})
	}
}

func TestWhatTheAppIsToldComesByRedirect(t *testing.T) {
	s := start(t)
	consented := s.asking("sign-in", nil)
	s.code(t, consented)
	other := "intern@contoso.com"
	s.visit(t, consented, other, entratest.Cancel)
	for name, c := range map[string]struct {
		address, account, answer string
		oauth, code              string
	}{
		"consent declined":                     {s.asking("sign-in", url.Values{"prompt": {"consent"}}), support, entratest.Cancel, "access_denied", "AADSTS65004"},
		"left without approval":                {s.asking("approval", nil), support, entratest.Cancel, "access_denied", "AADSTS65004"},
		"silence before anybody signed in":     {s.asking("sign-in", url.Values{"prompt": {"none"}}), "", "", "login_required", "AADSTS50058"},
		"silence for a stranger":               {s.asking("sign-in", url.Values{"prompt": {"none"}, "login_hint": {personal}}), "", "", "login_required", "AADSTS50058"},
		"silence before consent":               {s.asking("sign-in", url.Values{"prompt": {"none"}, "login_hint": {other}}), "", "", "interaction_required", "AADSTS65001"},
		"silence for more than was given":      {s.asking("sign-in", url.Values{"prompt": {"none"}, "login_hint": {support}, "scope": {"Mail.Send.Shared"}}), "", "", "interaction_required", "AADSTS65001"},
		"no response type":                     {s.asking("sign-in", url.Values{"response_type": {""}}), "", "", "invalid_request", "AADSTS900144"},
		"an ID token at once":                  {s.asking("sign-in", url.Values{"response_type": {"code id_token"}}), "", "", "unsupported_response_type", "AADSTS700054"},
		"a token at once":                      {s.asking("sign-in", url.Values{"response_type": {"token"}}), "", "", "unsupported_response_type", "AADSTS700051"},
		"an unknown response mode":             {s.asking("sign-in", url.Values{"response_mode": {"pigeon"}}), "", "", "invalid_request", "AADSTS70007"},
		"no scope":                             {s.asking("sign-in", url.Values{"scope": {""}}), "", "", "invalid_request", "AADSTS900144"},
		"a scope there is not":                 {s.asking("sign-in", url.Values{"scope": {"Mail.Sent"}}), "", "", "invalid_client", "AADSTS650053"},
		"a resource there is not":              {s.asking("sign-in", url.Values{"scope": {"https://nobody.example/x"}}), "", "", "invalid_resource", "AADSTS500011"},
		"a challenge cut short":                {s.asking("sign-in", url.Values{"code_challenge": {"short"}}), "", "", "invalid_request", "AADSTS501491"},
		"a challenge by a method there is not": {s.asking("sign-in", url.Values{"code_challenge": {verifier}, "code_challenge_method": {"S512"}}), "", "", "invalid_request", "AADSTS90023"},
	} {
		t.Run(name, func(t *testing.T) {
			landed, shown := s.visit(t, c.address, c.account, c.answer)
			q := landed.Query()
			if !strings.HasPrefix(landed.String(), entratest.ProductRedirect+"?") {
				t.Fatalf("led to %q and shows %s", landed, shown)
			}
			if q.Get("error") != c.oauth || !strings.HasPrefix(q.Get("error_description"), c.code+": ") || q.Get("state") != "state&1" || q.Has("code") {
				t.Errorf("got %v", q)
			}
			if (c.code == "AADSTS65004") != (q.Get("error_subcode") == "cancel") {
				t.Errorf("its subcode is %q", q.Get("error_subcode"))
			}
		})
	}
}

func TestASignInLeadsBackWithACode(t *testing.T) {
	s := start(t)
	for name, c := range map[string]struct {
		change url.Values
		back   string
	}{
		"by query":                          {nil, `^https://jira\.contoso\.com/oauth2/callback\?code=[^&]+&session_state=[^&]+&state=state%261$`},
		"by fragment":                       {url.Values{"response_mode": {"fragment"}}, `^https://jira\.contoso\.com/oauth2/callback#code=[^&]+&session_state=[^&]+&state=state%261$`},
		"without state":                     {url.Values{"state": {""}}, `callback\?code=[^&]+&session_state=[^&]+$`},
		"to the only registered place":      {url.Values{"redirect_uri": {""}}, `^https://jira\.contoso\.com/oauth2/callback\?code=`},
		"to any port of this computer":      {url.Values{"redirect_uri": {"http://localhost:4711/"}}, `^http://localhost:4711/\?code=`},
		"to this computer without a path":   {url.Values{"redirect_uri": {"http://localhost:4711"}}, `^http://localhost:4711\?code=`},
		"with scopes in full and otherwise": {url.Values{"scope": {"https://graph.microsoft.com/mail.send user.read"}}, `\?code=`},
		"with everything the app lists":     {url.Values{"scope": {"https://graph.microsoft.com/.default"}}, `\?code=`},
	} {
		t.Run(name, func(t *testing.T) {
			if landed, shown := s.visit(t, s.asking("sign-in", c.change), support, entratest.Accept); !regexp.MustCompile(c.back).MatchString(landed.String()) {
				t.Errorf("led to %q and shows %s", landed, shown)
			}
		})
	}
	if landed, shown := s.visit(t, s.asking("sign-in", url.Values{"response_mode": {"form_post"}}), support, entratest.Accept); landed.String() != "" ||
		!strings.Contains(shown, `action="`+entratest.ProductRedirect+`"`) || !strings.Contains(shown, `name="code"`) || !strings.Contains(shown, `value="state&amp;1"`) {
		t.Errorf("by form: led to %q and shows %s", landed, shown)
	}
}

func TestConsentIsAskedForOnce(t *testing.T) {
	s := start(t)
	first := s.asking("sign-in", nil)
	if landed, shown := s.visit(t, first, support, ""); landed.String() != "" || !strings.Contains(shown, "Mail.ReadWrite") || !strings.Contains(shown, `id="accept"`) {
		t.Fatalf("led to %q and shows %s", landed, shown)
	}
	s.code(t, first)
	for name, c := range map[string]struct {
		address, account string
		asked            bool
	}{
		"the same again":             {first, support, false},
		"by hint":                    {s.asking("sign-in", url.Values{"login_hint": {support}}), "", false},
		"in silence":                 {s.asking("sign-in", url.Values{"login_hint": {support}, "prompt": {"none"}}), "", false},
		"less":                       {s.asking("sign-in", url.Values{"scope": {"User.Read"}}), support, false},
		"more":                       {s.asking("sign-in", url.Values{"scope": {"User.Read Mail.Send.Shared"}}), support, true},
		"where the app insists":      {s.asking("sign-in", url.Values{"prompt": {"consent"}}), support, true},
		"somebody else":              {first, "intern@contoso.com", true},
		"another account, on demand": {s.asking("sign-in", url.Values{"login_hint": {support}, "prompt": {"select_account"}}), "", true},
	} {
		t.Run(name, func(t *testing.T) {
			landed, shown := s.visit(t, c.address, c.account, "")
			if asked := landed.String() == ""; asked != c.asked || landed.Query().Has("error") {
				t.Errorf("led to %q and shows %s", landed, shown)
			}
		})
	}
	s.WithdrawConsent(s.app("sign-in").ClientID)
	if landed, _ := s.visit(t, first, support, ""); landed.String() != "" {
		t.Errorf("consent outlives its withdrawal: %s", landed)
	}
}

func (s *started) app(key string) entratest.App {
	app, _ := s.tenant.App(key)
	return app
}

func TestPagesEscapeWhatARequestBrings(t *testing.T) {
	s := start(t)
	evil := `"><script>alert(1)</script>`
	for name, address := range map[string]string{
		"a parameter":    s.asking("approval", url.Values{"state": {evil}}),
		"a redirect URI": s.asking("sign-in", url.Values{"redirect_uri": {evil}}),
		"a client ID":    s.asking("sign-in", url.Values{"client_id": {evil}}),
		"by form":        s.asking("sign-in", url.Values{"state": {evil}, "response_mode": {"form_post"}}),
		"in practice":    s.URL() + "/practice?" + url.Values{"address": {evil}}.Encode(),
	} {
		t.Run(name, func(t *testing.T) {
			if _, shown := s.visit(t, address, support, entratest.Accept); shown == "" || strings.Contains(shown, "<script") {
				t.Errorf("shows %s", shown)
			}
		})
	}
}

func TestPagesLoadNothing(t *testing.T) {
	s := start(t)
	r, err := http.NewRequestWithContext(t.Context(), http.MethodGet, s.Page(s.asking("sign-in", nil)), nil)
	if err != nil {
		t.Fatal(err)
	}
	answer, err := http.DefaultClient.Do(r)
	if err != nil {
		t.Fatal(err)
	}
	defer answer.Body.Close()
	if policy := answer.Header.Get("Content-Security-Policy"); !strings.Contains(policy, "default-src 'none'") || strings.Contains(policy, "script-src") {
		t.Errorf("its policy is %q", policy)
	}
	if answer.Header.Get("Referrer-Policy") != "same-origin" {
		t.Error("it tells others its address, which may hold a code")
	}
}
