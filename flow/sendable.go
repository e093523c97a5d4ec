package flow

import "slices"

// sendable reports a token request whose values are all well-formed. A GUID as
// secret is sent: Microsoft decides whether it is one.
func (s Case) sendable() bool {
	id, secret, e := Judge(s.Answers, FieldClientID), Judge(s.Answers, FieldSecret), Judge(s.Answers, FieldToken)
	return e.Sendable && !slices.ContainsFunc(e.Findings, final) && !slices.ContainsFunc(id.Findings, final) &&
		!slices.ContainsFunc(secret.Findings, final) && !secret.Secret.Empty() && s.scope(e.Endpoint.Cloud) != ""
}

// scope is what the token is asked for. The US Government sign-in host serves
// two clouds; the tenant's own tells which Graph it has.
func (s Case) scope(endpoint Cloud) string {
	if s.Answers.Cloud == USGovDoD && endpoint == USGov {
		return USGovDoD.Scope()
	}
	return endpoint.Scope()
}

// wants reports that this use needs a permission.
func (s Case) wants(name string) bool {
	return slices.ContainsFunc(s.Guide().Wanted(s.Answers.Use), func(p Permission) bool { return p.Name == name })
}

func (s Case) domainOrTenant() string {
	if s.Answers.Domain != "" {
		return s.Answers.Domain
	}
	return s.Answers.Tenant
}
