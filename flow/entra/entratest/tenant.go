package entratest

import (
	"slices"
	"strings"
	"time"

	"mailgrant/flow/finding"
	"mailgrant/flow/value"
)

// Tenant is one directory as Microsoft would store it.
type Tenant struct {
	ID        string   // GUID
	Name      string   // the organization's name
	Domains   []string // verified domains, starting with the one for mail
	Cloud     value.Cloud
	Region    string // tenant_region_scope, such as EU or USGov
	SubRegion string // tenant_region_sub_scope: "", GCC, DODCON or DOD
	Apps      []App
	Mailboxes []Mailbox
}

// App is an app registration together with its enterprise application. The zero
// value of every flag is the healthy state.
type App struct {
	Key      string // short name to look it up, such as "expired"
	ClientID string // GUID
	ObjectID string // GUID of the service principal
	Name     string
	Grant    Grant
	Story    string        // what is wrong with it, in one sentence
	Cause    finding.Cause // what mailgrant must find; "" if all is well
	Secrets  []Secret      // the first is the default

	SignIn finding.Cause // what a user's sign-in must find; "" if it works

	Registered bool     // by hand, in the practice portal
	Asks       []string // permissions that its guide asks for and nobody has added yet

	Roles      []string // granted application permissions
	RolesAfter int      // how many tokens come without them while the consent propagates
	Wants      []string // application permissions that wait for admin consent
	Scopes     []string // delegated permissions: a token with these has no roles

	Redirects   []string // redirect URIs, all for the platform Web
	Delegated   []string // registered delegated permissions, which users are asked for
	Consent     ConsentPolicy
	Multitenant bool // works with common and organizations

	Deleted            bool    // unknown to the tenant, or deleted
	Disabled           bool    // sign-in is switched off
	NoServicePrincipal bool    // registered, but without an enterprise application
	Barrier            Barrier // what refuses it a token
	Opaque             bool    // its tokens can't be decoded
	TokenTenant        string  // GUID that its tokens name in place of the tenant's own
}

// Barrier is a policy that refuses a token.
type Barrier string

// The barriers.
const (
	AccessPolicy       Barrier = "conditional-access"  // AADSTS53003, which names the policy
	TokenProtection    Barrier = "token-protection"    // AADSTS530084; users' sign-ins only
	TenantRestrictions Barrier = "tenant-restrictions" // AADSTS5000211, added by the network
)

// Grant is what an app is registered for: whose permissions it has, and how it
// comes by them.
type Grant string

// The grants.
const (
	ClientCredentials Grant = "" // an administrator grants its permissions in the portal
	AuthorizationCode Grant = "authorization-code"
	AdminConsent      Grant = "admin-consent" // an administrator grants them on the consent page
)

// ConsentPolicy says who may consent to an app's delegated permissions.
type ConsentPolicy string

// The policies.
const (
	UsersConsent   ConsentPolicy = ""        // all users, for themselves
	AdminsConsent  ConsentPolicy = "admin"   // an administrator only: AADSTS90094
	ConsentRequest ConsentPolicy = "request" // the same, and users may request it: AADSTS90095
)

// Secret is one client secret of an app. It is invented, so it may be shown.
type Secret struct {
	Value  string
	KeyID  string // the GUID the portal calls Secret ID
	Starts time.Time
	Ends   time.Time
	Note   string        // its description in the portal
	Cause  finding.Cause // what mailgrant must find with it, if not the app's Cause
}

// Mailbox is an address in the tenant, with Graph's answer for it.
type Mailbox struct {
	Address string
	Name    string
	State   MailboxState
	Story   string        // what is wrong with it, in one sentence
	Cause   finding.Cause // what mailgrant must find; "" if it is reachable
}

// MailboxState is what Exchange has at an address.
type MailboxState string

// The states.
const (
	Reachable  MailboxState = ""           // a mailbox
	Unlicensed MailboxState = "unlicensed" // a user without a mailbox
	Fenced     MailboxState = "fenced"     // an access policy denies apps access
	Missing    MailboxState = "missing"    // no such user
)

// App is the app with that key or client ID; ok is false if there is none.
func (t Tenant) App(key string) (app App, ok bool) {
	i := slices.IndexFunc(t.Apps, func(a App) bool {
		return a.Key == key || strings.EqualFold(a.ClientID, key)
	})
	if i < 0 {
		return App{}, false
	}
	return t.Apps[i], true
}

// Good is the tenant's first app, with which everything works.
func (t Tenant) Good() App {
	if len(t.Apps) == 0 {
		return App{}
	}
	return t.Apps[0]
}

// Secret is the default secret's value; "" for an app without secrets.
func (a App) Secret() string {
	if len(a.Secrets) == 0 {
		return ""
	}
	return a.Secrets[0].Value
}

// Expect is what mailgrant must find when it uses the app with s.
func (a App) Expect(s Secret) finding.Cause {
	if s.Cause != "" {
		return s.Cause
	}
	return a.Cause
}

// named reports whether a tenant segment means this tenant.
func (t Tenant) named(segment string) bool {
	return strings.EqualFold(t.ID, segment) ||
		slices.ContainsFunc(t.Domains, func(d string) bool { return strings.EqualFold(d, segment) })
}

func (t Tenant) mailbox(address string) (box Mailbox, ok bool) {
	i := slices.IndexFunc(t.Mailboxes, func(m Mailbox) bool { return strings.EqualFold(m.Address, address) })
	if i < 0 || t.Mailboxes[i].State == Missing {
		return Mailbox{}, false
	}
	return t.Mailboxes[i], true
}
