package entratest

import "mailgrant/flow/finding"

// contosoConsent are the apps for the admin consent page. Besides the
// product's redirect URI they have one on this computer, so that both return
// methods of the consent can be tried.
func contosoConsent() []App {
	redirects := []string{ProductRedirect, "http://localhost"}
	return []App{
		{Key: "to-be-granted", Name: "Contoso Data Center", ClientID: "e1f2a3b4-1c2d-4e3f-8a4b-5c6d7e8f9011", Grant: AdminConsent,
			Story: "It waits for admin consent, which you can give on the consent page.", Cause: finding.ConsentMissing,
			Wants: mailRoles, Redirects: redirects},
		{Key: "granted", Name: "Contoso Server Room", ClientID: "f2a3b4c5-2d3e-4f40-9b5c-6d7e8f901112", Grant: AdminConsent,
			Story: "An administrator has consented to it.", Roles: mailRoles, Redirects: redirects},
	}
}

// contosoSignIn are the apps that users sign in to.
func contosoSignIn() []App {
	mail := []string{"offline_access", "openid", "User.Read", "Mail.ReadWrite", "Mail.ReadWrite.Shared", "Mail.Send", "Mail.Send.Shared"}
	redirects := []string{ProductRedirect, "http://localhost"}
	return []App{
		{Key: "sign-in", Name: "Contoso Ticket Desk", ClientID: "a3b4c5d6-3e4f-4051-8c6d-7e8f90111213", Grant: AuthorizationCode,
			Story: "Everybody may sign in to it and consent for themselves.", Delegated: mail, Redirects: redirects},
		{Key: "approval", Name: "Contoso Approvals", ClientID: "b4c5d6e7-4f50-4162-9d7e-8f9011121314", Grant: AuthorizationCode,
			Story: "Signing in ends at a page that wants an administrator's approval.", SignIn: finding.ApprovalRequired,
			Delegated: mail, Redirects: redirects, Consent: AdminsConsent},
		{Key: "approval-request", Name: "Contoso Requests", ClientID: "c5d6e7f8-5061-4273-8e8f-901112131415", Grant: AuthorizationCode,
			Story: "Signing in files a request with an administrator.", SignIn: finding.ApprovalRequired,
			Delegated: mail, Redirects: redirects, Consent: ConsentRequest},
		{Key: "token-protection", Name: "Contoso Bound", ClientID: "f90a1b2c-4d5e-4f60-a182-93a4b5c6d710", Grant: AuthorizationCode,
			Story: "A policy wants sign-ins that are bound to a device.", SignIn: finding.ConditionalAccess,
			Delegated: mail, Redirects: redirects, Barrier: TokenProtection},
		{Key: "redirect-mismatch", Name: "Contoso Typo", ClientID: "d6e7f809-6172-4384-9f90-111213141516", Grant: AuthorizationCode,
			Story: "Its redirect URI differs from the product's in one capital letter.", SignIn: finding.RedirectMismatch,
			Delegated: mail, Redirects: []string{"https://jira.contoso.com/OAuth2/callback"}},
		{Key: "no-redirect", Name: "Contoso Nowhere", ClientID: "e7f8091a-7283-4495-8091-121314151617", Grant: AuthorizationCode,
			Story: "It has no redirect URI.", SignIn: finding.RedirectMissing, Delegated: mail},
	}
}
