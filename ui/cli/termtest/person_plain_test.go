//go:build linux || darwin

package termtest

import (
	"bytes"
	"os"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
)

// talk is a user who answers plain mode, one question after another.
type talk struct {
	walk
	heard *int // bytes of the answers so far
}

func talkTo(t *testing.T, o Options) talk {
	t.Helper()
	o.Rows, o.Cols = 200, 100 // nothing scrolls out of sight
	if o.Args == nil {
		o.Args = []string{"setup", "--plain", "--practice", "--guide", clientCredentials}
	}
	return talk{tryOut(t, o), new(int)}
}

// asked waits for a question that was not answered yet.
func (d talk) asked(question string) talk {
	d.t.Helper()
	d.until("to be asked "+question, func() bool {
		at := bytes.Index(d.Raw()[*d.heard:], []byte(question))
		if at >= 0 {
			*d.heard += at + len(question)
		}
		return at >= 0
	})
	return d
}

func (d talk) answer(question, text string) {
	d.t.Helper()
	d.asked(question).Type(text + "\r")
}

// toSecret answers everything up to the question for the secret.
func (d talk) toSecret() talk {
	d.t.Helper()
	d.answer("Mailbox address: ", d.mailbox)
	d.answer("or type change: ", "")
	d.answer("register and consent): ", "")
	d.answer("(Continue): ", "")
	d.answer("leave it empty): ", "")
	d.answer("or type change: ", "")
	d.answer("Client ID: ", d.app.ClientID)
	d.answer("Token endpoint (Enter: keep it): ", "")
	d.answer("or type change: ", "")
	d.answer("it fetches and sends): ", "")
	d.answer("(It is granted: continue): ", "")
	return d.asked("Client secret (not shown as you type): ")
}

func TestPlainModeLeadsToTheHandOff(t *testing.T) {
	t.Parallel()
	usual := []string{"setup", "--practice", "--guide", clientCredentials}
	for name, o := range map[string]Options{
		"asked for":                {},
		"on a dumb terminal":       {Args: usual, Env: []string{"TERM=dumb"}},
		"in the environment":       {Args: usual, Env: []string{"ACCESSIBLE=yes"}},
		"on a terminal of no kind": {Program: "/usr/bin/env", Args: append([]string{"-u", "TERM", binary(t)}, usual...)},
		"without UTF-8":            {Env: []string{"LANG=C", "LC_ALL=C", "NO_COLOR=1"}},
	} {
		t.Run(name, func(t *testing.T) {
			d := talkTo(t, o).toSecret()
			if d.echoes() {
				t.Error("the secret is asked for, and what is typed would show")
			}
			d.Type(d.secret.Value + "\r")
			d.asked("40 characters, begins " + d.secret.Value[:3])
			d.answer("Expires (optional, Enter: leave it empty): ", d.secret.Ends.Format("2006-01-02"))
			d.answer("or type change: ", "")
			d.asked("It works").answer("(Enter: Save it in the keyring): ", "")
			d.asked("Saved as contoso").answer("(Enter: Finish): ", "")
			d.ended(0)
			d.asked("hand-off sheet").asked("(the secret is not shown)").asked("Next: ")
			if bytes.Contains(d.Raw(), []byte("\x1b")) {
				t.Error("plain mode wrote an escape sequence")
			}
			if odd := bytes.IndexFunc(d.Raw(), func(r rune) bool { return r > '~' }); name == "without UTF-8" && odd >= 0 {
				t.Errorf("not ASCII: %.40q", d.Raw()[odd:])
			}
		})
	}
}

func TestInputThatEndsEndsPlainMode(t *testing.T) {
	t.Parallel()
	for place, to := range map[string]func(talk){
		"at a question":  func(d talk) { d.answer("Mailbox address: ", d.mailbox); d.asked("or type change: ") },
		"at the secret":  func(d talk) { d.toSecret() },
		"after a secret": func(d talk) { d.toSecret().Type(d.secret.Value + "\r"); d.asked("leave it empty): ") },
	} {
		t.Run(place, func(t *testing.T) {
			d := talkTo(t, Options{})
			to(d)
			d.Keys("ctrl+d")
			d.ended(2)
			if !strings.Contains(d.Text(), "nothing is saved") {
				t.Errorf("it says:\n%s", d.Text())
			}
		})
	}
}

func TestASignalEndsPlainModeAtAnyQuestion(t *testing.T) {
	t.Parallel()
	for place, to := range map[string]func(talk){
		"at a question": func(d talk) { d.asked("Mailbox address: ") },
		"at the secret": func(d talk) { d.toSecret() },
	} {
		for name, s := range endingSignals {
			t.Run(name+" "+place, func(t *testing.T) {
				d := talkTo(t, Options{})
				to(d)
				d.Signal(s)
				d.ended(128 + int(s))
			})
		}
		t.Run("ctrl+c "+place, func(t *testing.T) {
			d := talkTo(t, Options{})
			to(d)
			if place == "at the secret" {
				d.Type(d.secret.Value)
			}
			d.Keys("ctrl+c")
			d.ended(128 + int(syscall.SIGINT))
		})
	}
}

// What is typed at the question for the secret must not show even after the
// shell has restored the terminal.
func TestAStoppedPlainModeHidesTheSecretAgain(t *testing.T) {
	t.Parallel()
	o := Options{Program: "/bin/sh", Args: []string{"-c", jobs, binary(t), "setup", "--plain", "--practice", "--guide", clientCredentials}}
	d := talkTo(t, o).toSecret()
	d.signalForeground(syscall.SIGTSTP)
	d.asked("a stopped job").Type("on\r")
	d.until("for a terminal that does not echo", func() bool { return !d.echoes() })
	d.Type(d.secret.Value + "\r")
	d.asked("40 characters, begins")
	d.Keys("ctrl+c")
	d.ended(130)
}

func TestTheWizardWritesNothingWhereNobodySeesIt(t *testing.T) {
	t.Parallel()
	out := filepath.Join(t.TempDir(), "out")
	w := tryOut(t, Options{Program: "/bin/sh", Args: []string{"-c", `exec "$0" setup --practice >"$1"`, binary(t), out}})
	w.ended(2)
	if !strings.Contains(w.Text(), "needs a terminal") || !strings.Contains(w.Text(), "--plain") {
		t.Errorf("it says:\n%s", w.Text())
	}
	if written, err := os.ReadFile(out); err != nil || len(written) > 0 {
		t.Errorf("%d bytes in the file, %v", len(written), err)
	}
}
