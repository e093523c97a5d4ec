package check

import (
	"slices"
	"strings"

	"mailgrant/flow/catalogue"
	"mailgrant/flow/finding"
	"mailgrant/flow/form"
	"mailgrant/flow/guide"
	"mailgrant/flow/text"
	"mailgrant/flow/wire"
)

// examineGraph judges Graph's answers: the directory, then each mailbox.
func examineGraph(c Case) []finding.Finding {
	g := c.Results.Token
	if g == nil && c.Running {
		return nil
	}
	return append([]finding.Finding{examineDirectory(c, g)}, examineMailboxes(c, g)...)
}

// behind skips findings of Graph that are caused by the token itself if the
// claims already explain what is wrong with it.
func behind(grant, graph []finding.Finding) []finding.Finding {
	wrong := slices.ContainsFunc(grant, func(f finding.Finding) bool {
		return f.Check == finding.Claims && (f.Status == finding.Fail || f.Status == finding.Undecided)
	})
	for i, f := range graph {
		if wrong && (f.Cause == finding.TokenRejected || f.Cause == finding.IdentityNotFound) {
			graph[i] = finding.Skipped(f.Check, "Refused, since the token is not the right one; see above.")
			graph[i].Mailbox, graph[i].Evidence = f.Mailbox, f.Evidence
		}
	}
	return graph
}

func examineDirectory(c Case, g *wire.Grant) finding.Finding {
	kind := wire.ProbeDirectory
	if c.Results.SignIn != nil {
		kind = wire.ProbeMe
	}
	seen := g.ProbedBy(kind)
	switch {
	case len(seen) > 0 && seen[0].Reached && kind == wire.ProbeMe:
		return reached(finding.Directory, seen[0], "Microsoft Graph knows who signed in.")
	case len(seen) > 0 && seen[0].Reached:
		return reached(finding.Directory, seen[0], "The directory answers, so mailboxes can be found by address.")
	case len(seen) > 0 && c.lacks("User.Read.All", "User.Read", "Directory.Read.All"):
		return finding.Skipped(finding.Directory, "Refused, since a permission is missing; see above.")
	case len(seen) > 0 && onNetwork(seen[0].Reply):
		return finding.Skipped(finding.Directory, notReached)
	case len(seen) > 0:
		return graphRefused(finding.Directory, seen[0])
	case c.Guide().ID != "" && !c.wants("User.Read.All") && !c.wants("User.Read"):
		return finding.Skipped(finding.Directory, "This guide does not need to read the directory.")
	case g == nil || !g.Got:
		return finding.Skipped(finding.Directory, c.whyNotSent("there is no token to try"))
	}
	return finding.Skipped(finding.Directory, "Not tested.")
}

func examineMailboxes(c Case, g *wire.Grant) []finding.Finding {
	if !c.readsMail() {
		return c.examineSenders(g)
	}
	seen := g.ProbedBy(wire.ProbeInbox)
	if len(seen) == 0 {
		switch {
		case g == nil || !g.Got:
			return []finding.Finding{finding.Skipped(finding.MailboxCheck, c.whyNotSent("there is no token to try"))}
		case c.Guide().Delegated():
			return []finding.Finding{finding.Skipped(finding.MailboxCheck, "Nobody signed in, so no mailbox was tried.")}
		}
		if given := slices.Concat(c.Values.Mailboxes, c.Values.MustRefuse); len(given) > 0 && len(form.Addresses(given)) == 0 {
			return []finding.Finding{finding.Skipped(finding.MailboxCheck, "No mailbox was tried, since no address given can be one; see above.")}
		}
		return []finding.Finding{finding.Skipped(finding.MailboxCheck, "No mailbox was named, so none was tried.")}
	}
	var findings []finding.Finding
	for _, x := range seen {
		f := c.mailboxFinding(x)
		f.Mailbox = x.Mailbox
		findings = append(findings, f)
	}
	return findings
}

func (c Case) mailboxFinding(x wire.ProbeResult) finding.Finding {
	name := x.Mailbox
	if name == "" {
		name = "The mailbox of who signed in"
	}
	switch {
	case x.MustRefuse && x.Reached:
		return onMailbox(x, finding.New(finding.MailboxCheck, finding.MailboxNotFenced, name+" opens, though it must be out of reach.",
			"In Exchange, give the app access by RBAC for Applications with a scope that leaves this mailbox out, and remove the Mail permissions in Entra: the two add up, and the wider one wins."))
	case x.Reached:
		return reached(finding.MailboxCheck, x, name+" opens: its inbox answers.")
	case onNetwork(x.Reply):
		return finding.Skipped(finding.MailboxCheck, name+": "+text.LowerFirst(notReached))
	}
	f := graphRefused(finding.MailboxCheck, x)
	switch {
	case f.Cause == finding.MailboxDenied && c.lacks(mailReaders...) && !c.exchangeDecides(x): // it does not test an access restriction either
		return finding.Skipped(finding.MailboxCheck, name+": refused, since a permission is missing; see above.")
	case x.MustRefuse && (f.Cause == finding.MailboxBlocked || f.Cause == finding.MailboxDenied):
		return reached(finding.MailboxCheck, x, name+" is refused, as it must be.")
	}
	if f.Cause == finding.MailboxDenied && c.Results.Token.Opaque {
		f.Says = "Exchange refuses the mailbox. Whether the permission is granted can't be read from this token."
	}
	if f.Cause == finding.MailboxDenied && c.RBAC && c.lacks(mailReaders...) {
		f.Says = "Exchange refuses the mailbox: its scope of RBAC for Applications leaves it out, or no role is assigned to the app."
	}
	f.Says = name + ": " + text.LowerFirst(f.Says)
	if who := c.otherPerson(); x.Mailbox == "" && who != "" && f.Status == finding.Fail {
		f.Cause, f.Says, f.Step = finding.WrongAccount, who, guide.StepSignIn
		f.Do = slices.Clone(finding.WrongAccount.Entry().Do)
	}
	if c.Results.SignIn != nil && x.Mailbox != "" && f.Cause == finding.MailboxDenied {
		f.Status = finding.Warn
		f.Says = name + " does not open for " + orSomeone(c.Results.SignIn.Identity) + "."
		f.Do = []string{"If the product works with this mailbox, sign in as its owner, or give the person Full Access to it in the Exchange admin center."}
	}
	return f
}

// exchangeDecides reports a refusal that comes from Exchange itself, although
// the token carries no permission to read mail. For a mailbox that must refuse,
// it counts only if another mailbox opens.
func (c Case) exchangeDecides(x wire.ProbeResult) bool {
	return x.MustRefuse && c.scoped() || !x.MustRefuse && c.RBAC
}

// notReached is why a probe has no result; the network check says more.
const notReached = "Not tested: the network stood in the way."

func onMailbox(x wire.ProbeResult, f finding.Finding) finding.Finding {
	return repliedBy(f, x.Reply)
}

func reached(check finding.Check, x wire.ProbeResult, says string) finding.Finding {
	return repliedBy(finding.Passed(check, says), x.Reply)
}

// mailReaders are the permissions that open an inbox.
var mailReaders = []string{"Mail.ReadWrite", "Mail.Read", "Mail.ReadBasic.All", "Mail.ReadWrite.Shared", "Mail.Read.Shared"}

// graphRefused explains a refused probe. The beginning of the code tells who
// refused: Error is Exchange, Authorization and Request are the directory
// (facts/entra.md section 6.1).
func graphRefused(check finding.Check, x wire.ProbeResult) finding.Finding {
	cause := graphCause(check, x)
	if cause == "" {
		return onMailbox(x, ReplyFinding(check, x.Reply))
	}
	f := finding.Of(check, cause)
	if strings.Contains(x.Evidence.ServerText, "[RAOP]") { // an access policy, not the organization's list
		f.Do = slices.DeleteFunc(f.Do, func(do string) bool { return strings.HasPrefix(do, "Without RAOP") })
	}
	return onMailbox(x, f)
}

// graphCause is the cause for an error code of Graph; "" if status or network
// say more.
func graphCause(check finding.Check, x wire.ProbeResult) finding.Cause {
	if x.Trouble != wire.NoTrouble || x.Evidence.HTTPStatus >= 500 || x.Evidence.HTTPStatus == 429 {
		return ""
	}
	switch cause := catalogue.OfGraph(x.Error); {
	case cause == finding.TokenRejected, cause == finding.IdentityNotFound, cause == finding.DirectoryDenied:
		return cause
	case strings.Contains(x.Evidence.ServerText, "[RAOP]"), strings.Contains(x.Evidence.ServerText, "Access to OData is disabled"):
		return finding.MailboxBlocked
	case cause == finding.MailboxDenied && check == finding.Directory:
		return finding.DirectoryDenied
	default:
		return cause
	}
}
