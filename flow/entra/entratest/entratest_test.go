package entratest_test

import (
	"encoding/json"
	"io"
	"net/http"
	"net/url"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/uuid"

	"mailgrant/flow/entra/entratest"
	"mailgrant/flow/entra/entratest/fault"
)

const global = "https://login.microsoftonline.com/"

// started is a local Microsoft and a plain http.Client to ask it.
type started struct {
	*entratest.Server
	http.Client
	tenant entratest.Tenant
}

func start(t *testing.T) *started {
	t.Helper()
	s := &started{tenant: entratest.Contoso(time.Now())}
	server, err := entratest.Start(s.tenant, entratest.Fabrikam(time.Now()))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(server.Close)
	s.Server, s.Client = server, http.Client{Transport: server.Transport()}
	return s
}

// do sends a request and reads a JSON answer.
func (s *started) do(t *testing.T, r *http.Request) (status int, body map[string]any, header http.Header) {
	t.Helper()
	answer, err := s.Client.Do(r)
	if err != nil {
		t.Fatal(err)
	}
	defer answer.Body.Close()
	text, err := io.ReadAll(answer.Body)
	if err != nil {
		t.Fatal(err)
	}
	if err := json.Unmarshal(text, &body); err != nil {
		t.Fatalf("%s: %v in %.200s", r.URL, err, text)
	}
	return answer.StatusCode, body, answer.Header
}

func (s *started) get(t *testing.T, address, token string) (int, map[string]any, http.Header) {
	t.Helper()
	r, err := http.NewRequestWithContext(t.Context(), http.MethodGet, address, nil)
	if err != nil {
		t.Fatal(err)
	}
	if token != "" {
		r.Header.Set("Authorization", "Bearer "+token)
	}
	return s.do(t, r)
}

func (s *started) post(t *testing.T, address string, form url.Values) (int, map[string]any, http.Header) {
	t.Helper()
	r, err := http.NewRequestWithContext(t.Context(), http.MethodPost, address, strings.NewReader(form.Encode()))
	if err != nil {
		t.Fatal(err)
	}
	r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	return s.do(t, r)
}

// form is a good token request for one of Contoso's apps.
func (s *started) form(key string) url.Values {
	app, _ := s.tenant.App(key)
	return url.Values{"grant_type": {"client_credentials"}, "client_id": {app.ClientID},
		"client_secret": {app.Secret()}, "scope": {"https://graph.microsoft.com/.default"}}
}

// token gets a token for one of Contoso's apps.
func (s *started) token(t *testing.T, key string) string {
	t.Helper()
	_, body, _ := s.post(t, global+"contoso.com/oauth2/v2.0/token", s.form(key))
	token, _ := body["access_token"].(string)
	if token == "" {
		t.Fatalf("no token for %s: %v", key, body)
	}
	return token
}

func TestTheCastIsComplete(t *testing.T) {
	real := regexp.MustCompile(`^[a-zA-Z0-9]{3}8Q~[a-zA-Z0-9_~.-]{34}$`)
	ids := map[string]string{}
	tenants := []entratest.Tenant{entratest.Contoso(time.Now()), entratest.Fabrikam(time.Now()), entratest.Woodgrove(time.Now()), entratest.Litware(time.Now())}
	for _, tenant := range tenants {
		once(t, ids, tenant.ID, "tenant "+tenant.Name)
		for _, a := range tenant.Apps {
			once(t, ids, a.ClientID, "client ID of "+a.Name)
			once(t, ids, a.ObjectID, "object ID of "+a.Name)
			if a.Name == "" || a.Story == "" || len(a.Secrets) == 0 {
				t.Errorf("%s is incomplete: %+v", a.Key, a)
			}
			for _, s := range a.Secrets {
				once(t, ids, s.Value, "secret of "+a.Name)
				once(t, ids, s.KeyID, "secret ID of "+a.Name)
				if !real.MatchString(s.Value) {
					t.Errorf("%s: %q has not the shape of a secret", a.Key, s.Value)
				}
				if c := a.Expect(s); c != "" && c != "unknown" && c.Owner() == "" {
					t.Errorf("%s: %q is no cause", a.Key, c)
				}
			}
			if a.SignIn != "" && a.SignIn.Owner() == "" {
				t.Errorf("%s: %q is no cause", a.Key, a.SignIn)
			}
		}
		for _, m := range tenant.Mailboxes {
			if m.Cause != "" && m.Cause.Owner() == "" || m.Story == "" {
				t.Errorf("%s: %+v", m.Address, m)
			}
		}
	}
	if good := tenants[0].Good(); good.Key != "good" || good.Cause != "" || tenants[0].Good().Secret() != good.Secret() {
		t.Errorf("the first app is %+v", good)
	}
}

func once(t *testing.T, ids map[string]string, id, what string) {
	t.Helper()
	if uuid.Validate(id) != nil && !strings.Contains(id, "8Q~") {
		t.Errorf("%s: %q is no GUID", what, id)
	}
	if other := ids[id]; other != "" {
		t.Errorf("%s and %s share %s", what, other, id)
	}
	ids[id] = what
}

func TestTheTokenEndpointRefusesAsEntraDoes(t *testing.T) {
	s := start(t)
	good, _ := s.tenant.App("good")
	v2 := global + "contoso.com/oauth2/v2.0/token"
	for name, c := range map[string]struct {
		address string
		change  url.Values // changed fields; an empty one is omitted
		status  int
		oauth   string
		code    float64
	}{
		"a wrong secret":              {v2, url.Values{"client_secret": {entratest.SecretFor("nobody")}}, 401, "invalid_client", 7000215},
		"the secret's ID":             {v2, url.Values{"client_secret": {good.Secrets[0].KeyID}}, 401, "invalid_client", 7000215},
		"the expired secret":          {v2, url.Values{"client_secret": {good.Secrets[1].Value}}, 401, "invalid_client", 7000222},
		"no secret":                   {v2, url.Values{"client_secret": {""}}, 401, "invalid_client", 7000216},
		"no client ID":                {v2, url.Values{"client_id": {""}}, 400, "invalid_request", 900144},
		"an unknown client ID":        {v2, url.Values{"client_id": {uuid.NewString()}}, 400, "unauthorized_client", 700016},
		"a key instead of an ID":      {v2, url.Values{"client_id": {"good"}}, 400, "unauthorized_client", 700016},
		"no grant type":               {v2, url.Values{"grant_type": {""}}, 400, "invalid_request", 900144},
		"another grant type":          {v2, url.Values{"grant_type": {"password"}}, 400, "unsupported_grant_type", 70003},
		"no scope":                    {v2, url.Values{"scope": {""}}, 400, "invalid_request", 900144},
		"one permission as scope":     {v2, url.Values{"scope": {"https://graph.microsoft.com/Mail.Send"}}, 400, "invalid_scope", 1002012},
		"two resources":               {v2, url.Values{"scope": {"https://graph.microsoft.com/.default https://outlook.office.com/.default"}}, 400, "invalid_scope", 70011},
		"an unknown resource":         {v2, url.Values{"scope": {"https://nobody.example/.default"}}, 400, "invalid_resource", 500011},
		"Graph of another cloud":      {v2, url.Values{"scope": {"https://graph.microsoft.us/.default"}}, 400, "invalid_resource", 500011},
		"the old parameter":           {v2, url.Values{"resource": {"https://graph.microsoft.com"}}, 400, "invalid_request", 901002},
		"the old endpoint without it": {global + "contoso.com/oauth2/token", nil, 400, "invalid_request", 900144},
		"an unknown tenant":           {global + "nobody.example/oauth2/v2.0/token", nil, 400, "invalid_tenant", 90002},
		"a placeholder":               {global + "%7Btenant%7D/oauth2/v2.0/token", nil, 400, "invalid_request", 900023},
		"common":                      {global + "common/oauth2/v2.0/token", nil, 400, "invalid_request", 50059},
		"another cloud's tenant":      {global + "fabrikam.us/oauth2/v2.0/token", nil, 400, "invalid_request", 900439},
	} {
		t.Run(name, func(t *testing.T) {
			form := s.form("good")
			for field, value := range c.change {
				form[field] = value
				if value[0] == "" {
					form.Del(field)
				}
			}
			status, body, header := s.post(t, c.address, form)
			codes, _ := body["error_codes"].([]any)
			if status != c.status || body["error"] != c.oauth || len(codes) != 1 || codes[0] != c.code {
				t.Fatalf("got %d %v", status, body)
			}
			if body["trace_id"] != header.Get("X-Ms-Request-Id") || header.Get("Cache-Control") != "no-store, no-cache" {
				t.Errorf("headers %v", header)
			}
			text, _ := body["error_description"].(string)
			for _, part := range []string{"AADSTS", "Trace ID: ", "Correlation ID: ", "Timestamp: "} {
				if !strings.Contains(text, part) {
					t.Errorf("%q lacks %q", text, part)
				}
			}
		})
	}
	if status, body, _ := s.get(t, v2, ""); status != 400 || !strings.Contains(body["error_description"].(string), "AADSTS900561") {
		t.Errorf("GET: %d %v", status, body)
	}
}

func TestTheCallersCorrelationIDIsKept(t *testing.T) {
	s := start(t)
	id := uuid.NewString()
	r, err := http.NewRequestWithContext(t.Context(), http.MethodGet, global+"nobody.example/v2.0/.well-known/openid-configuration", nil)
	if err != nil {
		t.Fatal(err)
	}
	r.Header.Set("Client-Request-Id", id)
	if _, body, _ := s.do(t, r); body["correlation_id"] != id {
		t.Errorf("got %v", body)
	}
}

func TestTheOldTokenEndpointAnswersInItsOldWay(t *testing.T) {
	s := start(t)
	form := s.form("good")
	form.Del("scope")
	form.Set("resource", "https://graph.microsoft.com/")
	status, body, _ := s.post(t, global+"contoso.com/oauth2/token", form)
	if status != 200 || body["expires_in"] != "3599" || body["access_token"] == nil {
		t.Errorf("got %d %v", status, body)
	}
}

func TestGraphAnswersByRoleAndMailbox(t *testing.T) {
	s := start(t)
	tokens := map[string]string{"nothing": "", "rubbish": "a.b.c"}
	for _, key := range []string{"good", "no-consent", "one-of-three", "opaque", "wrong-tenant", "delegated"} {
		tokens[key] = s.token(t, key)
	}
	mail := func(address string) string { return "/v1.0/users/" + address + "/mailFolders/inbox" }
	for name, c := range map[string]struct {
		token, path string
		status      int
		code, text  string
	}{
		"the organisation":              {"good", "/v1.0/organization?$select=id", 200, "", ""},
		"a user":                        {"good", "/v1.0/users/support@contoso.com", 200, "", ""},
		"one user":                      {"good", "/v1.0/users?$top=1", 200, "", ""},
		"an inbox":                      {"good", mail("support@contoso.com"), 200, "", ""},
		"messages":                      {"good", "/v1.0/users/support@contoso.com/messages?$top=1", 200, "", ""},
		"an inbox by an opaque token":   {"opaque", mail("support@contoso.com"), 200, "", ""},
		"an inbox by one role":          {"one-of-three", mail("support@contoso.com"), 200, "", ""},
		"users without the role":        {"one-of-three", "/v1.0/users?$top=1", 403, "Authorization_RequestDenied", "Insufficient privileges"},
		"an inbox without consent":      {"no-consent", mail("support@contoso.com"), 403, "ErrorAccessDenied", "Access is denied"},
		"a mailbox behind a policy":     {"good", mail("ceo@contoso.com"), 403, "ErrorAccessDenied", "[RAOP]"},
		"a user without a mailbox":      {"good", mail("intern@contoso.com"), 404, "MailboxNotEnabledForRESTAPI", "hosted on-premise"},
		"nobody's mailbox":              {"good", mail("nobody@contoso.com"), 404, "ErrorInvalidUser", "is invalid"},
		"nobody":                        {"good", "/v1.0/users/nobody@contoso.com", 404, "Request_ResourceNotFound", "does not exist"},
		"no token":                      {"nothing", "/v1.0/organization", 401, "InvalidAuthenticationToken", "empty"},
		"rubbish":                       {"rubbish", "/v1.0/organization", 401, "InvalidAuthenticationToken", "validation"},
		"a token from elsewhere":        {"wrong-tenant", "/v1.0/organization", 401, "Authorization_IdentityNotFound", "identity"},
		"me, which an app is not":       {"good", "/v1.0/me", 400, "BadRequest", "/me"},
		"something that is not offered": {"good", "/v1.0/planner", 400, "BadRequest", "segment"},
	} {
		t.Run(name, func(t *testing.T) {
			status, body, header := s.get(t, "https://graph.microsoft.com"+c.path, tokens[c.token])
			if status != c.status || header.Get("Request-Id") == "" {
				t.Fatalf("got %d %v", status, body)
			}
			if c.code == "" {
				return
			}
			e, _ := body["error"].(map[string]any)
			inner, _ := e["innerError"].(map[string]any)
			text, _ := e["message"].(string)
			if e["code"] != c.code || !strings.Contains(text, c.text) || inner["request-id"] != header.Get("Request-Id") {
				t.Errorf("got %v", body)
			}
		})
	}
	if status, body, _ := s.get(t, "https://graph.microsoft.us/v1.0/organization", tokens["good"]); status != 401 {
		t.Errorf("another cloud's Graph took the token: %v", body)
	}
}

func TestTokensEndAndSecretsExpireByTheServersClock(t *testing.T) {
	s := start(t)
	token := s.token(t, "good")
	s.SetClock(func() time.Time { return time.Now().Add(2 * time.Hour) })
	if status, _, _ := s.get(t, "https://graph.microsoft.com/v1.0/organization", token); status != 401 {
		t.Error("an old token still works")
	}
	s.SetClock(func() time.Time { return time.Now().Add(1000 * 24 * time.Hour) })
	if status, _, _ := s.post(t, global+"contoso.com/oauth2/v2.0/token", s.form("good")); status != 401 {
		t.Error("an old secret still works")
	}
}

func TestNothingReachesOtherHosts(t *testing.T) {
	s := start(t)
	for _, address := range []string{"https://evil.example/", "https://login.microsoftonline.com.evil.example/", "https://127.0.0.1/"} {
		if answer, err := s.Client.Get(address); err == nil {
			_ = answer.Body.Close()
			t.Errorf("%s answered", address)
		}
	}
	if n := len(s.Requests()); n != 0 {
		t.Errorf("%d requests", n)
	}
}

func TestRequestsAreRememberedWithoutTheirValues(t *testing.T) {
	s := start(t)
	secret := s.tenant.Good().Secret()
	s.Watch(secret)
	s.token(t, "good")
	got := s.Requests()
	if len(got) != 1 || got[0].Seen != 1 || got[0].Host != "login.microsoftonline.com" || !slices.Contains(got[0].Form, "client_secret") {
		t.Fatalf("got %+v", got)
	}
	if b, err := json.Marshal(got); err != nil || strings.Contains(string(b), secret) {
		t.Errorf("the secret is remembered: %s", b)
	}
}

func TestFaultsMeetWhatTheyMatch(t *testing.T) {
	s := start(t)
	s.Fault(entratest.Token.Once(), fault.Granting(`{"first":true}`))
	s.Fault(entratest.Match{Host: "graph.microsoft.us"}, fault.Granting(`{"elsewhere":true}`))
	address := global + "contoso.com/oauth2/v2.0/token"
	if _, body, _ := s.post(t, address, s.form("good")); body["first"] != true {
		t.Errorf("the fault did not meet: %v", body)
	}
	if _, body, _ := s.post(t, address, s.form("good")); body["access_token"] == nil {
		t.Errorf("the fault met twice: %v", body)
	}
	s.Fault(entratest.Match{}, fault.Granting(`{"all":true}`))
	s.Heal()
	if _, body, _ := s.post(t, address, s.form("good")); body["access_token"] == nil {
		t.Errorf("the fault was not healed: %v", body)
	}
}

func TestStartNeedsATenant(t *testing.T) {
	if _, err := entratest.Start(); err == nil {
		t.Error("it started without one")
	}
}
