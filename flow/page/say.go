package page

import (
	"mailgrant/flow"
	"mailgrant/flow/finding"
	"mailgrant/flow/text"
	"mailgrant/flow/value"
)

// What the screen, plain mode and the reports all say is worded here, once.

// StatusWords are what a status is called. They carry the meaning; signs and
// colour only help to find it.
type StatusWords struct {
	Report string
	Aloud  string // in plain mode
	Short  string // on the screen, beside a sign
}

// WordsFor names a status.
func WordsFor(s finding.Status) StatusWords {
	switch s {
	case finding.Pass:
		return StatusWords{"ok", "ok", "ok"}
	case finding.Warn:
		return StatusWords{"warn", "warn", "note"}
	case finding.Fail:
		return StatusWords{"FAIL", "FAIL", "fail"}
	case finding.Undecided:
		return StatusWords{"unknown", "unclear", "?"}
	case finding.Skip:
	}
	return StatusWords{"skip", "skip", "skip"}
}

// Line is a label and what it labels.
type Line struct{ Label, Text string }

// The labels of Moves.
const (
	WhoseMove = "Whose move"
	ToDo      = "To do"
)

// Moves are whose move it is, where somebody can be named, and what to do.
func Moves(o finding.Owner, do []string) []Line {
	var lines []Line
	if whose := o.Words(); whose != "" {
		lines = append(lines, Line{WhoseMove, whose})
	}
	for _, t := range do {
		lines = append(lines, Line{ToDo, t})
	}
	return lines
}

// Describe tells a secret by its length and, where that gives little away, its
// beginning: "40 characters, begins aB3".
func Describe(s value.Secret) string {
	says := text.Count(s.Len(), "character")
	if hint := s.Hint(); hint != "" {
		says += ", begins " + hint
	}
	return says
}

// CopyLink copies the address of a page.
func CopyLink(address string) flow.Act {
	return flow.CopyText{Label: "The link", Text: address, Page: true}
}

// CopyLine copies a line of the hand-off sheet; refused says why nothing is copied.
func CopyLine(s flow.State, l SheetLine) (a flow.Act, refused string) {
	switch {
	case l.Secret:
		a, refused = s.CopySecret()
		return a, refused
	case l.Value == "":
		return nil, "Nothing to copy: " + l.Label + " stays empty."
	}
	return flow.CopyText{Label: l.Label, Text: l.Value}, ""
}

// Entered is what a line of the sheet says is to be entered, with secret in place
// of the secret, and the note beside it. Of what stays empty the note says so.
func Entered(l SheetLine, secret string) (value, note string) {
	switch {
	case l.Secret:
		return secret, l.Note
	case l.Value == "":
		return l.Note, ""
	}
	return l.Value, l.Note
}
