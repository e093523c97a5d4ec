package explain

import (
	"slices"
	"strings"
	"testing"

	"mailgrant/flow/finding"
)

// TestFactsOfOneTextAreCombined: what is beside an error changes the cause
// that comes first, or what to do.
func TestFactsOfOneTextAreCombined(t *testing.T) {
	tests := map[string]struct {
		text   string
		cause  finding.Cause
		advise []string // in says or do
		never  string
	}{
		"IMAP's port has no connection":      {"mail server outlook.office365.com, port 993: Connection timed out", finding.Timeout, []string{"993", "IMAP"}, "443"},
		"IMAP's port in Java":                {"javax.mail.MessagingException: Connection timed out: connect; host: outlook.office365.com:993", finding.Timeout, []string{"993"}, "443"},
		"IMAP's port is refused":             {"Could not connect to outlook.office365.com:993 - ECONNREFUSED", finding.Unreachable, []string{"993"}, "443"},
		"SMTP's port has no connection":      {"smtp.office365.com:587 connect timed out", finding.Timeout, []string{"587", "SMTP"}, "443"},
		"SMTP on a port that Exchange lacks": {"Connect to smtp.office365.com port 465: operation timed out", finding.Timeout, []string{"587"}, "443"},
		"SMTP on the port of servers":        {"smtp.office365.com:25 connection timed out", finding.Timeout, []string{"587"}, "443"},
		"POP's port has no connection":       {"outlook.office365.com:995 connect timed out", finding.Timeout, []string{"995"}, "443"},
		"the sign-in host has none":          {"imap connector: POST https://login.microsoftonline.com/x/oauth2/v2.0/token connect timed out", finding.Timeout, []string{"443"}, "993"},
		"TLS where STARTTLS is needed":       {"smtp.office365.com:587 SSL routines: wrong version number", finding.RequestMalformed, []string{"STARTTLS"}, ""},

		"IMAP with a Graph scope":             {"imap outlook.office365.com AUTHENTICATE failed. scope=https://graph.microsoft.com/.default", finding.ResourceWrong, []string{"https://outlook.office365.com/.default"}, "https://graph"},
		"SMTP with a Graph token":             {"smtp 535 5.7.3 Authentication unsuccessful\n{{token {\"aud\":\"https://graph.microsoft.com\",\"oid\":\"o\",\"scp\":\"SMTP.Send\"}}}", finding.ResourceWrong, []string{"outlook.office.com/SMTP.Send"}, ""},
		"Graph with an Exchange scope":        {"GET https://graph.microsoft.com/v1.0/users/a@b.c/messages -> 401 InvalidAuthenticationToken: Access token validation failure. Invalid audience. scope https://outlook.office365.com/.default", finding.ResourceWrong, []string{"https://graph.microsoft.com/.default"}, ""},
		"401 and a token's aud":               {"graph.microsoft.com/v1.0/me 401 Unauthorized {\"aud\":\"https://outlook.office.com\",\"scp\":\"Mail.Read\"}", finding.ResourceWrong, []string{"https://graph.microsoft.com"}, ""},
		"403 and a token without roles":       {"ErrorAccessDenied Access is denied. Check credentials and try again. {\"aud\":\"https://graph.microsoft.com\",\"roles\":[]}", finding.ConsentMissing, []string{"Type"}, ""},
		"403 and other roles":                 {"ErrorAccessDenied {\"aud\":\"https://graph.microsoft.com\",\"roles\":[\"User.Read.All\"]}", finding.PermissionMissing, []string{"Mail."}, ""},
		"403 and the right roles":             {"ErrorAccessDenied {\"aud\":\"https://graph.microsoft.com\",\"roles\":[\"Mail.ReadWrite\"]}", finding.MailboxBlocked, []string{"Test-"}, "Add a permission"},
		"403 and a delegated token":           {"client_credentials ErrorAccessDenied {\"aud\":\"https://graph.microsoft.com\",\"scp\":\"Mail.Read\"}", finding.DelegatedInsteadOfApplication, []string{"Application permissions"}, ""},
		"IMAP knows the app under another ID": {"ImapFlow: NO AUTHENTICATE failed. The app has IMAP.AccessAsApp.", finding.MailboxDenied, []string{"Get-ServicePrincipal", "Enterprise apps"}, "Microsoft Graph and add"},
		"OAuth is used":                       {"-ERR Authentication failure: unknown user name or bad password, after AUTH XOAUTH2", finding.MailboxDenied, []string{"aud"}, "OAuth 2.0"},
		"a misspelt host":                     {"getaddrinfo ENOTFOUND login.microsoftonlne.com", "endpoint-host-unknown", []string{"login.microsoftonline.com"}, ""},
		"a host that is right":                {"getaddrinfo ENOTFOUND login.microsoftonline.com", finding.DNSFailure, []string{"nslookup"}, ""},
		"the own computer":                    {"connect ECONNREFUSED 127.0.0.1:3128", finding.Unreachable, []string{"HTTPS_PROXY"}, "443"},
		"a mailbox on premises":               {"ErrorNonExistentMailbox. The mailbox is on premises only.", "mailbox-not-enabled", []string{"on premises"}, ""},
		"a tenant in China":                   {"az login for an Azure China subscription: AADSTS90002: Tenant '6d1f0a3e-52c7-4b0e-9a44-3c0f7be1d205' not found.", finding.WrongCloud, []string{"portal.azure.cn"}, ""},
		"an app for many tenants":             {"AADSTS700016: Application with identifier 'd3590ed6-52b3-4102-aeff-aad2292ab01c' was not found in the directory 'B'. Other organizations must be able to sign in.", finding.AppNotFound, []string{"multitenant"}, ""},
		"too many connections at once":        {"aiosmtplib 432 4.3.2 Concurrent connections limit exceeded.", finding.Throttled, []string{"three"}, ""},
		"a scope for IMAP without a user":     {"client_credentials AADSTS70011: The provided value for the input parameter 'scope' is not valid. The scope https://outlook.office365.com/IMAP.AccessAsUser.All is not valid.", finding.ScopeInvalid, []string{"https://outlook.office365.com/.default"}, "graph.microsoft.com"},
		"/me without a user":                  {"grant_type=client_credentials ... GET https://graph.microsoft.com/v1.0/me/messages 403 ErrorAccessDenied", "me-with-app-token", []string{"/users/"}, ""},
		"a V1 endpoint and a scope":           {"POST https://login.microsoftonline.com/contoso.com/oauth2/token scope=https://graph.microsoft.com/.default -> AADSTS900144: The request body must contain the following parameter: 'resource'.", finding.EndpointV1, []string{"v2.0"}, ""},
		"a token of another tenant":           {"https://login.microsoftonline.com/6d1f0a3e-52c7-4b0e-9a44-3c0f7be1d205/oauth2/v2.0/token ... 401 InvalidAuthenticationToken {\"aud\":\"https://graph.microsoft.com\",\"tid\":\"11111111-52c7-4b0e-9a44-3c0f7be1d205\"}", finding.TenantMismatch, []string{"tenant"}, ""},
		"delegated where nobody signs in":     {"client_credentials: AADSTS65001 not consented. In API permissions Mail.Read is of type Delegated", finding.DelegatedInsteadOfApplication, []string{"Application permissions"}, ""},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) { advised(t, filled(tt.text), tt.cause, tt.advise, tt.never) })
	}
}

// TestWhatWasDoneIsNotAdvisedAgain: what a text reports as done is no advice.
func TestWhatWasDoneIsNotAdvisedAgain(t *testing.T) {
	tests := map[string]struct {
		text   string
		cause  finding.Cause
		advise []string
		never  string
	}{
		"granted, and the page is forced": {"Status is Granted for the whole tenant since yesterday, still AADSTS90095; the address holds ?client_id=x&prompt=consent&scope=y", finding.ApprovalRequired, []string{"prompt=consent"}, "Press Grant admin consent"},
		"granted, and no user":            {"We granted admin consent a week ago, client_credentials still gives AADSTS65001: The user or administrator has not consented", finding.DelegatedInsteadOfApplication, []string{"Type"}, "press Grant admin consent and answer"},
		"granted, and a user":             {"AADSTS65001 although consent was already granted in the portal", finding.PermissionMissing, []string{"client ID"}, "press Grant admin consent and answer"},
		"granted, and approval is asked":  {"Need admin approval. The permissions show Granted for Contoso though.", finding.ApprovalRequired, []string{"client ID"}, "Press Grant admin consent in"},
		"granted, and refused":            {"The status says Granted for all of them. ErrorAccessDenied Access is denied. Check credentials and try again.", finding.MailboxDenied, []string{"Test-"}, "Grant admin consent"},
		"the button is grey":              {"AADSTS90094: The grant requires admin permission. But Grant admin consent is greyed out for me.", finding.ApprovalRequired, []string{"Privileged Role Administrator"}, "Press Grant admin consent in"},
		"a new secret was made":           {"AADSTS7000222: The provided client secret keys are expired. I created a new client secret yesterday.", finding.SecretExpired, []string{"restart"}, "press New client secret"},
		"the secret was renewed":          {"We renewed the secret, now AADSTS7000215: Invalid client secret provided.", finding.SecretWrong, []string{"Value"}, ""},
		"the redirect URI is listed":      {"AADSTS50011: The redirect URI 'https://a.example/cb' specified in the request does not match. The redirect URI is registered exactly like that.", finding.RedirectMismatch, []string{"client ID"}, "Add the product's URI there"},
		"signed in again":                 {"invalid_grant AADSTS700082: The refresh token has expired due to inactivity. We signed in again but the same error is there.", finding.GrantExpired, []string{"stores"}, "Sign in again in the product with the mailbox's account."},
		"the account is assigned":         {"AADSTS50105 but the user is assigned to the enterprise app", finding.UserNotAssigned, []string{"group"}, "assign the account."},
		"authenticated SMTP is on":        {"535 5.7.139 Authentication unsuccessful, SmtpClientAuthentication is disabled for the Tenant. Authenticated SMTP is ticked for the mailbox.", "smtp-auth-disabled", []string{"Set-TransportConfig"}, "tick Authenticated SMTP."},
		"not granted is no grant":         {"client_credentials AADSTS65001; the status is Not granted for Contoso", finding.ConsentMissing, []string{"Grant admin consent"}, ""},
		"the port is open":                {"connect timed out to login.microsoftonline.com, but the firewall is open and telnet to port 443 works", finding.Timeout, []string{"proxy"}, "is allowed"},
		"the root was imported":           {"PKIX path building failed. I imported the certificate into cacerts already.", finding.TLSUntrusted, []string{"Java"}, ""},
		"a secret is entered":             {"AADSTS7000218, but I pass the client secret in the request", finding.SecretMissing, []string{"form-encoded"}, "press New client secret"},
		"the right to send is given":      {"ErrorSendAsDenied although Send as was granted", finding.SendAsDenied, []string{"From"}, "give Send as"},
		"MFA is switched off":             {"AADSTS50076 but MFA is disabled for this user", finding.MFARequired, []string{"Sign-in logs"}, ""},
		"the clock is right":              {"AADSTS700024 and the clock is correct", finding.CertificateInvalid, []string{"new assertion"}, "automatic time"},
		"the app is enabled":              {"AADSTS7000112 while Enabled for users to sign in is set to Yes", finding.AppDisabled, []string{"Deactivated"}, "to Yes"},
		"the secret is valid":             {"AADSTS7000222. The secret is still valid in the portal.", finding.SecretExpired, []string{"first three"}, "New client secret"},
		"the account was excluded":        {"AADSTS53003: Access has been blocked by Conditional Access policies. We excluded the app from all policies.", finding.ConditionalAccess, []string{"sign-in log"}, "Exclude the app or the account"},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) { advised(t, tt.text, tt.cause, tt.advise, tt.never) })
	}
}

// TestNoExplanationRepeatsWhatWasDone: nor do the causes after the first, nor
// the question.
func TestNoExplanationRepeatsWhatWasDone(t *testing.T) {
	for text, never := range map[string]string{
		"The consent button is grey":                                                  "Grant admin consent",
		"AADSTS65001 although consent was already granted":                            "API permissions, press Grant admin consent",
		"AADSTS90095, Status is Granted":                                              "column Status",
		"We made a new client secret. AADSTS7000215: Invalid client secret provided.": "press New client secret",
	} {
		x := Explain(text)
		said := x.Ask
		for _, k := range x.Candidates {
			said += "\n" + strings.Join(k.Do, "\n")
		}
		if strings.Contains(said, never) {
			t.Errorf("%q: %q is advised:\n%s", text, never, said)
		}
	}
}

// A report of mailgrant's lists what is granted; that is no word of a person's.
func TestAReportOfOursIsTakenAsItIs(t *testing.T) {
	x := Explain("consent: the app has no permission yet (consent-missing)\nUser.Read.All: the status is Granted")
	if k := x.Candidates[0]; k.Cause != finding.ConsentMissing || !strings.Contains(strings.Join(k.Do, " "), "Press Grant admin consent") {
		t.Errorf("%+v", k)
	}
}

func advised(t *testing.T, text string, cause finding.Cause, advise []string, never string) {
	t.Helper()
	x := Explain(text)
	first := x.Candidates[0]
	said := first.Says + "\n" + strings.Join(first.Do, "\n")
	if first.Cause != cause {
		t.Errorf("%v, want %s first", causesOf(x), cause)
	}
	if missing := slices.IndexFunc(advise, func(w string) bool { return !strings.Contains(strings.ToLower(said), strings.ToLower(w)) }); missing >= 0 {
		t.Errorf("nothing about %q in:\n%s", advise[missing], said)
	}
	if never != "" && strings.Contains(said, never) {
		t.Errorf("%q is advised:\n%s", never, said)
	}
}
