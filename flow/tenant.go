package flow

// TenantKind is the form a tenant is named in.
type TenantKind string

// The forms.
const (
	TenantGUID   TenantKind = "guid"
	TenantDomain TenantKind = "domain"
)

// Tenant names one tenant.
type Tenant struct {
	Value string // lower case
	Kind  TenantKind
}
