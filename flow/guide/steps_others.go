package guide

import "mailgrant/flow/finding"

// The shared steps that are about others: what the person may do, what somebody
// else is asked for, and the pages of Microsoft's that answer to a browser.

func stepAbility() Step {
	return Step{
		ID: StepRights, Title: "Can you do this yourself?", Short: "Your rights",
		Lead: []string{
			"Registering an app takes the role Application Developer, or a tenant that lets every member register apps.",
			"Granting admin consent to application permissions takes Privileged Role Administrator or Global Administrator.",
			"What you can't do, mailgrant writes as a request for the one who can.",
		},
	}
}

// RequestStep stands where somebody else registers the app.
func RequestStep() Step {
	return Step{
		ID: StepRequest, Title: "Ask someone who can", Short: "Request",
		Lead: []string{
			"Send this request to whoever registers apps in your organization. It holds no secret, so it may go by e-mail.",
			"Keep it as waiting, and mailgrant goes on here once you have the answer.",
		},
	}
}

// stepEndpoints asks for both endpoints, which mailgrant has built.
func stepEndpoints() Step {
	s := stepTokenEndpoint()
	s.Title, s.Short = "Check the endpoints", "Endpoints"
	s.Do = []string{
		"Press Endpoints and compare the rows \"OAuth 2.0 authorization endpoint (v2)\" and \"OAuth 2.0 token endpoint (v2)\" with the addresses below, which are built from your tenant ID.",
		"If one differs, take the one from the portal. The V2 endpoints end in /oauth2/v2.0/authorize and /oauth2/v2.0/token.",
	}
	s.Sketch = []string{
		"authorization endpoint (v2)   .../oauth2/v2.0/authorize   <- this one",
		"token endpoint (v2)           .../oauth2/v2.0/token       <- this one",
		"authorization endpoint (v1)   .../oauth2/authorize        not this one",
		"token endpoint (v1)           .../oauth2/token            not this one",
	}
	s.See = "The same addresses in both places, with your tenant's own ID in them."
	s.IfNot = []IfNot{
		{"The portal shows /common/ or /organizations/ where the tenant ID belongs", "Keep the addresses with your tenant ID: they let in the people of your own tenant only."},
	}
	s.Fields = []finding.FieldID{FieldAuth, FieldToken}
	return s
}

// stepConsentPage grants admin consent on Microsoft's consent page, as the
// product's own Authorization button does.
func stepConsentPage() Step {
	return Step{
		ID: StepConsent, Title: "Grant admin consent", Short: "Admin consent",
		Lead: []string{"The consent page asks an administrator to accept the app's permissions for the whole tenant. This is the address the product's Authorization button opens."},
		Do: []string{
			"Open the page and sign in as a Privileged Role Administrator or Global Administrator of {domain}.",
			"Read the list of permissions and press Accept.",
		},
		See: "The browser goes on to the product's redirect URI. That page may show an error, since the product did not begin this visit; the consent counts all the same.",
		IfNot: []IfNot{
			{"The page says \"Need admin approval\"", "The account is not an administrator who may grant these permissions. Sign in as one, or ask one to open the page."},
			{"The page names a redirect URI (AADSTS50011)", "Register the redirect URI letter by letter: your app > Authentication > Web."},
			{"The page says that no reply address is registered (AADSTS500113 or AADSTS900971)", "The consent may count all the same. The test tells."},
		},
		Notes: []string{
			"Granting consent sets this app's permissions to the list in its registration: an earlier grant that is no longer in the list is withdrawn.",
			"Consent shows in new tokens only, mostly within a minute or two. The test asks for new ones until it does.",
		},
	}
}

// stepSignIn proves an authorization code, which takes a person.
func stepSignIn() Step {
	return Step{
		ID: StepSignIn, Title: "Test the sign-in", Short: "Sign-in test",
		Lead: []string{
			"The product signs in as a person. Test it as the owner of the mailbox it will use.",
			"mailgrant reads the name, looks whether the inbox opens, renews the access once and drops every token.",
		},
		Notes: []string{
			"Since late 2025 Microsoft's default lets only an administrator consent to mail permissions. If the page says \"Need admin approval\", an administrator presses Grant admin consent in the app's API permissions, or opens the consent link in mailgrant's request.",
		},
	}
}
