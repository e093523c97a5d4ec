package guide

import (
	"mailgrant/flow/finding"
	"mailgrant/flow/value"
)

// emailThisIssueClientCredentials follows META-INF's page "Graph API with
// Client Credentials Grant (Application access)".
func emailThisIssueClientCredentials() Guide {
	return Guide{
		ID:      "email-this-issue-client-credentials",
		AppName: "Email This Issue mail",
		Product: "Email This Issue (Jira)",
		Title:   "Graph API with Client Credentials Grant (Application access)",
		Blurb:   "One app for all mailboxes, nobody signs in: the usual choice for a help desk.",
		Grant:   "client credentials",
		Permissions: []Permission{
			{"User.Read.All", "df021288-bdef-4463-88db-98f22de89214", Application, 0, "find the mailboxes by address"},
			{"Mail.ReadWrite", "e2a3a72e-5f79-4c64-b1b1-878b674786c9", Application, value.Incoming, "fetch messages and mark them done"},
			{"Mail.Send", "b633e1c5-b582-4048-a93e-9f11b44c7e96", Application, value.Outgoing, "send messages"},
		},
		Steps: []Step{
			stepAbility(),
			stepUse(),
			stepTenant(),
			stepPortal(),
			emailThisIssueRegister(),
			stepClientID(),
			stepApplicationPermissions(),
			stepConsent(),
			stepKeyring(),
			stepSecret(),
			stepTokenEndpoint(),
			stepProve(),
			stepKeep(),
			stepHandoff(),
		},
		Sheet: []Entry{
			{Label: "Name", Value: "{name}", Note: "any name you like"},
			{Label: "OAuth2 Service Provider", Value: "Microsoft 0365", Note: "spelled with a zero in the product; the page spells the label OAuht2 Service Provider"},
			{Label: "Grant type", Value: "Client Credentials"},
			{Label: "Client ID", Value: "{client-id}"},
			{Label: "Client Secret", Secret: true, Note: "the Value, not the Secret ID"},
			{Label: "Auth Endpoint URL", Note: "leave empty: NOT required for this type of connection"},
			{Label: "Token Endpoint URL", Value: "{token-endpoint}", Note: "the V2 endpoint"},
		},
		After: []string{
			"In Jira, open Email This Issue > OAuth2 credentials, create a new credential and fill it in with these fields.",
			"Do not press Authorize: with client credentials there is nothing to authorize. Admin consent in Entra does that.",
		},
		Differs: []string{
			"The page says permissions are needed to get a refresh token. Client credentials never bring one; the permissions are needed to read and send mail.",
			"The page asks for a redirect URI. This grant does not use it; registering it does no harm.",
			"The page opens an older address of the portal; the links here lead to today's Microsoft Entra admin center.",
		},
	}
}

func emailThisIssueRegister() Step {
	s := stepRegister()
	s.Do = []string{
		"Above the list of apps, press New registration.",
		"Name: type a name you will recognise, such as {app-name}.",
		"Account type: choose \"Single tenant only\" (older portals: \"Accounts in this organizational directory only\"). Choose \"Multiple Entra ID tenants\" (\"Accounts in any organizational directory\") only if other organizations are to use this app.",
		"Redirect URI: leave Web selected and paste the Redirect URI from the OAuth2 Client Credentials screen of Email This Issue. It is specific to your Jira site.",
		"Press Register.",
	}
	s.Sketch = []string{
		"Name                      {app-name}",
		"Supported account types   (o) Single tenant only",
		"                          ( ) Multiple Entra ID tenants",
		"Redirect URI              [ Web ]   https://...",
	}
	s.IfNot = append(s.IfNot, IfNot{"The redirect URI is refused", "It must begin with https:// and may not hold any of ! $ ' ( ) , ; . Copy it from the product again. You can also leave it empty: this grant does not use it."})
	s.Notes = []string{
		"OAuth2 for SMTP and IMAP is not supported for personal Microsoft accounts. You need a work account.",
	}
	s.Fields = []finding.FieldID{FieldRedirect}
	return s
}
