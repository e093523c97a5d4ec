package form

import (
	"slices"
	"time"

	"mailgrant/flow/guide"
)

// Settings are how the program was started. They hold for every credential of it.
type Settings struct {
	Own      *guide.Guide // a guide given as a file; nil where none was
	Today    time.Time    // the day it began, in UTC
	Practice bool         // on the built-in local Microsoft: the words say so
	DryRun   bool         // real tests, nothing saved
	Offline  bool         // formats only, nothing is sent
	MinDays  int          // fewer days to the secret's end fail; 0: no such limit
	RBAC     bool         // Exchange is said to grant the Mail permissions
	Port     int          // of the listener that catches a browser's answer; 0: any
	Remote   bool         // reached over SSH: a browser here is not before the person
}

// Guides are those to choose from, one's own first.
func (s Settings) Guides() []guide.Guide {
	if s.Own == nil {
		return guide.All()
	}
	return slices.Insert(guide.All(), 0, *s.Own)
}

// Command is a command of mailgrant's, as it works in this session.
func (s Settings) Command(words string) string {
	if s.Practice {
		words += " --practice"
	}
	return "mailgrant " + words
}
