package report

import (
	"slices"
	"strings"

	"mailgrant/flow"
	"mailgrant/flow/page"
)

// Sheet writes a hand-off sheet, one field per line, and the remarks about them. It
// does not contain the secret.
func (k Writer) Sheet(lines []page.SheetLine) {
	width := 0
	for _, l := range lines {
		width = max(width, len(l.Label))
	}
	for _, l := range lines {
		value, _ := page.Entered(l, "(the secret is not shown)")
		if l.Value == "" && !l.Secret {
			value = "(" + value + ")"
		}
		if k.aloud {
			k.Wrapped("", l.Label+": "+value)
			continue
		}
		k.Wrapped("  "+l.Label+strings.Repeat(" ", width-len(l.Label))+"  ", value)
	}
	k.remarks(lines)
}

// remarks are about the lines of a sheet, and stand behind them: what is selected
// beside a label is its value alone.
func (k Writer) remarks(lines []page.SheetLine) {
	gap := true
	for _, l := range lines {
		_, remark := page.Entered(l, "")
		if remark == "" {
			continue
		}
		if gap {
			k.Line("")
			gap = false
		}
		k.Wrapped("  ", l.Label+": "+remark+".")
	}
}

// HandedOff prints the result for each tenant after a session: the sheet
// without the secret, and the next command.
func (k Writer) HandedOff(s flow.State, practice bool) {
	done := s.Outcomes()
	if practice && len(done) > 0 {
		k.Line("This was practice: nothing was saved on this computer, and nothing left it.")
	}
	for _, h := range done {
		k.one(h, practice)
	}
	if practice && slices.ContainsFunc(done, func(h flow.HandedOff) bool { return h.Outcome != flow.SavedWaiting }) {
		k.Wrapped("Next: ", "mailgrant setup, with your own tenant.")
	}
	switch {
	case s.Outcome != "" || s.WithoutSecret || s.Values.Guide == "":
	case s.ChangedSince() != "" && practice:
		k.Line("The change after it was not saved.")
	case s.ChangedSince() != "":
		k.Line("The change after it was not saved: " + s.ChangedSince() + " stays as it was saved.")
	case len(done) > 0:
		k.Line("Nothing was saved for the last tenant.")
	default:
		k.Line("Nothing was saved.")
	}
}

func (k Writer) one(h flow.HandedOff, practice bool) {
	name := h.Credential.Name
	switch {
	case h.Outcome == flow.SavedWaiting:
		k.aside(h, practice)
		return
	case practice:
	case h.Outcome == flow.Saved:
		k.Line("Saved as " + name + ": verified, and confirmed by reading it back from the keyring.")
	case h.Outcome == flow.Unverified:
		k.Line("Saved as " + name + ", unverified: the secret is in the keyring.")
	case h.Outcome == flow.KeptNone:
		k.Line("No copy of the secret was kept.")
	}
	guide := h.Credential.Procedure()
	k.Line("\n" + guide.Product + ", hand-off sheet")
	k.Line("")
	k.Sheet(page.SheetOf(guide, h.Credential))
	k.Line("")
	for _, after := range h.After {
		k.Wrapped("", after)
	}
	k.Line("")
	if practice {
		return
	}
	for _, command := range nextCommands(h) {
		k.Wrapped("Next: ", command)
	}
}

// aside prints a credential that waits for somebody.
func (k Writer) aside(h flow.HandedOff, practice bool) {
	c := h.Credential
	if practice {
		return
	}
	k.Line("Saved as " + c.Name + ", " + c.Awaits() + ".")
	if h.WithoutSecret {
		k.Wrapped("", "Its secret was not saved, because the keyring did not accept it. Have it ready when you continue, or create a new one.")
	}
	k.Line("")
	k.Wrapped("Next: ", "run mailgrant to continue where you left off, once you have the answer.")
	if c.Unverified {
		k.Wrapped("Next: ", "mailgrant check "+c.Name+" --wait 24h waits for the consent and tests the credential.")
	}
}

func nextCommands(h flow.HandedOff) []string {
	name := h.Credential.Name
	switch {
	case h.Outcome == flow.KeptNone:
		return []string{"keep the portal page that shows the secret's Value open until the product is set up."}
	case h.Outcome == flow.Unverified:
		return []string{"mailgrant check " + name + ", once you expect it to work."}
	}
	return []string{
		"mailgrant copy " + name + " copies the secret for the product.",
		"mailgrant check " + name + " checks the credential again at any time.",
	}
}
