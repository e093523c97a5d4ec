package entratest_test

import (
	"net/http"
	"net/url"
	"slices"
	"strings"
	"testing"
	"time"

	"mailgrant/flow/entra/entratest"
)

const (
	admin     = "admin@contoso.com"
	rolesOnly = "roles@contoso.com"
	appsOnly  = "apps@contoso.com"
)

// consentV1 and consentV2 are good admin consent URLs, with changed fields.
func (s *started) consentV1(key string, change url.Values) string {
	q := url.Values{"client_id": {s.app(key).ClientID}, "redirect_uri": {entratest.ProductRedirect}, "state": {"state&1"}}
	return global + "contoso.com/adminconsent?" + altered(q, change).Encode()
}

func (s *started) consentV2(key string, change url.Values) string {
	more := altered(url.Values{"scope": {"https://graph.microsoft.com/.default"}}, change)
	return strings.Replace(s.consentV1(key, more), "/adminconsent", "/v2.0/adminconsent", 1)
}

func TestAdminConsentAnswersByRedirect(t *testing.T) {
	yes := map[string]string{"admin_consent": "True", "tenant": entratest.ContosoID, "state": "state&1"}
	yesV2 := map[string]string{"admin_consent": "True", "tenant": entratest.ContosoID, "state": "state&1", "scope": "https://graph.microsoft.com/.default"}
	no := map[string]string{"error": "access_denied", "error_subcode": "cancel", "error_description": "AADSTS65004", "state": "state&1", "admin_consent": "", "tenant": ""}
	alias := func(s *started) string {
		return strings.Replace(s.consentV1("to-be-granted", nil), "contoso.com/", "common/", 1)
	}
	for name, c := range map[string]struct {
		address         func(s *started) string
		account, answer string
		want            map[string]string
	}{
		"v1, by a Global Administrator":          {v1("to-be-granted"), admin, entratest.Accept, yes},
		"v1, by a Privileged Role Administrator": {v1("to-be-granted"), rolesOnly, entratest.Accept, yes},
		"v2":                                     {v2("to-be-granted"), admin, entratest.Accept, yesV2},
		"again":                                  {v2("granted"), admin, entratest.Accept, yesV2},
		"delegated ones, by a lesser":            {v1("sign-in"), appsOnly, entratest.Accept, yes},
		"by the alias":                           {alias, admin, entratest.Accept, yes},
		"v1, cancelled":                          {v1("to-be-granted"), admin, entratest.Cancel, map[string]string{"error": "permission_denied", "admin_consent": "True", "state": "state&1", "tenant": ""}},
		"v2, cancelled":                          {v2("to-be-granted"), admin, entratest.Cancel, map[string]string{"error": "consent_required", "error_description": "AADSTS65004", "admin_consent": "True", "state": "state&1"}},
		"left by a lesser":                       {v2("to-be-granted"), appsOnly, entratest.Cancel, no},
		"left by an ordinary user":               {v1("to-be-granted"), support, entratest.Cancel, no},
		"a personal account, by common":          {alias, personal, "", map[string]string{"error": "access_denied", "error_description": "AADSTS500201", "admin_consent": "True", "tenant": "9188040d-6c67-4c5b-b112-36a304b66dad", "state": "state&1"}},
	} {
		t.Run(name, func(t *testing.T) {
			s := start(t)
			landed, shown := s.visit(t, c.address(s), c.account, c.answer)
			if !strings.HasPrefix(landed.String(), entratest.ProductRedirect+"?") {
				t.Fatalf("led to %q and shows %s", landed, shown)
			}
			q := landed.Query()
			for field, want := range c.want {
				if got := q.Get(field); got != want && (field != "error_description" || !strings.HasPrefix(got, want+": ")) {
					t.Errorf("%s is %q, want %q", field, got, want)
				}
			}
		})
	}
}

func v1(key string) func(*started) string {
	return func(s *started) string { return s.consentV1(key, nil) }
}

func v2(key string) func(*started) string {
	return func(s *started) string { return s.consentV2(key, nil) }
}

func TestAdminConsentShowsWhatTheAppNeverHearsOf(t *testing.T) {
	s := start(t)
	segment := func(address, segment string) string { return strings.Replace(address, "contoso.com/", segment+"/", 1) }
	v1, v2 := s.consentV1("to-be-granted", nil), s.consentV2("to-be-granted", nil)
	for name, c := range map[string]struct{ address, account, want string }{
		"v2 on common":                       {segment(v2, "common"), admin, "AADSTS9002328: "},
		"v2 on consumers":                    {segment(v2, "consumers"), admin, "AADSTS9002328: "},
		"v1 on consumers":                    {segment(v1, "consumers"), admin, "AADSTS9002328: "},
		"v2 without scope":                   {s.consentV2("to-be-granted", url.Values{"scope": {""}}), admin, "AADSTS900144: "},
		"no client ID":                       {s.consentV1("to-be-granted", url.Values{"client_id": {""}}), admin, "AADSTS900144: "},
		"a deleted app":                      {s.consentV1("deleted", nil), admin, "AADSTS700016: "},
		"an unknown tenant":                  {segment(v1, "nobody.example"), admin, "AADSTS90002: "},
		"a redirect URI nobody registered":   {s.consentV1("to-be-granted", url.Values{"redirect_uri": {"https://evil.example/"}}), admin, "AADSTS50011: "},
		"an app without redirect URI, after": {s.consentV1("no-redirect", nil), admin, "AADSTS500113: "},
		"a personal account":                 {v1, personal, "AADSTS500200: "},
		"an account of another tenant":       {v1, foreign, "AADSTS50020: "},
		"a lesser administrator":             {v1, appsOnly, "Need admin approval"},
		"an ordinary user":                   {s.consentV1("sign-in", nil), support, "Need admin approval"},
		"nobody yet":                         {v1, "", "Cloud Application Administrator"},
	} {
		t.Run(name, func(t *testing.T) {
			if landed, shown := s.visit(t, c.address, c.account, entratest.Accept); landed.String() != "" || !strings.Contains(shown, c.want) {
				t.Errorf("led to %q and shows %s", landed, shown)
			}
		})
	}
	if got := s.roles(t, "to-be-granted"); got != nil {
		t.Errorf("a refusal granted %v", got)
	}
	if landed, shown := s.visit(t, v1, admin, ""); landed.String() != "" || !strings.Contains(shown, "Send mail as any user") || !strings.Contains(shown, "all users of Contoso") {
		t.Errorf("the consent page: led to %q and shows %s", landed, shown)
	}
}

func TestTheUndocumentedAdminConsentIsNotThere(t *testing.T) {
	s := start(t)
	address := strings.Replace(s.consentV1("to-be-granted", nil), "/adminconsent", "/oauth2/v2.0/adminconsent", 1)
	for where, address := range map[string]string{"by its name": address, "in practice": s.Page(address)} {
		r, err := http.NewRequestWithContext(t.Context(), http.MethodGet, address, nil)
		if err != nil {
			t.Fatal(err)
		}
		client := &s.Client
		if where == "in practice" {
			client = http.DefaultClient
		}
		answer, err := client.Do(r)
		if err != nil {
			t.Fatal(err)
		}
		_ = answer.Body.Close()
		if answer.StatusCode != http.StatusNotFound {
			t.Errorf("%s: %s", where, answer.Status)
		}
	}
}

// roles are the roles in a new token of an app.
func (s *started) roles(t *testing.T, key string) []any {
	t.Helper()
	roles, _ := s.verified(t, s.token(t, key))["roles"].([]any)
	return roles
}

func TestConsentReachesNewTokens(t *testing.T) {
	s := start(t)
	old := s.token(t, "to-be-granted")
	if landed, shown := s.visit(t, s.consentV1("to-be-granted", nil), admin, entratest.Accept); landed.Query().Get("admin_consent") != "True" {
		t.Fatalf("led to %q and shows %s", landed, shown)
	}
	if got := s.verified(t, old)["roles"]; got != nil {
		t.Errorf("the old token says %v", got)
	}
	if got := s.roles(t, "to-be-granted"); !slices.Equal(got, []any{"Mail.ReadWrite", "Mail.Send", "User.Read.All"}) {
		t.Errorf("the new token says %v", got)
	}
	if got := s.roles(t, "no-consent"); got != nil {
		t.Errorf("another app got %v", got)
	}
	s.visit(t, s.consentV2("one-of-three", nil), admin, entratest.Accept)
	if got := s.roles(t, "one-of-three"); len(got) != 3 {
		t.Errorf("what was missing is %v", got)
	}
	s.WithdrawConsent(s.app("to-be-granted").ClientID)
	if got := s.roles(t, "to-be-granted"); got != nil {
		t.Errorf("after withdrawal: %v", got)
	}
}

func TestConsentMaySpreadSlowly(t *testing.T) {
	tenant := entratest.Contoso(time.Now())
	for i := range tenant.Apps {
		tenant.Apps[i].RolesAfter = 2
	}
	server, err := entratest.Start(tenant)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(server.Close)
	s := &started{Server: server, Client: http.Client{Transport: server.Transport()}, tenant: tenant}
	for range 5 {
		s.roles(t, "to-be-granted")
	}
	s.visit(t, s.consentV1("to-be-granted", nil), admin, entratest.Accept)
	for i, want := range []int{0, 0, 3, 3} {
		if got := s.roles(t, "to-be-granted"); len(got) != want {
			t.Errorf("token %d says %v", i+1, got)
		}
	}
}

func TestAnAdministratorConsentsForEverybody(t *testing.T) {
	s := start(t)
	s.visit(t, s.consentV2("approval", url.Values{"scope": {scopes}}), appsOnly, entratest.Accept)
	if landed, shown := s.visit(t, s.asking("approval", nil), support, ""); !landed.Query().Has("code") {
		t.Errorf("led to %q and shows %s", landed, shown)
	}
	if landed, _ := s.visit(t, s.asking("approval", url.Values{"scope": {"Mail.Send.Shared"}}), support, ""); landed.String() != "" {
		t.Errorf("more than was consented to is given: %s", landed)
	}
}
