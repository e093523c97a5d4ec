//go:build linux

package store

import (
	"context"
	"net"
	"os"
	"path/filepath"
	"testing"
	"time"
)

// noBus removes every bus from the test and replaces dbus-launch with a program
// that leaves a mark; launched reports whether it ran.
func noBus(t *testing.T) (runtimeDir string, launched func() bool) {
	t.Helper()
	dir := t.TempDir()
	mark := filepath.Join(dir, "launched")
	script := "#!/bin/sh\n: >'" + mark + "'\n"
	if err := os.WriteFile(filepath.Join(dir, "dbus-launch"), []byte(script), 0o755); err != nil {
		t.Fatal(err)
	}
	t.Setenv("PATH", dir)
	t.Setenv("XDG_RUNTIME_DIR", dir)
	t.Setenv(busVariable, "")
	return dir, func() bool {
		_, err := os.Stat(mark)
		return err == nil
	}
}

func TestWithoutABusNothingIsStarted(t *testing.T) {
	if len(busAddressesBeside(t)) > 0 {
		absent(t, "this user has a session bus of the system's; run as a user without one")
	}
	for sentence, address := range map[string]string{
		"unset":                          "",
		"autolaunch asked for":           "autolaunch:",
		"autolaunch with a scope":        "autolaunch:scope=*user",
		"autolaunch last in a list":      "unix:path=/nonexistent;autolaunch:",
		"socket missing":                 "unix:path=/nonexistent",
		"abstract socket missing":        "unix:abstract=/mailgrant/none",
		"no socket named":                "unix:guid=00",
		"a list of sockets, all missing": "unix:path=/nonexistent;unix:path=/none,guid=00",
	} {
		t.Run(sentence, func(t *testing.T) {
			_, launched := noBus(t)
			t.Setenv(busVariable, address)
			k := OS(Unattended, nil)
			wantKind(t, Unavailable, k.Set(t.Context(), "a", canary))
			_, err := k.Get(t.Context(), "a")
			wantKind(t, Unavailable, err)
			wantKind(t, Unavailable, k.Delete(t.Context(), "a"))
			wantKind(t, Unavailable, k.Probe(t.Context(), ""))
			if launched() {
				t.Error("a bus was started")
			}
			if now := os.Getenv(busVariable); now != address {
				t.Errorf("%s became %q", busVariable, now)
			}
		})
	}
	t.Run("bare go-keyring would have started one", func(t *testing.T) {
		_, launched := noBus(t)
		if _, err := (system{}).Get(service, "a"); err == nil || !launched() {
			t.Errorf("the trap was not sprung (%v)", err)
		}
	})
}

// busAddressesBeside are buses that exist although no environment variable
// names them.
func busAddressesBeside(t *testing.T) []string {
	t.Helper()
	noBus(t)
	return busAddresses()
}

// listen opens a socket in dir that answers callers with reply, or never
// answers if reply is empty.
func listen(t *testing.T, dir, reply string) (address string) {
	t.Helper()
	path := filepath.Join(dir, "bus")
	l, err := net.Listen("unix", path)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = l.Close() })
	go func() {
		for {
			conn, err := l.Accept()
			if err != nil {
				return
			}
			t.Cleanup(func() { _ = conn.Close() })
			_, _ = conn.Write([]byte(reply))
		}
	}()
	return "unix:path=" + path
}

func TestABusThatNeverAnswersEndsWithinItsBound(t *testing.T) {
	dir, _ := noBus(t)
	t.Setenv(busVariable, listen(t, dir, ""))
	const limit = 200 * time.Millisecond
	ctx, cancel := context.WithTimeout(t.Context(), limit)
	defer cancel()
	wantKind(t, Timeout, reachBus(ctx))
	start := time.Now()
	err := OS(limit, nil).Set(t.Context(), "a", canary)
	wantKind(t, Timeout, err)
	wantUnsure(t, false, err) // go-keyring was not called
	if took := time.Since(start); took > limit+30*time.Second {
		t.Errorf("took %v", took)
	}
}

func TestTheBusOfTheRuntimeDirectoryIsFound(t *testing.T) {
	dir, _ := noBus(t)
	address := listen(t, dir, "REJECTED EXTERNAL\r\n")
	if err := reachBus(t.Context()); err != nil {
		t.Fatal(err)
	}
	if got := os.Getenv(busVariable); got != address {
		t.Errorf("%s is %q, want %q", busVariable, got, address)
	}
}

func TestTheFirstBusOfAListThatAnswersIsTaken(t *testing.T) {
	dir, _ := noBus(t)
	address := listen(t, dir, "REJECTED EXTERNAL\r\n")
	t.Setenv(busVariable, "unix:path=/nonexistent;"+address+",guid=00")
	if err := reachBus(t.Context()); err != nil {
		t.Fatal(err)
	}
	if got := os.Getenv(busVariable); got != address+",guid=00" {
		t.Errorf("%s is %q, want %q", busVariable, got, address)
	}
}
