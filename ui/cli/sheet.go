package cli

import (
	"strings"

	"mailgrant/flow"
)

// sheet writes a hand-off sheet, a field a line. The secret is not on it.
func (k ink) sheet(lines []flow.SheetLine) {
	width := 0
	for _, l := range lines {
		width = max(width, len(l.Label))
	}
	for _, l := range lines {
		value := l.Value
		switch {
		case l.Secret:
			value = "(the secret is not shown)"
		case value == "":
			value = "(empty)"
		}
		if l.Note != "" {
			value += "  [" + l.Note + "]"
		}
		k.wrapped("  "+l.Label+strings.Repeat(" ", width-len(l.Label))+"  ", value)
	}
}

// handedOff prints, after a sitting, what came of it: the sheet without the
// secret, and the command to go on with.
func (k ink) handedOff(s flow.State, practice bool) {
	switch {
	case s.Outcome == "":
		if s.Answers.Guide != "" {
			k.line("Nothing was saved.")
		}
		return
	case practice:
		k.line("This was practice: nothing was saved on this computer, and nothing left it.")
	case s.Outcome == flow.Saved:
		k.line("Saved as " + s.Kept + ": proven, and read back equal from the keyring.")
	case s.Outcome == flow.Parked:
		k.line("Parked as " + s.Kept + ": in the keyring, not proven.")
	case s.Outcome == flow.KeptNone:
		k.line("No copy of the secret was kept.")
	}
	at := s
	at.At = flow.StepHandoff
	k.line("\n" + s.Guide().Product + ", hand-off sheet")
	k.line("")
	k.sheet(flow.PageOf(at).Sheet)
	k.line("")
	for _, after := range s.Guide().After {
		k.wrapped("", after)
	}
	k.line("")
	for _, command := range nextCommands(s, practice) {
		k.wrapped("Next: ", command)
	}
}

func nextCommands(s flow.State, practice bool) []string {
	switch {
	case practice:
		return []string{"mailgrant setup, for real."}
	case s.Outcome == flow.KeptNone:
		return []string{"keep the portal's page with the secret's Value open until the product is set up."}
	case s.Outcome == flow.Parked:
		return []string{"mailgrant check " + s.Kept + ", once it should work."}
	}
	return []string{
		"mailgrant copy " + s.Kept + " copies the secret for the product.",
		"mailgrant check " + s.Kept + " proves the credential again at any time.",
	}
}
