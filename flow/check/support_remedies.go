package check

import "mailgrant/flow/finding"

// Remedies are what to do about a cause, without a word of the credential it was
// found with. What Microsoft refuses has such a list anyway.
func Remedies(c finding.Cause) []string {
	if do, ok := plainRemedies[c]; ok {
		return []string{do}
	}
	if a, ok := Refusals[c]; ok {
		return a.Do
	}
	return GraphRefusals[c].Do
}

const (
	copyEndpoint = "Copy the OAuth 2.0 token endpoint (v2) from the app's Overview page > Endpoints."
	newSecret    = "In Certificates & secrets press New client secret, and copy its Value at once."
)

var plainRemedies = map[finding.Cause]string{
	finding.ClientIDMalformed:            "On the app's Overview page copy Application (client) ID.",
	finding.SecretMissing:                "Enter the secret's Value.",
	finding.SecretMalformed:              "Copy the secret's Value again, whole and without what is around it.",
	finding.SecretShapeUnusual:           "Compare its first three characters with the Value column in Certificates & secrets.",
	finding.ExpiryMalformed:              "Write the end date as YYYY-MM-DD.",
	finding.ExpiryUnknown:                "Look up the end date in Certificates & secrets and give it with --expires YYYY-MM-DD.",
	finding.EndpointV1:                   copyEndpoint,
	finding.EndpointWrongKind:            copyEndpoint,
	finding.EndpointMalformed:            copyEndpoint,
	finding.EndpointNotHTTPS:             copyEndpoint,
	finding.EndpointHostUnknown:          copyEndpoint,
	finding.TenantMismatch:               "Take tenant, endpoint and app from the same app's Overview page.",
	finding.PlaceholderLeft:              "Put the real value in the placeholder's place.",
	finding.CloudClosed:                  "Use the endpoint of the cloud that the tenant was moved to.",
	finding.NotAWorkforceTenant:          "Use the tenant that has the mailboxes.",
	finding.AdminConsentFormUndocumented: "Use the form that the guide shows.",
	finding.MailboxMalformed:             "Write the mailbox as an e-mail address.",

	finding.DNSFailure:       "Check that this computer is online and that DNS works here. Behind a proxy, set HTTPS_PROXY or use --proxy.",
	finding.Unreachable:      "Ask whoever runs the network to allow HTTPS (port 443) to the host. Behind a proxy, set HTTPS_PROXY or use --proxy.",
	finding.Timeout:          "Try again. If it stays like this, ask whoever runs the network whether the host is allowed on port 443.",
	finding.TLSUntrusted:     "A company proxy may be reading the traffic. Get its root certificate from whoever runs the network and use --ca-file FILE, or SSL_CERT_FILE.",
	finding.ProxyRefused:     "Check the proxy's address, user name and password in HTTPS_PROXY or --proxy, and ask whoever runs it to allow the host.",
	finding.CaptivePortal:    enterNetwork,
	finding.TenantRestricted: "Ask whoever runs the proxy to add the tenant to its list of allowed tenants.",
	finding.ClockSkew:        "Turn on automatic time.",

	finding.SecretExpiring:                "Create a new secret before that day, put it into the product, then delete the old one.",
	finding.PermissionExcess:              "In API permissions remove what nothing needs: whoever holds the secret can use it.",
	finding.DelegatedInsteadOfApplication: "In API permissions add them again under Application permissions, then press Grant admin consent.",
	finding.ReplyMalformed:                "Try again. If it stays like this, check that no proxy or filter answers in Microsoft's place.",
	finding.NotYetPropagated:              "Wait a minute or two and test again, or use check --wait 2m.",
	finding.MeWithAppToken:                "Name the mailbox in the request, in place of me.",
	finding.MailboxNotFenced:              "In Exchange, use a scope that leaves this mailbox out, and remove the Mail permissions in Entra: the two add up, and the wider one wins.",
	finding.SMTPAuthDisabled:              "An Exchange administrator allows authenticated SMTP for the mailbox, or the product sends by Microsoft Graph.",
	finding.BasicAuthDisabled:             "Set the product to OAuth 2.0.",

	finding.SignInTimeout: "Sign in again.",
	finding.StateMismatch: "Begin the sign-in again, and use the page that this opens.",

	finding.KeyringUnavailable: "Start the keyring of this computer, and try again.",
	finding.KeyringLocked:      "Unlock the keyring, and try again.",
	finding.KeyringTimeout:     "Look for a window that asks for the keyring's password, and try again.",
	finding.KeyringTooLarge:    "Use the secret alone, without anything around it.",
	finding.KeyringDiffers:     "Check the credential again. If that fails, enter its secret again.",
	finding.NameMalformed:      "Use up to 64 letters, digits, dots, dashes and underscores, without spaces.",
	finding.NameTaken:          "Choose another name.",
	finding.NameUnknown:        "Use a name that mailgrant list shows.",
	finding.Unknown:            "Give the trace ID and time to Microsoft support, or to whoever manages the tenant.",
}
