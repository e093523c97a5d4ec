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
		return len(advice(f)) > 0
	case finding.AppOwner:
		return given && f.Check == finding.TokenCheck && len(f.Codes) > 0 && len(advice(f)) > 0
	}
	return false
}

// ForCause is the request to fix what a finding says, as Markdown. check is the
// command that tests the result; "" if the credential is not saved.
func ForCause(a form.Values, f finding.Finding, check string) string {
	r := &request{a: a, g: a.Procedure(), check: check, clientID: a.UsableClientID()}
	entry := f.Cause.Entry()
	r.line("# Request: fix what stops an app for mail\n")
	r.line("The app for ", r.g.Product, " can't ", a.Use.Words(), ". ", entry.Plain)
	r.about(f.Mailbox)
	r.heading("Who can do it")
	r.line("- ", who(r.g, f))
	r.heading("What to do")
	r.page(f)
	for i, do := range r.asked(f) {
		r.line(strconv.Itoa(i+1), ". ", do)
	}
	if grants(f) {
		r.permissions()
		r.consent()
	}
	r.evidence(f)
	r.heading("What to send back")
	if renews(f) {
		r.secretBack("new ")
	} else {
		r.line("- Only word that it is done. No secret is needed.")
	}
	r.heading("What success looks like")
	if grants(f) {
		r.line("Under API permissions each permission above shows a green tick and \"Granted for\" with your organization's name.")
	}
	r.proof("which asks Microsoft again.")
	return r.String()
}

// page is where in the portal the finding is fixed; the permissions have their
// own line.
func (r *request) page(f finding.Finding) {
	blade, path := r.g.Remedied(f)
	if f.Cause.Owner() == finding.ExchangeAdmin || f.Cause.Owner() == finding.NetworkTeam || grants(f) || blade == "" {
		return
	}
	if strings.HasPrefix(path, "{app-name}") {
		path = "App registrations > " + path
	}
	r.line("Page: <", blade.Link(r.a.Cloud, r.clientID), ">, or Entra ID > ", strings.ReplaceAll(path, "{app-name}", "the app"), ".\n")
}

// renews reports a finding that a new client secret fixes.
func renews(f finding.Finding) bool {
	return f.Cause.Owner() == finding.AppOwner && f.Step == guide.StepSecret
}

// forSecret is what to do about a client secret that Microsoft refuses. Its first
// characters are not for a text that may be forwarded.
func (r *request) forSecret(f finding.Finding) []string {
	which := "I tell you its first three characters by phone: the column Value shows them"
	if r.a.Secret.Hint() == "" {
		which = "The column Value shows the first three characters of each"
	}
	ended := form.Judge(r.a, guide.FieldExpires).Value
	do := []string{"In Certificates & secrets > Client secrets, look for the secret that the product uses. " + which + ". If no line begins like it, that secret was deleted, or is another app's."}
	switch {
	case f.Cause == finding.SecretExpired && ended != "":
		do[0] = "In Certificates & secrets > Client secrets, find the one that ended on " + ended + ". " + which + "."
	case f.Cause == finding.SecretExpired:
		do[0] = "In Certificates & secrets > Client secrets, find the expired one in the column Expires. " + which + "."
	case f.Cause == finding.SecretIDNotValue:
		do[0] = "The Secret ID was entered in place of the Value, which the portal shows only once."
	case f.Cause != finding.SecretWrong:
		do = nil
	}
	return append(do, "If somebody has the Value of a newer secret of this app, send that. Otherwise press New client secret and copy its Value at once, since it is shown only once.",
		"Delete the old secret once I confirm that mail runs again.")
}

// grants reports a finding that permissions and consent fix.
func grants(f finding.Finding) bool {
	return slices.Contains([]finding.Cause{
		finding.ConsentMissing, finding.PermissionMissing, finding.DelegatedInsteadOfApplication, finding.ApprovalRequired,
		finding.DirectoryDenied, finding.IdentityNotFound,
	}, f.Cause)
}

// asked is what the reader is asked to do.
func (r *request) asked(f finding.Finding) []string {
	if renews(f) {
		return r.forSecret(f)
	}
	return advice(f)
}

// advice is the finding's own, without what only mailgrant's user can do.
func advice(f finding.Finding) []string {
	do := f.Do
	if f.Cause.Owner() == finding.NetworkTeam && len(f.Codes) == 0 { // the finding speaks to this computer's user
		do = f.Cause.Entry().Elsewhere.Do
	}
	return slices.DeleteFunc(slices.Clone(do), func(do string) bool {
		return strings.Contains(do, "--") || strings.Contains(do, "a moment ago") || strings.HasPrefix(do, "Then sign in again") || strings.HasPrefix(do, "Wait a minute")
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
