package flow

// readsMail reports that this use opens mailboxes. Sending shows in no read.
func (s Case) readsMail() bool { return s.Guide().ID == "" || s.wants("Mail.ReadWrite") }

// examineSenders reads what Graph told of the mailboxes of an app that only
// sends: whether the directory knows their addresses, and no more.
func (s Case) examineSenders(g *Grant) []Finding {
	const unseen = "This app reads no mail, and sending shows in no read"
	var findings []Finding
	for _, x := range g.sights(LookUser) {
		f := graphRefused(MailboxCheck, x)
		f.Says = x.Mailbox + ": " + lowerFirst(f.Says)
		switch {
		case x.Reached:
			f = reached(MailboxCheck, x, x.Mailbox+" is in the directory. Whether mail can be sent from it shows in no read.")
		case onNetwork(x.Reply):
			f = Skipped(MailboxCheck, x.Mailbox+": "+lowerFirst(notReached))
		case s.lacks("User.Read.All"):
			f = Skipped(MailboxCheck, x.Mailbox+": refused, since a permission is missing; see above.")
		}
		f.Mailbox = x.Mailbox
		findings = append(findings, f)
	}
	for _, m := range addresses(s.Answers.MustRefuse) {
		f := Skipped(MailboxCheck, m+": not tested. "+unseen+".")
		f.Mailbox = m
		findings = append(findings, f)
	}
	switch {
	case len(findings) > 0:
		return findings
	case g == nil || !g.Got:
		return []Finding{Skipped(MailboxCheck, s.whyNotSent("there is no token to try"))}
	}
	return []Finding{Skipped(MailboxCheck, unseen+".")}
}
