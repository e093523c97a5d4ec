package form

import (
	"slices"
	"time"

	"mailgrant/flow/guide"
)

// Settings are how the program was started. They apply to all of its credentials.
type Settings struct {
	Own      *guide.Guide // a guide given as a file; nil if none was
	Today    time.Time    // the day the program started, in UTC
	Practice bool         // on the built-in simulation of Microsoft; the pages say so
	DryRun   bool         // real tests, nothing saved
	Offline  bool         // checks formats only; sends nothing
	MinDays  int          // a secret with fewer days left fails; 0: no such limit
	RBAC     bool         // the user says that Exchange grants the Mail permissions
	Port     int          // of the listener for the browser's redirect; 0: any
	Remote   bool         // reached over SSH: the user does not see a browser on this computer
}

// Guides are those to choose from, one's own first.
func (s Settings) Guides() []guide.Guide {
	if s.Own == nil {
		return guide.All()
	}
	return slices.Insert(guide.All(), 0, *s.Own)
}

// Command is a mailgrant command line that works in this session.
func (s Settings) Command(words string) string {
	if s.Practice {
		words += " --practice"
	}
	return "mailgrant " + words
}
