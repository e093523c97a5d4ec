package form

import "time"

// Settings are how the program was started. They apply to all of its credentials.
type Settings struct {
	Today    time.Time // the day the program started, in UTC
	Practice bool      // on the built-in simulation of Microsoft; the pages say so
	DryRun   bool      // real tests, nothing saved
	Offline  bool      // checks formats only; sends nothing
	MinDays  int       // a secret with fewer days left fails; 0: no such limit
	RBAC     bool      // the user says that Exchange grants the Mail permissions
	Port     int       // of the listener for the browser's redirect; 0: any
	Remote   bool      // reached over SSH: the user does not see a browser on this computer
}

// Command is a mailgrant command line that works in this session.
func (s Settings) Command(words string) string {
	if s.Practice {
		words += " --practice"
	}
	return "mailgrant " + words
}
