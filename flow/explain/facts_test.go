package explain

import (
	"slices"
	"strings"
	"testing"

	"mailgrant/flow/finding"
)

// fact is a text with the cause and owner it must be given, and the words that
// the remedy must hold.
type fact struct {
	given string
	cause finding.Cause
	owner finding.Owner
	words string // separated by "; "
}

// platform2026 is facts/entra.md section 14.1, row by row.
var platform2026 = map[string]fact{
	"EWS, in the product's words":            {"POST https://outlook.office365.com/EWS/Exchange.asmx: EWS access is disabled for this organization", "ews-retired", finding.ExchangeAdmin, "Microsoft Graph; -EwsEnabled $true; EWSAllowedAppIDs; 2027-04-01"},
	"EWS, by its status":                     {"ExchangeServiceException: https://outlook.office365.com/EWS/Exchange.asmx The remote server returned an error: (403) Forbidden.", "ews-retired", finding.ExchangeAdmin, "Microsoft Graph; Kiosk"},
	"EWS, by the setting":                    {"Get-OrganizationConfig shows EwsEnabled : False and mail stopped on October 1", "ews-retired", finding.ExchangeAdmin, "Microsoft Graph"},
	"SMTP with a password":                   {"550 5.7.30 Basic authentication is not supported for Client Submission", "basic-auth-disabled", finding.ExchangeAdmin, "December 2026; OAuth; Microsoft Graph"},
	"a permission for changing mail":         {"403 Forbidden: this update requires Mail-Advanced.ReadWrite.All", "permission-missing", finding.EntraAdmin, "Mail-Advanced.ReadWrite.All; 2026-12-31"},
	"token protection":                       {"AADSTS530084: Access has been blocked by conditional access token protection policy configured by this organization.", "conditional-access", finding.EntraAdmin, "joined; xclude"},
	"a deactivated app":                      {"AADSTS7000112: Application '0f0e0d0c-1111-4222-8333-444444444444'(Mail) is disabled.", "app-disabled", finding.AppOwner, "Deactivated; App registrations; Enabled for users to sign-in; Application Administrator"},
	"an application policy on lifetimes":     {"CredentialInvalidLifetimeAsPerAppPolicy: Credential lifetime exceeds the max value allowed as per assigned policy '9d2624cb-b59a-459a-bb1a-0123456789ab'.", "secret-policy", finding.EntraAdmin, "Enterprise apps > Security > Application policies; shorter"},
	"an application policy on secrets":       {`{"error":{"code":"CredentialTypeNotAllowedAsPerAppPolicy","message":"Credential type not allowed as per assigned policy"}}`, "secret-policy", finding.EntraAdmin, "Application policies; exempt"},
	"an application policy on audiences":     {`{"error":{"code":"SignInAudienceNotAllowedAsPerAppPolicy"}}`, "audience-policy", finding.EntraAdmin, "Application policies; Single tenant only"},
	"too many secrets":                       {"ERROR: Not allowed to add 3 passwords. You can only add a maximum of 2 passwords.", "secret-limit", finding.EntraAdmin, "Certificates & secrets; elete"},
	"too many secrets, in the portal":        {"Unable to save changes because the credential limit has been reached. Please delete a credential and try again", "secret-limit", finding.EntraAdmin, "elete"},
	"a consent page of V2 without a scope":   {"https://login.microsoftonline.com/contoso.com/v2.0/adminconsent?client_id=x AADSTS900144: The request body must contain the following parameter: 'scope'.", "request-malformed", finding.AppOwner, "&scope=https://graph.microsoft.com/.default; /adminconsent"},
	"the portal's page for redirect URIs":    {"AADSTS500113: No reply address is registered for the application.", "redirect-missing", finding.AppOwner, "Redirect URI configuration > Add Redirect URI > Web; Add a platform"},
	"the portal's page for sign-in logs":     {"AADSTS53003: Access has been blocked by Conditional Access policies.", "conditional-access", finding.EntraAdmin, "Entra ID > Monitoring & health > Sign-in logs > Service principal sign-ins; Reports Reader; minutes"},
	"the same page, for a password's policy": {"AADSTS50131: Device is not in required device state", "conditional-access", finding.EntraAdmin, "Monitoring & health > Sign-in logs"},
}

// corrections are facts/entra.md section 14.2, row by row.
var corrections = map[string]fact{
	"a token without permissions":      {"The token contains no permissions, or permissions can not be understood. acquireTokenForClient", "consent-missing", finding.EntraAdmin, "columns Type and Status; Delegated; Application permissions; Not granted"},
	"[RAOP]":                           {"Access to OData is disabled: [RAOP] : Blocked by tenant configured AppOnly AccessPolicy settings.", "mailbox-blocked", finding.ExchangeAdmin, "Get-ApplicationAccessPolicy; Test-ApplicationAccessPolicy -Identity MAILBOX -AppId CLIENT_ID; group"},
	"OData without [RAOP]":             {`{"error":{"code":"ErrorAccessDenied","message":"Access to OData is disabled."}}`, "mailbox-blocked", finding.ExchangeAdmin, "Get-OrganizationConfig; EwsApplicationAccessPolicy; EwsAllowList"},
	"no service principal":             {"AADSTS7000229: The client application is missing service principal in the tenant", "service-principal-missing", finding.AppOwner, "Overview > Managed application in local directory > Create Service Principal"},
	"no such mailbox":                  {"ErrorInvalidUser: The requested user 'x@contoso.com' is invalid.", "mailbox-not-found", finding.AppOwner, "user principal name; alias; Deleted users; 30 days"},
	"no such app":                      {"AADSTS700016: Application with identifier '0f0e0d0c-1111-4222-8333-444444444444' was not found in the directory 'Contoso'.", "app-not-found", finding.AppOwner, "Deleted applications; 30 days"},
	"an expired secret":                {"AADSTS7000222", "secret-expired", finding.AppOwner, "newer secret; only the product needs it"},
	"a wrong secret":                   {"AADSTS7000215", "secret-wrong", finding.AppOwner, "deleted secret"},
	"TLS inspection":                   {"x509: certificate signed by unknown authority", "tls-untrusted", finding.NetworkTeam, "exempt login.microsoftonline.com and graph.microsoft.com; keytool"},
	"a policy on an app":               {"AADSTS53003", "conditional-access", finding.EntraAdmin, "Workload Identities Premium; single-tenant"},
	"SMTP, security defaults":          {"535 5.7.139 Authentication unsuccessful, user is locked by your organization's security defaults policy. Contact your administrator.", "conditional-access", finding.EntraAdmin, "ecurity defaults; OAuth 2.0"},
	"SMTP, credentials":                {"535 5.7.139 Authentication unsuccessful, the user credentials were incorrect.", "basic-auth-disabled", finding.ExchangeAdmin, "password"},
	"tenant restrictions V2, 500022":   {"AADSTS500022", "tenant-restricted", finding.EntraAdmin, "External Identities > Cross-tenant access settings > Default settings > Tenant restrictions"},
	"tenant restrictions V2, 5000211":  {"AADSTS5000211: A tenant restrictions policy added to this request by a device or network administrator does not allow access to 'Contoso'.", "tenant-restricted", finding.EntraAdmin, "External Identities > Cross-tenant access settings > Default settings > Tenant restrictions"},
	"1003022":                          {"AADSTS1003022", "resource-wrong", finding.EntraAdmin, "Enterprise apps; Microsoft Applications; Microsoft Graph"},
	"90049":                            {"AADSTS90049", "app-not-found", finding.AppOwner, "Application (client) ID"},
	"7000113":                          {"AADSTS7000113", "request-malformed", finding.AppOwner, "client credentials"},
	"7000114":                          {"AADSTS7000114", "request-malformed", finding.AppOwner, "client credentials"},
	"50053":                            {"AADSTS50053", "unknown", finding.EntraAdmin, "ait; password; Sign-in logs; no button"},
	"53004":                            {"AADSTS53004", "conditional-access", finding.EntraAdmin, "ID Protection > Risky users; Risky sign-ins"},
	"53011":                            {"AADSTS53011", "conditional-access", finding.EntraAdmin, "ID Protection > Risky users; Risky sign-ins"},
	"500532":                           {"AADSTS500532", "conditional-access", finding.EntraAdmin, "ID Protection > Risky users; Risky sign-ins"},
	"530034":                           {"AADSTS530034", "conditional-access", finding.EntraAdmin, "ID Protection > Risky users; Risky sign-ins"},
	"130503":                           {"AADSTS130503", "unknown", finding.EntraAdmin, "Temporary Access Pass; Users; Authentication methods"},
	"130504":                           {"AADSTS130504", "unknown", finding.EntraAdmin, "Temporary Access Pass; Users; Authentication methods"},
	"130505":                           {"AADSTS130505", "unknown", finding.EntraAdmin, "Temporary Access Pass; Users; Authentication methods"},
	"700003":                           {"AADSTS700003", "conditional-access", finding.EntraAdmin, "Entra ID > Devices; deleted"},
	"130007":                           {"AADSTS130007", "conditional-access", finding.EntraAdmin, "Entra ID > Devices; enable"},
	"130008":                           {"AADSTS130008", "conditional-access", finding.EntraAdmin, "Entra ID > Devices"},
	"135011":                           {"AADSTS135011", "conditional-access", finding.EntraAdmin, "Entra ID > Devices"},
	"90136":                            {"AADSTS90136", "redirect-platform", finding.AppOwner, "Mobile and desktop applications; Allow public client flows"},
	"1002016":                          {"AADSTS1002016: You are using TLS version 1.0 which is deprecated", "tls-untrusted", finding.NetworkTeam, "TLS 1.2"},
	"501051":                           {"AADSTS501051: Application 'a'(mail) is not assigned to a role for the application 'b'(api).", "user-not-assigned", finding.EntraAdmin, "API permissions; application permission; Assignment required"},
	"700027":                           {"AADSTS700027: The certificate with identifier used to sign the client assertion is not registered on application. [Reason - The key was not found., Thumbprint of key used by client: '123']", "certificate-invalid", finding.AppOwner, "base64url; hex digits; audience; clock"},
	"a guest":                          {"AADSTS50020: User account 'x@fabrikam.com' from identity provider 'https://sts.windows.net/1/' does not exist in tenant 'Contoso'", "account-wrong-tenant", finding.User, "Users > New user > Invite external user"},
	"Exchange refuses":                 {"ErrorAccessDenied: Access is denied. Check credentials and try again.", "mailbox-denied", finding.ExchangeAdmin, "Recipients > Mailboxes > the mailbox > Delegation > Read and manage"},
	"sending as somebody":              {"ErrorSendAsDenied: The user account which was used to submit this request does not have the right to send mail on behalf of the specified sending account.", "send-as-denied", finding.ExchangeAdmin, "Recipients > Mailboxes > the mailbox > Delegation > Send as"},
	"a mailbox on the move":            {"ErrorMailboxMoveInProgress: Mailbox move in progress. Try again later.", "mailbox-busy", finding.Microsoft, "hours"},
	"a mailbox that moved":             {"MailboxInfoStale: Mailbox database guid changed", "mailbox-busy", finding.Microsoft, "again"},
	"a mailbox store that is away":     {"ErrorMailboxStoreUnavailable: The mailbox database is temporarily unavailable", "mailbox-busy", finding.Microsoft, "again"},
	"sending blocked, by Graph":        {"ErrorMessageSubmissionBlocked: Your account has been blocked from sending mail", "sending-blocked", finding.ExchangeAdmin, "Restricted entities"},
	"sending blocked, the daily limit": {"ErrorExceededMessageLimit", "sending-blocked", finding.ExchangeAdmin, "limit"},
	"sending blocked, the account":     {"550 5.1.8 Access denied, bad outbound sender", "sending-blocked", finding.ExchangeAdmin, "Restricted entities"},
	"sending blocked, the tenant":      {"550 5.7.705 Access denied, tenant has exceeded threshold", "sending-blocked", finding.ExchangeAdmin, "support"},
	"sending blocked, the address":     {"550 5.7.708 Service unavailable. Access denied, traffic not accepted from this IP. AS(7171)", "sending-blocked", finding.ExchangeAdmin, "support"},
	"a folder that is gone":            {"ErrorItemNotFound: The specified object was not found in the store.", "item-not-found", finding.AppOwner, "folder"},
	"too many connections":             {"ErrorExceededConnectionCount: You have exceeded the available concurrent connections for your account.", "throttled", finding.Microsoft, "at once"},
	"a full mailbox":                   {"554 5.2.2 mailbox full; STOREDRV.Deliver.Exception:QuotaExceededException", "mailbox-full", finding.ExchangeAdmin, "archive; quota"},
	"a full mailbox, by Graph":         {"ErrorQuotaExceeded: The mailbox quota is exceeded", "mailbox-full", finding.ExchangeAdmin, "archive"},
	"the macOS Keychain":               {"keychain error: OSStatus -25308", "keyring-locked", finding.ThisComputer, "security unlock-keychain"},
	"Windows credentials":              {"pywintypes.error: (1312, 'CredWrite', ...)", "keyring-unavailable", finding.ThisComputer, "signed-in user; service"},
	"50125":                            {"AADSTS50125: Sign-in was interrupted due to a password reset or password registration entry.", "mfa-required", finding.User, "browser; password reset"},
	"the consent page, approval":       {"Approval required\nThis app requires your admin's approval to:", "approval-required", finding.EntraAdmin, "Admin consent requests"},
	"the consent page, need":           {"Need admin approval\nFabrikam Mail", "approval-required", finding.EntraAdmin, "Grant admin consent"},
	"the consent page, administrator":  {"Administrator approval required", "approval-required", finding.EntraAdmin, "Grant admin consent"},
	"the consent page, risky":          {"This app may be risky. If you trust this app, please ask your admin to grant you access.", "approval-required", finding.EntraAdmin, "publisher"},
	"the consent page, unverified":     {"Fabrikam Mail\nunverified\nNeed admin approval", "approval-required", finding.EntraAdmin, "Grant admin consent"},
	"somebody else signed in":          {"We press Authorize but it opens the other mailbox", "wrong-account", finding.User, "private window; owner of the mailbox"},
	"somebody else signed in, in the product": {"You have signed in as jo@contoso.com, please sign in with a different account", "wrong-account", finding.User, "private window"},
	"somebody else, in help-desk words":       {"Our customer says: it signs in as a different user, not the support mailbox", "wrong-account", finding.User, "shared mailbox"},
	"somebody else is asked for":              {"it asks for a different user than the mailbox", "wrong-account", finding.User, "private window"},
}

func TestTheFactsOf2026AreTold(t *testing.T) {
	for name, f := range platform2026 {
		t.Run(name, f.told)
	}
	for name, f := range corrections {
		t.Run(name, f.told)
	}
}

func (f fact) told(t *testing.T) {
	if !f.cause.Known() {
		t.Fatalf("there is no cause %s", f.cause)
	}
	got := Explain(f.given).Candidates[0]
	if got.Cause != f.cause || got.Owner != f.owner {
		t.Errorf("%s, %s; want %s, %s", got.Cause, got.Owner, f.cause, f.owner)
	}
	remedy := got.Says + "\n" + strings.Join(got.Do, "\n")
	for _, words := range strings.Split(f.words, "; ") {
		if !strings.Contains(remedy, words) {
			t.Errorf("nothing of %q in:\n%s", words, remedy)
		}
	}
}

// TestWhatSeveralCausesHaveIsLeftOpen: wording that Exchange uses for several
// causes is never certain.
func TestWhatSeveralCausesHaveIsLeftOpen(t *testing.T) {
	x := Explain("535 5.7.139 Authentication unsuccessful, the request did not meet the criteria to be authenticated successfully. Contact your administrator.")
	for _, c := range []finding.Cause{"conditional-access", "basic-auth-disabled", "smtp-auth-disabled"} {
		if !slices.ContainsFunc(x.Candidates, func(k Candidate) bool { return k.Cause == c }) {
			t.Errorf("%s is no candidate", c)
		}
	}
	if x.Certain || x.Ask == "" {
		t.Errorf("certain %t, asks %q", x.Certain, x.Ask)
	}
	if Explain("535 5.7.139 Authentication unsuccessful, the user credentials were incorrect.").Certain {
		t.Error("certain of incorrect credentials")
	}
}
