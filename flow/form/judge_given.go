package form

import (
	"cmp"
	"slices"
	"strconv"
	"strings"

	"mailgrant/flow/finding"
	"mailgrant/flow/guide"
	"mailgrant/flow/text"
	"mailgrant/flow/value"
)

// JudgeGiven judges values that check can take as flags and the wizard derives:
// the tenant, the mailboxes and the auth endpoint. It skips those that were not
// given.
func JudgeGiven(a Values) []finding.Finding {
	var findings []finding.Finding
	if a.Tenant != "" || a.TokenEndpoint == "" && len(a.Mailboxes) == 0 {
		if _, problem := value.ParseTenant(a.Tenant); problem != nil {
			problem.Step = guide.StepTenant
			findings = append(findings, *problem)
		}
	}
	findings = append(findings, judgeMailboxes(a.Mailboxes, "Mailbox")...)
	return append(findings, judgeMailboxes(a.MustRefuse, "Mailbox to be refused")...)
}

// judgeMailboxes judges several mailboxes; each finding names the position of
// its mailbox.
func judgeMailboxes(texts []string, what string) []finding.Finding {
	var findings []finding.Finding
	for i, txt := range texts {
		_, bad := judgeMailbox(txt)
		for _, f := range bad {
			if len(texts) > 1 {
				f.Says = what + " " + strconv.Itoa(i+1) + ": " + text.LowerFirst(f.Says)
			}
			findings = append(findings, f)
		}
	}
	return findings
}

// judgeMailbox is the mailbox address in a text; if there is none, it is "" and
// the findings say why. They quote nothing, because anything may have been pasted
// there.
func judgeMailbox(text string) (address string, findings []finding.Finding) {
	where, findings, _ := value.ParseLocation(text)
	switch {
	case value.HoldsSecret(text):
		findings = []finding.Finding{finding.New(finding.Values, finding.MailboxMalformed, "This looks like a client secret, not a mailbox address.", value.PasteSecret+" "+value.AskMailbox)}
	case where.Mailbox == "" && (len(findings) == 0 || !strings.Contains(text, "@")):
		findings = []finding.Finding{finding.New(finding.Values, finding.MailboxMalformed, "This is not a mailbox address.", value.AskMailbox)}
	}
	for i := range findings {
		findings[i].Step = guide.StepTenant
		if findings[i].Cause == finding.TenantMalformed {
			findings[i].Cause = finding.MailboxMalformed
		}
	}
	return where.Mailbox, findings
}

// Addresses are the valid mailbox addresses among the texts.
func Addresses(texts []string) []string {
	var good []string
	for _, text := range texts {
		if address, bad := judgeMailbox(text); len(bad) == 0 {
			good = append(good, address)
		}
	}
	return good
}

// FirstAddress is the first valid mailbox address among the texts; "" if there is
// none.
func FirstAddress(texts []string) string {
	if good := Addresses(texts); len(good) > 0 {
		return good[0]
	}
	return ""
}

// judgeAuth judges the auth endpoint, of the kind the guide needs, together
// with the token endpoint: both must belong to one tenant and one cloud.
func judgeAuth(a Values) Judged {
	g := a.Procedure()
	clean, _ := value.Clean(a.AuthEndpoint)
	if clean == "" && g.Auth == "" {
		return Judged{}
	}
	auth := value.JudgeEndpoint(a.AuthEndpoint, cmp.Or(g.Auth, value.EndpointAuthorize))
	j := Judged{Endpoint: auth.Endpoint, Corrected: auth.Corrected, Notes: auth.Notes, Findings: auth.Problems}
	if alias := func(f finding.Finding) bool { return f.Cause == finding.TenantAlias }; j.Corrected == "" && slices.ContainsFunc(auth.Problems, func(f finding.Finding) bool { return Final(f) || alias(f) }) {
		j.Corrected = g.AuthEndpoint(a.knownTenant())
	}
	if slices.ContainsFunc(auth.Problems, Final) {
		return j
	}
	j.Value = cmp.Or(auth.Corrected, clean)
	if auth.Endpoint.Undocumented { // only a warning: keep the value as given
		j.Value = clean
	}
	j.Findings = append(j.Findings, value.JudgeAgreement(a.Tenant, auth.Endpoint)...)
	if token := Judge(a, guide.FieldToken); len(j.Findings) == 0 && len(token.Findings) == 0 {
		j.Findings = value.JudgeAgreement("", token.Endpoint, auth.Endpoint)
	}
	if len(auth.Problems) == 0 && len(j.Findings) > 0 {
		j.Corrected = g.AuthEndpoint(a.Cloud, a.Tenant)
	}
	return j
}

// LacksEndpoint reports a token endpoint that is missing only because its
// tenant can't be used.
func LacksEndpoint(a Values) bool {
	_, problem := value.ParseTenant(a.Tenant)
	return a.TokenEndpoint == "" && problem != nil
}
