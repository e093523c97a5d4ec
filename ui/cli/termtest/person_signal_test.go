//go:build linux || darwin

package termtest

import (
	"strings"
	"syscall"
	"testing"

	"golang.org/x/sys/unix"
)

var endingSignals = map[string]syscall.Signal{
	"SIGINT": syscall.SIGINT, "SIGTERM": syscall.SIGTERM, "SIGHUP": syscall.SIGHUP, "SIGQUIT": syscall.SIGQUIT,
}

func TestASignalEndsTheWizardAtAnyStep(t *testing.T) {
	t.Parallel()
	for place, to := range map[string]func(walk) walk{
		"on the first page":        walk.toOrganization,
		"with a client ID to copy": walk.toClientID,
		"with the secret typed":    walk.filledIn,
		"with the proof done":      walk.toProven,
		"with all done":            walk.toHandOff,
	} {
		for name, s := range endingSignals {
			t.Run(name+" "+place, func(t *testing.T) {
				t.Parallel()
				w := to(toGuide(t, Options{}))
				w.Signal(s)
				w.ended(128 + int(s))
				if printed := w.printed(); !strings.Contains(printed, "mailgrant:interrupted.") || strings.Contains(printed, "Saved") {
					t.Errorf("it says:\n%s", printed)
				}
			})
		}
	}
}

func TestALostConnectionEndsTheWizard(t *testing.T) {
	t.Parallel()
	deaf := Options{Program: "/bin/sh", Args: []string{"-c", `trap "" HUP; exec "$0" "$@"`, binary(t)}}
	for name, o := range map[string]Options{"as usual": {}, "where SIGHUP is ignored, as under nohup": deaf} {
		t.Run(name, func(t *testing.T) {
			w := toGuide(t, o).filledIn()
			w.Hangup()
			if code := w.Exit(); code != 128+int(syscall.SIGHUP) {
				t.Errorf("exit code %d", code)
			}
			if files := filesBelow(t, w.Home); len(files) > 0 {
				t.Errorf("left behind: %v", files)
			}
			w.showedNoSecret()
		})
	}
}

// jobs is a shell that resets the terminal while its job is stopped, writes to
// it, and resumes the job when told to.
const jobs = `set -m; was=$(stty -g)
"$0" "$@"
stty sane; printf '\033[2J\033[Ha stopped job\n'; read -r word; stty sane
fg >/dev/null; code=$?
stty "$was"; exit $code`

func TestAStoppedWizardTakesTheTerminalAgain(t *testing.T) {
	t.Parallel()
	for name, s := range map[string]syscall.Signal{"SIGTSTP": syscall.SIGTSTP, "SIGSTOP": syscall.SIGSTOP} {
		t.Run(name, func(t *testing.T) {
			o := Options{Program: "/bin/sh", Args: []string{"-c", jobs, binary(t)}}
			w := toGuide(t, o).toClientSecret()
			w.signalForeground(s)
			w.Wait("a stopped job")
			if !w.echoes() {
				t.Fatal("the shell did not put the terminal in order")
			}
			w.Type("on\r")
			w.WaitGone("a stopped job")
			w.at("Client secret")
			w.until("for a terminal that does not echo", func() bool { return !w.echoes() })
			w.Type(w.secret.Value)
			w.Wait("40 characters, begins")
			w.Keys("ctrl+c")
			w.Wait("Leave now?")
			w.Keys("ctrl+c")
			w.ended(130)
		})
	}
}

// signalForeground sends a signal to the terminal's foreground job.
func (x *Terminal) signalForeground(s syscall.Signal) {
	x.t.Helper()
	group, err := unix.IoctlGetInt(int(x.master.Fd()), unix.TIOCGPGRP)
	if err != nil {
		x.t.Fatal(err)
	}
	if group == x.command.Process.Pid {
		x.t.Fatal("the shell itself has the terminal")
	}
	if err := syscall.Kill(-group, s); err != nil {
		x.t.Fatal(err)
	}
}

// echoes reports whether the terminal itself echoes what is typed.
func (x *Terminal) echoes() bool {
	x.t.Helper()
	now, err := unix.IoctlGetTermios(int(x.master.Fd()), readTermios)
	if err != nil {
		x.t.Fatal(err)
	}
	return now.Lflag&unix.ECHO != 0
}
