package flow_test

import (
	"encoding/base64"
	"encoding/hex"
	"encoding/json"
	"net/url"
	"strings"
	"testing"
	"unicode/utf8"

	"mailgrant/flow/finding"
	"mailgrant/flow/form"
	"mailgrant/flow/guide"
	"mailgrant/flow/soak"
	"mailgrant/flow/value"
)

// canarySecrets have the forms that Entra makes now and made before; one has no
// punctuation.
var canarySecrets = map[string]string{
	"today's":             "ur28Q~vma8uWq2pBn7K7G9ovniBjHMbhdsTo2gMS",
	"another of today":    "a1b8Q~CanaryDoNotPrint.0123456789abcde_f",
	"44 in base64":        "qWnT7Zp0xV5cR2uKfE8hYbLmJ4sGdA1oNiXvCe9QtM0=",
	"44 with + and /":     "k+3Zp/0xV5cR2uKfE8hYbLm/4sGdA1oNiXv+e9QtM0w=",
	"32 with punctuation": "wT7:Zp[0xV5?cR2uKf~8hYbL]m4sGd=1",
	"letters and digits":  "vma8uWq2pBn7K7G9ovniBjHMbhdsTo2gMS4xKd9e",
}

var canaryFields = []finding.FieldID{guide.FieldOrganization, guide.FieldRedirect, guide.FieldClientID, guide.FieldExpires, guide.FieldToken, guide.FieldAuth, guide.FieldMailbox, guide.FieldName, guide.FieldMessage, guide.FieldAnswer, guide.FieldSecret}

// longestShown is the longest part of a secret that may be drawn while it is
// typed by hand, in characters. The sixth character, Q~, gives today's secrets
// away; those without such a mark need up to 14 characters to differ from an
// invented name.
func longestShown(secret string) int {
	if strings.Contains(secret, "Q~") {
		return 7
	}
	return 13
}

// shownPart is the longest part of a secret in a text, if it is too long.
func shownPart(text, secret string) string {
	n := longestShown(secret) + 1
	for i := 0; i+n <= len(secret); i++ {
		if strings.Contains(text, secret[i:i+n]) {
			return secret[i : i+n]
		}
	}
	return ""
}

// canaryTexts are texts with the secret as it is, inside longer texts, and
// encoded.
func canaryTexts(secret string) map[string]string {
	quoted, _ := json.Marshal(secret)
	return map[string]string{
		"whole":                 secret,
		"JSON":                  `{"appId":"0b7c54d2-3f1a-4c7e-8a56-91d0e2f4a601","password":` + string(quoted) + `,"tenant":"x"}`,
		"the portal's columns":  "Value: " + secret + " Secret ID: 1f2e3d4c-1111-4222-8333-444455556666",
		"the columns, unnamed":  "1f2e3d4c-1111-4222-8333-444455556666 " + secret,
		"a form":                "client_secret=" + secret + "&x=y",
		"a form, encoded":       "client_secret=" + url.QueryEscape(secret) + "&x=y",
		"encoded":               url.QueryEscape(secret),
		"behind an ID":          "0b7c54d2-3f1a-4c7e-8a56-91d0e2f4a601 " + secret,
		"in quotes":             `"` + secret + `"`,
		"an assignment":         "CLIENT_SECRET=" + secret,
		"a URL with a query":    "https://login.microsoftonline.com/contoso.com/oauth2/v2.0/token?client_secret=" + secret,
		"a login":               "https://svc:" + secret + "@jira.contoso.com/x",
		"base64":                base64.StdEncoding.EncodeToString([]byte(secret)),
		"base64 in JSON":        `{"clientSecret":"` + base64.StdEncoding.EncodeToString([]byte(secret)) + `"}`,
		"hex":                   hex.EncodeToString([]byte(secret)),
		"twice":                 secret + secret,
		"behind an address":     "support@contoso.com " + secret,
		"behind an address, :":  "support@contoso.com:" + secret,
		"as a mailbox's domain": "support@" + secret,
		"an error text":         "AADSTS7000215: Invalid client secret '" + secret + "' provided. Trace ID: 1f2e3d4c-1111-4222-8333-444455556666",
		"an error's address":    "AADSTS50011: The address 'https://jira.contoso.com/" + secret + "/x?y=" + secret + "' does not match.",
	}
}

// forms are the forms of a secret that must not be drawn.
func forms(secret string) []string {
	return []string{secret, url.QueryEscape(secret), base64.StdEncoding.EncodeToString([]byte(secret)), hex.EncodeToString([]byte(secret))}
}

// shownOf is a part of the secret, plain or in a pasted form, that is too long.
func shownOf(shown, secret string) string {
	for _, f := range forms(secret) {
		if part := shownPart(shown, f); part != "" {
			return part
		}
	}
	return ""
}

func TestSoakNoFieldShowsASecretOrALongPartOfOneWhileItIsTyped(t *testing.T) {
	t.Parallel()
	for kind, secret := range canarySecrets {
		for fm, text := range canaryTexts(secret) {
			if fm == "hex" && !strings.Contains(secret, "Q~") {
				continue // a number like any other, not a form that people paste
			}
			for _, id := range soak.Some(t, 2, canaryFields) {
				for n := 1; n <= len(text); n++ {
					if fm != "whole" && n%4 > 0 && n < len(text) {
						continue
					}
					shown := form.Shown(id, text[:n])
					if utf8.RuneCountInString(shown) != n && id != guide.FieldSecret {
						t.Fatalf("%q is drawn as %q, of another length", text[:n], shown)
					}
					if part := shownOf(shown, secret); part != "" {
						t.Errorf("%s, %s in %s: after %d characters %q shows %q", kind, fm, id, n, shown, part)
						break
					}
				}
			}
		}
	}
}

func TestASecretStaysMaskedWhileItIsErased(t *testing.T) {
	t.Parallel()
	for kind, secret := range canarySecrets {
		if kind == "another of today" {
			continue // made of words: only their start could tell them from a name
		}
		for _, id := range canaryFields {
			for n := range len(secret) {
				for _, rest := range []string{secret[n:], secret[:n] + secret[n+1:]} {
					shown := form.Shown(id, rest)
					for at := 0; at+14 <= len(secret); at++ {
						if part := secret[at : at+14]; strings.Contains(shown, part) {
							t.Errorf("%s in %s: %q shows %q", kind, id, rest, part)
						}
					}
				}
			}
		}
	}
}

func TestWhatIsCalledASecretIsNeverKeptAsSomethingElse(t *testing.T) {
	a := form.Values{}.With(guide.FieldName, "password=hunter22")
	if j := form.Judge(a, guide.FieldName); j.Value != "" || len(j.Findings) == 0 || strings.Contains(a.Shown(guide.FieldName), "hunter") {
		t.Errorf("%+v, drawn as %q", j, a.Shown(guide.FieldName))
	}
	given := "https://login.microsoftonline.com/contoso.com/oauth2/v2.0/token"
	a = form.Values{Registration: form.Registration{Domain: "contoso.com"}}.With(guide.FieldToken, given+"?client_secret="+canarySecrets["today's"])
	a = a.With(guide.FieldToken, form.Judge(a, guide.FieldToken).Corrected)
	if j := form.Judge(a, guide.FieldToken); j.Value != given || len(j.Findings) > 0 || a.Shown(guide.FieldToken) != given {
		t.Errorf("the corrected endpoint is %+v, drawn as %q", j, a.Shown(guide.FieldToken))
	}
}

var harmlessTexts = map[finding.FieldID][]string{
	guide.FieldClientID: {"c3d8f0a1-64b2-4e7f-8a95-1f0e2d3c4b5a", "C3D8F0A1-64B2-4E7F-8A95-1F0E2D3C4B5A", "{c3d8f0a1-64b2-4e7f-8a95-1f0e2d3c4b5a}", " \"C3d8f0A1-64b2-4e7f-8a95-1f0E2d3c4b5a\","},
	guide.FieldExpires: {"2027-11-21", "11/21/2027", "21.11.2027", "Nov 21, 2027", "21 November 2027", "21-Nov-2027", "Sunday, November 21, 2027",
		"Sun, Nov 21, 2027", "11/21/2027, 3:04:05 PM", "2027-11-21T00:00:00Z", "2027-11-21T12:30:00.000Z", "2027-11-21 10:00 UTC"},
	guide.FieldName: {"contoso", "contoso-production-mailgrant-2027", "Contoso_Prod.2", "acme.jira.prod-2", "JiraProdEU2", "M365Jira01", "SAPS4HanaQA1", "Win2019SrvX64",
		"MailGrant2027Jira", "mailgrantAppRegistrationForJiraCloud", "OAuth2Callback", "k8s-eu1w2-mail-q3fy27", "Müller GmbH", "contoso mail", "vonDerLeyenU", "ServiceNowDEV12345"},
	guide.FieldMailbox: {"support@contoso.com", "No-Reply_2024@Contoso.com", "a.very.long.name+tag@sub.example.co.uk", "o'brien@contoso.com"[2:], "McDonaldJr2@contoso.com",
		"M365Jira01@ContosoGroup.onmicrosoft.com", "it.helpdesk.emea-2@mail.contoso.onmicrosoft.us", "Support <support@contoso.com>", "Müller, Jörg <joerg.mueller@contoso.de>",
		"c3d8f0a1-64b2-4e7f-8a95-1f0e2d3c4b5a@contoso.com", "SM_0a1b2c3d4e5f6a7b8@contoso.com", "HealthMailbox0a1b2c3d4e5f4a7b8c9d0e1f2a3b4c5d@contoso.com"},
	guide.FieldOrganization: {"support@contoso.com", "contoso.com", "Contoso.OnMicrosoft.com", "c3d8f0a1-64b2-4e7f-8a95-1f0e2d3c4b5a", "mailto:support@contoso.com", "Support <support@contoso.com>",
		"https://login.microsoftonline.com/c3d8f0a1-64b2-4e7f-8a95-1f0e2d3c4b5a/oauth2/v2.0/token", "login.microsoftonline.com/contoso.com/oauth2/v2.0/token",
		"https://portal.azure.com/#view/Microsoft_AAD_RegisteredApps/ApplicationMenuBlade/~/Overview/appId/c3d8f0a1-64b2-4e7f-8a95-1f0e2d3c4b5a",
		"https://portal.azure.com/#@contoso.onmicrosoft.com/home", "https://login.partner.microsoftonline.cn/contoso.cn", "xn--mller-kva.example"},
	guide.FieldToken: {"https://login.microsoftonline.com/c3d8f0a1-64b2-4e7f-8a95-1f0e2d3c4b5a/oauth2/v2.0/token", "https://login.microsoftonline.us/contoso.us/oauth2/v2.0/token/",
		"login.microsoftonline.com/contoso.com/oauth2/token", "https://login.microsoftonline.com:443/contoso.com/oauth2/v2.0/token", "HTTPS://Login.MicrosoftOnline.com/Contoso.com/oauth2/v2.0/token",
		"https://login.microsoftonline.com/{tenant}/oauth2/v2.0/token", "https%3A%2F%2Flogin.microsoftonline.com%2Fcontoso.com%2Foauth2%2Fv2.0%2Ftoken"},
	guide.FieldAuth: {"https://login.microsoftonline.com/c3d8f0a1-64b2-4e7f-8a95-1f0e2d3c4b5a/oauth2/v2.0/authorize", "https://login.microsoftonline.com/contoso.com/adminconsent",
		"https://login.microsoftonline.com/contoso.com/v2.0/adminconsent"},
	guide.FieldRedirect: {"https://jira.contoso.com/plugins/servlet/oauth2/callback", "https://contoso.atlassian.net/plugins/servlet/ac/com.metainf.jira.plugin.emailissue.cloud/oauth2Callback?projectId=10001",
		"http://localhost:8400/", "https://id.atlassian.com/outboundAuth/finish", "https://global.consent.azure-apim.net/redirect/email-5fthis-5fissue-5f4a7b8c9d0e1f2a3b",
		"https://zapier.com/dashboard/auth/oauth/return/App123456CLIAPI/", "https://0b7c54d2-3f1a-4c7e-8a56-91d0e2f4a601.hello.atlassian-dev.net/x1/3nVxYzAbCdEf12GhIjKl", "msalc3d8f0a1://auth",
		"https://contoso.service-now.com/oauth_redirect.do", "https://jira.contoso.com:8443/secure/OAuth2V2App1/Callback.jspa", "https://oauth.pstmn.io/v1/browser-callback", "https://x.contoso.com/~jira/cb"},
	guide.FieldMessage: {"AADSTS7000215", "AADSTS7000215: Invalid client secret provided.", "ErrorAccessDenied", "invalid_client", "550 5.7.60 SMTP; Client does not have permissions",
		"Access is denied. Check credentials and try again.", "[RAOP] blocked", "don't know"},
	guide.FieldAnswer: {"https://jira.contoso.com/oauth2/callback?"},
}

// errorTexts are messages of Microsoft's pages and of products.
var errorTexts = []string{
	"AADSTS50011: The redirect URI does not match.",
	"Sorry, but we're having trouble signing you in. AADSTS50011: The redirect URI 'https://jira.contoso.com/oauth2/callback' specified in the request does not match " +
		"the redirect URIs configured for the application 'a3b4c5d6-3e4f-4051-8c6d-7e8f90111213'. Trace ID: 1f2e3d4c-1111-4222-8333-444455556666 " +
		"Correlation ID: A3B4C5D6-3E4F-4051-8C6D-7E8F90111213 Timestamp: 2026-11-27 12:40:34Z",
	"Need admin approval? Mail (unverified) needs permission: IMAP.AccessAsUser.All, SMTP.Send, Mail.ReadWrite.Shared, full_access_as_app, offline_access, https://graph.microsoft.com/.default",
	"AADSTS700016: Application with identifier '0b7c54d2-3f1a-4c7e-8a56-91d0e2f4a601'(Mail) was not found in the directory \"Contoso\".",
	"AADSTS50020: User account 'someone@adatum.com' from identity provider 'https://sts.windows.net/a9b8c7d6-e5f4-4321-8fed-cba987654301/' does not exist!",
	"The grant was issued on '2026-05-20T10:00:00.0000000Z', on 11/27/2026 at 1:05 PM -> 12:40:34.123. Request Id: 5a6b7c8d-0011-4223-8334-455667788990",
	`{"error":"invalid_client","error_description":"AADSTS7000222: The keys are expired.","error_codes":[7000222],"timestamp":"2026-11-27 12:40:34Z"}`,
	"OAuth2 failed: MailboxNotEnabledForRESTAPI, URIs of outlook.office365.com",
	"Leider können wir Sie nicht anmelden – AADSTS50105: „Müller“ ist keiner Rolle zugewiesen …",
	"サインイン中に問題が発生しました。 AADSTS50011:",
}

func TestAnErrorTextStaysReadable(t *testing.T) {
	for _, text := range errorTexts {
		for _, id := range []finding.FieldID{guide.FieldAnswer, guide.FieldMessage} {
			if shown := form.Shown(id, text); shown != text {
				t.Errorf("%s draws %q as %q", id, text, shown)
			}
		}
	}
}

func TestTheQueryOfAnAddressIsNotDrawn(t *testing.T) {
	for _, c := range []struct{ before, text, query string }{
		{"https://jira.contoso.com/oauth2/callback?", "https://jira.contoso.com/oauth2/callback?code=1.abc&state=def", "code=1.abc&state=def"},
		{"https://jira.contoso.com/oauth2/callback?", "https://jira.contoso.com/oauth2/callback?code=1.abc def", "code=1.abc def"},
		{"https://jira.contoso.com/oauth2/callback#", "https://jira.contoso.com/oauth2/callback#state=def&code=abc", "state=def&code=abc"},
		{"It went to https://jira.contoso.com/oauth2/callback?", "It went to https://jira.contoso.com/oauth2/callback?state=def", "state=def"},
		{"It went to https://jira.contoso.com/oauth2/callback?", "It went to https://jira.contoso.com/oauth2/callback?code=abc def", "code=abc def"},
	} {
		if shown, want := form.Shown(guide.FieldAnswer, c.text), c.before+strings.Repeat("•", len(c.query)); shown != want {
			t.Errorf("%q is drawn as %q, not %q", c.text, shown, want)
		}
	}
}

func TestWhatIsNoSecretIsDrawnInFull(t *testing.T) {
	for id, texts := range harmlessTexts {
		for _, text := range texts {
			if shown := form.Shown(id, text); shown != text {
				t.Errorf("%s draws %q as %q", id, text, shown)
			}
			if id != guide.FieldMessage && value.HoldsSecret(text) {
				t.Errorf("%q is treated as a secret", text)
			}
		}
	}
}
