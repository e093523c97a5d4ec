package page

import (
	"slices"
	"strings"

	"mailgrant/flow"
	"mailgrant/flow/finding"
	"mailgrant/flow/form"
	"mailgrant/flow/guide"
	"mailgrant/flow/text"
	"mailgrant/flow/value"
)

// Words that the screen, plain mode and the reports share.

// StatusWords are the names of a status. They carry the meaning; signs and
// color only help to find it.
type StatusWords struct {
	Report string
	Aloud  string // in plain mode
	Short  string // on the screen beside a sign
	Sign   string
}

// WordsFor returns the words for a status.
func WordsFor(s finding.Status) StatusWords {
	switch s {
	case finding.Pass:
		return StatusWords{"ok", "ok", "ok", "✓"}
	case finding.Warn:
		return StatusWords{"warn", "warn", "note", "!"}
	case finding.Fail:
		return StatusWords{"FAIL", "FAIL", "fail", "✗"}
	case finding.Undecided:
		return StatusWords{"unknown", "unclear", "?", "?"}
	case finding.Skip:
	}
	return StatusWords{"skip", "skip", "skip", "-"}
}

// CheckName names a check for people. Reports keep its own name.
func CheckName(c finding.Check) string {
	if c == finding.Claims {
		return "token's app"
	}
	return string(c)
}

// Line is a label and its text.
type Line struct{ Label, Text string }

// The labels of Moves.
const (
	WhoCanFixIt = "Who can fix it"
	ToDo        = "To do"
)

// Moves says who can fix a finding, if that is known, and what to do.
func Moves(o finding.Owner, do []string) []Line {
	var lines []Line
	if whose := o.Words(); whose != "" {
		lines = append(lines, Line{WhoCanFixIt, whose})
	}
	for _, t := range do {
		lines = append(lines, Line{ToDo, t})
	}
	return lines
}

// Describe describes a secret by its length and, if that gives little away, its
// first characters: "40 characters, begins aB3".
func Describe(s value.Secret) string {
	says := text.Count(s.Len(), "character")
	if hint := s.Hint(); hint != "" {
		says += ", begins " + hint
	}
	return says
}

// Needed says when a permission is needed, and what for.
func Needed(p guide.Permission) string {
	when := "always"
	if p.For != 0 {
		when = "to " + p.For.Words()
	}
	return when + ": " + p.Why
}

// CopyLink copies the address of a page.
func CopyLink(address string) flow.Act {
	return flow.CopyText{Label: "Link", Text: address, Page: true}
}

// CopyLine copies a line of the hand-off sheet. If nothing is copied, refused says
// why.
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

// LeaveEmpty is what the sheet says of a field that stays empty.
const LeaveEmpty = "leave empty"

// Entered is what a line of the sheet says to enter, with the given text in place
// of the secret, and the remark about it. A remark is never part of the value.
func Entered(l SheetLine, secret string) (value, remark string) {
	switch {
	case l.Secret:
		return secret, l.Note
	case l.Value == "":
		return LeaveEmpty, strings.TrimLeft(saysEmpty().ReplaceAllString(l.Note, ""), " ")
	}
	return l.Value, l.Note
}

// Reading is how a field's value was read: a date with the days until then.
func Reading(s flow.State, id finding.FieldID) string {
	read := form.Judge(s.Values, id).Value
	_, left := s.End()
	switch {
	case id != guide.FieldExpires || read == "" || left == nil:
		return read
	case *left > 0:
		return read + ", in " + text.Count(*left, "day")
	case *left < 0:
		return read + ", " + text.Count(-*left, "day") + " ago"
	}
	return read + ", today"
}

// Advice is what to do about a finding on a field, less the corrected value, which
// an option of the page offers.
func Advice(s flow.State, f finding.Finding) []string {
	right := form.Judge(s.Values, f.Field).Corrected
	if right == "" || !slices.Contains(s.Step(s.At).Fields, f.Field) {
		return f.Do
	}
	return slices.DeleteFunc(slices.Clone(f.Do), func(do string) bool { return strings.HasSuffix(do, right) })
}

// saysEmpty matches the part of a note that LeaveEmpty says already.
var saysEmpty = text.Pattern(`(?i)^leave (it |this )?empty\b[:;,.]?`)
