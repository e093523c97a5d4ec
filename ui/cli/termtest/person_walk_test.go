//go:build linux || darwin

package termtest

// These go through the wizard in a window of any size.

// wellFormed is shown beside a valid value.
const wellFormed = " well-formed"

// at waits for the page of a step.
func (w walk) at(step string) walk {
	w.t.Helper()
	w.At(step)
	return w
}

// readTo confirms until the page of a step is shown.
func (w walk) readTo(step string) walk {
	w.t.Helper()
	w.ReadTo(step)
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
	w.Wait("> Yes: register and consent")
	return w.readTo("Client ID")
}

func (w walk) toClientSecret() walk {
	w.t.Helper()
	w.toClientID().Paste(w.app.ClientID)
	w.Wait(w.app.ClientID[9:]) // a narrow window shows its end
	if w.noKeyring {
		w.readTo("Keyring").PressTo("down", "> Prove it and keep no copy")
	}
	return w.readTo("Client secret")
}

// filledIn enters the secret, pasted, and its last day.
func (w walk) filledIn() walk {
	w.t.Helper()
	w.toClientSecret().Paste(w.secret.Value)
	w.Wait("40 characters, begins " + w.secret.Value[:3])
	w.PressTo("down", "> Expires")
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
	w.PressTo("down", "> Finish")
	w.Keys("enter")
}
