// Package early keeps the terminal unasked while the program's packages
// initialise. It imports os and nothing else.
//
// Bubble Tea v1 asks the terminal for its background colour in a package
// initialiser, in every command of a binary that imports it. A terminal that
// does not answer costs five seconds, and what was typed meanwhile is lost.
// With TERM=dumb it does not ask. Go initialises a package as soon as what it
// imports is ready, so one that needs only os comes long before Bubble Tea.
package early

import "os"

var term, wasSet = os.LookupEnv("TERM")

func init() {
	// The only error Setenv can give here is for a name or value it cannot hold.
	_ = os.Setenv("TERM", "dumb")
}

// Restore puts TERM back as the program found it, set or unset. Call it first
// thing in main. Calling it again changes nothing.
func Restore() {
	if !wasSet {
		_ = os.Unsetenv("TERM")
		return
	}
	_ = os.Setenv("TERM", term)
}
