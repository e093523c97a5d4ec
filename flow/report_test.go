package flow_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"mailgrant/flow/check"
	"mailgrant/flow/finding"
	"mailgrant/flow/guide"
	"mailgrant/flow/page"
	"mailgrant/flow/value"
)

func TestAReportSaysWhatWasVerified(t *testing.T) {
	r := check.ReportOf(goodProof().settle().AsCase())
	if !slices.Equal(r.Verified, finding.Checks) {
		t.Errorf("verified %v", r.Verified)
	}
	if r.Root != nil || r.Tenant != goodTenant || r.ClientID != goodClient || r.Cloud != value.Global || r.Name != "contoso" {
		t.Errorf("report %+v", r)
	}
	if want := "The credential works: Microsoft issued a token, and it carries what is needed to fetch and send mail."; r.Summary != want {
		t.Errorf("summary %q", r.Summary)
	}
}

func TestAReportOfAFailure(t *testing.T) {
	p := goodProof()
	p.refuse(401, 7000222)
	r := check.ReportOf(p.settle().AsCase())
	if r.Summary != "The client secret has expired." || r.Root.Step != guide.StepSecret {
		t.Errorf("summary %q, step %q", r.Summary, r.Root.Step)
	}
	if slices.Contains(r.Verified, finding.TokenCheck) || !slices.Contains(r.Verified, finding.TenantCheck) {
		t.Errorf("verified %v", r.Verified)
	}
	for _, f := range r.Findings {
		if (f.Check == finding.Claims || f.Check == finding.Permissions) && (f.Status != finding.Skip || f.Says == "") {
			t.Errorf("%s after the root: %s %q", f.Check, f.Status, f.Says)
		}
	}
}

func TestAReportWithoutASecretIsOpen(t *testing.T) {
	p := goodProof()
	p.answers.Secret = value.Secret{}
	r := check.ReportOf(p.settle().AsCase())
	if r.Verdict != finding.Undecided || r.Root != nil || !strings.Contains(r.Summary, "was not tested") {
		t.Errorf("%s: %q", r.Verdict, r.Summary)
	}
}

func TestAReportTakesNoSecretForAnID(t *testing.T) {
	p := goodProof()
	p.answers.ClientID = canary
	if text := fmt.Sprintf("%+v", check.ReportOf(p.settle().AsCase())); strings.Contains(text, "CanaryDo") {
		t.Errorf("a secret typed as client ID is in the report: %s", text)
	}
}

func TestAProofIsWhatIsRemembered(t *testing.T) {
	p := goodProof()
	p.grant.At = today.Add(1)
	got := check.VerificationOf(p.settle().AsCase())
	if !got.At.Equal(today.Add(1)) || got.Verdict != string(finding.Pass) || got.Cause != "" || !slices.Equal(got.Roles, allRoles) {
		t.Errorf("verification %+v", got)
	}
	if !slices.Equal(got.RequestIDs, []string{"req-1", "req-1"}) {
		t.Errorf("request IDs %v", got.RequestIDs)
	}
}

func TestTheSheetHasTheProductsOwnFieldsInOrder(t *testing.T) {
	lines := page.SheetOf(contosoGuide(), at(guide.StepHandoff).Credential(false))
	var got []string
	for _, l := range lines {
		value := l.Value
		if l.Secret {
			value = "(secret)"
		}
		got = append(got, l.Label+": "+value)
	}
	want := []string{
		"Name: contoso", "OAuth2 Service Provider: Microsoft 0365", "Grant type: Client Credentials",
		"Client ID: " + goodClient, "Client Secret: (secret)", "Auth Endpoint URL: ", "Token Endpoint URL: " + goodEndpoint,
	}
	if !slices.Equal(got, want) {
		t.Errorf("got %q", got)
	}
}
