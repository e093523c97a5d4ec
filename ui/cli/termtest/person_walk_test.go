//go:build linux || darwin

package termtest

import (
	"regexp"
	"strings"
)

// These go through the wizard in a window of any size, in which Enter may first
// scroll the page before it goes on.

// wellFormed is shown below a valid value.
const wellFormed = " well-formed"

// pressTo presses a key, each time after the effect of the last press is on the
// screen, until a text appears.
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

// frameEnd matches the end of each of Bubble Tea's frames.
var frameEnd = regexp.MustCompile(`\x1b\[(\d+;)?H$`)

// glance is the text on the screen where its last frame is complete. Rules are
// those of UTF-8.
func (w walk) glance() (text string, whole bool) {
	raw := w.Raw()
	if !frameEnd.Match(raw[max(0, len(raw)-16):]) {
		return "", false
	}
	text = strings.ReplaceAll(w.Text(), " --", " ──")
	return text, len(raw) == len(w.Raw())
}

// page waits for a complete page that has a text, or that waits for nothing. A
// key pressed during a wait may arrive after its end and act on the next page.
func (w walk) page(has string) (text string) {
	w.t.Helper()
	w.until("for a whole page", func() (whole bool) {
		text, whole = w.glance()
		return whole && (strings.Contains(text, has) || !strings.Contains(text, "esc stop waiting"))
	})
	return text
}

// readTo scrolls and confirms until a step's page is shown.
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

// toEndpoint enters the secret, pasted, and its last day.
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
	w.toEndpoint().readTo("Prove").Wait("It works")
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
