package flow

// plainly says what a cause is without a word of the credential it was found
// with. Refusals have such a sentence anyway.
func plainly(c Cause) string {
	if says, ok := plain[c]; ok {
		return says
	}
	if a, ok := refusals[c]; ok {
		return a.says
	}
	return graphRefusals[c].says
}

var plain = map[Cause]string{
	ClientIDMalformed:            "The client ID is not well-formed.",
	SecretMissing:                "No client secret was given, or it is empty.",
	SecretMalformed:              "The client secret holds something that no secret has.",
	SecretShapeUnusual:           "The client secret does not look like those Microsoft makes today.",
	MailboxMalformed:             "A mailbox address can't be one.",
	ExpiryMalformed:              "The secret's end date can't be read.",
	ExpiryUnknown:                "The client secret's end date is not known, so the days left can't be counted.",
	EndpointV1:                   "The endpoint is V1; a V2 endpoint is needed.",
	EndpointWrongKind:            "The endpoint is of another kind than the one asked for.",
	EndpointMalformed:            "The endpoint is not well-formed.",
	EndpointNotHTTPS:             "The endpoint does not begin with https.",
	EndpointHostUnknown:          "The endpoint's host is no sign-in host of Microsoft's.",
	TenantMalformed:              "What stands in the tenant's place is neither a GUID nor a domain.",
	TenantMismatch:               "Two of the values belong to different tenants.",
	PlaceholderLeft:              "A value is still a placeholder from a document.",
	CloudClosed:                  "The endpoint belongs to a Microsoft cloud that was closed.",
	NotAWorkforceTenant:          "The endpoint belongs to a tenant for customers, which has no mailboxes.",
	AdminConsentFormUndocumented: "The admin consent endpoint has a form that Microsoft does not document.",

	DNSFailure:       "The address of Microsoft's host can't be found from this computer.",
	Unreachable:      "Microsoft's host can't be reached from this computer.",
	Timeout:          "Microsoft's host did not answer in time.",
	TLSUntrusted:     "The certificate that answers for Microsoft's host is not trusted on this computer.",
	ProxyRefused:     "The proxy did not let the request through.",
	CaptivePortal:    "Something else answers in Microsoft's place: a sign-in page of the network, or a filter.",
	TenantRestricted: "The network allows sign-in only to certain tenants, and this one is not among them.",
	ClockSkew:        "This computer's clock and Microsoft's differ by more than a minute.",

	SecretExpiring:                "The client secret ends soon.",
	PermissionMissing:             "Some of the permissions needed are not granted.",
	PermissionExcess:              "More permissions are granted than are needed.",
	DelegatedInsteadOfApplication: "The permissions are delegated ones, where application permissions are needed.",
	ReplyMalformed:                "The answer that came can't be used.",
	NotYetPropagated:              "A change was made a moment ago and does not show everywhere yet.",
	MeWithAppToken:                "The request asks for the mailbox of whoever signed in, and nobody did.",
	MailboxNotFenced:              "A mailbox opens that must be out of reach.",
	SMTPAuthDisabled:              "Authenticated SMTP is switched off for the mailbox or the tenant.",
	BasicAuthDisabled:             "Sign-in by user name and password is switched off.",

	SignInTimeout: "Nobody finished the sign-in in time.",
	StateMismatch: "An answer of the browser's belongs to another sign-in.",

	KeyringUnavailable: "The keyring of this computer can't be used.",
	KeyringLocked:      "The keyring of this computer is locked.",
	KeyringTimeout:     "The keyring of this computer did not answer in time.",
	KeyringTooLarge:    "The keyring of this computer does not take a value this long.",
	KeyringDiffers:     "The keyring of this computer holds another secret than the one that was saved.",
	NameMalformed:      "The name can't be used.",
	NameTaken:          "There is a saved credential of that name already.",
	NameUnknown:        "No credential is saved under a name that was given.",
	Unknown:            "For this mailgrant knows no cause; the codes tell Microsoft's support more.",
}
