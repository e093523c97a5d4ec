package flow

import (
	"cmp"
	"slices"
	"strings"
)

// judgeGiven looks at what check may be given outright and the wizard derives:
// the tenant, the mailboxes and the auth endpoint. What is not given is not
// judged.
func judgeGiven(a Answers) []Finding {
	var findings []Finding
	if a.Tenant != "" || a.TokenEndpoint == "" && len(a.Mailboxes) == 0 {
		if _, problem := ParseTenant(a.Tenant); problem != nil {
			problem.Step = StepTenant
			findings = append(findings, *problem)
		}
	}
	for _, address := range slices.Concat(a.Mailboxes, a.MustRefuse) {
		findings = append(findings, judgeMailbox(address)...)
	}
	return findings
}

// addresses are those of what was given that are mailbox addresses. The others
// are named by judgeGiven, and neither kept nor sent: anything may stand there.
func addresses(given []string) []string {
	return slices.DeleteFunc(slices.Clone(given), func(address string) bool { return len(judgeMailbox(address)) > 0 })
}

func judgeMailbox(address string) []Finding {
	where, findings, _ := ParseWhere(address)
	if where.Mailbox == "" && !strings.Contains(address, "@") && !holdsSecret(address) {
		findings = []Finding{Found(Values, TenantMalformed, "This is not a mailbox address.", askMailbox)}
	}
	for i := range findings {
		findings[i].Step = StepTenant
	}
	return findings
}

// judgeAuth judges the auth endpoint, of the kind the guide needs, beside the
// token endpoint: both have to belong to one tenant and one cloud.
func judgeAuth(a Answers) Judged {
	g, _ := Find(a.Guide)
	clean, _ := Clean(a.AuthEndpoint)
	if clean == "" && g.Auth == "" {
		return Judged{}
	}
	auth := JudgeEndpoint(a.AuthEndpoint, cmp.Or(g.Auth, EndpointAuthorize))
	j := Judged{Endpoint: auth.Endpoint, Corrected: auth.Corrected, Notes: auth.Notes, Findings: auth.Problems}
	if slices.ContainsFunc(auth.Problems, final) {
		return j
	}
	j.Value = cmp.Or(auth.Corrected, clean)
	if auth.Endpoint.Undocumented { // a warning only: what was given stays
		j.Value = clean
	}
	j.Findings = append(j.Findings, JudgeAgreement(a.Tenant, auth.Endpoint)...)
	if token := Judge(a, FieldToken); len(j.Findings) == 0 && len(token.Findings) == 0 {
		j.Findings = JudgeAgreement("", token.Endpoint, auth.Endpoint)
	}
	if len(auth.Problems) == 0 && len(j.Findings) > 0 {
		j.Corrected = g.AuthEndpoint(a.Cloud, a.Tenant)
	}
	return j
}

// lacksEndpoint reports a token endpoint that is missing only because the
// tenant it would be built from can't be used.
func lacksEndpoint(a Answers) bool {
	_, problem := ParseTenant(a.Tenant)
	return a.TokenEndpoint == "" && problem != nil
}
