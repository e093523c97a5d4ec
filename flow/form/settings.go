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

// Guides are the heads of those to choose from, one's own first.
func (s Settings) Guides() []guide.Head {
	if s.Own == nil {
		return guide.Menu()
	}
	return slices.Insert(guide.Menu(), 0, s.Own.Head)
}

// Guide is the guide with that ID; own points to it if it is the user's own.
func (s Settings) Guide(id string) (g guide.Guide, own *guide.Guide, ok bool) {
	if s.Own != nil && s.Own.ID == id {
		return *s.Own, s.Own, true
	}
	g, ok = guide.Find(id)
	return g, nil, ok
}

// Command is a mailgrant command line that works in this session.
func (s Settings) Command(words string) string {
	if s.Practice {
		words += " --practice"
	}
	return "mailgrant " + words
}
