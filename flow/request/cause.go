package request

import (
	"cmp"
	"slices"
	"strconv"
	"strings"

	"mailgrant/flow/finding"
	"mailgrant/flow/form"
	"mailgrant/flow/guide"
	"mailgrant/flow/value"
)

// Another reports a finding that somebody other than the user can fix, so that
// a request makes sense. Given is an app that somebody else may manage; what the
// user typed is their own move all the same.
func Another(f finding.Finding, given bool) bool {
	switch f.Cause.Owner() {
	case finding.EntraAdmin, finding.ExchangeAdmin, finding.NetworkTeam:
		return len(asked(f)) > 0
	case finding.AppOwner:
		return given && f.Check == finding.TokenCheck && len(f.Codes) > 0 && len(asked(f)) > 0
	}
	return false
}

// ForCause is the request to fix what a finding says, as Markdown. check is the
// command that tests the result.
func ForCause(a form.Values, f finding.Finding, check string) string {
	r := &request{a: a, g: a.Procedure(), check: check, clientID: a.UsableClientID()}
	entry := f.Cause.Entry()
	r.line("# Request: fix what stops an app for mail\n")
	r.line("The app for ", r.g.Product, " can't ", a.Use.Words(), ". ", entry.Plain)
	r.about(f.Mailbox)
	r.heading("Who can do it")
	r.line("- ", who(r.g, f))
	r.heading("What to do")
	for i, do := range asked(f) {
		r.line(strconv.Itoa(i+1), ". ", do)
	}
	if grants(f) {
		r.permissions()
		r.consent()
	}
	r.evidence(f)
	r.heading("What to send back")
	r.line("- Only word that it is done. No secret is needed.")
	r.heading("What success looks like")
	if grants(f) {
		r.line("Under API permissions each permission above shows a green tick and \"Granted for\" with your organization's name.")
	}
	r.line("I prove it with `", r.check, "`, which asks Microsoft again.")
	return r.String()
}

// grants reports a finding that permissions and consent fix.
func grants(f finding.Finding) bool {
	return slices.Contains([]finding.Cause{
		finding.ConsentMissing, finding.PermissionMissing, finding.DelegatedInsteadOfApplication, finding.ApprovalRequired,
		finding.DirectoryDenied, finding.IdentityNotFound,
	}, f.Cause)
}

// asked is what the reader is asked to do: the finding's own advice, without
// what only mailgrant's user can do.
func asked(f finding.Finding) []string {
	do := f.Do
	if f.Cause.Owner() == finding.NetworkTeam && len(f.Codes) == 0 { // the finding speaks to this computer's user
		do = f.Cause.Entry().Elsewhere.Do
	}
	return slices.DeleteFunc(slices.Clone(do), func(do string) bool {
		return strings.Contains(do, "--") || strings.Contains(do, "a moment ago") || strings.HasPrefix(do, "Then sign in again")
	})
}

// Who names the role that can fix a finding: "An Exchange Administrator."
func Who(g guide.Guide, f finding.Finding) string {
	_, roles, _ := strings.Cut(who(g, f), "Granting admin consent: ")
	return cmp.Or(roles, who(g, f))
}

// who is the same as a line of the request.
func who(g guide.Guide, f finding.Finding) string {
	switch owner := f.Cause.Owner(); {
	case grants(f):
		return g.Step(guide.StepConsent).Who
	case f.Cause == finding.ConditionalAccess:
		return "A Conditional Access Administrator or Security Administrator."
	case owner == finding.ExchangeAdmin:
		return "An Exchange Administrator."
	case owner == finding.EntraAdmin:
		return "A Cloud Application Administrator or Application Administrator."
	case owner == finding.AppOwner:
		return "An owner of the app registration, a Cloud Application Administrator or an Application Administrator."
	default:
		return strings.ToUpper(owner.Words()[:1]) + owner.Words()[1:] + "."
	}
}

// evidence is what finds the refusal in a log.
func (r *request) evidence(f finding.Finding) {
	var about []string
	for _, code := range f.Codes {
		about = append(about, "Code: "+code)
	}
	for _, id := range []struct{ label, value string }{
		{"Correlation ID", f.Evidence.CorrelationID}, {"Trace ID", f.Evidence.TraceID}, {"Request ID", f.Evidence.RequestID},
	} {
		if value.IsGUID(id.value) {
			about = append(about, id.label+": `"+id.value+"`")
		}
	}
	for _, id := range f.Evidence.PolicyIDs {
		if value.IsGUID(id) {
			about = append(about, "Policy ID: `"+id+"`")
		}
	}
	if len(about) == 0 {
		return
	}
	r.heading("How to find it in the logs")
	for _, line := range about {
		r.line("- ", line)
	}
}
