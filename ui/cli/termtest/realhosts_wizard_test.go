//go:build linux

package termtest

import (
	"bytes"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"mailgrant/flow/entra/entratest"
)

func TestOnboardingOnMicrosoftsOwnNamesIntoARealKeyring(t *testing.T) {
	needsKeyring(t)
	if !apart(t) {
		return
	}
	m := openMicrosoft(t)
	p := newPerson(t, "SSL_CERT_FILE="+m.ca)
	end := p.logIn(t)
	w := onboard(t, m, p, "")
	w.on("> Save it in the keyring")
	w.at("Hand-off sheet").Wait("Saved as contoso")
	w.leave()
	w.Wait("Saved as contoso")

	if out, _, _ := p.output(t, lookup...); out != w.secret.Value {
		t.Errorf("secret-tool reads %d bytes, not the secret", len(out))
	}
	program := os.Getenv("MAILGRANT_BINARY")
	if out, trouble, code := p.output(t, program, "check", "contoso"); code != 0 || strings.Contains(out+trouble, w.secret.Value) {
		t.Errorf("the saved credential: exit %d\n%s%s", code, out, trouble)
	}
	w.leavesNoTrace()
	w.returns(p)
	if rings, err := filepath.Glob(filepath.Join(p.home, ".local/share/keyrings/*.keyring")); err != nil || len(rings) == 0 {
		t.Errorf("no keyring was written (%v)", err)
	}
	if len(filesWith(t, p.home, w.app.ClientID)) == 0 {
		t.Error("the search found not even the client ID, which is saved in clear")
	}
	if out, trouble, code := p.output(t, program, "remove", "contoso", "--yes"); code != 0 {
		t.Errorf("remove: exit %d\n%s%s", code, out, trouble)
	}
	if out, _, code := p.output(t, lookup...); out != "" || code != 1 {
		t.Errorf("secret-tool still reads %d bytes, exit %d", len(out), code)
	}
	end()
	wantAlone(t)
}

// returns starts anew, and tests the saved credential from the first screen.
func (w walk) returns(p person) {
	w.t.Helper()
	w.Terminal = p.sit(w.t, os.Getenv("MAILGRANT_BINARY"))
	w.Wait("> contoso")
	w.PressTo("down", "> Test all")
	w.Keys("enter")
	w.Wait("1 works.")
	w.Keys("ctrl+c")
	if code := w.Exit(); code != 130 {
		w.t.Errorf("exit %d:\n%s", code, w.Text())
	}
	if left := w.LeftOn(); len(left) > 0 {
		w.t.Errorf("left on: %v", left)
	}
	if bytes.Contains(w.Raw(), []byte(w.secret.Value)) {
		w.t.Error("the secret was written to the terminal")
	}
}

var lookup = []string{"secret-tool", "lookup", "service", "mailgrant", "username", "contoso"}

func TestOnboardingWithoutAKeyringKeepsNoCopy(t *testing.T) {
	if !apart(t) {
		return
	}
	m := openMicrosoft(t)
	p := newPerson(t, "SSL_CERT_FILE="+m.ca)
	w := onboard(t, m, p, "No keyring is available")
	w.on("> Keep no copy")
	w.at("Hand-off sheet")
	w.leave()
	w.Wait("No copy of the secret was kept.")
	w.leavesNoTrace()
	if saved := filesWith(t, p.home, w.app.ClientID); len(saved) > 0 {
		t.Errorf("something was saved in %v", saved)
	}
	wantAlone(t)
}

// onboard goes from the first screen to the test and is watched all the way. It
// requires that the secret was sent once, to the right place.
func onboard(t *testing.T, m microsoft, p person, noKeyring string) walk {
	t.Helper()
	good := m.contoso.Good()
	w := walk{t: t, mailbox: m.contoso.Mailboxes[0].Address, app: good, secret: good.Secrets[0]}
	m.Watch(w.secret.Value)
	stop := watchArguments(t, w.secret.Value, os.Getenv("MAILGRANT_BINARY"))
	t.Cleanup(stop)
	w.Terminal = p.sit(t, os.Getenv("MAILGRANT_BINARY"))
	w.on("What do you have?")
	w.toSecret(noKeyring)
	w.toProof()
	w.Wait("It works")
	sent := slices.DeleteFunc(m.Requests(), func(r entratest.Request) bool { return r.Seen == 0 })
	if len(sent) != 1 || sent[0].Seen != 1 || sent[0].Host != m.contoso.Cloud.LoginHost() || sent[0].Path != "/"+m.contoso.ID+"/oauth2/v2.0/token" {
		t.Errorf("the secret was sent with %+v", sent)
	}
	return w
}

// leave presses Finish and waits for the end.
func (w walk) leave() {
	w.t.Helper()
	w.PressTo("down", "> Finish")
	w.on("> Finish")
	if code := w.Exit(); code != 0 {
		w.t.Errorf("exit %d:\n%s", code, w.Text())
	}
	if left := w.LeftOn(); len(left) > 0 {
		w.t.Errorf("left on: %v", left)
	}
}

// leavesNoTrace looks for the secret in all output to the terminal and in every
// file. The terminal shows only its first three characters, the hint.
func (w walk) leavesNoTrace() {
	w.t.Helper()
	if bytes.Contains(w.Raw(), []byte(w.secret.Value)) || !bytes.Contains(w.Raw(), []byte(w.secret.Value[:3])) {
		w.t.Error("the secret was written to the terminal, or its hint was not")
	}
	if files := filesWith(w.t, "/tmp", w.secret.Value); len(files) > 0 {
		w.t.Errorf("the secret is in plain text in %v", files)
	}
}
