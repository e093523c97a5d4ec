package entratest

import (
	"slices"
	"time"

	"mailgrant/flow/finding"
	"mailgrant/flow/value"
)

// ContosoID is the ID of Contoso's tenant.
const ContosoID = "6d1f0a3e-52c7-4b0e-9a44-3c0f7be1d205"

// mailRoles are the permissions in the documented procedures, for all uses
// together.
var mailRoles = []string{"Mail.ReadWrite", "Mail.Send", "User.Read.All"}

// ProductRedirect is the redirect URI of the product that Contoso uses.
const ProductRedirect = "https://jira.contoso.com/oauth2/callback"

// Contoso is the tenant of practice mode and of the tests, with an app for
// every way in which a credential can be right or wrong. Secrets start and end
// around now. More apps may be registered in it.
func Contoso(now time.Time, more ...App) Tenant {
	t := Tenant{
		ID:        ContosoID,
		Name:      "Contoso",
		Domains:   []string{"contoso.com", "contoso.onmicrosoft.com"},
		Cloud:     value.Global,
		Region:    "EU",
		Mailboxes: contosoMailboxes(),
	}
	t.Apps = slices.Concat(contosoGranted(now), contosoRefused(now), contosoConsent(), contosoSignIn(), more)
	for i := range t.Apps {
		a := &t.Apps[i]
		a.ObjectID = guidFor("service principal of " + a.Key)
		if a.ClientID == "" {
			a.ClientID = guidFor("client ID of " + a.Key)
		}
		if a.Secrets == nil {
			a.Secrets = []Secret{lasting(a.Name, now, -30, 700)}
		}
	}
	return t
}

// contosoGranted are the apps that get a token, the good one first.
func contosoGranted(now time.Time) []App {
	retired := lasting("Contoso Support Mail, 2024", now, -742, -12)
	retired.Cause = finding.SecretExpired
	return []App{
		{Key: "good", Name: "Contoso Support Mail", ClientID: "0b7c54d2-3f1a-4c7e-8a56-91d0e2f4a601",
			Story: "Everything is right.", Roles: mailRoles, Redirects: []string{ProductRedirect},
			Secrets: []Secret{lasting("Contoso Support Mail, 2026", now, -30, 700), retired}},
		{Key: "no-consent", Name: "Contoso Service Desk", ClientID: "1d2e8f60-7b94-4a0d-b3c1-5e6f7a8b9c02",
			Story: "Nobody granted admin consent.", Cause: finding.ConsentMissing,
			Wants: mailRoles, Redirects: []string{ProductRedirect}},
		{Key: "one-of-three", Name: "Contoso Invoices", ClientID: "2a3b4c5d-6e7f-4081-92a3-b4c5d6e7f803",
			Story: "Only one of its three permissions is granted.", Cause: finding.PermissionMissing,
			Roles: []string{"Mail.ReadWrite"}, Wants: mailRoles, Redirects: []string{ProductRedirect}},
		{Key: "too-many", Name: "Contoso Archive", ClientID: "3c4d5e6f-8091-42b3-a4c5-d6e7f8091a04",
			Story: "It may do far more than mail needs.", Cause: finding.PermissionExcess,
			Roles: append([]string{"Directory.ReadWrite.All"}, mailRoles...)},
		{Key: "expiring", Name: "Contoso Orders", ClientID: "4e5f6071-92a3-44c5-b6d7-e8f90a1b2c05",
			Story: "Its secret ends in five days.", Cause: finding.SecretExpiring, Roles: mailRoles,
			Secrets: []Secret{lasting("Contoso Orders", now, -725, 5)}},
		{Key: "delegated", Name: "Contoso Front Desk", ClientID: "5f607182-a3b4-45d6-87e8-f90a1b2c3d06",
			Story: "Its permissions are delegated, not application.", Cause: finding.DelegatedInsteadOfApplication,
			Scopes: []string{"Mail.ReadWrite", "Mail.Send", "User.Read"}},
		{Key: "delegated-by-mistake", Name: "Contoso Mixed Up", ClientID: "06172839-a4b5-46c7-88d9-eafb0c1d2e14",
			Story: "Its permissions were added as Delegated by mistake, so its tokens carry none.", Cause: finding.ConsentMissing,
			Delegated: []string{"Mail.ReadWrite", "Mail.Send", "User.Read"}, Redirects: []string{ProductRedirect}},
		{Key: "opaque", Name: "Contoso Vault", ClientID: "60718293-b4c5-46e7-98f9-0a1b2c3d4e07",
			Story: "Microsoft answers with a token nobody can look into.", Cause: finding.Unknown, Roles: mailRoles, Opaque: true},
		{Key: "spreading", Name: "Contoso Newcomer", ClientID: "718293a4-c5d6-47f8-a90a-1b2c3d4e5f08",
			Story: "Consent was granted a minute ago and is still spreading.", Cause: finding.ConsentMissing,
			Roles: mailRoles, RolesAfter: 2},
		{Key: "wrong-tenant", Name: "Contoso Old House", ClientID: "8293a4b5-d6e7-4809-ba1b-2c3d4e5f6009",
			Story: "Its tokens belong to another tenant.", Cause: finding.TenantMismatch,
			Roles: mailRoles, TokenTenant: "f1e2d3c4-b5a6-4978-8a9b-0c1d2e3f4a5b"},
		{Key: "robot", Name: "Contoso Robots", ClientID: "94a5b6c7-d8e9-4a1b-8c2d-3e4f5a6b7c10",
			Story: "Right for {product}: its two permissions are granted.",
			Roles: []string{"Mail.ReadWrite", "Mail.Send"}},
	}
}

// contosoRefused are the apps that Entra refuses, each for a different reason.
func contosoRefused(now time.Time) []App {
	expired := lasting("Contoso Payroll", now, -742, -12)
	return []App{
		{Key: "expired", Name: "Contoso Payroll", ClientID: "93a4b5c6-e7f8-491a-8b2c-3d4e5f60710a",
			Story: "Its only secret has expired.", Cause: finding.SecretExpired, Roles: mailRoles,
			Secrets: []Secret{expired}},
		{Key: "disabled", Name: "Contoso Helpline", ClientID: "a4b5c6d7-f809-4a2b-9c3d-4e5f6071820b",
			Story: "Somebody switched its sign-in off.", Cause: finding.AppDisabled, Roles: mailRoles, Disabled: true},
		{Key: "no-service-principal", Name: "Contoso Draft", ClientID: "b5c6d7e8-091a-4b3c-8d4e-5f607182930c",
			Story: "It is registered, but has no enterprise application here.", Cause: finding.ServicePrincipalMissing,
			Roles: mailRoles, NoServicePrincipal: true},
		{Key: "deleted", Name: "Contoso Gone", ClientID: "c6d7e8f9-1a2b-4c4d-9e5f-60718293a40d",
			Story: "It was deleted.", Cause: finding.AppNotFound, Deleted: true},
		{Key: "conditional-access", Name: "Contoso Abroad", ClientID: "d7e8f90a-2b3c-4d5e-8f60-718293a4b50e",
			Story: "A Conditional Access policy keeps it out.", Cause: finding.ConditionalAccess, Roles: mailRoles,
			Barrier: AccessPolicy},
		{Key: "tenant-restrictions", Name: "Contoso Guarded", ClientID: "e8f90a1b-3c4d-4e5f-9071-8293a4b5c60f",
			Story: "The network's tenant restrictions leave its tenant out.", Cause: finding.TenantRestricted, Roles: mailRoles,
			Barrier: TenantRestrictions},
	}
}

func contosoMailboxes() []Mailbox {
	return []Mailbox{
		{Address: "support@contoso.com", Name: "Contoso Support", Story: "Works."},
		{Address: "intern@contoso.com", Name: "Intern", State: Unlicensed,
			Story: "Has no licence, so no mailbox.", Cause: finding.MailboxNotEnabled},
		{Address: "ceo@contoso.com", Name: "Chief Executive", State: Fenced,
			Story: "An access policy keeps apps out.", Cause: finding.MailboxBlocked},
		{Address: "nobody@contoso.com", State: Missing,
			Story: "Does not exist.", Cause: finding.MailboxNotFound},
	}
}
