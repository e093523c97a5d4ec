//go:build linux || darwin

package termtest

import (
	"strings"
	"testing"
)

func TestAResizingWindowLosesNothingThatIsTyped(t *testing.T) {
	sizes := []struct{ cols, rows int }{{100, 30}, {60, 20}, {40, 12}, {20, 5}, {1, 1}, {100, 30}}
	w := toGuide(t, Options{}).toClientID()
	for i, c := range w.app.ClientID {
		size := sizes[i%len(sizes)]
		w.Resize(size.cols, size.rows)
		w.Type(string(c))
	}
	w.Resize(100, 30)
	w.Wait("│ " + w.app.ClientID)
	w.Keys("ctrl+u")
	w.WaitGone(w.app.ClientID)
	w.Paste(w.app.ClientID)
	w.Wait(wellFormed)
	w.readTo("Permissions").Keys("a")
	w.pressTo("down", "> Continue")
	w.readTo("Keyring").WaitMatch("> (Continue|Prove it)")
	w.readTo("Client secret")
	for i, c := range w.secret.Value {
		size := sizes[i%len(sizes)]
		w.Type(string(c))
		w.Resize(size.cols, size.rows)
	}
	for _, size := range sizes {
		w.Resize(size.cols, size.rows)
		w.fits(size.cols, size.rows)
	}
	w.Wait("40 characters, begins " + w.secret.Value[:3])
	w.Wait(wellFormed)
	w.Signal(endingSignals["SIGTERM"])
	w.ended(143)
}

// fits waits for a page that has its head at the top and its keys at the bottom,
// or says that the window is too small. A line too long would be wrapped, and
// push either out.
func (w walk) fits(cols, rows int) {
	w.t.Helper()
	w.until("for a page that fits", func() bool {
		lines := w.Screen()
		for len(lines) > 0 && lines[len(lines)-1] == "" {
			lines = lines[:len(lines)-1]
		}
		if len(lines) == 0 || len(lines) > rows || !w.drawn() {
			return false
		}
		top, bottom := lines[0], strings.Join(lines[max(0, len(lines)-2):], " ")
		if cols < 40 {
			return strings.HasPrefix("This window is too small.", top) || strings.HasPrefix(top, "This window is")
		}
		return strings.HasPrefix(top, " mailgrant") && strings.Contains(top, "PRACTICE") && strings.Contains(bottom, " enter ")
	})
}
