//go:build linux || darwin

package termtest

import (
	"regexp"
	"strings"
)

// These lead through the wizard in a window of any size, where a page may have
// to be read on before Enter takes one further.

// wellFormed is said below a value that will do.
const wellFormed = "✓ well-formed"

// pressTo presses a key, each time once what it did stands on the screen, until
// a text does.
func (w walk) pressTo(key, text string) {
	w.t.Helper()
	for range 100 {
		before := w.page(text)
		if strings.Contains(before, text) {
			return
		}
		w.Keys(key)
		w.until("for what "+key+" does, on the way to "+text, func() bool {
			now, whole := w.glance()
			return whole && now != before
		})
	}
	w.t.Fatalf("%s does not lead to %q:\n%s", key, text, w.Text())
}

// frameEnd is what Bubble Tea ends each of its drawings with.
var frameEnd = regexp.MustCompile(`\x1b\[(\d+;)?H$`)

// glance is what stands on the screen, and whether no drawing is half on it.
func (w walk) glance() (text string, whole bool) {
	raw := w.Raw()
	text = w.Text()
	return text, frameEnd.Match(raw) && len(raw) == len(w.Raw())
}

// page waits for a whole page that has a text, or on which nothing is awaited: a
// key pressed during a wait may come after its end, and then does something on
// the next page.
func (w walk) page(has string) (text string) {
	w.t.Helper()
	w.until("for a whole page", func() (whole bool) {
		text, whole = w.glance()
		return whole && (strings.Contains(text, has) || !strings.Contains(text, "esc stop waiting"))
	})
	return text
}

// readTo reads on and confirms until a step's page stands.
func (w walk) readTo(step string) walk {
	w.t.Helper()
	w.pressTo("enter", ": "+step+" ─")
	return w
}

func (w walk) toOrganization() walk {
	w.t.Helper()
	w.Wait("Which product")
	return w.readTo("Organization")
}

func (w walk) toClientID() walk {
	w.t.Helper()
	w.toOrganization().Type(w.mailbox)
	w.on(wellFormed)
	w.Wait("Is this your organization?")
	return w.readTo("Client ID")
}

func (w walk) toClientSecret() walk {
	w.t.Helper()
	w.toClientID().Paste(w.app.ClientID)
	w.Wait(wellFormed)
	w.readTo("Permissions").Keys("a")
	w.pressTo("down", "> Continue")
	w.readTo("Keyring").WaitMatch("> (Continue|Prove it)")
	return w.readTo("Client secret")
}

// toEndpoint gives the secret, pasted, and its last day.
func (w walk) toEndpoint() walk {
	w.t.Helper()
	w.toClientSecret().Paste(w.secret.Value)
	w.Wait("40 characters, begins " + w.secret.Value[:3])
	w.pressTo("down", "> Expires")
	ends := w.secret.Ends.Format("2006-01-02")
	w.Type(ends)
	w.Wait(ends)
	return w.readTo("Token endpoint")
}

func (w walk) toKeep() walk {
	w.t.Helper()
	w.toEndpoint().readTo("Prove").Wait("The credential works")
	return w.readTo("Keep")
}

func (w walk) toHandOff() walk {
	w.t.Helper()
	return w.toKeep().readTo("Hand-off sheet")
}

func (w walk) finish() {
	w.t.Helper()
	w.pressTo("down", "> Finish")
	w.Keys("enter")
}
