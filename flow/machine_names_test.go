package flow_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"mailgrant/flow"
	"mailgrant/flow/check"
	"mailgrant/flow/finding"
	"mailgrant/flow/form"
	"mailgrant/flow/guide"
	"mailgrant/flow/soak"
	"mailgrant/flow/value"
)

// machineNames are accounts with names as administrators and servers choose them.
// Some are composed here of typical parts.
func machineNames(t *testing.T) []string {
	names := []string{"SQL2019Srv01DB2", "K8sProdW2kDB01EU", "ContosoProd2024", "ContosoPrd2024", "svc-0a1b2c", "svc_0A1B2C3D", "SM_0a1b2c3d4e5f6a7b8",
		"SM_8F7B2A91C4DE4FA2A", "jira_DEV2_k8s", "HealthMailbox8f7b2a91c4de4fa2", "HealthMailbox0a1b2c3d4e5f4a7b8c9d0e1f2a3b4c5d", "HealthMailbox8F7B2A91C4DE4FA2",
		"Email-This-Issue-2024", "DE01SrvEx2019MB02", "MSSQL2k19Srv01DB2", "DC01EUProd2W2k19x", "jiraSD4ITopsQA2EU1", "aws1EC2k8sNode01", "O365svcEU1Jira2",
		"SystemMailbox.bb558c35-97f1-4cb9-8ff7-d53741dc928c", "EmailThisIssueForJiraCloudV2QA1EUProd", "UiPathBot07UAT2EMEA"}
	r := soak.Random(t)
	what := []string{"SQL", "Jira", "Exch", "K8s", "Srv", "svc", "Bot", "ServiceNow", "M365", "O365", "Mail", "App", "SAP", "RPA", "HelpDesk"}
	stage := []string{"Prod", "PRD", "Dev", "DEV2", "QA1", "UAT", "Test", "Stage"}
	year := []string{"2016", "2019", "2022", "2025", "W2k", "W2k19"}
	place := []string{"EU", "US1", "DE", "EMEA", "APAC2", "Hub"}
	node := []string{"01", "DB2", "DB01", "Node7", "VM01", "Srv03", "AP2"}
	for i := range 400 {
		parts := []string{what[r.IntN(len(what))]}
		for _, of := range [][]string{stage, year, place, node} {
			if r.IntN(3) > 0 {
				parts = append(parts, of[r.IntN(len(of))])
			}
		}
		r.Shuffle(len(parts)-1, func(i, j int) { parts[i+1], parts[j+1] = parts[j+1], parts[i+1] })
		names = append(names, strings.Join(parts, []string{"", "", "-", "_", "."}[i%5]))
	}
	for range 50 {
		names = append(names, fmt.Sprintf("HealthMailbox%016x", r.Uint64()), fmt.Sprintf("HealthMailbox%016x%016x", r.Uint64(), r.Uint64()),
			fmt.Sprintf("SM_%017x", r.Uint64()), fmt.Sprintf("svc-%06x", r.IntN(1<<24)), fmt.Sprintf("svc%06X", r.IntN(1<<24)))
	}
	return names
}

// often is n, or part of it if the run is not whole.
func often(n int) int {
	if soak.Whole() {
		return n
	}
	return n / 10
}

// A name that a machine or an administrator made up is not a secret: it is drawn
// in full and accepted without a finding.
func TestSoakAMachinesNameIsNeverRefusedNorMasked(t *testing.T) {
	t.Parallel()
	taken := func(id finding.FieldID, text string) {
		t.Helper()
		var a form.Values
		for i := range text { // as typed by hand
			a = a.With(id, text[:i+1])
		}
		if j := form.Judge(a, id); len(j.Findings) > 0 || a.Shown(id) != text || j.Masked != "" || j.Value == "" {
			t.Errorf("%s: %q is drawn as %q: %+v", id, text, a.Shown(id), j.Findings)
		}
	}
	for _, name := range soak.Some(t, 60, machineNames(t)) {
		if len(name) <= 64 {
			taken(guide.FieldName, name)
			taken(guide.FieldMailbox, name+"@contoso.com")
		}
		taken(guide.FieldOrganization, name+"@Contoso.onmicrosoft.com")
		taken(guide.FieldRedirect, "https://jira.contoso.com/"+name+"/Callback.jspa?projectId=10001")
	}
	for _, local := range []string{"a#b", "x!y", "o'brien", "a$b%c", "a&b*c", "x=y", "what?", "a^b|c~d", "a`b", "SystemMailbox{bb558c35-97f1-4cb9-8ff7-d53741dc928c}", "FederatedEmail.4c1f4d8b-8179-4148-93bf-00a95fa1e042"} {
		taken(guide.FieldMailbox, local+"@contoso.com")
		taken(guide.FieldOrganization, local+"@contoso.com")
	}
	r := soak.Random(t)
	for range often(300) { // names that a server made up
		b := make([]byte, 14+r.IntN(17))
		for i := range b {
			b[i] = base62[r.IntN(len(base62))]
		}
		taken(guide.FieldMailbox, string(b)+"@contoso.com")
		taken(guide.FieldRedirect, "https://jira.contoso.com/x/"+string(b)+"/y")
		if j := form.Judge(form.Values{Registration: form.Registration{Name: string(b)}}, guide.FieldName); slices.ContainsFunc(j.Findings, func(f finding.Finding) bool { return f.Status == finding.Fail }) || j.Value != string(b) {
			t.Errorf("the name %q is refused: %+v", b, j.Findings)
		}
	}
	for _, day := range []string{"2027-01-05 10:00:00+02:00", "05.01.2027 10:00 Uhr", "2027-01-05T10:00:00+02:00", "2027-01-05 10:00 CET", "13/01/2027, 3:04:05 p.m.", "1/5/2027 12:00:00 AM"[2:]} {
		if _, problem := value.ParseDate(day); problem == nil {
			taken(guide.FieldExpires, day)
		}
	}
}

const base62 = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789"

// No value is masked and then accepted without a finding, whatever the field.
func TestSoakWhatIsMaskedIsDoubted(t *testing.T) {
	t.Parallel()
	r := soak.Random(t)
	texts := slices.Concat(errorTexts, machineNames(t)[:60])
	for _, list := range harmlessTexts {
		texts = append(texts, list...)
	}
	for _, list := range canaryTexts(canarySecrets["32 with punctuation"]) {
		texts = append(texts, list)
	}
	for _, id := range canaryFields {
		if id == guide.FieldSecret || id == guide.FieldMessage || id == guide.FieldAnswer {
			continue
		}
		for range often(2000) {
			text := texts[r.IntN(len(texts))]
			at := r.IntN(len(text) + 1)
			odd := []string{"", "#", "!", "{", "[", "'", "+", "?", "=", "~", "|", ":", "@", " ", "é"}[r.IntN(15)]
			text = strings.ToValidUTF8(text[:at], "") + odd + strings.ToValidUTF8(text[at:], "")
			a := form.Values{Registration: form.Registration{Guide: authCode, Tenant: goodTenant}}.With(id, text)
			if j := form.Judge(a, id); (j.Masked != "" || a.Shown(id) != text) && len(j.Findings) == 0 {
				t.Errorf("%s: %q is drawn as %q and taken as %q", id, text, a.Shown(id), j.Value)
			}
		}
	}
}

// A random secret, with or without punctuation, is refused wherever a person's text
// belongs.
func TestSoakASecretMadeByChanceIsNeitherDrawnNorTaken(t *testing.T) {
	t.Parallel()
	r := soak.Random(t)
	slipped := map[string]bool{} // one of many thousands looks like words
	for range often(800) {
		n := 32 + r.IntN(13)
		letters := base62
		if r.IntN(2) == 0 {
			letters += "._~-"
		}
		b := make([]byte, n)
		for i := range b {
			b[i] = letters[r.IntN(len(letters))]
		}
		secret := string(b)
		if strings.ContainsAny(secret, "._~-") && r.IntN(2) == 0 {
			secret = secret[:3] + "8Q~" + secret[6:]
		}
		for _, id := range []finding.FieldID{guide.FieldName, guide.FieldMailbox, guide.FieldOrganization, guide.FieldRedirect, guide.FieldClientID, guide.FieldExpires} {
			for _, text := range []string{secret, "support@" + secret, secret + "@contoso.com"} {
				j := form.Judge(form.Values{}.With(id, text), id)
				failed := slices.ContainsFunc(j.Findings, func(f finding.Finding) bool { return f.Status == finding.Fail })
				taken := !failed && (j.Value != "" || !strings.Contains(text, "@"))
				if taken || strings.Contains(form.Shown(id, text), secret) {
					if slipped[secret] = true; len(slipped) > 2 {
						t.Fatalf("%s takes %q as %q and draws %q", id, text, j.Value, form.Shown(id, text))
					}
				}
			}
		}
	}
}

// A name that could be a secret is masked and doubted; the user may insist on it.
func TestADoubtedNameCanBeInsistedOn(t *testing.T) {
	const name = "vma8uWq2pBn7K7G9"
	s := at(guide.StepVerify)
	s, _ = flow.Next(s, flow.Typed{Field: guide.FieldName, Text: name})
	s, effects := flow.Next(s, flow.Keep{How: s.Ways()[0]})
	if len(effects) > 0 || len(s.Problems) != 1 || !form.MayInsist(s.Problems[0]) || s.Values.Shown(guide.FieldName) == name {
		t.Fatalf("%v, drawn as %q", s.Problems, s.Values.Shown(guide.FieldName))
	}
	if _, effects = flow.Next(s, flow.Keep{How: s.Ways()[0]}); len(effects) != 1 || effects[0].(flow.SaveCredential).Credential.Name != name {
		t.Errorf("insisted on, it is not saved: %v", effects)
	}
}

// A report names a saved credential, whatever its name looks like.
func TestAReportNamesWhatIsSaved(t *testing.T) {
	p := goodProof()
	p.answers.Name = "Team mail (Contoso)"
	if r := check.ReportOf(flow.Examination(p.answers, p.today).OfSaved(nil, false)); r.Name != p.answers.Name {
		t.Errorf("the report is of %q", r.Name)
	}
}
