//go:build linux || darwin

package termtest

import (
	"strconv"
	"strings"
	"syscall"
	"testing"
)

// size is the size of a window, in cells.
type size struct{ cols, rows int }

func TestAResizingWindowLosesNothingThatIsTyped(t *testing.T) {
	t.Parallel()
	w := toGuide(t, Options{}).toClientID()
	w.typeInAStorm(w.app.ClientID, func(n int) string { return "│ " + w.app.ClientID[:n] })
	w.readTo("Client secret").typeInAStorm(w.secret.Value, func(n int) string { return strconv.Itoa(n) + " characters" })
	w.Signal(syscall.SIGTERM)
	w.ended(143)
}

// typeInAStorm types while each key comes with a change of the window between
// sizes that show the page. Halfway and at the end, once the typed text is
// shown, the window becomes too small for it, down to one cell.
func (w walk) typeInAStorm(text string, shown func(n int) string) {
	w.t.Helper()
	usual, all := []size{{60, 20}, {40, 12}, {100, 30}}, []size{{60, 20}, {40, 12}, {20, 5}, {1, 1}, {100, 30}}
	for i, c := range text {
		s := usual[i%len(usual)]
		w.Resize(s.cols, s.rows)
		w.Type(string(c))
		if n := i + 1; n != len(text)/2 && n != len(text) {
			continue
		}
		w.Resize(100, 30)
		w.Wait(shown(i + 1))
		for _, s := range all {
			w.Resize(s.cols, s.rows)
			w.fits(s)
		}
		w.Wait(shown(i + 1))
	}
}

// fits waits for a page with its head at the top and its keys at the bottom, or
// for the message that the window is too small. A line that is too long would
// wrap and push either out.
func (w walk) fits(s size) {
	w.t.Helper()
	w.until("for a page that fits", func() bool {
		page, whole := w.glance()
		lines := strings.Split(page, "\n")
		for len(lines) > 0 && lines[len(lines)-1] == "" {
			lines = lines[:len(lines)-1]
		}
		if s.cols == 1 && whole && len(lines) <= 1 {
			return true // one cell has no room for a sentence
		}
		if len(lines) == 0 || len(lines) > s.rows || !whole {
			return false
		}
		top, bottom := lines[0], strings.Join(lines[max(0, len(lines)-2):], " ")
		if s.cols < 40 {
			return strings.HasPrefix(top, "Window too small")
		}
		return strings.HasPrefix(top, " mailgrant") && strings.Contains(top, "PRACTICE") && strings.Contains(bottom, " enter ")
	})
}
