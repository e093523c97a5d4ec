package explain

import (
	"fmt"
	"strings"
	"testing"

	"mailgrant/flow/finding"
)

const passedText = `contoso
Client ID: 0b7c54d2-3f1a-4c7e-8a56-91d0e2f4a601

ok      values       The client ID, secret and token endpoint are well-formed.
ok      token        Microsoft issued a token, good for 59 minutes.
ok      mailbox      ceo@contoso.com is refused, as it must be.

ok      contoso: The credential works: Microsoft issued a token, and it carries what is
        needed to fetch and send mail.

Proven from this computer. The product connects from its own network, where a firewall or a
Conditional Access policy may decide otherwise.
`

// older is a report of a version that did not name the cause of each finding.
const older = `ok      tenant       The tenant exists.
FAIL    token        The client secret has expired.
                     AADSTS7000222, HTTP 401, trace 5ac97915-ff53-4609-bee3-136eb5b79bea
skip    claims       There is no token to read.
`

func TestReportsOfMailgrant(t *testing.T) {
	tests := map[string]struct {
		text    string
		cause   finding.Cause
		certain bool
		says    string
		warns   string
	}{
		"one that passed":                       {passedText, "", true, "The report says that the credential works.", ""},
		"an error beside one that passed":       {"The product says AADSTS50105: Your administrator has configured the application to block users.\n\n" + passedText, finding.UserNotAssigned, true, "", "found nothing wrong"},
		"an error after one that passed":        {passedText + "\n\nThe product says:\nAADSTS7000222: The provided client secret keys are expired.", finding.SecretExpired, true, "", "found nothing wrong"},
		"one of a version before, cut":          {older, finding.SecretExpired, true, "", ""},
		"a cause that is not known":             {"# mailgrant report\n\n## Credential 1: fail\n\nRoot cause: **quota-eaten**. The quota is eaten.\n\n| token | fail | quota-eaten | The quota is eaten. | Microsoft | 3 |\n", finding.Unknown, false, "does not know: quota-eaten.", ""},
		"a form that is not known":              {`{"schema":"mailgrant.report/7","verdict":"fail","cause":"secret-expired","findings":[]}`, finding.SecretExpired, true, "", "mailgrant.report/7"},
		"a form from before":                    {`{"schema":"mailgrant.report/0","verdict":"fail","cause":"consent-missing"}`, finding.ConsentMissing, true, "", "mailgrant.report/0"},
		"a warning":                             {`{"schema":"mailgrant.report/1","verdict":"warn","cause":"secret-expiring","findings":[{"check":"expiry","status":"warn","cause":"secret-expiring"}]}`, finding.SecretExpiring, true, "", ""},
		"one without a secret":                  {`{"schema":"mailgrant.report/1","verdict":"unknown","cause":null,"findings":[{"check":"token","status":"skip","cause":null}]}`, finding.Unknown, false, "did not test the client secret", ""},
		"a list of saved credentials":           {`{"schema":"mailgrant.list/1","credentials":[{"name":"x","last_proof":{"at":"2026-01-01T00:00:00Z","verdict":"fail","cause":"app-disabled","roles":[]}}]}`, finding.AppDisabled, true, "", ""},
		"its error":                             {`{"schema":"mailgrant.error/1","code":2,"says":"x","do":[]}`, finding.Unknown, false, "", ""},
		"an explanation that is not certain":    {`{"schema":"mailgrant.explanation/1","certain":false,"explanations":[{"cause":"secret-wrong","owner":"app-owner"},{"cause":"secret-id-not-value","owner":"app-owner"}]}`, finding.SecretWrong, false, "", ""},
		"a request for consent":                 {"# Request: grant admin consent to an app for mail\n\nThe app for X is registered.\n\nI prove it with `mailgrant check`", finding.ConsentMissing, false, "", ""},
		"a request for a registration":          {"> # Request: register an app for mail\n>\n> Please register an app.\n>\n> I prove it with mailgrant", finding.Unknown, false, "asks for the registration of an app", ""},
		"another program's words":               {"FAIL    token        expected ')'\nok      mypackage 0.3s\nstatus: fail (timeout)", finding.Unknown, false, "", ""},
		"another program's JSON":                {`{"check":"virus","status":"fail","verdict":"fail","cause":"EICAR"}`, finding.Unknown, false, "", ""},
		"a word in brackets beside an error":    {"Request failed (timeout): AADSTS7000222: The provided client secret keys are expired.", finding.SecretExpired, true, "", ""},
		"mailgrant in the text of an error":     {"mailgrant said nothing, the product: AADSTS7000222: The provided client secret keys are expired.", finding.SecretExpired, true, "", ""},
		"a page of the wizard":                  {"│ mailgrant\n│ ✗ token  The client secret has\n│   expired.\n", finding.SecretExpired, true, "", ""},
		"plain mode's lines":                    {"mailgrant\nFAIL: token: The client secret has expired.\nok: clock: This computer's clock agrees.", finding.SecretExpired, true, "", ""},
		"a hint of a pass without its findings": {"ok      contoso: The credential works: Microsoft issued a token.\n1 checked: 1 ok, mailgrant", "", true, "The report says that the credential works.", ""},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			x := Explain(tt.text)
			k := x.Candidates[0]
			if k.Cause != tt.cause || x.Certain != tt.certain || !strings.Contains(k.Says, tt.says) {
				t.Errorf("%q, certain %t, %q; want %q, %t, %q", k.Cause, x.Certain, k.Says, tt.cause, tt.certain, tt.says)
			}
			if warned := strings.Join(x.Warnings, " "); !strings.Contains(warned, tt.warns) || tt.warns == "" && warned != "" {
				t.Errorf("warns %q; want %q", warned, tt.warns)
			}
		})
	}
}

func TestAReportsEvidenceIsThatOfItsRootCause(t *testing.T) {
	x := Explain("# mailgrant report\n\n## Credential 1: fail\n\nRoot cause: **secret-expired**.\n\n| token | fail | secret-expired | x | y | 0 |\n\n### Evidence\n\n" +
		"- tenant: HTTP 200, trace 8f131d6c-ae8c-4381-9c02-27e2d05a3076\n- token: AADSTS7000222, HTTP 401, trace 5ac97915-ff53-4609-bee3-136eb5b79bea, correlation 66407cf9-5b26-40cd-bb8c-b91891be5ebe, time 2026-11-27T18:17:02Z\n")
	e := x.Evidence
	if e.TraceID != "5ac97915-ff53-4609-bee3-136eb5b79bea" || e.CorrelationID != "66407cf9-5b26-40cd-bb8c-b91891be5ebe" || e.Timestamp != "2026-11-27T18:17:02Z" {
		t.Errorf("%+v", e)
	}
	if len(x.Codes) != 1 || x.Codes[0].Number != 7000222 {
		t.Errorf("%+v", x.Codes)
	}
}

// A report of a sign-in's credential, of which nobody signed in.
const unsignedText = `ok      token        Microsoft issued a token, good for 59 minutes.
skip    permissions  Delegated permissions show only when a person signs in;
                     nobody did.
skip    directory    Not tested.
skip    mailbox      Nobody signed in, so no mailbox was tried.

ok      approval: Client ID, secret and tenant are right. Nobody signed in, so
        redirect URI, permissions and mailbox are not proven.
`

func TestAReportThatTestedLittleProvesLittle(t *testing.T) {
	tests := map[string]struct{ text, says string }{
		"nobody signed in":             {unsignedText, "redirect URI, permissions and mailbox were not tested"},
		"nobody signed in, in short":   {"ok      approval: Client ID, secret and tenant are right. Nobody signed in, so redirect URI, permissions and mailbox are not proven.\n1 checked: mailgrant", "were not tested"},
		"nobody signed in, as JSON":    {`{"schema":"mailgrant.report/1","verdict":"pass","cause":null,"findings":[{"check":"token","status":"pass","cause":null},{"check":"permissions","status":"skip","cause":null,"says":"Delegated permissions show only when a person signs in; nobody did."},{"check":"mailbox","status":"skip","cause":null}]}`, "were not tested"},
		"nobody signed in, of several": {unsignedText + "\nok      good: The credential works: Microsoft issued a token.\n", "some of its credentials nobody signed in"},
		"no mailbox":                   {`{"schema":"mailgrant.report/1","verdict":"pass","cause":null,"findings":[{"check":"token","status":"pass","cause":null},{"check":"permissions","status":"pass","cause":null},{"check":"mailbox","status":"skip","cause":null}]}`, "It tested no mailbox."},
	}
	for name, tt := range tests {
		x := Explain(tt.text)
		if k := x.Candidates[0]; x.Certain || k.Cause != finding.Unknown || !strings.Contains(k.Says, tt.says) {
			t.Errorf("%s: %q, certain %t, %q", name, k.Cause, x.Certain, k.Says)
		}
		if !strings.Contains(x.Quoted.Shows, tt.says) {
			t.Errorf("%s: a reply shows %q", name, x.Quoted.Shows)
		}
	}
}

func TestAPracticeReportProvesNothing(t *testing.T) {
	const failed = `{"schema":"mailgrant.report/1","mode":"practice","verdict":"fail","cause":"secret-expired"}`
	tests := map[string]struct {
		text     string
		practice bool
	}{
		"as text":            {passedText + "\nThis was practice: nothing left this computer.\n", true},
		"as text, failed":    {older + "\nThis was practice: nothing left this computer.\n", true},
		"as JSON":            {failed, true},
		"as Markdown":        {"# mailgrant report\n\n| | |\n|---|---|\n| Mode | practice |\n\n## Credential 1: fail\n\nRoot cause: **secret-expired**.\n", true},
		"a real one":         {strings.Replace(failed, "practice", "live", 1), false},
		"the word elsewhere": {passedText + "\nIn practice, it fails.\n", false},
		"an error":           {"AADSTS7000222: expired. This was practice.", false},
		"an older one": {"# mailgrant report\n\n| Mode | practice |\n\n## Credential 1: fail\n\nRoot cause: **secret-expired**.\n\n| Started | 2026-11-26T10:00:00Z |\n\n" +
			"# mailgrant report\n\n| Mode | live |\n\n## Credential 1: fail\n\nRoot cause: **consent-missing**.\n\n| Started | 2026-11-27T10:00:00Z |\n", false},
	}
	for name, tt := range tests {
		x := Explain(tt.text)
		warns := len(x.Warnings) > 0 && strings.HasPrefix(x.Warnings[0], "This report was made in practice mode")
		if warns != tt.practice || warns && (x.Certain || x.Candidates[0].Cause == "") {
			t.Errorf("%s: certain %t, warns %q", name, x.Certain, x.Warnings)
		}
	}
}

// manyReports are n credentials in JSON, of which each names one cause.
func manyReports(n, padding int, causes ...finding.Cause) string {
	var list []string
	for i := range n {
		list = append(list, fmt.Sprintf(`{"schema":"mailgrant.report/1","mode":"live","name":"box %d","verdict":"fail","cause":%q,"summary":%q,"findings":[]}`, i+1, causes[i%len(causes)], strings.Repeat("x", padding)))
	}
	return `{"schema":"mailgrant.reports/1","mode":"live","reports":[` + strings.Join(list, ",\n") + `]}`
}

func TestALargeReportIsReadWhole(t *testing.T) {
	long := manyReports(300, 1<<10, finding.SecretExpired)
	if x := Explain(long); x.Candidates[0].Cause != finding.SecretExpired || !x.Certain {
		t.Errorf("JSON: %+v", x)
	}
	text := strings.Repeat("ok      good: The credential works: Microsoft issued a token.\n", 4000) + "FAIL    bad: The client secret has expired. (secret-expired)\n"
	if x := Explain(text); x.Candidates[0].Cause != finding.SecretExpired {
		t.Errorf("text: %+v", x)
	}
	if x := Explain(manyReports(900, 10<<10, finding.SecretExpired)); !strings.Contains(x.Candidates[0].Says, "too large") {
		t.Errorf("too large: %q", x.Candidates[0].Says)
	}
}

func TestAReportOfSeveralNamesAndCountsThem(t *testing.T) {
	causes := []finding.Cause{finding.SecretExpired, finding.ConsentMissing, finding.AppNotFound, finding.AppDisabled, finding.PermissionMissing, finding.TenantMismatch, finding.ConditionalAccess}
	x := Explain(manyReports(17, 10, causes...))
	if x.Several == nil || *x.Several != (Several{Broken: 17, Hidden: 2}) || len(x.Candidates) != most {
		t.Fatalf("%+v", x.Several)
	}
	if said := x.Several.Shown(most) + " " + x.Several.Rest(); said != "The report has 17 credentials with trouble. The first 5 causes: 2 more causes are not shown." {
		t.Error(said)
	}
	if got := x.Candidates[0].Apart; got != "In the report, this is the cause of box 1, box 8 and box 15." {
		t.Error(got)
	}
	tests := map[string]struct{ text, apart string }{
		"by name":   {"FAIL    old: The client secret has expired. (secret-expired)\nok      good: The credential works: x.\nFAIL    older: The client secret has expired. (secret-expired)\nFAIL    new: No consent. (consent-missing)\n", "of old and older."},
		"by number": {"# mailgrant report\n\n## Credential 1: fail\n\nRoot cause: **secret-expired**.\n\n## Credential 2: fail\n\nRoot cause: **consent-missing**.\n\n## Credential 3: fail\n\nRoot cause: **secret-expired**.\n", "of credentials 1 and 3 of 3."},
		"many":      {strings.Repeat("FAIL    old: The client secret has expired. (secret-expired)\n", 20) + "FAIL    new: No consent. (consent-missing)\n", "old and 12 more."},
	}
	for name, tt := range tests {
		if got := Explain(tt.text).Candidates[0].Apart; !strings.Contains(got, tt.apart) {
			t.Errorf("%s: %q, want %q", name, got, tt.apart)
		}
	}
}
