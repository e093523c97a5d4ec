//go:build linux || darwin

package signin

import (
	"bufio"
	"context"
	"fmt"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync"
	"syscall"
	"testing"
	"time"

	"mailgrant/ui/cli/termtest"
)

// built is the path of the unmodified program, built at most once.
// MAILGRANT_BINARY names another to use.
var built = sync.OnceValues(func() (string, error) {
	if path := os.Getenv("MAILGRANT_BINARY"); path != "" {
		return filepath.Abs(path)
	}
	folder, err := os.MkdirTemp("", "mailgrant-signin-")
	if err != nil {
		return "", err
	}
	afterAll(func() { _ = os.RemoveAll(folder) })
	path := filepath.Join(folder, "mailgrant")
	ctx, cancel := context.WithTimeout(context.Background(), 5*time.Minute)
	defer cancel()
	build := exec.CommandContext(ctx, "go", "build", "-o", path, ".")
	build.Dir = filepath.Join("..", "..", "..", "..")
	if out, err := build.CombinedOutput(); err != nil {
		return "", fmt.Errorf("build mailgrant: %w\n%s", err, out)
	}
	return path, nil
})

// session is a user in mailgrant's wizard, with a browser.
type session struct {
	*termtest.Terminal
	window
	desktop
}

// sit opens the wizard in a guide.
func sit(t *testing.T, guide string) session {
	t.Helper()
	return seat(t, termtest.Options{Args: []string{"setup", "--practice", "--guide", guide}})
}

// seat starts mailgrant in a terminal that is tall enough for every page.
func seat(t *testing.T, o termtest.Options) session {
	t.Helper()
	w := open(t)
	var err error
	if o.Program, err = built(); err != nil {
		t.Fatal(err)
	}
	d := newDesktop(t)
	o.Cols, o.Rows = 100, 90
	o.Env = append(o.Env, "PATH="+d.folder+":"+os.Getenv("PATH"), "DISPLAY=:0")
	return session{termtest.Start(t, o), w, d}
}

// desktop has a program in place of a browser: it passes the address on and
// records its environment.
type desktop struct {
	folder string
	links  *os.File // one per line
}

func newDesktop(t *testing.T) desktop {
	t.Helper()
	d := desktop{folder: t.TempDir()}
	pipe := filepath.Join(d.folder, "links")
	if err := syscall.Mkfifo(pipe, 0o600); err != nil {
		t.Fatal(err)
	}
	script := "#!/bin/sh\nenv >>'" + d.folder + "/env'\nprintf '%s\\n' \"$1\" >'" + pipe + "'\n"
	for _, name := range []string{"xdg-open", "open"} {
		if err := os.WriteFile(filepath.Join(d.folder, name), []byte(script), 0o700); err != nil {
			t.Fatal(err)
		}
	}
	var err error
	if d.links, err = os.OpenFile(pipe, os.O_RDWR, 0); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = d.links.Close() })
	return d
}

// environment is the environment that browsers were started with.
func (d desktop) environment() string {
	text, _ := os.ReadFile(filepath.Join(d.folder, "env"))
	return string(text)
}

// link is the next address that mailgrant opens.
func (s session) link() string {
	s.t.Helper()
	if err := s.links.SetReadDeadline(time.Now().Add(patience)); err != nil {
		s.t.Fatal(err)
	}
	line, err := bufio.NewReader(s.links).ReadString('\n')
	if err != nil {
		s.t.Fatalf("no browser was opened: %v; the screen:\n%s", err, s.Text())
	}
	return strings.TrimSpace(line)
}

// values are what a user copies from the portal and elsewhere.
type values struct{ where, redirect, clientID, secret string }

const wellFormed = "well-formed ✓"

// register enters the values up to the client ID and goes on to a step.
func (s session) register(v values, step string) {
	s.t.Helper()
	s.At("Organization")
	s.Paste(v.where)
	s.Wait(wellFormed)
	s.PressTo("enter", "> Yes: register and consent")
	s.ReadTo("Register the app")
	s.Paste(v.redirect)
	s.Wait(wellFormed)
	s.ReadTo("Client ID")
	s.Paste(v.clientID)
	s.Wait("│ " + v.clientID)
	s.ReadTo(step)
}

// hide enters the secret, whatever the keyring's state, and goes on to a step.
func (s session) hide(secret, step string) {
	s.t.Helper()
	const field = "╭─ > Client secret"
	s.WaitMatch(field + "|> Try again")
	if !strings.Contains(s.Text(), field) {
		s.At("Keyring")
		s.pick("Prove it and keep no copy")
	}
	s.At("Client secret")
	s.Paste(secret)
	s.Wait("40 characters, begins")
	s.ReadTo(step)
}

// toSignIn goes on to the choice of how to sign in.
func (s session) toSignIn(v values) session {
	s.t.Helper()
	s.register(v, "Admin consent")
	s.pick("Granted, or not needed: continue")
	s.hide(v.secret, "Sign-in test")
	return s
}

// toConsent goes on to the choice of how to grant consent.
func (s session) toConsent(v values) session {
	s.t.Helper()
	s.register(v, "Permissions")
	s.pick("Continue: it fetches and sends")
	s.hide(v.secret, "Admin consent")
	return s
}

// pick goes down to a choice and takes it.
func (s session) pick(choice string) {
	s.t.Helper()
	s.PressTo("down", "> "+choice)
	s.Keys("enter")
}

// paste pastes a redirect or the text of a page, and submits it. The field has
// the text once the example for an empty field is gone, however much of the text
// is masked.
func (s session) paste(text string) {
	s.t.Helper()
	const example = "│ e.g. https://..."
	s.Wait("> Address or message")
	s.Wait(example)
	s.Paste(text)
	s.WaitGone(example)
	s.Keys("enter")
}

// holdsNone looks for values in all output to the terminal, and in every file
// of the user's.
func (s session) holdsNone(values map[string]string) {
	s.t.Helper()
	raw := string(s.Raw())
	var files strings.Builder
	err := filepath.WalkDir(s.Home, func(path string, d fs.DirEntry, err error) error {
		if err != nil || !d.Type().IsRegular() {
			return err
		}
		text, err := os.ReadFile(path)
		files.Write(text)
		return err
	})
	if err != nil {
		s.t.Fatal(err)
	}
	for value, name := range values {
		switch {
		case strings.Contains(raw, value):
			s.t.Errorf("%s was written to the terminal", name)
		case strings.Contains(files.String(), value):
			s.t.Errorf("%s is in a file", name)
		}
	}
}
