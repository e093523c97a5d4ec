package intake

import (
	"time"

	"mailgrant/flow/finding"
)

// Causes that only the catalogue names.
const (
	ewsRetired   finding.Cause = "ews-retired"
	imapOff      finding.Cause = "imap-disabled"
	smtpAuthOff  finding.Cause = "smtp-auth-disabled"
	basicAuthOff finding.Cause = "basic-auth-disabled"
)

// Fact is something that a document shows.
type Fact struct {
	Causes []finding.Cause // most likely first; none if it shows no problem
	Firm   bool            // it excludes every other cause
	Says   string          // one line of evidence, with the document's own names
	Do     []string        // what to do, with those names; none to leave it to the cause
	Ask    string          // replaces the causes' question if not ""
	// Since is when it becomes true, such as the end of a secret; zero for at once.
	Since time.Time
	// Setting marks what was set, not what failed: an error beside it counts more.
	Setting bool
}

// shows makes a fact of one cause that excludes the others.
func shows(cause finding.Cause, says string) Fact {
	return Fact{Causes: []finding.Cause{cause}, Firm: true, Says: says, Setting: true}
}

// hints makes a fact that leaves other causes possible.
func hints(says string, causes ...finding.Cause) Fact {
	return Fact{Causes: causes, Says: says, Setting: true}
}

// notes makes a fact that shows no problem.
func notes(says string) Fact { return Fact{Says: says, Setting: true} }

// result marks a fact as what a program answered, not what was set.
func result(f Fact) Fact {
	f.Setting = false
	return f
}

// day is how a date is shown.
func day(t time.Time) string { return t.UTC().Format(time.DateOnly) }

// moment reads a time as Entra, Graph, PowerShell and exports write it; zero if
// it is none.
func moment(txt string) time.Time {
	for _, layout := range []string{
		time.RFC3339Nano, "2006-01-02T15:04:05.9999999", "2006-01-02 15:04:05Z07:00", "2006-01-02 15:04:05", "2006-01-02 15:04",
		"1/2/2006, 3:04:05.000 PM", "1/2/2006, 3:04:05 PM", "1/2/2006 3:04:05 PM", "01/02/2006 15:04:05", time.DateOnly,
	} {
		if t, err := time.Parse(layout, txt); err == nil {
			return t
		}
	}
	return jsonDate(txt)
}
