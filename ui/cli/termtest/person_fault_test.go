//go:build linux || darwin

package termtest

import (
	"bytes"
	"os/exec"
	"path/filepath"
	"strings"
	"sync"
	"syscall"
	"testing"
	"time"

	"mailgrant/flow/entra/entratest"
)

// faulty is the path of a program that shows models which panic or hang on the
// product's own screen: the test binary of package cli.
var faulty = sync.OnceValues(func() (string, error) {
	path := filepath.Join(buildDirectory, "faulty")
	build := exec.Command("go", "test", "-c", "-o", path, "./ui/cli")
	build.Dir = filepath.Join("..", "..", "..")
	out, err := build.CombinedOutput()
	if err != nil {
		err = &exec.Error{Name: string(out), Err: err}
	}
	return path, err
})

func showFaulty(t *testing.T, where string) *Terminal {
	t.Helper()
	path, err := faulty()
	if err != nil {
		t.Fatal(err)
	}
	return Start(t, Options{Program: path, Env: []string{"MAILGRANT_TEST_FAULT=" + where}})
}

func TestAPanicGivesTheTerminalBackAndSaysNothingOfItsText(t *testing.T) {
	t.Parallel()
	for _, where := range []string{"Init", "Update", "View", "command", "batch", "sequence"} {
		t.Run(where, func(t *testing.T) {
			x := showFaulty(t, where)
			if code := x.Exit(); code != 70 {
				t.Errorf("exit code %d", code)
			}
			if left := x.LeftOn(); len(left) > 0 {
				t.Errorf("left on: %v", left)
			}
			if asked := x.Queries(); len(asked) > 0 {
				t.Errorf("asked the terminal: %q", asked)
			}
			if bytes.Contains(x.Raw(), []byte("spilled")) || bytes.Contains(x.Raw(), []byte("goroutine")) {
				t.Errorf("the panic's text or trace was shown:\n%s", x.Text())
			}
			if !strings.Contains(x.Text(), "panic of type string") || !strings.Contains(x.Text(), "Please report this problem") {
				t.Errorf("it says:\n%s", x.Text())
			}
		})
	}
}

func TestAWizardThatHangsStillEnds(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		end  func(*Terminal)
		code int
	}{
		"at ctrl+c":                  {func(x *Terminal) { x.Keys("ctrl+c") }, 130},
		"at ctrl+c, pressed thrice":  {func(x *Terminal) { x.Keys("ctrl+c", "ctrl+c", "ctrl+c") }, 130},
		"at SIGTERM":                 {func(x *Terminal) { x.Signal(syscall.SIGTERM) }, 143},
		"at SIGHUP, at once, of two": {func(x *Terminal) { x.Signal(syscall.SIGHUP); x.Signal(syscall.SIGTERM) }, 0},
	} {
		t.Run(name, func(t *testing.T) {
			x := showFaulty(t, "hang")
			x.Wait("press a key")
			x.Keys("a")
			c.end(x)
			code := x.Exit()
			if c.code == 0 {
				c.code = code // either signal may be seen first
			}
			if code != c.code || code < 129 {
				t.Errorf("exit code %d, want %d", code, c.code)
			}
			if left := x.LeftOn(); len(left) > 0 {
				t.Errorf("left on: %v", left)
			}
		})
	}
}

// net/http's log of an unrequested answer quotes that answer.
func TestASecondAnswerIsNotOnTheWizardsScreen(t *testing.T) {
	t.Parallel()
	contoso := entratest.Contoso(time.Now())
	w := walk{Terminal: showFaulty(t, "second answer"), t: t, mailbox: contoso.Mailboxes[0].Address}
	w.toClientID()
	if raw := w.Raw(); bytes.Contains(raw, []byte("Unsolicited")) || bytes.Contains(raw, []byte("GET /")) {
		t.Errorf("the second answer is shown:\n%s", w.Text())
	}
}
