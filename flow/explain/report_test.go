package explain

import (
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
