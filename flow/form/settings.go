package form

import "time"

// Settings are how the program was started. They hold for every credential of it.
type Settings struct {
	Today    time.Time // the day it began, in UTC
	Practice bool      // on the built-in local Microsoft: the words say so
	DryRun   bool      // real tests, nothing saved
	Offline  bool      // formats only, nothing is sent
	MinDays  int       // fewer days to the secret's end fail; 0: no such limit
	RBAC     bool      // Exchange is said to grant the Mail permissions
	Port     int       // of the listener that catches a browser's answer; 0: any
	Remote   bool      // reached over SSH: a browser here is not before the person
}

// Command is a command of mailgrant's, as it works in this session.
func (s Settings) Command(words string) string {
	if s.Practice {
		words += " --practice"
	}
	return "mailgrant " + words
}
