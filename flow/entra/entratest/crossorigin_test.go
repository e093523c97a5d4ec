package entratest_test

import (
	"context"
	"io"
	"net"
	"net/http"
	"net/url"
	"strings"
	"testing"

	"mailgrant/flow/entra/entratest"
)

// post sends a form like a browser does from a page of a site.
func post(t *testing.T, s *started, address, host string, form url.Values, header http.Header) (status int, landed, body string) {
	t.Helper()
	local, err := url.Parse(s.URL())
	if err != nil {
		t.Fatal(err)
	}
	client := http.Client{
		Transport: &http.Transport{DialContext: func(ctx context.Context, _, _ string) (net.Conn, error) {
			return (&net.Dialer{}).DialContext(ctx, "tcp", local.Host)
		}, DisableKeepAlives: true},
		CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse },
	}
	r, err := http.NewRequestWithContext(t.Context(), http.MethodPost, strings.Replace(address, "https://", "http://", 1), strings.NewReader(form.Encode()))
	if err != nil {
		t.Fatal(err)
	}
	r.Header = header.Clone()
	r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	if host != "" {
		r.Host = host
	}
	answer, err := client.Do(r)
	if err != nil {
		t.Fatal(err)
	}
	defer answer.Body.Close()
	got, err := io.ReadAll(answer.Body)
	if err != nil {
		t.Fatal(err)
	}
	return answer.StatusCode, answer.Header.Get("Location"), string(got)
}

// crossSite are the headers of forms from other sites, as sent by Chromium, by an
// older browser and from a sandboxed frame.
var crossSite = map[string]http.Header{
	"Chromium's":                   {"Origin": {"https://evil.example"}, "Sec-Fetch-Site": {"cross-site"}, "Sec-Fetch-Mode": {"navigate"}, "Sec-Fetch-Dest": {"document"}},
	"an older browser's":           {"Origin": {"https://evil.example"}},
	"of a sealed frame":            {"Origin": {"null"}},
	"of a sealed frame, in full":   {"Origin": {"null"}, "Sec-Fetch-Site": {"cross-site"}},
	"of another port":              {"Origin": {"http://127.0.0.1:1"}, "Sec-Fetch-Site": {"same-site"}},
	"of another port, older":       {"Origin": {"http://127.0.0.1:1"}},
	"without an origin":            {"Sec-Fetch-Site": {"cross-site"}},
	"of Microsoft's name, in part": {"Origin": {"https://login.microsoftonline.com.evil.example"}},
}

func TestAFormOfAnotherSiteDoesNothing(t *testing.T) {
	for name, header := range crossSite {
		t.Run(name, func(t *testing.T) {
			s := start(t)
			app := s.Tenants()[0].Good()
			portal := s.URL() + "/practice/portal/" + app.ClientID
			if status, _, body := post(t, s, portal, "", url.Values{"act": {"secret"}}, header); status != http.StatusForbidden || len(s.Tenants()[0].Good().Secrets) != len(app.Secrets) {
				t.Errorf("the portal: %d %s", status, body)
			}
			for page, address := range map[string]string{"sign-in": s.asking("sign-in", nil), "consent": s.consentV1("to-be-granted", nil)} {
				form := url.Values{"account": {admin}, "answer": {entratest.Accept}}
				for _, at := range []string{s.Page(address), address} {
					if status, landed, body := post(t, s, at, "", form, header); status != http.StatusForbidden || landed != "" {
						t.Errorf("%s at %.60s: %d, leads to %s: %s", page, at, status, landed, body)
					}
				}
			}
		})
	}
}

func TestAFormOfItsOwnPageIsTaken(t *testing.T) {
	for name, own := range map[string]func(origin string) http.Header{
		"Chromium's":         func(o string) http.Header { return http.Header{"Origin": {o}, "Sec-Fetch-Site": {"same-origin"}} },
		"without an origin":  func(string) http.Header { return http.Header{"Origin": {"null"}, "Sec-Fetch-Site": {"same-origin"}} },
		"an older browser's": func(o string) http.Header { return http.Header{"Origin": {o}} },
		"a program's":        func(string) http.Header { return http.Header{} },
	} {
		t.Run(name, func(t *testing.T) {
			s := start(t)
			app := s.Tenants()[0].Good()
			status, _, body := post(t, s, s.URL()+"/practice/portal/"+app.ClientID, "", url.Values{"act": {"secret"}}, own(s.URL()))
			if status != http.StatusOK || len(s.Tenants()[0].Good().Secrets) != len(app.Secrets)+1 {
				t.Errorf("the portal: %d %s", status, body)
			}
			status, landed, body := post(t, s, s.Page(s.asking("sign-in", nil)), "", url.Values{"account": {support}, "answer": {entratest.Accept}}, own(s.URL()))
			if landed == "" {
				t.Errorf("the sign-in: %d %s", status, body)
			}
		})
	}
}

func TestANameThatLeadsHereByATrickIsNotAnswered(t *testing.T) {
	s := start(t)
	app := s.Tenants()[0].Good()
	_, port, _ := strings.Cut(strings.TrimPrefix(s.URL(), "http://"), ":")
	for _, host := range []string{"evil.example:" + port, "evil.example", "127.0.0.1.evil.example:" + port, "localhost.evil.example:" + port} {
		header := http.Header{"Origin": {"http://" + host}, "Sec-Fetch-Site": {"same-origin"}}
		status, _, _ := post(t, s, s.URL()+"/practice/portal/"+app.ClientID, host, url.Values{"act": {"secret"}}, header)
		if status != http.StatusMisdirectedRequest || len(s.Tenants()[0].Good().Secrets) != len(app.Secrets) {
			t.Errorf("%s: %d", host, status)
		}
	}
}

// Programs are answered by Entra's own rules, which have an error for
// single-page apps.
func TestProgramsAreAnsweredFromAnySite(t *testing.T) {
	s := start(t)
	tenant := s.Tenants()[0]
	form := url.Values{"client_id": {tenant.Good().ClientID}, "client_secret": {tenant.Good().Secret()}, "grant_type": {"client_credentials"}, "scope": {"https://graph.microsoft.com/.default"}}
	for name, header := range crossSite {
		if status, _, body := post(t, s, "https://login.microsoftonline.com/"+tenant.ID+"/oauth2/v2.0/token", "", form, header); status != http.StatusOK && !strings.Contains(body, "AADSTS9002326") {
			t.Errorf("%s: %d %s", name, status, body)
		}
	}
}
