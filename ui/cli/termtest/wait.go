//go:build linux || darwin

package termtest

import (
	"regexp"
	"strings"
	"time"
)

// Wait blocks until the text is on the screen. If it does not appear, or the
// program ends without it, Wait shows the screen and fails the test.
func (x *Terminal) Wait(text string) {
	x.t.Helper()
	x.until("waiting for "+text, func() bool { return strings.Contains(x.Text(), text) })
}

// WaitMatch is Wait for a regular expression over the whole screen.
func (x *Terminal) WaitMatch(pattern string) {
	x.t.Helper()
	wanted := regexp.MustCompile(pattern)
	x.until("waiting for "+pattern, func() bool { return wanted.MatchString(x.Text()) })
}

// WaitGone blocks until the text is no longer on the screen.
func (x *Terminal) WaitGone(text string) {
	x.t.Helper()
	x.until("waiting until gone: "+text, func() bool { return !strings.Contains(x.Text(), text) })
}

func (x *Terminal) until(what string, done func() bool) {
	x.t.Helper()
	deadline := time.After(patience)
	for {
		x.mu.Lock()
		changed := x.changed
		x.mu.Unlock()
		if done() {
			return
		}
		select {
		case <-changed:
		case <-x.exited:
			if done() {
				return
			}
			x.t.Fatalf("the program ended while %s; its screen:\n%s", what, x.Text())
		case <-deadline:
			x.t.Fatalf("gave up after %v %s; the screen:\n%s", patience, what, x.Text())
		}
	}
}
