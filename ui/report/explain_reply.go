package report

import (
	"cmp"
	"slices"
	"strconv"
	"strings"

	"mailgrant/flow/explain"
	"mailgrant/flow/finding"
	"mailgrant/flow/guide"
	"mailgrant/flow/text"
	"mailgrant/flow/value"
)

// Print writes a reply to whoever sent the error text: who must act, what the
// text shows, what to do with the values that the text holds, and one question
// if it leaves several causes.
func (k Replier) Print(x explain.Explanation) {
	first := x.Candidates[0]
	for _, w := range x.Warnings {
		k.Wrapped("", leaks.Replace(w))
		k.Line("")
	}
	k.Wrapped("", whoActs(x))
	k.Line("")
	k.opening(x)
	k.values(x)
	if x.Ask != "" {
		k.Wrapped("", "One question: "+x.Ask)
		k.Line("")
	}
	if first.Cause != finding.Unknown || len(first.Codes) > 0 {
		k.task(first, x.Quoted)
		k.commands(x)
		k.others(x)
		k.proof(x)
	}
	k.references(x)
}

// leaks turns a warning for the reader of a text into one for who sent it: it was
// sent on already.
var leaks = strings.NewReplacer("This text holds", "Your message contained", "Treat it as leaked", "Please treat it as leaked",
	"Don't send this text on.", "Please don't send this text on to anybody else.", "don't send this text on.", "please don't send this text on to anybody else.")

// Replier writes a reply to whoever sent an error text.
type Replier struct{ Writer }

// whoActs says whose move it is.
func whoActs(x explain.Explanation) string {
	first := x.Candidates[0]
	who := mover(first)
	switch {
	case first.Cause == "":
		return "Nobody needs to change the credential."
	case who == "":
		return "It is not clear yet who must act."
	case first.Owner == finding.Nobody:
		return "Nobody needs to do anything: it passes by itself."
	case first.Owner == finding.Microsoft && first.Who == "":
		return "Only Microsoft can fix this."
	case x.Certain || x.Several != nil || !slices.ContainsFunc(x.Candidates, func(c explain.Candidate) bool { return c.Owner != first.Owner || c.Who != first.Who }):
		return strings.ToUpper(who[:1]) + who[1:] + " must fix this."
	}
	return "Most likely, " + who + " must fix this."
}

func (k Replier) opening(x explain.Explanation) {
	first := x.Candidates[0]
	says, thanks := text.LowerFirst(first.Says), "Thank you for the error text."
	if x.Quoted.Shows != "" {
		thanks = "Thank you for what you sent."
	}
	switch {
	case first.Cause == "":
		k.Wrapped("", "Thank you for the report. "+first.Says)
	case first.Cause == finding.Unknown && len(first.Codes) == 0:
		k.Wrapped("", thanks+" By itself it does not show the cause.")
	case first.Cause == finding.Unknown:
		k.Wrapped("", thanks+" This is what it says: "+first.Says)
	case x.Several != nil:
		k.Wrapped("", "Thank you for the report. "+strings.TrimSuffix(x.Several.Shown(len(x.Candidates)), ":")+" are listed here. The first: "+says)
	case x.Together() != "":
		k.Wrapped("", thanks+" "+strings.Replace(strings.TrimSuffix(x.Together(), ":"), "The text", "It", 1)+". The first: "+says)
	case x.Certain:
		k.Wrapped("", thanks+" It shows the cause: "+says)
	case len(x.Candidates) == 1:
		k.Wrapped("", thanks+" This is the most likely cause: "+says)
	default:
		k.Wrapped("", thanks+" It leaves several causes possible. The most likely one: "+says)
	}
	k.Line("")
}

// values lists what the text is about, so that nobody looks at another app.
func (k Replier) values(x explain.Explanation) {
	q, listed := x.Quoted, false
	for _, v := range []struct{ label, value string }{
		{"App (client ID)", q.App}, {"Tenant", q.Tenant}, {"Mailbox or account", q.Mailbox}, {"Redirect URI", q.Redirect},
		{"Permissions named", strings.Join(q.Permissions, ", ")}, {"Conditional Access policy", strings.Join(x.Evidence.PolicyIDs, ", ")},
		{"What it shows", q.Shows},
	} {
		if v.value == "" {
			continue
		}
		if !listed {
			k.Line("It is about:")
		}
		listed = true
		k.Wrapped("  "+v.label+": ", v.value)
	}
	if listed {
		k.Line("")
	}
}

func (k Replier) task(first explain.Candidate, q explain.Quoted) {
	words := strings.NewReplacer("MAILBOX", cmp.Or(q.Mailbox, "MAILBOX"), "CLIENT_ID", cmp.Or(q.App, "CLIENT_ID"))
	k.Line("What to do:")
	for i, do := range first.Do {
		k.Wrapped("  "+strconv.Itoa(i+1)+". ", words.Replace(do))
	}
	if strings.Contains(strings.Join(first.Do, " "), objectID) {
		k.Wrapped("  ", objectID+" is the Object ID of Entra ID > Enterprise apps > your app. It is not the client ID.")
	}
	k.Line("")
	Explainer(k).places([]explain.Candidate{first}, q.Cloud)
}

// objectID stands for the ID by which Exchange knows an app.
const objectID = "ENTERPRISE_APP_OBJECT_ID"

func (k Replier) others(x explain.Explanation) {
	rest := x.Candidates[1:]
	switch {
	case len(rest) == 0:
		return
	case x.Several != nil:
		k.Line("The report also says:")
	case x.Together() != "":
		k.Line("The others:")
	default:
		k.Line("If that is not it, it may be one of these:")
	}
	for _, c := range rest {
		says := c.Says
		if c.Apart != "" {
			says += " " + c.Apart
		}
		if x.Together() != "" {
			says += " " + strings.Join(c.Do, " ")
		}
		k.Wrapped("  - ", says)
	}
	if x.Several != nil && x.Several.Hidden > 0 {
		k.Wrapped("", x.Several.Rest())
	}
	k.Line("")
}

// commands are the page of the portal and the commands for the first cause, with
// the text's values.
func (k Replier) commands(x explain.Explanation) {
	cause, q := x.Candidates[0].Cause, x.Quoted
	if (cause == finding.RedirectMismatch || cause == finding.RedirectMissing) && q.Redirect != "" {
		k.Wrapped("", "Add this redirect URI, exactly as it is, under Authentication > Redirect URI configuration > Add Redirect URI > Web:")
		k.Line("\n  " + q.Redirect + "\n")
	}
	if link := bladeOf(cause).Link(q.Cloud, q.App); q.App != "" && link != "" {
		k.Line("The page for it:\n\n  " + link + "\n")
	}
	var lines []string
	for _, line := range cause.Entry().Commands {
		if filled, ok := fill(line, x); ok {
			lines = append(lines, "  "+filled)
		}
	}
	if len(lines) > 0 {
		k.Line("Commands that help:\n\n" + strings.Join(lines, "\n") + "\n")
	}
}

// bladeOf is the portal's page about one app where a cause is fixed; "" if there
// is none.
func bladeOf(c finding.Cause) guide.Blade {
	switch c {
	case finding.RedirectMismatch, finding.RedirectMissing, finding.RedirectPlatform:
		return guide.BladeAuthenticate
	}
	switch finding.StepID(c.Entry().Step) {
	case guide.StepSecret:
		return guide.BladeCredentials
	case guide.StepConsent, guide.StepPermission:
		return guide.BladePermissions
	}
	return ""
}

// fill puts a text's values into a command, and a word where there is none; ok
// is false if the command needs a value that is missing.
func fill(line string, x explain.Explanation) (_ string, ok bool) {
	q := x.Quoted
	policy, consent := "", ""
	if len(x.Evidence.PolicyIDs) > 0 {
		policy = x.Evidence.PolicyIDs[0]
	}
	if q.App != "" && q.Tenant != "" {
		consent = value.AdminConsentEndpoint(q.Cloud, q.Tenant) + "?client_id=" + q.App
	}
	if strings.Contains(line, "{policy}") && policy == "" || strings.Contains(line, "{consent}") && consent == "" {
		return "", false
	}
	return strings.NewReplacer("{app}", cmp.Or(q.App, "CLIENT_ID"), "{tenant}", cmp.Or(q.Tenant, "TENANT"), "{mailbox}", cmp.Or(q.Mailbox, "ADDRESS"),
		"{login}", q.Cloud.LoginHost(), "{policy}", policy, "{consent}", consent).Replace(line), true
}

// proof is how to see whether it is fixed: in the product, or for who has mailgrant
// by its own check, where the text holds a value for it.
func (k Replier) proof(x explain.Explanation) {
	first, q := x.Candidates[0], x.Quoted
	check := "mailgrant check --guide ID --client-id " + cmp.Or(q.App, "CLIENT_ID") + " --tenant " + cmp.Or(q.Tenant, "TENANT") + " --secret-stdin"
	if q.Mailbox != "" || first.Owner == finding.ExchangeAdmin {
		check += " --mailbox " + cmp.Or(q.Mailbox, "ADDRESS")
	}
	says := "If you have mailgrant, run this. It sends no mail and opens no message; mailgrant guides lists the IDs of the guides:"
	switch first.Owner {
	case finding.NetworkTeam, finding.ThisComputer:
		says = "If you have mailgrant, run this on that computer:"
	case finding.User:
		says, check = "If you have mailgrant, go through the sign-in with it; it saves nothing:", "mailgrant setup --dry-run"
	case finding.AppOwner, finding.EntraAdmin, finding.ExchangeAdmin, finding.Microsoft, finding.Nobody:
	}
	if q.App == "" && q.Tenant == "" && first.Owner != finding.User {
		k.Wrapped("", "To see whether it is fixed, test the connection in the product, or with mailgrant check if you have mailgrant.")
		k.Line("")
		return
	}
	k.Wrapped("", "To see whether it is fixed, test the connection in the product. "+says)
	k.Line("\n  " + check + "\n")
}

func (k Replier) references(x explain.Explanation) {
	e := x.Evidence
	e.PolicyIDs = nil // they are among the values
	if ids := idsOf(finding.Finding{Evidence: e}); ids != "" {
		k.Wrapped("", "For Microsoft's support: "+ids)
	}
	if lookup := x.Candidates[0].Lookup; lookup != "" {
		k.Line("Microsoft's page about this number: " + lookup)
	}
}
