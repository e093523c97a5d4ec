package value

import (
	"mailgrant/flow/finding"
	"mailgrant/flow/text"
)

// JudgeAgreement reports endpoints that contradict the tenant or each other.
// tenant may be "". Only Microsoft can say whether a domain and a GUID are the
// same tenant, so they never contradict each other here.
func JudgeAgreement(tenant string, endpoints ...Endpoint) []finding.Finding {
	var problems []finding.Finding
	const same = "Copy the tenant ID and every endpoint from the Overview page of the same app."
	if t, problem := ParseTenant(tenant); problem == nil {
		for _, e := range endpoints {
			if differ(t.Value, e.Tenant) {
				problems = append(problems, finding.New(finding.Values, finding.TenantMismatch,
					"The "+e.Kind.Words()+" names the tenant "+text.Brief(e.Tenant)+", but "+t.Value+" was given.", same))
			}
		}
	}
	for i, e := range endpoints {
		for _, other := range endpoints[:i] {
			switch {
			case e.Cloud != "" && other.Cloud != "" && e.Cloud != other.Cloud:
				problems = append(problems, finding.New(finding.Values, finding.WrongCloud,
					"The "+other.Kind.Words()+" belongs to "+other.Cloud.Title()+", the "+e.Kind.Words()+" to "+e.Cloud.Title()+".", same))
			case differ(e.Tenant, other.Tenant):
				problems = append(problems, finding.New(finding.Values, finding.TenantMismatch,
					"The "+other.Kind.Words()+" and the "+e.Kind.Words()+" name two different tenants.", same))
			}
		}
	}
	return problems
}

// differ reports two names of the same form for different tenants. Two domains
// may belong to one tenant.
func differ(a, b string) bool { return IsGUID(a) && IsGUID(b) && a != b }
