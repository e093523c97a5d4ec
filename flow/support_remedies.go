package flow

// remedies are what to do about a cause, without a word of the credential it was
// found with. What Microsoft refuses has such a list anyway.
func remedies(c Cause) []string {
	if do, ok := plainRemedies[c]; ok {
		return []string{do}
	}
	if a, ok := refusals[c]; ok {
		return a.do
	}
	return graphRefusals[c].do
}

const (
	copyEndpoint = "Copy the OAuth 2.0 token endpoint (v2) from the app's Overview page > Endpoints."
	newSecret    = "In Certificates & secrets press New client secret, and copy its Value at once."
)

var plainRemedies = map[Cause]string{
	ClientIDMalformed:            "On the app's Overview page copy Application (client) ID.",
	SecretMissing:                "Enter the secret's Value.",
	SecretMalformed:              "Copy the secret's Value again, whole and without what is around it.",
	SecretShapeUnusual:           "Compare its first three characters with the Value column in Certificates & secrets.",
	ExpiryMalformed:              "Write the end date as YYYY-MM-DD.",
	ExpiryUnknown:                "Look up the end date in Certificates & secrets and give it with --expires YYYY-MM-DD.",
	EndpointV1:                   copyEndpoint,
	EndpointWrongKind:            copyEndpoint,
	EndpointMalformed:            copyEndpoint,
	EndpointNotHTTPS:             copyEndpoint,
	EndpointHostUnknown:          copyEndpoint,
	TenantMismatch:               "Take tenant, endpoint and app from the same app's Overview page.",
	PlaceholderLeft:              "Put the real value in the placeholder's place.",
	CloudClosed:                  "Use the endpoint of the cloud that the tenant was moved to.",
	NotAWorkforceTenant:          "Use the tenant that has the mailboxes.",
	AdminConsentFormUndocumented: "Use the form that the guide shows.",
	MailboxMalformed:             "Write the mailbox as an e-mail address.",

	DNSFailure:       "Check that this computer is online and that DNS works here. Behind a proxy, set HTTPS_PROXY or use --proxy.",
	Unreachable:      "Ask whoever runs the network to allow HTTPS (port 443) to the host. Behind a proxy, set HTTPS_PROXY or use --proxy.",
	Timeout:          "Try again. If it stays like this, ask whoever runs the network whether the host is allowed on port 443.",
	TLSUntrusted:     "A company proxy may be reading the traffic. Get its root certificate from whoever runs the network and use --ca-file FILE, or SSL_CERT_FILE.",
	ProxyRefused:     "Check the proxy's address, user name and password in HTTPS_PROXY or --proxy, and ask whoever runs it to allow the host.",
	CaptivePortal:    enterNetwork,
	TenantRestricted: "Ask whoever runs the proxy to add the tenant to its list of allowed tenants.",
	ClockSkew:        "Turn on automatic time.",

	SecretExpiring:                "Create a new secret before that day, put it into the product, then delete the old one.",
	PermissionExcess:              "In API permissions remove what nothing needs: whoever holds the secret can use it.",
	DelegatedInsteadOfApplication: "In API permissions add them again under Application permissions, then press Grant admin consent.",
	ReplyMalformed:                "Try again. If it stays like this, check that no proxy or filter answers in Microsoft's place.",
	NotYetPropagated:              "Wait a minute or two and test again, or use check --wait 2m.",
	MeWithAppToken:                "Name the mailbox in the request, in place of me.",
	MailboxNotFenced:              "In Exchange, use a scope that leaves this mailbox out, and remove the Mail permissions in Entra: the two add up, and the wider one wins.",
	SMTPAuthDisabled:              "An Exchange administrator allows authenticated SMTP for the mailbox, or the product sends by Microsoft Graph.",
	BasicAuthDisabled:             "Set the product to OAuth 2.0.",

	SignInTimeout: "Sign in again.",
	StateMismatch: "Begin the sign-in again, and use the page that this opens.",

	KeyringUnavailable: "Start the keyring of this computer, and try again.",
	KeyringLocked:      "Unlock the keyring, and try again.",
	KeyringTimeout:     "Look for a window that asks for the keyring's password, and try again.",
	KeyringTooLarge:    "Use the secret alone, without anything around it.",
	KeyringDiffers:     "Check the credential again. If that fails, enter its secret again.",
	NameMalformed:      "Use up to 64 letters, digits, dots, dashes and underscores, without spaces.",
	NameTaken:          "Choose another name.",
	NameUnknown:        "Use a name that mailgrant list shows.",
	Unknown:            "Give the trace ID and time to Microsoft support, or to whoever manages the tenant.",
}
