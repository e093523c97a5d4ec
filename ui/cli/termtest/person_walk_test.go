//go:build linux || darwin

package termtest

import (
	"regexp"
	"strings"
)

// These go through the wizard in a window of any size.

// wellFormed is shown beside a valid value.
const wellFormed = " well-formed"

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

// page waits for a complete page that is wanted, or that waits for nothing. A key
// pressed during a wait may arrive after its end and act on the next page.
func (w walk) page(wanted func(screen string) bool) (text string) {
	w.t.Helper()
	w.until("for a whole page", func() (whole bool) {
		text, whole = w.glance()
		return whole && (wanted(text) || !strings.Contains(text, "esc stop waiting"))
	})
	return text
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
	w.Wait("> I may register and consent")
	return w.readTo("Client ID")
}

func (w walk) toClientSecret() walk {
	w.t.Helper()
	w.toClientID().Paste(w.app.ClientID)
	w.Wait(w.app.ClientID[9:]) // a narrow window shows its end
	if w.noKeyring {
		w.readTo("Keyring").pressTo("down", "> Prove it and keep no copy")
	}
	return w.readTo("Client secret")
}

// filledIn enters the secret, pasted, and its last day.
func (w walk) filledIn() walk {
	w.t.Helper()
	w.toClientSecret().Paste(w.secret.Value)
	w.Wait("40 characters, begins " + w.secret.Value[:3])
	w.pressTo("down", "> Expires")
	ends := w.secret.Ends.Format("2006-01-02")
	w.Type(ends)
	w.Wait(ends)
	return w
}

func (w walk) toProven() walk {
	w.t.Helper()
	w.filledIn().readTo("Prove").Wait("It works")
	return w
}

func (w walk) toHandOff() walk {
	w.t.Helper()
	return w.toProven().readTo("Hand-off sheet")
}

func (w walk) finish() {
	w.t.Helper()
	w.pressTo("down", "> Finish")
	w.Keys("enter")
}
