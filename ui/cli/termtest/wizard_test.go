//go:build linux || darwin

package termtest

import (
	"testing"
	"time"
)

// typed is an address no screen shows by itself.
const firstScreen = "What do you have?"

func TestTheWizardStartsAtOnceOnASilentTerminalAndKeepsWhatWasTyped(t *testing.T) {
	binary(t) // not counted
	start := time.Now()
	// The second entry of the first screen is chosen before anything is shown.
	x := Start(t, Options{Args: []string{"--practice"}, Silent: true, TypeAhead: "?"})
	x.Wait(firstScreen)
	if took := time.Since(start); took > prompt {
		t.Errorf("the first screen took %v, more than %v", took, prompt)
	}
	if asked := x.Queries(); len(asked) > 0 {
		t.Errorf("asked the terminal: %q", asked)
	}
}
