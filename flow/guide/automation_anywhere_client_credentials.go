package guide

import "mailgrant/flow/value"

// automationAnywhereClientCredentials follows Automation Anywhere's page on
// setting up OAuth 2.0 with client credentials for its Microsoft 365 package.
func automationAnywhereClientCredentials() Guide {
	return Guide{
		ID:      "automation-anywhere-client-credentials",
		AppName: "Automation Anywhere mail",
		Product: "Automation Anywhere",
		Title:   "Set up OAuth 2.0 with client credentials (Microsoft 365 package)",
		Blurb:   "For bots: the Microsoft 365 Outlook Connect action, with nobody signing in.",
		Grant:   "client credentials",
		Clouds:  []value.Cloud{value.Global, value.USGov},
		Permissions: []Permission{
			{"Mail.ReadWrite", "e2a3a72e-5f79-4c64-b1b1-878b674786c9", Application, value.Incoming, "fetch, change and move messages"},
			{"Mail.Send", "b633e1c5-b582-4048-a93e-9f11b44c7e96", Application, value.Outgoing, "send messages"},
		},
		Steps: []Step{
			stepAbility(),
			stepUse(),
			stepTenant(),
			stepMailbox(),
			stepPortal(),
			automationAnywhereRegister(),
			stepClientID(),
			automationAnywherePermissions(),
			automationAnywhereConsent(),
			stepKeyring(),
			automationAnywhereSecret(),
			stepProve(),
			stepKeep(),
			stepHandoff(),
		},
		Sheet: []Entry{
			{Label: "Azure cloud", Value: "{azure-cloud}", Note: "the Connect action offers Azure Global and Azure US GCC High"},
			{Label: "Client ID", Value: "{client-id}"},
			{Label: "Tenant ID", Value: "{tenant}"},
			{Label: "Username", Value: "{mailbox}", Note: "the mailbox to work with"},
			{Label: "Client secret", Secret: true, Note: "the Value, not the Secret ID; the field's own help speaks of an access token, which is not meant"},
		},
		After: []string{
			"In the bot's Connect action choose client credentials and fill in these fields. There is no token endpoint to enter: the product builds it from cloud and tenant.",
			"Don't share the client secret. Whoever has it can use the app.",
			"If the mailbox is used inside a Loop action, register the users assigned to run the automation: in Enterprise apps > your app > Users and groups.",
			"A shared mailbox is reached with the token of a primary user who has access to it. That is delegated access, which this app does not use.",
		},
		Differs: []string{
			"The page asks for Mail.Read.Shared and Mail.ReadWrite.Shared for shared mailboxes. Both exist only as delegated permissions, so they can't be ticked under Application permissions; Mail.ReadWrite as Application permission opens shared mailboxes too.",
			"The page answers Yes to a question but leaves out the button before it: Grant admin consent.",
			"The page begins at Manage Azure Active Directory > View. Today that is Entra ID in the Microsoft Entra admin center.",
		},
	}
}

func automationAnywhereRegister() Step {
	s := stepRegister()
	s.Do = []string{
		"Above the list of apps, press New registration.",
		"Name: type a name you will recognise, such as {app-name}.",
		"Account type: choose \"Single tenant only\" (older portals: \"Accounts in this organizational directory only\").",
		"Redirect URI: leave it empty. Nobody is sent back from a sign-in, since nobody signs in.",
		"Press Register.",
	}
	s.Sketch = []string{
		"Name                      {app-name}",
		"Supported account types   (o) Single tenant only",
		"Redirect URI              (leave empty)",
	}
	return s
}

func automationAnywherePermissions() Step {
	s := stepApplicationPermissions()
	s.Do = []string{
		"Press Add a permission, then Microsoft APIs > Microsoft Graph, then Application permissions (not Delegated).",
		"Type Mail into the search box and expand the line Mail.",
		"Tick each permission below, then press Add permissions.",
	}
	return s
}

// automationAnywhereConsent shows a permission that this guide has.
func automationAnywhereConsent() Step {
	s := stepConsent()
	s.Sketch = []string{
		"Permission       Type          Status",
		"Mail.ReadWrite   Application   Not granted for ...   before",
		"Mail.ReadWrite   Application   Granted for ...       after",
	}
	return s
}

func automationAnywhereSecret() Step {
	s := stepSecret()
	s.Notes = append(s.Notes, "Don't share the Value with anyone: it opens the mailboxes to whoever has it.")
	return s
}
