package cli

import (
	"strconv"

	"mailgrant/flow/explain"
	"mailgrant/flow/finding"
)

// reply writes an answer to whoever sent the error text: nothing that the text
// held but numbers and identifiers, and one question where it leaves several
// causes.
func (a *app) reply(x explain.Explanation) {
	k := replier{a.ink()}
	k.line("Hello,\n")
	k.opening(x)
	if x.Ask != "" {
		k.wrapped("", "One question would help: "+x.Ask)
		k.line("")
	}
	if first := x.Candidates[0]; first.Cause != finding.Unknown || len(first.Codes) > 0 {
		k.task(first)
		k.others(x.Candidates[1:])
		k.command(first)
	}
	for _, w := range x.Warnings {
		k.wrapped("", "Please note: "+lowerFirst(w))
		k.line("")
	}
	k.references(x)
	k.line("Kind regards")
}

type replier struct{ ink }

func (k replier) opening(x explain.Explanation) {
	first := x.Candidates[0]
	switch {
	case first.Cause == finding.Unknown && len(first.Codes) == 0:
		k.wrapped("", "Thank you for the error text. By itself it does not show the cause.")
	case first.Cause == finding.Unknown:
		k.wrapped("", "Thank you for the error text. This is what it says: "+first.Says)
	case x.Certain:
		k.wrapped("", "Thank you for the error text. It shows the cause: "+lowerFirst(first.Says))
	case len(x.Candidates) == 1:
		k.wrapped("", "Thank you for the error text. This is the most likely cause: "+lowerFirst(first.Says))
	default:
		k.wrapped("", "Thank you for the error text. It leaves several causes possible. The most likely one: "+lowerFirst(first.Says))
	}
	k.line("")
}

func (k replier) task(first explain.Candidate) {
	if who := mover(first); who == "" || first.Owner == finding.Nobody || first.Owner == finding.Microsoft {
		k.line("What you can do:")
	} else {
		k.wrapped("", "What to do, for "+who+":")
	}
	for i, do := range first.Do {
		k.wrapped("  "+strconv.Itoa(i+1)+". ", do)
	}
	k.line("")
}

func (k replier) others(rest []explain.Candidate) {
	if len(rest) == 0 {
		return
	}
	k.line("If that is not it, it may be one of these:")
	for _, c := range rest {
		says := c.Says
		if c.Apart != "" {
			says += " " + c.Apart
		}
		k.wrapped("  - ", says)
	}
	k.line("")
}

// command is the one of mailgrant's that shows whether it is put right.
func (k replier) command(first explain.Candidate) {
	const check = "mailgrant check --guide ID --client-id ID --tenant TENANT --secret-stdin"
	says, run := "mailgrant shows whether it is put right. It sends no mail and opens no message; mailgrant guides lists the IDs of the guides:", check
	switch first.Owner {
	case finding.NetworkTeam, finding.ThisComputer:
		says, run = "Run on that computer, mailgrant shows whether it is put right:", check
	case finding.User:
		says, run = "mailgrant goes through the sign-in with you and shows whether it is put right; it saves nothing:", "mailgrant setup --dry-run"
	case finding.ExchangeAdmin:
		run = check + " --mailbox ADDRESS"
	case finding.AppOwner, finding.EntraAdmin, finding.Microsoft, finding.Nobody:
	}
	k.wrapped("", says)
	k.line("\n  " + run + "\n")
}

func (k replier) references(x explain.Explanation) {
	ids := idsOf(finding.Finding{Evidence: x.Evidence})
	lookup := x.Candidates[0].Lookup
	if ids != "" {
		k.wrapped("", "For Microsoft's support: "+ids)
	}
	if lookup != "" {
		k.line("Microsoft's page about this number: " + lookup)
	}
	if ids != "" || lookup != "" {
		k.line("")
	}
}
