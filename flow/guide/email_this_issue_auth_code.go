package guide

import "mailgrant/flow/value"

// RemoveLocalhost comes first on the sheet of whoever registered http://localhost
// for the sign-in test.
const RemoveLocalhost = "A must: remove http://localhost from the app again. Open your app > Authentication, delete that line under Web > Redirect URIs and press Save; the product's own line stays."

// emailThisIssueAuthCode follows META-INF's page "Graph API with Auth Code
// (Delegated access)". The IDs are from facts/entra.md section 7.
func emailThisIssueAuthCode() Guide {
	return Guide{
		ID:         "email-this-issue-auth-code",
		AppName:    "Email This Issue mail",
		Product:    "Email This Issue (Jira)",
		Title:      "Graph API with Auth Code (Delegated access)",
		Blurb:      "A person signs in, and the app reaches only what they can: for where no app may open every mailbox.",
		Grant:      "authorization code",
		Auth:       value.EndpointAuthorize,
		Redirected: true,
		Permissions: []Permission{
			{"offline_access", "7427e0e9-2fba-42fe-b0c0-848c9e6a8182", Delegated, 0, "renew access without a new sign-in"},
			{"openid", "37f7f235-527c-4136-accd-4a02d197296e", Delegated, 0, "know who signed in"},
			{"User.Read", "e1fe6dd8-ba31-4d61-89e7-88639da4683d", Delegated, 0, "read that person's name and address"},
			{"Mail.ReadWrite", "024d486e-b451-40bb-833d-3e66d98c5c73", Delegated, value.Incoming, "fetch messages and mark them done"},
			{"Mail.ReadWrite.Shared", "5df07973-7d5d-46ed-9847-1271055cbd51", Delegated, value.Incoming, "do so in mailboxes shared with the person"},
			{"Mail.Send", "e383f46e-2787-4529-855e-0e479a3ffac0", Delegated, value.Outgoing, "send messages"},
			{"Mail.Send.Shared", "a367ab51-6b49-43bf-a716-a1fb06d2a174", Delegated, value.Outgoing, "send for mailboxes shared with the person"},
		},
		Steps: []Step{
			authCodeAbility(),
			stepUse(),
			stepTenant(),
			stepPortal(),
			emailThisIssueRedirected(),
			stepClientID(),
			stepDelegatedPermissions(),
			authCodeConsent(),
			stepKeyring(),
			stepSecret(),
			authCodeEndpoints(),
			authCodeSignIn(),
			stepProve(),
			stepKeep(),
			stepHandoff(),
		},
		Sheet: []Entry{
			{Label: "Name", Value: "{name}", Note: "any name you like"},
			{Label: "OAuth2 Service Provider", Value: "Microsoft 0365", Note: "spelled with a zero in the product; the page spells the label OAuht2 Service Provider"},
			{Label: "Grant type", Value: "Auth code"},
			{Label: "Client ID", Value: "{client-id}"},
			{Label: "Client Secret", Secret: true, Note: "the Value, not the Secret ID"},
			{Label: "Auth Endpoint URL", Value: "{auth-endpoint}", Note: "the V2 endpoint"},
			{Label: "Token Endpoint URL", Value: "{token-endpoint}", Note: "the V2 endpoint"},
		},
		After: []string{
			"In Jira, open Email This Issue > OAuth2 credentials, create a new credential and fill it in with these fields.",
			"Press Authorize there and sign in as the person whose mailbox it is to use; for a shared mailbox, as someone who has access to it. The product may ask once for each connection.",
			"To withdraw consent one day, that person opens https://myapps.microsoft.com, presses the three dots on the app > Manage your application > Revoke permissions. What an administrator granted for everyone, an administrator revokes: Enterprise apps > the app > Permissions.",
			"Once consent is withdrawn, renewing access fails for that account. An access token already given out still works until it expires, mostly within 60 to 90 minutes.",
			"Withdrawing consent leaves the app registration as it is, and other accounts can go on using it.",
		},
		Differs: []string{
			"The page has no step for admin consent. Since late 2025 Microsoft's default policy lets only an administrator consent to mail permissions (message center MC1163922), so this guide has one.",
			"The page ends with the product's fields. Authorizing is added here, since this grant brings nothing until somebody signs in; so is a test of the sign-in.",
			"The page says that all three general permissions bring the refresh token. offline_access brings it; openid and User.Read tell who signed in.",
			"The page calls Mail.Send and Mail.Send.Shared permissions for incoming connections. They are for outgoing ones.",
			"The page speaks of client credentials where it means this app's client ID and secret. The grant is Auth code.",
			"The page withdraws consent by deleting the app from the list in My Apps. Today that is Manage your application > Revoke permissions, and it does not undo what an administrator granted.",
			"The page opens an older address of the portal; the links here lead to today's Microsoft Entra admin center.",
		},
	}
}

func authCodeAbility() Step {
	s := stepAbility()
	s.Lead = []string{
		"Registering an app takes the role Application Developer, or a tenant that lets every member register apps.",
		"Granting admin consent to this guide's permissions takes Cloud Application Administrator or Application Administrator; Global Administrator will do too.",
		"What you can't do, mailgrant writes as a request for the one who can.",
	}
	return s
}

// emailThisIssueRedirected registers the app where the grant answers to the
// product's redirect URI. The rules are from Microsoft's "Redirect URI (reply
// URL) restrictions and limitations".
func emailThisIssueRedirected() Step {
	s := emailThisIssueRegister()
	s.IfNot = append(stepRegister().IfNot,
		IfNot{"The redirect URI is refused", "It begins with https://, has 256 characters at most and none of ! $ ' ( ) , ; . Copy it from the product again."},
		IfNot{"Your Jira has an http:// address", "Entra takes http:// for localhost only. Give Jira an https:// address first; its redirect URI changes with it."},
		IfNot{"You registered the app with a wrong redirect URI, or without one", "Open your app > Authentication and correct or add it there, under the platform Web."},
	)
	s.Notes = append(s.Notes,
		"This grant needs the redirect URI: Microsoft sends the browser there and nowhere else. It is compared letter by letter, upper and lower case and a last slash included.",
		"Your Jira need not be reachable from the internet. Your browser must reach it.",
	)
	return s
}

func stepDelegatedPermissions() Step {
	return Step{
		ID: StepPermission, Title: "Add the permissions", Short: "Permissions",
		Blade: BladePermissions,
		Path:  "{app-name} > API permissions > Add a permission",
		Do: []string{
			"Press Add a permission, then Microsoft Graph, then Delegated permissions (not Application).",
			"Expand OpenId permissions and tick offline_access and openid. Then search for User.Read: if it is not ticked already, tick it by hand now.",
			"Type \"mail.\" into the search box, dot included, and expand Mail. Tick each permission below whose name begins with Mail.",
			"Press Add permissions.",
		},
		Sketch: []string{
			"[Delegated permissions]     Application permissions",
			"Select permissions          mail.",
			"Permission                  Admin consent required",
			"[ ] Mail.Read               No",
			"[x] each one below          No",
		},
		See: "Each permission in the list, User.Read too, with type Delegated. An empty Status is right for now.",
		IfNot: []IfNot{
			{"A line User.Read, Delegated, was there already", "The portal adds it by itself. This product needs it; leave it."},
			{"User.Read is not in the list", "Press Add a permission again and add it by hand, under Delegated permissions > User."},
			{"The type says Application", "Such a line opens every mailbox. Remove it and add the permission again under Delegated permissions."},
			{"You find only Security > Permissions", "That is the app's page under Enterprise apps. Open it under App registrations, where the menu says API permissions."},
		},
		Notes: []string{
			"A delegated permission opens what the signed-in person can open, and nothing else.",
			"offline_access brings the refresh token: without it somebody would have to sign in again every hour or so.",
			"The column \"Admin consent required\" says No. Tenants on Microsoft's default policy want an administrator's consent all the same; the next step grants it.",
		},
	}
}

func authCodeConsent() Step {
	s := stepConsent()
	s.Lead = []string{
		"Since late 2025 Microsoft's default policy lets only an administrator consent to an app that reads or sends mail. Consent granted here once covers everyone who signs in.",
		"If your tenant lets people consent for themselves, you may skip this: Microsoft asks each person at the first sign-in.",
	}
	s.Sketch = []string{
		"Permission       Type        Status",
		"Mail.ReadWrite   Delegated                            before",
		"Mail.ReadWrite   Delegated   Granted for ...          after",
	}
	s.IfNot = []IfNot{
		{"The button is greyed out", "You need the role Cloud Application Administrator or Application Administrator; Global Administrator will do too. Ask someone who has it to press the button, or to open the consent link in mailgrant's request."},
		{"The status is empty or says \"Not granted\"", "Press Refresh. It can lag a few minutes behind."},
		{"At the sign-in the page says \"Need admin approval\" (AADSTS90094 or AADSTS90095)", "Consent is missing. Come back to this step, or ask an administrator for it."},
	}
	return s
}

func authCodeEndpoints() Step {
	s := stepEndpoints()
	s.IfNot = append(s.IfNot,
		IfNot{"The rows are named otherwise", "Go by the endings. Those with v2.0 in them are V2."},
	)
	return s
}

func authCodeSignIn() Step {
	s := stepSignIn()
	s.IfNot = []IfNot{
		{"The page says that the redirect URI does not match (AADSTS50011)", "Compare it with your app > Authentication > Web, letter by letter, and correct the one that is wrong."},
		{"The page says that the application was not found (AADSTS700016)", "The client ID is not of this tenant. Copy it from the Overview page again."},
		{"You are signed in as yourself at once", "Sign out first, or use a private window. The account that signs in is the one the product acts for."},
	}
	return s
}
