package value_test

import (
	"strings"
	"testing"

	"mailgrant/flow/finding"
	"mailgrant/flow/value"
)

func TestParseWhere(t *testing.T) {
	gov := strings.Replace(idToken, ".com", ".us", 1)
	for name, c := range map[string]struct {
		text  string
		want  value.Location
		cause string
	}{
		"a mailbox":                     {"support@contoso.com", value.Location{Mailbox: "support@contoso.com", Tenant: "contoso.com"}, ""},
		"a mailbox in capitals":         {"Support@Contoso.COM", value.Location{Mailbox: "Support@contoso.com", Tenant: "contoso.com"}, ""},
		"a mailbox with a name":         {"Support <support@contoso.com>", value.Location{Mailbox: "support@contoso.com", Tenant: "contoso.com"}, ""},
		"a mailbox from a link":         {"mailto:support@contoso.com", value.Location{Mailbox: "support@contoso.com", Tenant: "contoso.com"}, ""},
		"an apostrophe":                 {"o'brien@contoso.com", value.Location{Mailbox: "o'brien@contoso.com", Tenant: "contoso.com"}, ""},
		"a US Government mailbox":       {"a@contoso.onmicrosoft.us", value.Location{Mailbox: "a@contoso.onmicrosoft.us", Tenant: "contoso.onmicrosoft.us", Cloud: value.USGov}, ""},
		"a mailbox in China":            {"a@contoso.partner.onmschina.cn", value.Location{Mailbox: "a@contoso.partner.onmschina.cn", Tenant: "contoso.partner.onmschina.cn", Cloud: value.China}, ""},
		"a domain":                      {"contoso.com", value.Location{Tenant: "contoso.com"}, ""},
		"a tenant ID":                   {strings.ToUpper(aTenant), value.Location{Tenant: aTenant}, ""},
		"a token endpoint":              {idToken, value.Location{Tenant: aTenant, Cloud: value.Global, Endpoint: idToken}, ""},
		"a V1 endpoint":                 {"https://login.windows.net/" + aTenant + "/oauth2/token", value.Location{Tenant: aTenant, Cloud: value.Global, Endpoint: idToken}, ""},
		"an authorize URL from a page":  {"https://login.microsoftonline.us/" + aTenant + "/oauth2/v2.0/authorize?client_id=x&state=y", value.Location{Tenant: aTenant, Cloud: value.USGov, Endpoint: gov}, ""},
		"a metadata URL":                {"https://login.microsoftonline.com/" + aTenant + "/v2.0/.well-known/openid-configuration", value.Location{Tenant: aTenant, Cloud: value.Global, Endpoint: idToken}, ""},
		"an issuer of any cloud":        {"https://sts.windows.net/" + aTenant + "/", value.Location{Tenant: aTenant, Endpoint: idToken}, ""},
		"an endpoint without scheme":    {"login.microsoftonline.com/" + aTenant, value.Location{Tenant: aTenant, Cloud: value.Global, Endpoint: idToken}, ""},
		"a portal page of a tenant":     {"https://portal.azure.com/#@contoso.com/resource/x", value.Location{Tenant: "contoso.com", Cloud: value.Global}, ""},
		"a portal page of no tenant":    {"https://entra.microsoft.com/#home", value.Location{}, "endpoint-wrong-kind"},
		"common":                        {"https://login.microsoftonline.com/common/oauth2/v2.0/token", value.Location{}, "tenant-alias"},
		"a look-alike host":             {"https://login.microsoftonline.com.evil.example/" + aTenant, value.Location{}, "endpoint-host-unknown"},
		"the closed cloud":              {"https://login.microsoftonline.de/" + aTenant, value.Location{}, "cloud-closed"},
		"a domain of the closed cloud":  {"a@contoso.onmicrosoft.de", value.Location{}, "cloud-closed"},
		"outlook.com":                   {"someone@outlook.com", value.Location{}, "not-a-workforce-tenant"},
		"hotmail.co.uk":                 {"someone@hotmail.co.uk", value.Location{}, "not-a-workforce-tenant"},
		"live.com as a domain":          {"live.com", value.Location{}, "not-a-workforce-tenant"},
		"gmail.com":                     {"someone@gmail.com", value.Location{}, "not-a-workforce-tenant"},
		"an unknown domain is asked of": {"a@live.contoso.com", value.Location{Mailbox: "a@live.contoso.com", Tenant: "live.contoso.com"}, ""},
		"a mailbox called client":       {"client@contoso.com", value.Location{Mailbox: "client@contoso.com", Tenant: "contoso.com"}, ""},
		"nothing":                       {"", value.Location{}, "tenant-malformed"},
		"a word":                        {"contoso", value.Location{}, "tenant-malformed"},
		"a secret":                      {realSecret, value.Location{}, "tenant-malformed"},
		"two addresses":                 {"a@contoso.com; b@contoso.com", value.Location{}, "mailbox-malformed"},
		"no local part":                 {"@contoso.com", value.Location{}, "mailbox-malformed"},
		"no domain":                     {"support@", value.Location{}, "mailbox-malformed"},
		"a domain cut short":            {"support@contoso", value.Location{}, "mailbox-malformed"},
		"a space within":                {"sup port@contoso.com", value.Location{}, "mailbox-malformed"},
		"an escape character":           {"a\x1b[31m@contoso.com", value.Location{}, "mailbox-malformed"},
		"a placeholder":                 {"<user>@<domain>", value.Location{}, "placeholder-left"},
		"a placeholder tenant":          {"{tenant}", value.Location{}, "placeholder-left"},
		"organizations":                 {"organizations", value.Location{}, "tenant-alias"},
	} {
		t.Run(name, func(t *testing.T) {
			got, problems, _ := value.ParseLocation(c.text)
			if got != c.want || causesOf(problems) != c.cause {
				t.Errorf("got %+v, %v; want %+v, %q", got, problems, c.want, c.cause)
			}
			for _, f := range problems {
				wellSaid(t, f)
			}
		})
	}
}

func TestParseTenant(t *testing.T) {
	for name, c := range map[string]struct {
		text, want string
		kind       value.TenantKind
		cause      finding.Cause
	}{
		"a GUID":             {strings.ToUpper(aTenant), aTenant, value.TenantGUID, ""},
		"a domain":           {"Contoso.com", "contoso.com", value.TenantDomain, ""},
		"an xn-- domain":     {"xn--bcher-kva.example", "xn--bcher-kva.example", value.TenantDomain, ""},
		"a domain of prises": {"enterpriseclients.com", "enterpriseclients.com", value.TenantDomain, ""},
		"nothing":            {"", "", "", finding.TenantMalformed},
		"a whole endpoint":   {idToken, "", "", finding.TenantMalformed},
		"another URL":        {"https://contoso.com/", "", "", finding.TenantMalformed},
		"the sign-in host":   {"login.microsoftonline.com", "", "", finding.TenantMalformed},
		"onmicrosoft alone":  {"onmicrosoft.com", "", "", finding.TenantMalformed},
		"common":             {"COMMON", "", "", finding.TenantAlias},
		"a doc's domain":     {"your-domain.com", "", "", finding.PlaceholderLeft},
		"an IP address":      {"10.0.0.1", "", "", finding.TenantMalformed},
		"a letter too much":  {"sociéte.com", "", "", finding.TenantMalformed},
		"an empty label":     {"contoso..com", "", "", finding.TenantMalformed},
		"a private domain":   {"Hotmail.com", "", "", finding.NotAWorkforceTenant},
		"a private address":  {"support@hotmail.com", "", "", finding.NotAWorkforceTenant},
		"the private tenant": {"9188040D-6C67-4C5B-B112-36A304B66DAD", "", "", finding.NotAWorkforceTenant},
		"consumers":          {"consumers", "", "", finding.NotAWorkforceTenant},
	} {
		t.Run(name, func(t *testing.T) {
			got, problem := value.ParseTenant(c.text)
			if got != (value.Tenant{Value: c.want, Kind: c.kind}) {
				t.Errorf("got %+v", got)
			}
			if (problem == nil) != (c.cause == "") || problem != nil && problem.Cause != c.cause {
				t.Fatalf("problem %v, want %q", problem, c.cause)
			}
			if problem != nil {
				wellSaid(t, *problem)
			}
		})
	}
}

func TestJudgeRedirectURI(t *testing.T) {
	for name, c := range map[string]struct{ text, causes string }{
		"https":                            {"https://jira.example/plugins/servlet/oauth2", ""},
		"https with port and query":        {"https://jira.example:8443/x?a=b", ""},
		"localhost over http":              {"http://localhost:8080/callback", ""},
		"127.0.0.1 over http":              {"http://127.0.0.1/callback", ""},
		"the desktop redirect":             {"https://login.microsoftonline.com/common/oauth2/nativeclient", ""},
		"http":                             {"http://jira.example/x", "endpoint-not-https"},
		"localhost as a name's beginning":  {"http://localhost.evil.example/", "endpoint-not-https"},
		"[::1]":                            {"http://[::1]/x", "endpoint-malformed"},
		"nothing":                          {"", "endpoint-malformed"},
		"a path alone":                     {"/plugins/servlet/oauth2", "endpoint-malformed"},
		"an app's own scheme":              {"msal://auth/x", "endpoint-malformed"},
		"a wildcard":                       {"https://*.jira.example/x", "endpoint-malformed"},
		"a fragment":                       {"https://jira.example/x#y", "endpoint-malformed"},
		"a parenthesis":                    {"https://jira.example/x(1", "endpoint-malformed"},
		"a semicolon":                      {"https://jira.example/x;y", "endpoint-malformed"},
		"a space":                          {"https://jira.example/x y", "endpoint-malformed"},
		"an accent":                        {"https://jira.example/é", "endpoint-malformed"},
		"a backslash":                      {`https://jira.example\x`, "endpoint-malformed endpoint-malformed"},
		"257 characters":                   {"https://jira.example/" + strings.Repeat("a", 236), "endpoint-malformed"},
		"256 characters":                   {"https://jira.example/" + strings.Repeat("a", 235), ""},
		"a user name":                      {"https://admin:hunter2@jira.example/x", "endpoint-malformed"},
		"a placeholder":                    {"https://<your-jira>/x", "placeholder-left"},
		"the token endpoint":               {idToken, "endpoint-wrong-kind"},
		"a secret":                         {realSecret, "endpoint-malformed"},
		"a megabyte stays within its cost": {"https://jira.example/" + strings.Repeat("a", 1<<20), "endpoint-malformed"},
	} {
		t.Run(name, func(t *testing.T) {
			_, problems, _ := value.JudgeRedirectURI(c.text)
			if causesOf(problems) != c.causes {
				t.Errorf("got %v, want %q", problems, c.causes)
			}
			for _, f := range problems {
				wellSaid(t, f)
				if strings.Contains(f.Says, "hunter2") {
					t.Errorf("%q quotes a password", f.Says)
				}
			}
		})
	}
}

func TestJudgeAgreement(t *testing.T) {
	const another = "5b1f9e2c-7d3a-4c58-9f10-2a6e8b4d7c31"
	token := value.Endpoint{Kind: value.EndpointToken, Version: 2, Cloud: value.Global, Host: "login.microsoftonline.com", Tenant: aTenant}
	authorize := token
	authorize.Kind = value.EndpointAuthorize
	elsewhere, abroad := authorize, authorize
	elsewhere.Tenant = another
	abroad.Cloud = value.China
	for name, c := range map[string]struct {
		tenant    string
		endpoints []value.Endpoint
		causes    string
	}{
		"all alike":                    {aTenant, []value.Endpoint{token, authorize}, ""},
		"no tenant given":              {"", []value.Endpoint{token}, ""},
		"a domain can't be compared":   {"contoso.com", []value.Endpoint{token}, ""},
		"another tenant":               {another, []value.Endpoint{token}, "tenant-mismatch"},
		"two endpoints of two tenants": {"", []value.Endpoint{token, elsewhere}, "tenant-mismatch"},
		"two endpoints of two clouds":  {aTenant, []value.Endpoint{token, abroad}, "wrong-cloud"},
	} {
		t.Run(name, func(t *testing.T) {
			problems := value.JudgeAgreement(c.tenant, c.endpoints...)
			if causesOf(problems) != c.causes {
				t.Errorf("got %v, want %q", problems, c.causes)
			}
			for _, f := range problems {
				wellSaid(t, f)
			}
		})
	}
}
