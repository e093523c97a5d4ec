//go:build linux || darwin

package termtest

import (
	"testing"
	"time"
)

// The key is pressed before the program starts; it moves from the first entry
// to the second.
func TestTheWizardStartsAtOnceOnASilentTerminalAndKeepsWhatWasTyped(t *testing.T) {
	t.Parallel()
	binary(t) // built before the clock starts
	start := time.Now()
	x := Start(t, Options{
		Args:      []string{"setup", "--practice"},
		Silent:    true,
		TypeAhead: keys["down"],
	})
	x.WaitMatch(`> .*authorization code`)
	if took := time.Since(start); took > prompt {
		t.Errorf("the first page took %v, more than %v", took, prompt)
	}
	if asked := x.Queries(); len(asked) > 0 {
		t.Errorf("asked the terminal: %q", asked)
	}
}
