package guide

import "mailgrant/flow/finding"

// The steps that several guides share. What a guide's document says differently
// stands in the guide's own file.

func stepUse() Step {
	return Step{
		ID: StepUse, Title: "What will it do with mail?", Short: "Use",
		Lead: []string{"The app gets only the permissions its work needs."},
	}
}

func stepTenant() Step {
	return Step{
		ID: StepTenant, Title: "Which organization?", Short: "Organization",
		Lead: []string{
			"A mailbox address the product will work with is enough: its domain leads to your tenant, its cloud and every endpoint. A tenant ID, a domain or an endpoint URL does as well.",
		},
		Notes:  []string{"mailgrant asks Microsoft's public sign-in service which tenant the domain belongs to. It sends the domain and nothing else."},
		Fields: []finding.FieldID{FieldOrganization},
	}
}

func stepPortal() Step {
	return Step{
		ID: StepPortal, Title: "Open the portal", Short: "Open the portal",
		Blade: BladeApps,
		Path:  "Entra ID > App registrations (older portals: Azure Active Directory > App registrations)",
		Do: []string{
			"Open the link in your browser and sign in with your full e-mail address, such as {admin}.",
			"Check the organization at the top right: it must be the one that owns {domain}.",
		},
		See: "The list of App registrations, with New registration above it.",
		IfNot: []IfNot{
			{"Another organization shows at the top right", "Press your picture > Switch directory and choose the one that owns {domain}."},
			{"The link opens somewhere else", "Links into the portal change. Follow the click path instead."},
		},
	}
}

// stepRegister is the form of the portal; what to type into it is the guide's.
func stepRegister() Step {
	return Step{
		ID: StepRegister, Title: "Register the app", Short: "Register the app",
		Blade: BladeNewApp,
		Path:  "Entra ID > App registrations > New registration",
		See:   "The app's Overview page, with its Application (client) ID and Directory (tenant) ID.",
		IfNot: []IfNot{
			{"You see \"You do not have access\" or New registration is greyed out", "Your tenant lets only some people register apps. Ask for the role Application Developer, or ask someone who has it to do this step."},
			{"The portal speaks another language", "The fields stand in the same order. Settings (the gear, top right) > Language + region changes it."},
		},
	}
}

func stepClientID() Step {
	return Step{
		ID: StepClientID, Title: "Copy the client ID", Short: "Client ID",
		Blade: BladeOverview,
		Path:  "App registrations > All applications > {app-name} > Overview",
		Do:    []string{"On the Overview page, copy Application (client) ID."},
		Sketch: []string{
			"Display name              {app-name}",
			"Application (client) ID   00001111-aaaa-...   <- this one",
			"Object ID                 not this one",
			"Directory (tenant) ID     the tenant, not this one",
		},
		See: "A GUID: 32 digits and letters a to f, in five groups.",
		IfNot: []IfNot{
			{"The app is not in the list", "Press the tab All applications. If it is not there either, check the organization at the top right."},
		},
		Fields: []finding.FieldID{FieldClientID},
	}
}

func stepApplicationPermissions() Step {
	return Step{
		ID: StepPermission, Title: "Add the permissions", Short: "Permissions",
		Blade: BladePermissions,
		Path:  "{app-name} > API permissions > Add a permission",
		Do: []string{
			"Press Add a permission, then Microsoft Graph, then Application permissions (not Delegated).",
			"Search for each permission below and tick it.",
			"Press Add permissions.",
		},
		See: "Each permission in the list, with type Application and the status \"Not granted\". That is right for now.",
		IfNot: []IfNot{
			{"A line User.Read, Delegated, is there already", "The portal adds it by itself. It does no harm; leave it."},
			{"The type says Delegated", "Remove the line and add the permission again under Application permissions."},
			{"You find only Security > Permissions", "That is the app's page under Enterprise apps. Open it under App registrations, where the menu says API permissions."},
		},
		Notes: []string{
			"An application permission opens every mailbox of the tenant, not only the one you have in mind.",
			"To fence it, an Exchange administrator sets up RBAC for Applications (New-ManagementRoleAssignment with a scope). Then leave the Mail permissions out here, since the two add up and the wider one wins. Prove it with check --mailbox: no token shows it.",
		},
	}
}

func stepConsent() Step {
	return Step{
		ID: StepConsent, Title: "Grant admin consent", Short: "Admin consent",
		Blade: BladePermissions,
		Path:  "{app-name} > API permissions",
		Do: []string{
			"Above the list of permissions, press \"Grant admin consent for\" with your organization's name.",
			"Answer Yes.",
		},
		Sketch: []string{
			"Permission      Type          Status",
			"User.Read.All   Application   Not granted for ...   before",
			"User.Read.All   Application   Granted for ...       after",
		},
		See: "A green tick and \"Granted for\" with your organization's name beside each permission.",
		IfNot: []IfNot{
			{"The button is greyed out", "You need the role Privileged Role Administrator or Global Administrator. Application Administrator is not enough for these permissions. Ask someone who has one of them to press it."},
			{"The status still says \"Not granted\"", "Press Refresh. It can lag a few minutes behind."},
		},
		Notes: []string{"Granting consent sets this app's permissions to the list on the page: an earlier grant that is no longer in the list is withdrawn."},
	}
}

func stepKeyring() Step {
	return Step{
		ID: StepKeyring, Title: "Is your keyring ready?", Short: "Keyring",
		Lead: []string{"The next step creates a secret that Microsoft shows only once. First mailgrant makes sure that it can be kept: it writes a test entry to this computer's keyring, reads it back and deletes it."},
	}
}

func stepSecret() Step {
	return Step{
		ID: StepSecret, Title: "Create the client secret", Short: "Client secret",
		Blade: BladeCredentials,
		Path:  "{app-name} > Certificates & secrets > Client secrets > New client secret",
		Do: []string{
			"Press New client secret. Give it a description and choose when it expires; under 12 months is what Microsoft recommends, 24 is the most.",
			"Press Add.",
			"Copy the Value at once, and note the day it expires.",
		},
		Sketch: []string{
			"Description   Expires      Value              Secret ID",
			"mailgrant     5/21/2027    aB38Q~...  [copy]  1f2e3d4c-...",
			"                           ^ this one         ^ not this one",
		},
		See: "The new line with a Value of about 40 characters. The portal shows it once: leave the page open until the product is set up.",
		IfNot: []IfNot{
			{"The Value shows only three characters and asterisks", "It was shown once and is gone. Press New client secret and make another; delete this one."},
			{"New client secret is greyed out, or Add is refused", "Your tenant limits secrets by policy. Choose a shorter lifetime, or ask an administrator for an exception."},
		},
		Fields: []finding.FieldID{FieldSecret, FieldExpires},
	}
}

func stepTokenEndpoint() Step {
	return Step{
		ID: StepEndpoint, Title: "Check the token endpoint", Short: "Token endpoint",
		Blade: BladeOverview,
		Path:  "{app-name} > Overview > Endpoints (above the list)",
		Do: []string{
			"Press Endpoints and compare the row \"OAuth 2.0 token endpoint (v2)\" with the address below, which is built from your tenant ID.",
			"If they differ, take the one from the portal. The V2 endpoint ends in /oauth2/v2.0/token.",
		},
		Sketch: []string{
			"token endpoint (v2)   .../oauth2/v2.0/token   <- this one",
			"token endpoint (v1)   .../oauth2/token        not this one",
		},
		See: "The same address in both places, with your tenant's own ID in it.",
		IfNot: []IfNot{
			{"The portal shows /common/ or /organizations/ where the tenant ID belongs", "Keep the address with your tenant ID: an app without a user needs its own tenant there."},
		},
		Fields: []finding.FieldID{FieldToken},
	}
}

func stepProve() Step {
	return Step{ID: StepVerify, Title: "Prove that it works", Short: "Prove"}
}

func stepKeep() Step {
	return Step{ID: StepKeep, Title: "Keep the secret?", Short: "Keep", Fields: []finding.FieldID{FieldName}}
}

func stepHandoff() Step {
	return Step{ID: StepHandoff, Title: "Hand it over to the product", Short: "Hand-off sheet"}
}

func stepMailbox() Step {
	return Step{
		ID: StepMailbox, Title: "Which mailbox?", Short: "Mailbox",
		Lead:   []string{"The product asks for one mailbox to work with, and calls it the user name."},
		Fields: []finding.FieldID{FieldMailbox},
	}
}

// ValuesStep asks for what somebody sent, in one page.
func ValuesStep() Step {
	return Step{
		ID: StepValues, Title: "Enter what you were given", Short: "Values",
		Lead: []string{
			"Paste the values as they are; mailgrant cleans them and says so.",
		},
		Notes:  []string{"A secret that came by e-mail or chat has been seen by others. Once it works, ask for a new one over a safer way."},
		Fields: []finding.FieldID{FieldClientID, FieldSecret, FieldExpires, FieldToken},
	}
}
