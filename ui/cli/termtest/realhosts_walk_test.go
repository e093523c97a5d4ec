//go:build linux || darwin

package termtest

import (
	"testing"

	"mailgrant/flow/entra/entratest"
)

// walk is a user going through the wizard with the values of one app. It
// presses each key once, when the page for it is on the screen.
type walk struct {
	*Terminal
	t         *testing.T
	mailbox   string
	app       entratest.App
	secret    entratest.Secret
	noKeyring bool // it says so on a page of its own
}

// on waits for a text and presses Enter.
func (w walk) on(text string) {
	w.t.Helper()
	w.Wait(text)
	w.Keys("enter")
}

// toSecret goes from the list of guides to the page of the secret. If a text is
// given, the page of a keyring that can't be used says it.
func (w walk) toSecret(noKeyring string) {
	w.t.Helper()
	w.on("Which product, and which way?")
	w.at("Organization").Type(w.mailbox)
	w.on("well-formed ✓")
	w.on("> Yes: register and consent")
	w.at("Have ready").on("> Continue")
	w.at("Register the app").on("Press Register")
	w.at("Client ID").Paste(w.app.ClientID)
	w.on("│ " + w.app.ClientID)
	w.at("Permissions").on("> Continue: it fetches and sends")
	w.at("Admin consent").on("> It is granted: continue")
	if noKeyring != "" {
		w.at("Keyring").Wait(noKeyring)
		w.PressTo("down", "> Prove it and keep no copy")
		w.Keys("enter")
	}
	w.at("Client secret")
}

// toProof enters the secret and its end date, and starts the test.
func (w walk) toProof() {
	w.t.Helper()
	w.Paste(w.secret.Value)
	w.Wait("40 characters, begins " + w.secret.Value[:3])
	w.Keys("down")
	ends := w.secret.Ends.Format("2006-01-02")
	w.Type(ends)
	w.on("ends on " + ends)
	w.at("Prove")
}
