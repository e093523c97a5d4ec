//go:build linux || darwin

package termtest

import (
	"strings"
	"testing"
	"time"

	"mailgrant/flow/entra/entratest"
)

const (
	authCode           = "email-this-issue-auth-code"
	automationAnywhere = "automation-anywhere-client-credentials"
)

// inGuide starts practice in a guide with the values of one of Contoso's apps.
func inGuide(t *testing.T, guide, app string) walk {
	t.Helper()
	w := tryOut(t, Options{Args: []string{"setup", "--practice", "--guide", guide}})
	contoso := entratest.Contoso(time.Now())
	found, ok := contoso.App(app)
	if !ok {
		t.Fatalf("Contoso has no app %q", app)
	}
	w.app, w.secret = found, found.Secrets[0]
	return w
}

func TestAPersonFinishesTheAuthCodeGuideWithoutASignIn(t *testing.T) {
	t.Parallel()
	w := inGuide(t, authCode, "sign-in")
	w.readTo("Organization").Type(w.mailbox)
	w.on(wellFormed)
	w.Wait("> Yes: register and consent")
	w.readTo("Register the app").Wait("> Redirect URI")
	w.Paste(entratest.ProductRedirect)
	w.Wait(wellFormed)
	w.readTo("Client ID").Paste(w.app.ClientID)
	w.Wait("│ " + w.app.ClientID)
	w.readTo("Client secret").Paste(w.secret.Value)
	w.Wait("begins " + w.secret.Value[:3])
	w.readTo("Sign-in test")
	w.PressTo("down", "> Not now")
	w.Keys("enter")
	w.at("Prove").Wait("Nobody signed in")
	w.Wait("> Save it in the keyring")
	w.readTo("Hand-off sheet").finish()
	w.ended(0)
	if printed := w.printed(); !strings.Contains(printed, joined("Auth code")) || strings.Contains(printed, "http://localhost") {
		t.Errorf("printed:\n%s", printed)
	}
}

func TestAPersonFinishesTheAutomationAnywhereGuide(t *testing.T) {
	t.Parallel()
	w := inGuide(t, automationAnywhere, "robot")
	w.readTo("Organization").Type(w.mailbox)
	w.on(wellFormed)
	w.Wait("> Yes: register and consent")
	w.readTo("Mailbox").readTo("Client ID").Paste(w.app.ClientID)
	w.Wait("│ " + w.app.ClientID)
	w.readTo("Client secret").Paste(w.secret.Value)
	w.Wait("begins " + w.secret.Value[:3])
	w.readTo("Prove").Wait("> Save it in the keyring")
	w.readTo("Hand-off sheet").finish()
	w.ended(0)
	if printed := w.printed(); !strings.Contains(printed, joined("Azure Global")) {
		t.Errorf("printed:\n%s", printed)
	}
}
