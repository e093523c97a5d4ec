//go:build linux

package termtest

import (
	"encoding/json"
	"os"
	"slices"
	"testing"
	"time"

	"mailgrant/flow/entra/entratest"
	"mailgrant/flow/finding"
	"mailgrant/flow/value"
)

const guide = "email-this-issue-client-credentials"

func TestCheckOnMicrosoftsOwnNames(t *testing.T) {
	if !apart(t) {
		return
	}
	m := openMicrosoft(t)
	for _, app := range m.contoso.Apps {
		for _, secret := range app.Secrets {
			t.Run(app.Key+", "+secret.Note, func(t *testing.T) { checkApp(t, m, app, secret) })
		}
	}
	good, secret := m.contoso.Good(), m.contoso.Good().Secrets[0]
	t.Run("the US Government cloud", func(t *testing.T) {
		app := m.fabrikam.Good()
		got := check(t, m.ca, m.fabrikam, app, app.Secrets[0])
		if got.code != 0 || got.Cloud != value.USGov {
			t.Errorf("exit %d, cloud %q: %s", got.code, got.Cloud, got.Summary)
		}
	})
	t.Run("an authority nobody here trusts", func(t *testing.T) {
		m.Forget()
		m.Watch(secret.Value)
		got := check(t, m.otherCA, m.contoso, good, secret)
		if got.code != 3 || got.Verdict != "unknown" || got.Cause != finding.TLSUntrusted {
			t.Errorf("exit %d, %s, cause %q: %s", got.code, got.Verdict, got.Cause, got.Summary)
		}
		if n := len(m.Requests()); n > 0 {
			t.Errorf("%d requests were sent nevertheless", n)
		}
	})
	wantAlone(t)
}

// checkApp requires the expected result for an app with one of its secrets.
func checkApp(t *testing.T, m microsoft, app entratest.App, secret entratest.Secret) {
	t.Helper()
	m.Forget()
	want, code := app.Expect(secret), 1
	switch want {
	case "", finding.PermissionExcess, finding.SecretExpiring, finding.Unknown:
		code = 0
	case finding.TenantRestricted: // by the network: the credential may be good
		code = 3
	}
	got := check(t, m.ca, m.contoso, app, secret)
	if got.code != code || got.Cause != want {
		t.Errorf("exit %d, cause %q; want %d, %q: %s", got.code, got.Cause, code, want, got.Summary)
	}
	if got.Tenant != m.contoso.ID && want != finding.TenantMismatch {
		t.Errorf("the tenant is %q", got.Tenant)
	}
	if want == "" && !slices.Contains(got.Proved, "token") {
		t.Errorf("verified only %q", got.Proved)
	}
	asked := slices.ContainsFunc(m.Requests(), func(r entratest.Request) bool {
		return r.Host == value.Global.LoginHost() && slices.Contains(r.Form, "client_secret")
	})
	if !asked {
		t.Error("no token was asked of", value.Global.LoginHost())
	}
}

// report is the part of a report that these tests read.
type report struct {
	code    int
	Cloud   value.Cloud
	Tenant  string
	Verdict string
	Cause   finding.Cause
	Summary string
	Proved  []string
}

// guideOf is the guide that an app is registered for.
func guideOf(app entratest.App) string {
	switch {
	case app.Key == "robot":
		return "automation-anywhere-client-credentials"
	case app.Grant == entratest.AuthorizationCode:
		return "email-this-issue-auth-code"
	case app.Grant == entratest.AdminConsent:
		return "email-this-issue-grant-flow"
	}
	return guide
}

func check(t *testing.T, ca string, tenant entratest.Tenant, app entratest.App, secret entratest.Secret) report {
	t.Helper()
	p := newPerson(t, "SSL_CERT_FILE="+ca, "MAILGRANT_CLIENT_SECRET="+secret.Value)
	out, trouble, code := p.output(t, os.Getenv("MAILGRANT_BINARY"), "check", "--format", "json", "--guide", guideOf(app),
		"--mailbox", tenant.Mailboxes[0].Address, "--token-endpoint", value.TokenEndpoint(tenant.Cloud, tenant.ID),
		"--client-id", app.ClientID, "--expires", secret.Ends.Format(time.DateOnly))
	var all struct {
		Schema, Mode string
		Reports      []report
	}
	if err := json.Unmarshal([]byte(out), &all); err != nil || len(all.Reports) != 1 {
		t.Fatalf("exit %d, no report (%v):\n%s%s", code, err, out, trouble)
	}
	if all.Schema != "mailgrant.reports/1" || all.Mode != "live" {
		t.Errorf("schema %q, mode %q", all.Schema, all.Mode)
	}
	all.Reports[0].code = code
	return all.Reports[0]
}
