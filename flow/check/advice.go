package check

import (
	"mailgrant/flow/finding"
	"mailgrant/flow/guide"
)

// Advice is what to say of a refusal, and what to do, in portal words.
type Advice struct {
	Says string
	Do   []string
	Step finding.StepID
}

// Refusals are the causes Entra itself names when it refuses a token.
var Refusals = map[finding.Cause]Advice{
	finding.SecretWrong: {"Microsoft does not accept this client secret.", []string{
		"In Certificates & secrets > Client secrets, compare the first three characters of the Value column with yours. If they differ, this is another secret.",
		"If you can't tell, press New client secret, copy the Value at once and use that.",
	}, guide.StepSecret},
	finding.SecretIDNotValue: {"This is the secret's ID, not its Value.", []string{
		"In Certificates & secrets copy the column Value, not Secret ID. If the Value is masked, press New client secret and copy its Value at once.",
	}, guide.StepSecret},
	finding.SecretMissing: {"The request reached Microsoft without a client secret.", []string{
		"Enter the secret's Value again.",
	}, guide.StepSecret},
	finding.SecretExpired: {"The client secret has expired.", []string{
		"In Certificates & secrets press New client secret, and copy its Value at once.",
		"Put the new Value into the product too, then delete the expired secret.",
	}, guide.StepSecret},
	finding.AppNotFound: {"Microsoft finds no app with this client ID in this tenant.", []string{
		"On the app's Overview page copy Application (client) ID again, and compare Directory (tenant) ID with the tenant used here.",
		"If the app is gone, look under App registrations > Deleted applications. If it belongs to another organization, an administrator of this tenant must consent to it first.",
	}, guide.StepClientID},
	finding.ClientIDMalformed: {"Microsoft does not take this client ID for one.", []string{
		"On the app's Overview page copy Application (client) ID again.",
	}, guide.StepClientID},
	finding.AppDisabled: {"The app is disabled, so Microsoft issues no token for it.", []string{
		"In Enterprise apps > your app > Properties set \"Enabled for users to sign-in\" to Yes, save, and wait a minute.",
		"If Microsoft disabled it, open a support request with the trace ID.",
	}, ""},
	finding.ServicePrincipalMissing: {"The app is registered but has no service principal in this tenant: it was never added to it.", []string{
		"Open the app's API permissions and press Grant admin consent. That creates its entry under Enterprise apps.",
	}, guide.StepConsent},
	finding.TenantNotFound: {"Microsoft knows no such tenant in this cloud.", []string{
		"Copy Directory (tenant) ID from the app's Overview page again. A US Government or China tenant has endpoints of its own.",
	}, guide.StepTenant},
	finding.TenantMalformed: {"What stands in the tenant's place is neither a GUID nor a domain Microsoft can use.", []string{
		"Copy Directory (tenant) ID from the app's Overview page.",
	}, guide.StepTenant},
	finding.TenantAlias: {"The endpoint names no tenant of its own (common, organizations or consumers). An app without a user needs its own tenant.", []string{
		"Put the Directory (tenant) ID in its place.",
	}, guide.StepEndpoint},
	finding.WrongCloud: {"The tenant belongs to another Microsoft cloud than this endpoint.", []string{
		"Take the endpoints from the portal of the tenant's own cloud (Overview > Endpoints).",
	}, guide.StepEndpoint},
	finding.EndpointHostUnknown: {"Microsoft does not know this sign-in host.", []string{
		"Copy the V2 token endpoint from Overview > Endpoints.",
	}, guide.StepEndpoint},
	finding.ScopeInvalid: {"Microsoft refuses the scope that was asked for.", []string{
		"Use the Graph host of your cloud followed by /.default, and choose the permissions in the portal.",
	}, guide.StepEndpoint},
	finding.ResourceWrong: {"Microsoft Graph is not available in this tenant under the name asked for.", []string{
		"Check that the endpoint belongs to the tenant's own cloud, and that Microsoft Graph is enabled under Enterprise apps > Microsoft Applications.",
	}, guide.StepEndpoint},
	finding.RequestMalformed: {"Microsoft could not read the token request.", []string{
		"Something between this computer and Microsoft may change requests. Try from another network, and tell whoever runs this one.",
	}, guide.StepEndpoint},
	finding.CertificateInvalid: {"The app has no usable client secret; Microsoft expects a certificate or finds no credential.", []string{
		"In Certificates & secrets press New client secret, and copy its Value at once.",
	}, guide.StepSecret},
	finding.RedirectMissing: {"The app has no redirect URI registered that Microsoft could answer to.", []string{
		"In the app's Authentication page add the product's Redirect URI under Web.",
	}, guide.StepRegister},
	finding.ConditionalAccess: {"A Conditional Access policy refuses this app a token from here.", []string{
		"In Entra ID > Sign-in logs > Service principal sign-ins find the correlation ID and open the Conditional Access tab: it names the policy.",
		"Exclude the app, or allow the location it connects from. The product connects from its own network, which may be allowed where this computer is not.",
	}, ""},
	finding.ConsentMissing: {"The app has no permission yet: admin consent is missing.", []string{
		"In the app's API permissions press Grant admin consent and answer Yes. It takes a Privileged Role Administrator or Global Administrator.",
		"If you did that a moment ago, wait a minute and try again.",
	}, guide.StepConsent},
	finding.PermissionMissing: {"The app lacks a permission that this needs.", []string{
		"In the app's API permissions press Add a permission > Microsoft Graph and add what this guide names, of the type it names.",
		"Then press Grant admin consent and answer Yes.",
	}, guide.StepPermission},
	finding.UserNotAssigned: {"The app requires assignment, and nobody is assigned.", []string{
		"In Enterprise apps > your app > Properties set \"Assignment required\" to No, or assign it.",
	}, guide.StepRegister},
	finding.TLSUntrusted: {"Something between this computer and Microsoft speaks a TLS version that Microsoft no longer accepts.", []string{
		"Ask whoever runs the network for the proxy or filter that opens HTTPS connections, and to have it speak TLS 1.2 or newer.",
	}, guide.StepEndpoint},
	finding.TenantRestricted: {"Your network allows sign-in only to certain tenants, and this one is not among them.", []string{
		"Ask whoever runs the proxy to add the tenant to its list of allowed tenants.",
	}, guide.StepEndpoint},
	finding.Throttled: {"Microsoft asks to slow down.", []string{
		"Wait before you try again.",
	}, guide.StepVerify},
	finding.ServiceUnavailable: {"Microsoft's sign-in service has trouble of its own.", []string{
		"Try again in a few minutes. The credential may be fine.",
	}, guide.StepVerify},

	finding.RedirectMismatch: {"The redirect URI of the request is not registered for this app, letter by letter.", []string{
		"In your app > Authentication > Web > Redirect URIs, compare it with the product's: case, every slash and the port count.",
		"Add the product's URI there, press Save, wait a minute and sign in again.",
	}, guide.StepRegister},
	finding.RedirectPlatform: {"The redirect URI is registered under another platform than Web.", []string{
		"In your app > Authentication, remove it from Single-page application or Mobile and desktop applications, and add it under Web. A client secret works with Web alone.",
	}, guide.StepRegister},
	finding.ConsentDeclined: {"The permissions were not accepted on Microsoft's page.", []string{
		"Sign in again and press Accept. Where the page offers no Accept, an administrator must grant consent.",
	}, guide.StepSignIn},
	finding.ApprovalRequired: {"An administrator must approve this app first: users here may not consent to its permissions themselves.", []string{
		"An administrator presses Grant admin consent in the app's API permissions, or approves the request under Enterprise apps > Admin consent requests. For delegated permissions Cloud Application Administrator is enough.",
		"Then sign in again.",
	}, guide.StepConsent},
	finding.AccountWrongTenant: {"The account that signed in does not belong to this tenant.", []string{
		"Open the page in a private window and sign in with an account of this organization.",
	}, guide.StepSignIn},
	finding.PersonalAccount: {"The account that signed in is a personal Microsoft account.", []string{
		"Sign in with a work account of this organization. A mailbox at outlook.com or hotmail.com is no mailbox of it.",
	}, guide.StepSignIn},
	finding.MFARequired: {"Microsoft asks for another proof of who signs in, such as a code on the phone.", []string{
		"Sign in again in the browser and complete every page. A program can't do that for a person.",
	}, guide.StepSignIn},
	finding.CodeUsed: {"The code was used already. It works once.", []string{
		"Sign in again. If the product answers to the redirect URI itself, it has taken the code: then sign in through this computer, or choose Not now.",
	}, guide.StepSignIn},
	finding.CodeExpired: {"The code is too old: it is good for ten minutes.", []string{
		"Sign in again, and paste the address right after.",
	}, guide.StepSignIn},
	finding.GrantExpired: {"The sign-in has expired, so the access can't be renewed.", []string{
		"Sign in again in the product. If it comes back soon, an administrator looks at the sign-in frequency in Conditional Access.",
	}, guide.StepSignIn},
	finding.GrantRevoked: {"The access was withdrawn: the password was changed, the consent was removed, or an administrator ended the sessions.", []string{
		"Sign in again in the product.",
	}, guide.StepSignIn},
	finding.TenantMismatch: {"The code belongs to another tenant than the one asked.", []string{
		"Use the authorization and the token endpoint of the same tenant, from the same app's Overview > Endpoints.",
	}, guide.StepEndpoint},
}
