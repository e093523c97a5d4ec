package entratest_test

import (
	"net/http"
	"net/url"
	"strings"
	"testing"

	"mailgrant/flow/entra/entratest"
)

// openPage opens an address like the browser does in practice.
func openPage(t *testing.T, address string) (status int, body string) {
	t.Helper()
	s := &started{}
	answer, err := s.Client.Get(address)
	if err != nil {
		t.Fatal(err)
	}
	defer answer.Body.Close()
	var b strings.Builder
	if err := answer.Write(&b); err != nil {
		t.Fatal(err)
	}
	return answer.StatusCode, b.String()
}

func TestPracticeNamesThePagesItDoesNotHave(t *testing.T) {
	s := start(t)
	for _, address := range []string{
		`https://entra.microsoft.com/#view/X"><script>`, "https://evil.example/contoso.com/oauth2/v2.0/authorize", "not an address %",
	} {
		status, body := openPage(t, s.Page(address))
		shown, _, _ := strings.Cut(address, `"`)
		if status != http.StatusOK || !strings.Contains(body, shown) || strings.Contains(body, "<script>") {
			t.Errorf("%s: %d %s", address, status, body)
		}
	}
}

func TestPracticeHasThePagesToSignInOn(t *testing.T) {
	s := start(t)
	for name, c := range map[string]struct{ address, account, landed string }{
		"signing in": {s.asking("sign-in", nil), support, s.URL() + "/practice?address=https%3A%2F%2Fjira.contoso.com%2Foauth2%2Fcallback%3Fcode%3D"},
		"signing in, answered by form": {s.asking("sign-in", url.Values{"response_mode": {"form_post"}}), support,
			s.URL() + "/practice?address=https%3A%2F%2Fjira.contoso.com%2Foauth2%2Fcallback%3Fcode%3D"},
		"signing in, to this computer": {s.asking("sign-in", url.Values{"redirect_uri": {"http://localhost:4711/"}}), support, "http://localhost:4711/?code="},
		"admin consent":                {s.consentV1("to-be-granted", nil), admin, s.URL() + "/practice?address=https%3A%2F%2Fjira.contoso.com%2Foauth2%2Fcallback%3Fadmin_consent%3DTrue"},
		"admin consent, by v2":         {s.consentV2("to-be-granted", nil), admin, s.URL() + "/practice?address="},
	} {
		t.Run(name, func(t *testing.T) {
			page := s.Page(c.address)
			if !strings.HasPrefix(page, s.URL()+"/") {
				t.Fatalf("leads to %s", page)
			}
			if status, body := openPage(t, page); status != http.StatusOK || !strings.Contains(body, "Pick an account") {
				t.Fatalf("%d %s", status, body)
			}
			landed, shown := s.visit(t, page, c.account, entratest.Accept)
			if !strings.HasPrefix(landed.String(), c.landed) {
				t.Fatalf("led to %q and shows %s", landed, shown)
			}
			if strings.HasPrefix(c.landed, s.URL()) {
				if _, body := openPage(t, landed.String()); !strings.Contains(body, "<textarea") || !strings.Contains(body, entratest.ProductRedirect+"?") {
					t.Errorf("its end shows %s", body)
				}
			}
		})
	}
	if got := s.Requests()[0]; got.Host != "login.microsoftonline.com" || !strings.HasSuffix(got.Path, "authorize") && !strings.HasSuffix(got.Path, "adminconsent") {
		t.Errorf("it is remembered as %+v", got)
	}
}

func TestPracticeOpensNoOtherWayIn(t *testing.T) {
	s := start(t)
	for _, path := range []string{"login.microsoftonline.com/contoso.com/oauth2/v2.0/token", "graph.microsoft.com/v1.0/authorize", "evil.example/authorize", "x"} {
		if _, body := openPage(t, s.URL()+"/practice/"+path); !strings.Contains(body, "This is practice") {
			t.Errorf("%s shows %s", path, body)
		}
	}
}
