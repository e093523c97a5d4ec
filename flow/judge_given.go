package flow

import "strings"

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
	for _, address := range a.Mailboxes {
		findings = append(findings, judgeMailbox(address)...)
	}
	return append(findings, judgeAuth(a)...)
}

func judgeMailbox(address string) []Finding {
	where, findings, _ := ParseWhere(address)
	if where.Mailbox == "" && !strings.Contains(address, "@") && !LooksLikeSecret(address) {
		findings = []Finding{Found(Values, TenantMalformed, "This is not a mailbox address.", askMailbox)}
	}
	for i := range findings {
		findings[i].Step = StepTenant
	}
	return findings
}

// judgeAuth judges the authorization endpoint beside the token endpoint: both
// have to belong to one tenant and one cloud.
func judgeAuth(a Answers) []Finding {
	if clean, _ := Clean(a.AuthEndpoint); clean == "" {
		return nil
	}
	auth := JudgeEndpoint(a.AuthEndpoint, EndpointAuthorize)
	findings := auth.Problems
	if token := Judge(a, FieldToken); len(findings) == 0 && len(token.Findings) == 0 {
		findings = JudgeAgreement(a.Tenant, token.Endpoint, auth.Endpoint)
	}
	for i := range findings {
		findings[i].Step = StepEndpoint
	}
	return findings
}

// lacksEndpoint reports a token endpoint that is missing only because the
// tenant it would be built from can't be used.
func lacksEndpoint(a Answers) bool {
	_, problem := ParseTenant(a.Tenant)
	return a.TokenEndpoint == "" && problem != nil
}
