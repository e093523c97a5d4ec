package finding

import (
	"maps"
	"slices"
)

// Cause names what is the matter. The names are a contract: scripts match them.
type Cause string

// Owner is whose move it is.
type Owner string

// The owners.
const (
	AppOwner      Owner = "app-owner"
	EntraAdmin    Owner = "entra-admin"
	ExchangeAdmin Owner = "exchange-admin"
	NetworkTeam   Owner = "network-team"
	Microsoft     Owner = "microsoft"
	ThisComputer  Owner = "this-computer"
	User          Owner = "user"
	Nobody        Owner = "nobody"
)

// Words says an owner the way a person would.
func (o Owner) Words() string {
	switch o {
	case AppOwner:
		return "whoever manages the app registration"
	case EntraAdmin:
		return "an administrator of the tenant"
	case ExchangeAdmin:
		return "an Exchange administrator"
	case NetworkTeam:
		return "whoever runs the network"
	case Microsoft:
		return "Microsoft"
	case ThisComputer:
		return "you, on this computer"
	case User:
		return "the person who signs in"
	case Nobody:
		return "nobody: it passes by itself"
	}
	return ""
}

// The causes, in the groups of the contract.
const (
	ClientIDMalformed            Cause = "client-id-malformed"
	SecretMissing                Cause = "secret-missing"
	SecretIDNotValue             Cause = "secret-id-not-value"
	SecretMalformed              Cause = "secret-malformed"
	SecretShapeUnusual           Cause = "secret-shape-unusual"
	ExpiryMalformed              Cause = "expiry-malformed"
	MailboxMalformed             Cause = "mailbox-malformed"
	EndpointV1                   Cause = "endpoint-v1"
	EndpointWrongKind            Cause = "endpoint-wrong-kind"
	EndpointMalformed            Cause = "endpoint-malformed"
	EndpointNotHTTPS             Cause = "endpoint-not-https"
	EndpointHostUnknown          Cause = "endpoint-host-unknown"
	TenantMalformed              Cause = "tenant-malformed"
	TenantAlias                  Cause = "tenant-alias"
	TenantMismatch               Cause = "tenant-mismatch"
	PlaceholderLeft              Cause = "placeholder-left"
	CloudClosed                  Cause = "cloud-closed"
	NotAWorkforceTenant          Cause = "not-a-workforce-tenant"
	AdminConsentFormUndocumented Cause = "adminconsent-form-undocumented"
	ExpiryUnknown                Cause = "expiry-unknown"

	DNSFailure       Cause = "dns-failure"
	Unreachable      Cause = "unreachable"
	Timeout          Cause = "timeout"
	TLSUntrusted     Cause = "tls-untrusted"
	ProxyRefused     Cause = "proxy-refused"
	CaptivePortal    Cause = "captive-portal"
	TenantRestricted Cause = "tenant-restricted"
	ClockSkew        Cause = "clock-skew"

	TenantNotFound                Cause = "tenant-not-found"
	WrongCloud                    Cause = "wrong-cloud"
	AppNotFound                   Cause = "app-not-found"
	SecretWrong                   Cause = "secret-wrong"
	ScopeInvalid                  Cause = "scope-invalid"
	ResourceWrong                 Cause = "resource-wrong"
	RequestMalformed              Cause = "request-malformed"
	CertificateInvalid            Cause = "certificate-invalid"
	AppDisabled                   Cause = "app-disabled"
	ServicePrincipalMissing       Cause = "service-principal-missing"
	SecretExpired                 Cause = "secret-expired"
	SecretExpiring                Cause = "secret-expiring"
	ConsentMissing                Cause = "consent-missing"
	PermissionMissing             Cause = "permission-missing"
	PermissionExcess              Cause = "permission-excess"
	DelegatedInsteadOfApplication Cause = "delegated-instead-of-application"
	ConditionalAccess             Cause = "conditional-access"
	UserNotAssigned               Cause = "user-not-assigned"
	ApprovalRequired              Cause = "approval-required"
	Throttled                     Cause = "throttled"
	ServiceUnavailable            Cause = "service-unavailable"
	ReplyMalformed                Cause = "reply-malformed"
	NotYetPropagated              Cause = "not-yet-propagated"
	IdentityNotFound              Cause = "identity-not-found"
	DirectoryDenied               Cause = "directory-denied"
	MailboxNotFound               Cause = "mailbox-not-found"
	TokenRejected                 Cause = "token-rejected"
	MeWithAppToken                Cause = "me-with-app-token"
	MailboxNotEnabled             Cause = "mailbox-not-enabled"
	MailboxBlocked                Cause = "mailbox-blocked"
	MailboxDenied                 Cause = "mailbox-denied"
	MailboxNotFenced              Cause = "mailbox-not-fenced"
	SendAsDenied                  Cause = "send-as-denied"
	SMTPAuthDisabled              Cause = "smtp-auth-disabled"
	BasicAuthDisabled             Cause = "basic-auth-disabled"
	RedirectMismatch              Cause = "redirect-mismatch"
	RedirectMissing               Cause = "redirect-missing"
	RedirectPlatform              Cause = "redirect-platform"
	ConsentDeclined               Cause = "consent-declined"
	AccountWrongTenant            Cause = "account-wrong-tenant"
	PersonalAccount               Cause = "personal-account"
	MFARequired                   Cause = "mfa-required"
	CodeUsed                      Cause = "code-used"
	CodeExpired                   Cause = "code-expired"
	GrantExpired                  Cause = "grant-expired"
	GrantRevoked                  Cause = "grant-revoked"
	SignInTimeout                 Cause = "sign-in-timeout"
	StateMismatch                 Cause = "state-mismatch"
	KeyringUnavailable            Cause = "keyring-unavailable"
	KeyringLocked                 Cause = "keyring-locked"
	KeyringTimeout                Cause = "keyring-timeout"
	KeyringTooLarge               Cause = "keyring-too-large"
	KeyringDiffers                Cause = "keyring-differs"
	NameMalformed                 Cause = "name-malformed"
	NameTaken                     Cause = "name-taken"
	NameUnknown                   Cause = "name-unknown"
	Unknown                       Cause = "unknown"
)

var CausesOf = map[Owner][]Cause{
	AppOwner: {
		ClientIDMalformed, SecretMissing, SecretIDNotValue, SecretMalformed, SecretShapeUnusual, ExpiryMalformed, MailboxMalformed,
		EndpointV1, EndpointWrongKind, EndpointMalformed, EndpointNotHTTPS, EndpointHostUnknown,
		TenantMalformed, TenantAlias, TenantMismatch, PlaceholderLeft, CloudClosed,
		NotAWorkforceTenant, AdminConsentFormUndocumented, ExpiryUnknown,
		TenantNotFound, WrongCloud, AppNotFound, SecretWrong, ScopeInvalid, ResourceWrong,
		RequestMalformed, CertificateInvalid, AppDisabled, ServicePrincipalMissing, SecretExpired,
		SecretExpiring, MailboxNotFound, TokenRejected, MeWithAppToken,
		RedirectMismatch, RedirectMissing, RedirectPlatform,
	},
	EntraAdmin: {
		ConsentMissing, PermissionMissing, PermissionExcess, DelegatedInsteadOfApplication,
		ConditionalAccess, UserNotAssigned, ApprovalRequired, IdentityNotFound, DirectoryDenied,
	},
	ExchangeAdmin: {
		MailboxNotEnabled, MailboxBlocked, MailboxDenied, MailboxNotFenced, SendAsDenied,
		SMTPAuthDisabled, BasicAuthDisabled,
	},
	NetworkTeam: {DNSFailure, Unreachable, Timeout, TLSUntrusted, ProxyRefused, CaptivePortal, TenantRestricted},
	Microsoft:   {Throttled, ServiceUnavailable, ReplyMalformed},
	User: {
		ConsentDeclined, AccountWrongTenant, PersonalAccount, MFARequired, CodeUsed, CodeExpired,
		GrantExpired, GrantRevoked, SignInTimeout,
	},
	ThisComputer: {
		ClockSkew, StateMismatch, KeyringUnavailable, KeyringLocked, KeyringTimeout, KeyringTooLarge, KeyringDiffers,
		NameMalformed, NameTaken, NameUnknown,
	},
	Nobody: {NotYetPropagated},
}

var ownerOf = func() map[Cause]Owner {
	m := map[Cause]Owner{}
	for o, causes := range CausesOf {
		for _, c := range causes {
			m[c] = o
		}
	}
	return m
}()

// Causes lists all causes, sorted.
func Causes() []Cause {
	return append(slices.Sorted(maps.Keys(ownerOf)), Unknown)
}

// Owners lists all owners, sorted.
func Owners() []Owner { return slices.Sorted(maps.Keys(CausesOf)) }

// Owner is whose move a cause is; "" for no cause, and for Unknown.
func (c Cause) Owner() Owner { return ownerOf[c] }

// Status is what a cause does to its check: warn, unknown (nobody here can
// tell whether the credential is good) or fail.
func (c Cause) Status() Status {
	switch c {
	case "":
		return Pass
	case SecretShapeUnusual, ExpiryUnknown, AdminConsentFormUndocumented, ClockSkew, SecretExpiring, PermissionExcess, KeyringDiffers:
		return Warn
	case Unknown, NameUnknown, KeyringUnavailable, KeyringLocked, KeyringTimeout, KeyringTooLarge:
		return Undecided // it says nothing about the credential
	}
	switch c.Owner() {
	case NetworkTeam, Microsoft, Nobody:
		return Undecided
	case AppOwner, EntraAdmin, ExchangeAdmin, ThisComputer, User:
	}
	return Fail
}
