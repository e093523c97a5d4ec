package explain

import (
	"encoding/json"
	"slices"
	"strings"
	"testing"

	"mailgrant/flow/finding"
	"mailgrant/flow/text"
)

const expiredSentence = "AADSTS7000222: The provided client secret keys for app '7d8c1e2a-bc47-4f88-a16d-2f148e1ca24d' are expired. Visit the Azure portal to create new keys for your app: https://aka.ms/NewClientSecret, or consider using certificate credentials for added security: https://aka.ms/certCreds."

const footerOfMicrosoft = " Trace ID: 87b80e3d-8d01-4a12-bed4-f2dba9213300 Correlation ID: 5f4f6892-7b82-420e-b2d5-49cff9911b6b Timestamp: 2025-01-09 12:00:04Z"

// TestAnAddressIsNoWordOfAPerson: what was done is said by people, not by
// Microsoft's sentences and web addresses.
func TestAnAddressIsNoWordOfAPerson(t *testing.T) {
	quoted := func(txt string) string {
		out, err := json.Marshal(map[string]string{"error": "invalid_client", "error_description": txt})
		if err != nil {
			t.Fatal(err)
		}
		return strings.ReplaceAll(string(out), "/", `\/`)
	}
	tests := map[string]struct {
		text  string
		cause finding.Cause
		says  string // "" for the cause's own sentence
	}{
		"Microsoft's sentence":                 {expiredSentence, finding.SecretExpired, ""},
		"with identifiers":                     {expiredSentence + footerOfMicrosoft, finding.SecretExpired, ""},
		"in JSON":                              {quoted(expiredSentence + footerOfMicrosoft), finding.SecretExpired, ""},
		"in JSON within JSON":                  {quoted(quoted(expiredSentence + footerOfMicrosoft)), finding.SecretExpired, ""},
		"the address wrapped at its slash":     {strings.Replace(expiredSentence, "aka.ms/", "aka.ms/\n", 1), finding.SecretExpired, ""},
		"encoded in an address":                {"https://jira.example.com/callback?error_description=AADSTS7000222%3a+The+provided+client+secret+keys+are+expired.+https%3a%2f%2faka.ms%2fNewClientSecret", finding.SecretExpired, ""},
		"another address":                      {"AADSTS7000222: expired. See https://wiki.example.com/it/new-client-secret-created", finding.SecretExpired, ""},
		"words of Microsoft's about a new one": {"AADSTS7000222: The keys are expired. A new client secret was created." + footerOfMicrosoft, finding.SecretExpired, ""},
		"a wrong secret, and an address":       {"AADSTS7000215: Invalid client secret provided. https://aka.ms/NewClientSecret", finding.SecretWrong, ""},
		"a redirect, and an address":           {"AADSTS50011: The redirect URI does not match. https://example.com/docs/redirect-uri-is-registered", finding.RedirectMismatch, ""},
		"a person after the sentence":          {expiredSentence + "\nI already created a new client secret and entered it.", finding.SecretExpired, "still sends the old"},
		"a person after the identifiers":       {expiredSentence + footerOfMicrosoft + "\n\nWe made a new client secret yesterday.", finding.SecretExpired, "still sends the old"},
		"a person before the sentence":         {"We have a new client secret, but: " + expiredSentence + footerOfMicrosoft, finding.SecretExpired, "still sends the old"},
		"a person on the same line":            {"AADSTS7000222 although we have a new client secret", finding.SecretExpired, "still sends the old"},
		"a person after an address":            {"AADSTS7000222, see https://aka.ms/NewClientSecret - we created a new client secret", finding.SecretExpired, "still sends the old"},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			k := Explain(tt.text).Candidates[0]
			done := tt.says == "" && slices.ContainsFunc([]string{"still sends the old", "not the new", "letter by letter"}, func(w string) bool { return strings.Contains(k.Says, w) })
			if done || !strings.Contains(k.Says, tt.says) || k.Cause != tt.cause {
				t.Errorf("%s: %q; want %s, %q", k.Cause, k.Says, tt.cause, tt.says)
			}
		})
	}
}

func TestAnAddressOfDocumentationStatesNothing(t *testing.T) {
	for _, address := range []string{"https://learn.microsoft.com/exchange/on-premises-hybrid", "https://aka.ms/delegated-permissions"} {
		s := stated(survey{r: text.Read("See " + address + " please")})
		if s["on-premises"] || s["delegated"] {
			t.Errorf("%s: %v", address, s)
		}
	}
	if !stated(survey{r: text.Read("POST https://outlook.office365.com:993/ imap")})["exchange-host"] {
		t.Error("the host of a request states nothing")
	}
}
