package check

import (
	"slices"

	"mailgrant/flow/form"
	"mailgrant/flow/guide"
	"mailgrant/flow/value"
)

// Sendable reports a token request whose values are all well-formed. A GUID as
// secret is sent: Microsoft decides whether it is one.
func (s Case) Sendable() bool {
	id, secret, e := form.Judge(s.Answers, guide.FieldClientID), form.Judge(s.Answers, guide.FieldSecret), form.Judge(s.Answers, guide.FieldToken)
	return e.Sendable && !slices.ContainsFunc(e.Findings, form.Final) && !slices.ContainsFunc(id.Findings, form.Final) &&
		!slices.ContainsFunc(secret.Findings, form.Final) && !secret.Secret.Empty() && s.Scope(e.Endpoint.Cloud) != ""
}

// Scope is what the token is asked for. The US Government sign-in host serves
// two clouds; the tenant's own tells which Graph it has.
func (s Case) Scope(endpoint value.Cloud) string {
	if s.Answers.Cloud == value.USGovDoD && endpoint == value.USGov {
		return value.USGovDoD.Scope()
	}
	return endpoint.Scope()
}

// wants reports that this use needs a permission.
func (s Case) wants(name string) bool {
	return slices.ContainsFunc(s.Guide().Wanted(s.Answers.Use), func(p guide.Permission) bool { return p.Name == name })
}

func (s Case) DomainOrTenant() string {
	if s.Answers.Domain != "" {
		return s.Answers.Domain
	}
	return s.Answers.Tenant
}
