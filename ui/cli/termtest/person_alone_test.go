//go:build linux

package termtest

import (
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
)

func TestTwoWizardsDoNotDisturbEachOther(t *testing.T) {
	t.Parallel()
	one, other := toGuide(t, Options{}), toGuide(t, Options{})
	one.toClientID()
	other.toProven()
	one.Paste(one.app.ClientID)
	one.Wait(wellFormed)
	other.readTo("Hand-off sheet")
	other.Keys("ctrl+c")
	other.ended(0)
	one.readTo("Permissions")
	one.Keys("ctrl+c")
	one.Wait("Leave now?")
	one.Keys("ctrl+c")
	one.ended(130)
	for name, w := range map[string]walk{"one": one, "the other": other} {
		if left := w.session(); len(left) > 0 {
			t.Errorf("%s left running: %v", name, left)
		}
	}
}

// Two practice runs save under one name at the same time: each has its own
// keyring.
func TestTwoPracticesSaveUnderOneName(t *testing.T) {
	t.Parallel()
	one, other := toGuide(t, Options{}), toGuide(t, Options{})
	one.toProven()
	other.toProven()
	for _, w := range []walk{one, other} {
		w.readTo("Hand-off sheet")
		if running := w.session(); len(running) != 1 {
			t.Errorf("beside the wizard: %v", running)
		}
		w.finish()
		w.ended(0)
		if left := w.session(); len(left) > 0 {
			t.Errorf("left running: %v", left)
		}
	}
}

// session are the running processes in the session in which a program was
// started.
func (x *Terminal) session() (running []string) {
	x.t.Helper()
	stats, err := filepath.Glob("/proc/[0-9]*/stat")
	if err != nil || len(stats) == 0 {
		x.t.Fatal("/proc shows no processes")
	}
	for _, path := range stats {
		data, _ := os.ReadFile(path) // it may have ended since
		// PID (name) state parent group session; the name may hold anything.
		_, rest, _ := strings.Cut(string(data), ") ")
		fields := strings.Fields(rest)
		if len(fields) > 3 && fields[0] != "Z" && fields[3] == strconv.Itoa(x.command.Process.Pid) {
			running = append(running, string(data))
		}
	}
	return running
}
