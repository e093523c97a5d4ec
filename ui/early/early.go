// Package early stops Bubble Tea from querying the terminal while the program's
// packages initialize. It imports only os.
//
// In its package initializer, Bubble Tea v1 asks the terminal for its
// background color. This happens in every command of a binary that imports it.
// If the terminal does not answer, that costs five seconds and loses what was
// typed meanwhile. With TERM=dumb it does not ask. Go initializes a package as
// soon as its imports are ready, so a package that needs only os runs long
// before Bubble Tea.
package early

import "os"

var term, wasSet = os.LookupEnv("TERM")

func init() {
	// Setenv can fail here only for a name or value that is not valid.
	_ = os.Setenv("TERM", "dumb")
}

// Restore sets TERM back to what it was at the start, set or unset. Call it
// first in main. Further calls change nothing.
func Restore() {
	if !wasSet {
		_ = os.Unsetenv("TERM")
		return
	}
	_ = os.Setenv("TERM", term)
}
