package check

import "mailgrant/flow/finding"

// Plainly says what a cause is without a word of the credential it was found
// with. Refusals have such a sentence anyway.
func Plainly(c finding.Cause) string {
	if says, ok := plain[c]; ok {
		return says
	}
	if a, ok := Refusals[c]; ok {
		return a.Says
	}
	return GraphRefusals[c].Says
}

var plain = map[finding.Cause]string{
	finding.ClientIDMalformed:            "The client ID is not well-formed.",
	finding.SecretMissing:                "No client secret was given, or it is empty.",
	finding.SecretMalformed:              "The client secret holds something that no secret has.",
	finding.SecretShapeUnusual:           "The client secret does not look like those Microsoft makes today.",
	finding.MailboxMalformed:             "A mailbox address can't be one.",
	finding.ExpiryMalformed:              "The secret's end date can't be read.",
	finding.ExpiryUnknown:                "The client secret's end date is not known, so the days left can't be counted.",
	finding.EndpointV1:                   "The endpoint is V1; a V2 endpoint is needed.",
	finding.EndpointWrongKind:            "The endpoint is of another kind than the one asked for.",
	finding.EndpointMalformed:            "The endpoint is not well-formed.",
	finding.EndpointNotHTTPS:             "The endpoint does not begin with https.",
	finding.EndpointHostUnknown:          "The endpoint's host is no sign-in host of Microsoft's.",
	finding.TenantMalformed:              "What stands in the tenant's place is neither a GUID nor a domain.",
	finding.TenantMismatch:               "Two of the values belong to different tenants.",
	finding.PlaceholderLeft:              "A value is still a placeholder from a document.",
	finding.CloudClosed:                  "The endpoint belongs to a Microsoft cloud that was closed.",
	finding.NotAWorkforceTenant:          "The endpoint belongs to a tenant for customers, which has no mailboxes.",
	finding.AdminConsentFormUndocumented: "The admin consent endpoint has a form that Microsoft does not document.",

	finding.DNSFailure:       "The address of Microsoft's host can't be found from this computer.",
	finding.Unreachable:      "Microsoft's host can't be reached from this computer.",
	finding.Timeout:          "Microsoft's host did not answer in time.",
	finding.TLSUntrusted:     "The certificate that answers for Microsoft's host is not trusted on this computer.",
	finding.ProxyRefused:     "The proxy did not let the request through.",
	finding.CaptivePortal:    "Something else answers in Microsoft's place: a sign-in page of the network, or a filter.",
	finding.TenantRestricted: "The network allows sign-in only to certain tenants, and this one is not among them.",
	finding.ClockSkew:        "This computer's clock and Microsoft's differ by more than a minute.",

	finding.SecretExpiring:                "The client secret ends soon.",
	finding.PermissionMissing:             "Some of the permissions needed are not granted.",
	finding.PermissionExcess:              "More permissions are granted than are needed.",
	finding.DelegatedInsteadOfApplication: "The permissions are delegated ones, where application permissions are needed.",
	finding.ReplyMalformed:                "The answer that came can't be used.",
	finding.NotYetPropagated:              "A change was made a moment ago and does not show everywhere yet.",
	finding.MeWithAppToken:                "The request asks for the mailbox of whoever signed in, and nobody did.",
	finding.MailboxNotFenced:              "A mailbox opens that must be out of reach.",
	finding.SMTPAuthDisabled:              "Authenticated SMTP is switched off for the mailbox or the tenant.",
	finding.BasicAuthDisabled:             "Sign-in by user name and password is switched off.",

	finding.SignInTimeout: "Nobody finished the sign-in in time.",
	finding.StateMismatch: "An answer of the browser's belongs to another sign-in.",

	finding.KeyringUnavailable: "The keyring of this computer can't be used.",
	finding.KeyringLocked:      "The keyring of this computer is locked.",
	finding.KeyringTimeout:     "The keyring of this computer did not answer in time.",
	finding.KeyringTooLarge:    "The keyring of this computer does not take a value this long.",
	finding.KeyringDiffers:     "The keyring of this computer holds another secret than the one that was saved.",
	finding.NameMalformed:      "The name can't be used.",
	finding.NameTaken:          "There is a saved credential of that name already.",
	finding.NameUnknown:        "No credential is saved under a name that was given.",
	finding.Unknown:            "For this mailgrant knows no cause; the codes tell Microsoft's support more.",
}
