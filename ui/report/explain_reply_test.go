package report

import (
	"strings"
	"testing"

	"mailgrant/flow/explain"
)

const (
	anApp    = "a1b2c3d4-1111-2222-3333-444455556666"
	aTenant  = "6d1f0a3e-52c7-4b0e-9a44-3c0f7be1d205"
	aPolicy  = "8ac1e1f5-2f2b-4ba4-9c6e-0f36d4b8c001"
	anID     = "9f8e7d6c-1111-4222-8333-abcdefabcdef"
	redirect = "https://jira.contoso.com/plugins/servlet/oauth"
)

func replyTo(txt string) string {
	var b strings.Builder
	Replier{Writer: NewWriter(&b, false, 80)}.Print(explain.Explain(txt))
	return b.String()
}

func TestAReplySaysFirstWhoMustActAndFillsInWhatTheTextHolds(t *testing.T) {
	tests := map[string]struct {
		text  string
		first string
		has   []string
	}{
		"a redirect URI": {"AADSTS50011: The redirect URI '" + redirect + "' specified in the request does not match the redirect URIs configured for the application '" + anApp + "'. Correlation ID: " + anID,
			"Whoever manages the app registration must fix this.", []string{"\n  " + redirect + "\n", "Authentication/appId/" + anApp, "correlation " + anID[:8], "--client-id " + anApp}},
		"a redirect URI in an address": {"AADSTS50011: no reply address. GET https://login.microsoftonline.com/" + aTenant + "/oauth2/v2.0/authorize?client_id=" + anApp + "&redirect_uri=https%3A%2F%2Fjira.contoso.com%2Fplugins%2Fservlet%2Foauth&scope=openid",
			"", []string{"Redirect URI: " + redirect, "--tenant " + aTenant}},
		"consent": {"AADSTS65001: The user or administrator has not consented to use the application with ID '" + anApp + "' named 'Desk'. POST https://login.microsoftonline.com/" + aTenant + "/oauth2/v2.0/token grant_type=client_credentials",
			"An administrator of the tenant must fix this.", []string{"admin-consent --id " + anApp, "/" + aTenant + "/adminconsent?client_id=" + anApp}},
		"a policy": {`AADSTS53003: Blocked by Conditional Access. {"capolids":{"essential":true,"values":["` + aPolicy + `"]}}`,
			"An administrator of the tenant must fix this.", []string{"Conditional Access policy: " + aPolicy, "policies/" + aPolicy}},
		"a mailbox": {`{"error":{"code":"ErrorAccessDenied","message":"Access to OData is disabled: [RAOP]"}} GET https://graph.microsoft.com/v1.0/users/support@contoso.com/messages client_id=` + anApp,
			"An Exchange administrator must fix this.", []string{"Test-ServicePrincipalAuthorization -Identity ENTERPRISE_APP_OBJECT_ID -Resource support@contoso.com", "It is not the client ID.", "--mailbox support@contoso.com"}},
		"a mailbox, in the steps": {"Access to OData is disabled: [RAOP] GET https://graph.microsoft.com/v1.0/users/a@b.de/messages client_id=" + anApp,
			"", []string{"Test-ApplicationAccessPolicy -Identity a@b.de -AppId " + anApp, "Get-ApplicationAccessPolicy"}},
		"an app in brackets": {"AADSTS50105: Your administrator has configured the application Desk ('" + anApp + "') to block users unless they are granted.",
			"An administrator of the tenant must fix this.", []string{"App (client ID): " + anApp}},
		"a missing app": {"AADSTS7000229: The client application '" + anApp + "' is missing service principal in the tenant '" + aTenant + "'.",
			"", []string{"az ad sp create --id " + anApp}},
		"a domain": {"AADSTS90002: Tenant 'fabrikam-mail.com' not found.", "", []string{"Tenant: fabrikam-mail.com"}},
		"permissions": {`{"error":{"code":"ErrorAccessDenied","message":"Access is denied. roles: Mail.Send, User.Read.All"}}`,
			"", []string{"Permissions named: Mail.Send, User.Read.All"}},
		"several causes, one owner": {"AADSTS7000215: Invalid client secret provided.", "Most likely, whoever manages the app registration must fix this.", []string{"One question: "}},
		"nobody":                    {"it is broken", "It is not clear yet who must act.", []string{"One question: "}},
		"Microsoft":                 {"AADSTS90033: A transient error has occurred.", "Only Microsoft can fix this.", nil},
		"the person":                {"AADSTS50173: The provided grant has expired due to it being revoked", "The person who signs in must fix this.", []string{"mailgrant setup --dry-run"}},
		"the network":               {"getaddrinfo ENOTFOUND login.microsoftonline.com", "Whoever runs the network must fix this.", []string{"nslookup login.microsoftonline.com"}},
		"a report that passed":      {`{"schema":"mailgrant.report/1","verdict":"pass","cause":null,"findings":[]}`, "Nobody needs to change the credential.", []string{"The report says that the credential works."}},
		"a value that is not there": {"AADSTS7000222: The provided client secret keys are expired.", "", []string{"--id CLIENT_ID", "test the connection in the product"}},
		"a national cloud":          {"AADSTS65001: The user or administrator has not consented to use the application with ID '" + anApp + "'. https://login.microsoftonline.us/" + aTenant + "/oauth2/v2.0/token grant_type=client_credentials", "", []string{"https://login.microsoftonline.us/" + aTenant + "/adminconsent"}},
		"an ID of a report in JSON": {`{"schema":"mailgrant.report/1","tenant":"` + aTenant + `","client_id":"` + anApp + `","verdict":"fail","cause":"secret-expired","findings":[]}`, "", []string{"--client-id " + anApp + " --tenant " + aTenant}},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			said := replyTo(tt.text)
			first, _, _ := strings.Cut(said, "\n")
			if tt.first != "" && first != tt.first {
				t.Errorf("begins %q; want %q", first, tt.first)
			}
			for _, want := range tt.has {
				if !strings.Contains(said, want) {
					t.Errorf("lacks %q:\n%s", want, said)
				}
			}
			if strings.Count(said, "One question: ") > 1 {
				t.Errorf("asks more than one question:\n%s", said)
			}
		})
	}
}

func TestAReplyBeginsWithWhatLeakedAndPromisesNoProgram(t *testing.T) {
	leak := replyTo("client_secret=aB3" + "8Q~" + strings.Repeat("x1Y", 11) + "z AADSTS7000222: The provided client secret keys are expired.")
	if first, _, _ := strings.Cut(leak, "."); !strings.HasPrefix(first, "Your message contained") || !strings.Contains(strings.Join(strings.Fields(leak), " "), "to anybody else.") || strings.Contains(leak, "This text holds") {
		t.Errorf("begins %q:\n%s", first, leak)
	}
	if token := replyTo("Bearer eyJ0eXAiOiJKV1QiLCJhbGciOiJSUzI1NiJ9.eyJhdWQiOiJ4In0.c2lnbmF0dXJlY2FuYXJ5Y2FuYXJ5 AADSTS65001"); !strings.HasPrefix(token, "Your message contained a token.") {
		t.Errorf("does not begin with the token:\n%s", token)
	}
	for name, txt := range map[string]string{
		"nothing is known": "AADSTS7000222: The provided client secret keys are expired.",
		"a name":           "throttled",
	} {
		if said := replyTo(txt); strings.Contains(said, "mailgrant check --") || !strings.Contains(strings.Join(strings.Fields(said), " "), "test the connection in the product") {
			t.Errorf("%s:\n%s", name, said)
		}
	}
	known := replyTo("AADSTS700016: Application with identifier '" + anApp + "' was not found in the directory 'contoso.com'. tenant: " + aTenant)
	if !strings.Contains(strings.Join(strings.Fields(known), " "), "If you have mailgrant, run this.") || !strings.Contains(known, "mailgrant check --guide ID --client-id "+anApp) {
		t.Errorf("a known app:\n%s", known)
	}
}

func TestAnExplanationSaysOnceWherePortalsAreAndWhoFits(t *testing.T) {
	for txt, want := range map[string][]string{
		"AADSTS7000222": {"Entra ID: https://entra.microsoft.com"},
		"535 5.7.139 SmtpClientAuthentication is disabled for the Tenant": {"Microsoft 365 admin center: https://admin.microsoft.com", "run Connect-ExchangeOnline first"},
		"ErrorAccessDenied": {"Exchange admin center: https://admin.exchange.microsoft.com", "Entra ID: https://entra.microsoft.com", "run Connect-ExchangeOnline first"},
		"AADSTS65001 at https://login.microsoftonline.us/x/oauth2/v2.0/token": {"Entra ID: https://portal.azure.us"},
		"429":                {"Who can fix it: whoever set up the product."},
		"reply-malformed":    {"Who can fix it: whoever runs the network."},
		"endpoint-not-https": {"Who can fix it: whoever set up the product."},
	} {
		said := explained(txt)
		for _, w := range want {
			if strings.Count(said, w) != 1 {
				t.Errorf("%q: %d times %q:\n%s", txt, strings.Count(said, w), w, said)
			}
		}
		for line := range strings.Lines(said) {
			if len(strings.TrimSuffix(line, "\n")) > 80 {
				t.Errorf("%q: wide: %q", txt, line)
			}
		}
	}
	if said := explained("getaddrinfo ENOTFOUND login.microsoftonline.com"); strings.Contains(said, "entra.microsoft.com") {
		t.Errorf("names a portal that nobody needs:\n%s", said)
	}
}

func explained(txt string) string {
	var b strings.Builder
	Explainer{Writer: NewWriter(&b, false, 80)}.Print(explain.Explain(txt))
	return b.String()
}

func TestAReplyToAReportOfSeveralQuotesTheBrokenOneOnly(t *testing.T) {
	one := func(app, verdict, cause string) string {
		return `{"schema":"mailgrant.report/1","tenant":"` + aTenant + `","client_id":"` + app + `","verdict":"` + verdict + `","cause":` + cause + `,"findings":[{"check":"token","status":"` + verdict + `","cause":` + cause + `}]}` + "\n"
	}
	good, other := "0b7c54d2-3f1a-4c7e-8a56-91d0e2f4a601", "1d2e8f60-7b94-4a0d-b3c1-5e6f7a8b9c02"
	for name, txt := range map[string]string{
		"it is first":  one(anApp, "fail", `"secret-expired"`) + one(good, "pass", "null"),
		"it is last":   one(good, "pass", "null") + one(anApp, "fail", `"secret-expired"`),
		"two are":      one(good, "pass", "null") + one(anApp, "fail", `"secret-expired"`) + one(other, "fail", `"consent-missing"`),
		"it is middle": one(good, "pass", "null") + one(anApp, "fail", `"secret-expired"`) + one(good, "pass", "null"),
	} {
		if said := replyTo(txt); !strings.Contains(said, "--client-id "+anApp) || strings.Contains(said, good) || strings.Contains(said, other) {
			t.Errorf("%s:\n%s", name, said)
		}
	}
	if said := replyTo("ok      good: The credential works.\nFAIL    expired: The client secret has expired. (secret-expired)\n\nClient ID: " + good + "\n"); strings.Contains(said, good) {
		t.Errorf("it names the good one:\n%s", said)
	}
}

func TestAReplyQuotesNoMaskedValueAndNothingBesideASecret(t *testing.T) {
	for name, tt := range map[string]struct{ text, never string }{
		"a masked app":                {"AADSTS700016: Application with identifier 'REDACTED' was not found in the directory 'Fabrikam'.", "REDACTED"},
		"a masked ID":                 {"AADSTS7000222: keys for app 'xxxxxxxx-xxxx-xxxx-xxxx-xxxxxxxxxxxx' are expired.", "xxxx"},
		"an ID of zeros":              {"AADSTS7000222: keys for app '00000000-0000-0000-0000-000000000000' are expired.", "0000-"},
		"a cut ID":                    {"AADSTS7000222: keys for app 'a1b2c3d4-****-****-****-444455556666' are expired.", "a1b2c3d4"},
		"a masked address":            {"ErrorSendAsDenied: no right to send as s***@contoso.com", "contoso.com"},
		"an address in a log-in":      {"ErrorSendAsDenied: smtp://support@contoso.com:Zomer2031pl@smtp.office365.com", "Zomer2031pl"},
		"a secret in a redirect":      {"AADSTS50011: The redirect URI 'https://jira.contoso.com/cb?client_secret=Zomer2031pl' does not match", "Zomer2031pl"},
		"a password in a redirect":    {"AADSTS50011: The redirect URI 'https://u:Zomer2031pl@jira.contoso.com/cb' does not match", "Zomer2031pl"},
		"a placeholder in a redirect": {"AADSTS50011: The redirect URI 'https://{your-host}/cb' does not match", "your-host"},
		"a GUID as a secret":          {"AADSTS7000215: Invalid client secret provided. client_secret=" + anApp, anApp},
		"a redirect with a code":      {"AADSTS50011: The redirect URI 'https://jira.contoso.com/cb#code=0.AXkAabcdefghijkl' does not match", "0.AXkA"},
		"many addresses":              {"ErrorSendAsDenied: from a@contoso.com to b@contoso.com and c@contoso.com", "@contoso.com"},
		"a Message-ID":                {"ErrorSendAsDenied <AM6PR0402MB1234@AM6PR0402MB1234.eurprd04.prod.outlook.com>", "eurprd04"},
	} {
		t.Run(name, func(t *testing.T) {
			if said := replyTo(tt.text); strings.Contains(said, tt.never) {
				t.Errorf("quotes %q:\n%s", tt.never, said)
			}
		})
	}
}
