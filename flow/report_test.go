package flow

import (
	"fmt"
	"slices"
	"strings"
	"testing"
)

func TestAReportSaysWhatWasProven(t *testing.T) {
	r := ReportOf(goodProof().settle().AsCase())
	if !slices.Equal(r.Proved, Checks) {
		t.Errorf("proved %v", r.Proved)
	}
	if r.Root != nil || r.Tenant != goodTenant || r.ClientID != goodClient || r.Cloud != Global || r.Name != "contoso" {
		t.Errorf("report %+v", r)
	}
	if want := "The credential works: Microsoft issued a token, and it carries what is needed to fetch and send mail."; r.Summary != want {
		t.Errorf("summary %q", r.Summary)
	}
}

func TestAReportOfAFailure(t *testing.T) {
	p := goodProof()
	p.refuse(401, 7000222)
	r := ReportOf(p.settle().AsCase())
	if r.Summary != "The client secret has expired." || r.Root.Step != StepSecret {
		t.Errorf("summary %q, step %q", r.Summary, r.Root.Step)
	}
	if slices.Contains(r.Proved, TokenCheck) || !slices.Contains(r.Proved, TenantCheck) {
		t.Errorf("proved %v", r.Proved)
	}
	for _, f := range r.Findings {
		if (f.Check == Claims || f.Check == Permissions) && (f.Status != Skip || f.Says == "") {
			t.Errorf("%s behind the root: %s %q", f.Check, f.Status, f.Says)
		}
	}
}

func TestAReportWithoutASecretIsOpen(t *testing.T) {
	p := goodProof()
	p.answers.Secret = Secret{}
	r := ReportOf(p.settle().AsCase())
	if r.Verdict != Undecided || r.Root != nil || !strings.Contains(r.Summary, "was not tested") {
		t.Errorf("%s: %q", r.Verdict, r.Summary)
	}
}

func TestAReportTakesNoSecretForAnID(t *testing.T) {
	p := goodProof()
	p.answers.ClientID = canary
	if text := fmt.Sprintf("%+v", ReportOf(p.settle().AsCase())); strings.Contains(text, "CanaryDo") {
		t.Errorf("a secret typed as client ID is in the report: %s", text)
	}
}

func TestAProofIsWhatIsRemembered(t *testing.T) {
	p := goodProof()
	p.grant.At = today.Add(1)
	got := ProofOf(p.settle().AsCase())
	if !got.At.Equal(today.Add(1)) || got.Verdict != Pass || got.Cause != "" || !slices.Equal(got.Roles, allRoles) {
		t.Errorf("proof %+v", got)
	}
	if !slices.Equal(got.RequestIDs, []string{"req-1", "req-1"}) {
		t.Errorf("request IDs %v", got.RequestIDs)
	}
}

func TestTheSheetHasTheProductsOwnFieldsInOrder(t *testing.T) {
	lines := SheetOf(contosoGuide(), at(StepHandoff).credential(false))
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
