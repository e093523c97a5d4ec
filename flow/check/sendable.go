package check

import (
	"slices"

	"mailgrant/flow/form"
	"mailgrant/flow/guide"
	"mailgrant/flow/value"
)

// Sendable reports a token request whose values are all well-formed. A GUID as
// secret is sent: Microsoft decides whether it is one.
func (c Case) Sendable() bool {
	id, secret, e := form.Judge(c.Values, guide.FieldClientID), form.Judge(c.Values, guide.FieldSecret), form.Judge(c.Values, guide.FieldToken)
	return e.Sendable && !slices.ContainsFunc(e.Findings, form.Final) && !slices.ContainsFunc(id.Findings, form.Final) &&
		!slices.ContainsFunc(secret.Findings, form.Final) && !secret.Secret.Empty() && c.Scope(e.Endpoint.Cloud) != ""
}

// Scope is the scope of the token request. The US Government sign-in host
// serves two clouds; the tenant's own cloud tells which Graph host applies.
func (c Case) Scope(endpoint value.Cloud) string {
	if c.Values.Cloud == value.USGovDoD && endpoint == value.USGov {
		return value.USGovDoD.Scope()
	}
	return endpoint.Scope()
}

// wants reports whether this use needs a permission.
func (c Case) wants(name string) bool {
	return slices.ContainsFunc(c.Guide().Wanted(c.Values.Use), func(p guide.Permission) bool { return p.Name == name })
}

func (c Case) DomainOrTenant() string {
	if c.Values.Domain != "" {
		return c.Values.Domain
	}
	return c.Values.Tenant
}
