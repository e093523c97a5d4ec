package check

import (
	"mailgrant/flow/finding"
	"mailgrant/flow/form"
	"mailgrant/flow/text"
	"mailgrant/flow/wire"
)

// readsMail reports whether this use opens mailboxes. Sending can't be tested
// by a read.
func (c Case) readsMail() bool { return c.Guide().ID == "" || c.wants("Mail.ReadWrite") }

// examineSenders judges Graph's answers about the mailboxes of an app that only
// sends: whether the directory knows their addresses, and no more.
func (c Case) examineSenders(g *wire.Grant) []finding.Finding {
	const unseen = "This app reads no mail, and sending shows in no read"
	var findings []finding.Finding
	for _, x := range g.ProbedBy(wire.ProbeUser) {
		f := graphRefused(finding.MailboxCheck, x)
		f.Says = x.Mailbox + ": " + text.LowerFirst(f.Says)
		switch {
		case x.Reached:
			f = reached(finding.MailboxCheck, x, x.Mailbox+" is in the directory. Whether mail can be sent from it shows in no read.")
		case onNetwork(x.Reply):
			f = finding.Skipped(finding.MailboxCheck, x.Mailbox+": "+text.LowerFirst(notReached))
		case c.lacks("User.Read.All"):
			f = finding.Skipped(finding.MailboxCheck, x.Mailbox+": refused, since a permission is missing; see above.")
		}
		f.Mailbox = x.Mailbox
		findings = append(findings, f)
	}
	for _, m := range form.Addresses(c.Values.MustRefuse) {
		f := finding.Skipped(finding.MailboxCheck, m+": not tested. "+unseen+".")
		f.Mailbox = m
		findings = append(findings, f)
	}
	switch {
	case len(findings) > 0:
		return findings
	case g == nil || !g.Got:
		return []finding.Finding{finding.Skipped(finding.MailboxCheck, c.whyNotSent("there is no token to try"))}
	}
	return []finding.Finding{finding.Skipped(finding.MailboxCheck, unseen+".")}
}
