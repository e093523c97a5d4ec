package guide

import "mailgrant/flow/value"

// emailThisIssueGrantFlow follows META-INF's page on the grant flow. The page
// says most of it in pictures; the rest here is from its sibling pages and from
// Microsoft's "Admin consent on the Microsoft identity platform".
func emailThisIssueGrantFlow() Guide {
	return Guide{
		ID:         "email-this-issue-grant-flow",
		AppName:    "Email This Issue mail",
		Product:    "Email This Issue (Jira Server and Data Center)",
		Title:      "Enabling OAuth2 Authorization in your Microsoft Account - Grant Flow",
		Blurb:      "For Jira on your own servers: one app for all mailboxes, accepted once by an administrator.",
		Grant:      "admin consent, then client credentials",
		Auth:       value.EndpointAdminConsent,
		Redirected: true,
		Permissions: []Permission{
			{"Mail.ReadWrite", "e2a3a72e-5f79-4c64-b1b1-878b674786c9", Application, value.Incoming, "fetch messages and mark them done"},
			{"Mail.Send", "b633e1c5-b582-4048-a93e-9f11b44c7e96", Application, value.Outgoing, "send messages"},
			{"User.Read.All", "df021288-bdef-4463-88db-98f22de89214", Application, 0, "find the mailboxes by address"},
		},
		Steps: []Step{
			stepAbility(),
			stepUse(),
			stepTenant(),
			stepPortal(),
			grantFlowRegister(),
			stepClientID(),
			grantFlowPermissions(),
			stepKeyring(),
			stepSecret(),
			grantFlowEndpoints(),
			grantFlowConsent(),
			stepProve(),
			stepKeep(),
			stepHandoff(),
		},
		Sheet: []Entry{
			{Label: "Name", Value: "{name}", Note: "any name you like"},
			{Label: "OAuth2 Service Provider", Value: "Microsoft 0365", Note: "spelled with a zero in the product"},
			{Label: "Grant type", Value: "Grant flow", Note: "the page shows this field in a picture only: choose the entry that names the grant flow"},
			{Label: "Client ID", Value: "{client-id}"},
			{Label: "Client Secret", Secret: true, Note: "the Value, not the Secret ID"},
			{Label: "Auth Endpoint URL", Value: "{auth-endpoint}", Note: "its ending must be /adminconsent"},
			{Label: "Token Endpoint URL", Value: "{token-endpoint}", Note: "the V2 endpoint"},
		},
		After: []string{
			"In Jira, open Email This Issue > OAuth2 Credentials, create a new credential and fill it in with these fields.",
			"Check the fields once more, press Authorization and follow its steps as an administrator who may grant consent. It should end in \"Authorized successfully\".",
			"If it ends in an error although the test passed, put /v2.0/adminconsent after the tenant in Auth Endpoint URL, the other documented form, and press it again.",
			"Then add new incoming and outgoing connections with this credential. They need no authorizing one by one.",
			"To move an existing connection whose Connection mode is \"Microsoft Graph with OAuth2\" to this credential, delete it and create it again. Only switching its OAuth2 credentials is not enough.",
		},
		Differs: []string{
			"The page changes the ending of the Auth Endpoint URL to /adminconsent and shows the result in a picture. Which address the picture shows is not known here.",
			"Microsoft documents two forms. After the tenant comes /adminconsent, which this guide builds, or /v2.0/adminconsent, whose requests name a scope. Either is accepted.",
			"Changing only the last word of the portal's authorization endpoint gives /oauth2/v2.0/adminconsent after the tenant. No document of Microsoft's has that form, so mailgrant warns of it.",
			"The page has no words for the registration, the redirect URI, the client secret and most of the product's fields. These follow Microsoft and the vendor's pages on the product's other grants.",
			"The page asks for all three permissions. Here a product that only fetches mail does without Mail.Send, and one that only sends without Mail.ReadWrite.",
			"The page grants admin consent in the portal and then again with the Authorization button. For Microsoft once is enough; the product wants its button pressed all the same.",
			"The page does not say that granting consent again can withdraw an earlier grant of the same app. Microsoft does.",
		},
	}
}

func grantFlowRegister() Step {
	s := emailThisIssueRedirected()
	s.Notes = append(s.Notes, "On Jira Server and Data Center the screen with the Redirect URI may be named OAuth2 Credentials.")
	return s
}

func grantFlowPermissions() Step {
	s := stepApplicationPermissions()
	s.Notes = append(s.Notes, "Don't forget admin consent: this guide grants it once the endpoints are known. An administrator may press Grant admin consent on this page right away instead.")
	return s
}

func grantFlowEndpoints() Step {
	s := stepEndpoints()
	s.Do = []string{
		"Press Endpoints and compare the row \"OAuth 2.0 token endpoint (v2)\" with the token endpoint below, which is built from your tenant ID. If they differ, take the one from the portal.",
		"Leave the auth endpoint below as it is: the portal does not list it. It is the portal's authorization endpoint with all that follows the tenant changed to /adminconsent.",
	}
	s.Sketch = []string{
		"auth endpoint         .../<tenant>/adminconsent       <- this one",
		"                      .../<tenant>/v2.0/adminconsent  or this one",
		"                      .../oauth2/v2.0/adminconsent    undocumented",
		"token endpoint (v2)   .../oauth2/v2.0/token           <- this one",
		"token endpoint (v1)   .../oauth2/token                not this one",
	}
	s.See = "The same token endpoint in both places, and an auth endpoint that ends in /adminconsent, both with your tenant's own ID in them."
	s.IfNot = append(stepTokenEndpoint().IfNot,
		IfNot{"Your auth endpoint ends in /oauth2/v2.0/adminconsent", "Microsoft does not document that form, so it may fail. Take one of the other two."},
		IfNot{"The rows are named otherwise", "Go by the endings. The one with v2.0 in it is V2."},
	)
	return s
}

// grantFlowConsent adds the portal's way to the consent page, and what its
// address is made of for whoever builds it by hand.
func grantFlowConsent() Step {
	s := stepConsentPage()
	s.Lead = []string{"Microsoft's consent page asks an administrator to accept the app's permissions for the whole tenant. The product's Authorization button leads there too, later."}
	s.Do = []string{
		"Open the consent page, whose address is made of the parts below, in one line. Sign in as a Privileged Role Administrator or Global Administrator of your organization.",
		"Read the list of permissions and press Accept.",
	}
	s.Sketch = []string{
		"https://<sign-in host>/<tenant>/adminconsent",
		"  ?client_id=<client ID>",
		"  &redirect_uri=<the product's redirect URI, percent-encoded>",
	}
	s.IfNot = append(s.IfNot,
		IfNot{"There is error= in the address the browser comes back to", "Consent was not granted, even if admin_consent=True stands beside it. The words after error_description= say why."},
		IfNot{"You would rather stay in the portal", "Open {app-name} > API permissions, press \"Grant admin consent for\" with your organization's name, and answer Yes. It comes to the same."},
		IfNot{"API permissions still says \"Not granted\"", "Press Refresh there. It can lag a few minutes behind."},
		IfNot{"Grant admin consent is greyed out", "You need the role Privileged Role Administrator or Global Administrator. Ask someone who has one of them."},
	)
	return s
}
