package report

import (
	"strconv"

	"mailgrant/flow/explain"
	"mailgrant/flow/finding"
	"mailgrant/flow/text"
)

// Print writes a reply to whoever sent the error text: from that text only
// numbers and identifiers, and one question if it leaves several causes.
func (k Replier) Print(x explain.Explanation) {
	k.Line("Hello,\n")
	k.opening(x)
	if x.Ask != "" {
		k.Wrapped("", "One question would help: "+x.Ask)
		k.Line("")
	}
	if first := x.Candidates[0]; first.Cause != finding.Unknown || len(first.Codes) > 0 {
		k.task(first)
		k.others(x.Candidates[1:])
		k.command(first)
	}
	for _, w := range x.Warnings {
		k.Wrapped("", "Please note: "+text.LowerFirst(w))
		k.Line("")
	}
	k.references(x)
	k.Line("Kind regards")
}

// Replier writes a reply to whoever sent an error text.
type Replier struct{ Writer }

func (k Replier) opening(x explain.Explanation) {
	first := x.Candidates[0]
	switch {
	case first.Cause == finding.Unknown && len(first.Codes) == 0:
		k.Wrapped("", "Thank you for the error text. By itself it does not show the cause.")
	case first.Cause == finding.Unknown:
		k.Wrapped("", "Thank you for the error text. This is what it says: "+first.Says)
	case x.Certain:
		k.Wrapped("", "Thank you for the error text. It shows the cause: "+text.LowerFirst(first.Says))
	case len(x.Candidates) == 1:
		k.Wrapped("", "Thank you for the error text. This is the most likely cause: "+text.LowerFirst(first.Says))
	default:
		k.Wrapped("", "Thank you for the error text. It leaves several causes possible. The most likely one: "+text.LowerFirst(first.Says))
	}
	k.Line("")
}

func (k Replier) task(first explain.Candidate) {
	if who := mover(first); who == "" || first.Owner == finding.Nobody || first.Owner == finding.Microsoft {
		k.Line("What you can do:")
	} else {
		k.Wrapped("", "What to do, for "+who+":")
	}
	for i, do := range first.Do {
		k.Wrapped("  "+strconv.Itoa(i+1)+". ", do)
	}
	k.Line("")
}

func (k Replier) others(rest []explain.Candidate) {
	if len(rest) == 0 {
		return
	}
	k.Line("If that is not it, it may be one of these:")
	for _, c := range rest {
		says := c.Says
		if c.Apart != "" {
			says += " " + c.Apart
		}
		k.Wrapped("  - ", says)
	}
	k.Line("")
}

// command is the mailgrant command that shows whether it is fixed.
func (k Replier) command(first explain.Candidate) {
	const check = "mailgrant check --guide ID --client-id ID --tenant TENANT --secret-stdin"
	says, run := "mailgrant shows whether it is fixed. It sends no mail and opens no message; mailgrant guides lists the IDs of the guides:", check
	switch first.Owner {
	case finding.NetworkTeam, finding.ThisComputer:
		says, run = "Run on that computer, mailgrant shows whether it is fixed:", check
	case finding.User:
		says, run = "mailgrant takes you through the sign-in and shows whether it is fixed; it saves nothing:", "mailgrant setup --dry-run"
	case finding.ExchangeAdmin:
		run = check + " --mailbox ADDRESS"
	case finding.AppOwner, finding.EntraAdmin, finding.Microsoft, finding.Nobody:
	}
	k.Wrapped("", says)
	k.Line("\n  " + run + "\n")
}

func (k Replier) references(x explain.Explanation) {
	ids := idsOf(finding.Finding{Evidence: x.Evidence})
	lookup := x.Candidates[0].Lookup
	if ids != "" {
		k.Wrapped("", "For Microsoft's support: "+ids)
	}
	if lookup != "" {
		k.Line("Microsoft's page about this number: " + lookup)
	}
	if ids != "" || lookup != "" {
		k.Line("")
	}
}
