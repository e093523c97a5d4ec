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
	t       *testing.T
	mailbox string
	app     entratest.App
	secret  entratest.Secret
}

// at waits for a step's title, above the page.
func (w walk) at(step string) walk {
	w.t.Helper()
	w.Wait(": " + step + " ─")
	return w
}

// on waits for a text and presses Enter.
func (w walk) on(text string) {
	w.t.Helper()
	w.Wait(text)
	w.Keys("enter")
}

// toSecret goes from the list of guides to the step that creates the secret;
// keyring is what the step before must say.
func (w walk) toSecret(keyring string) {
	w.t.Helper()
	w.on("Which product, and which way?")
	w.at("Your rights").on("> Yes: register and consent")
	w.at("Use").on("> Fetch and send mail")
	w.at("Organization").Type(w.mailbox)
	w.on("✓ well-formed")
	w.on("Is this your organization?")
	w.at("Open the portal").on("> Continue")
	w.at("Register the app").on("Press Register")
	w.at("Client ID").Paste(w.app.ClientID)
	w.on(w.app.ClientID)
	w.at("Permissions")
	for _, permission := range []string{"User.Read.All", "Mail.ReadWrite", "Mail.Send"} {
		w.Wait("> [ ] " + permission)
		w.Keys("space", "down")
	}
	w.on("> Continue")
	w.at("Admin consent").on("> It is granted: continue")
	w.at("Keyring").on(keyring)
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
	w.on(ends)
	w.at("Token endpoint").on("✓ well-formed")
	w.at("Prove")
}
