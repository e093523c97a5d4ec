//go:build linux

package store

import (
	"bytes"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

// inSession marks a run of this test binary inside a session of the tests.
const inSession = "MAILGRANT_STORE_SESSION"

// unlock starts gnome-keyring on the session's bus, then runs the tests.
const unlock = `printf testpass | gnome-keyring-daemon --unlock --components=secrets >/dev/null && exec "$@"`

// noServices is a bus that starts no service on demand.
const noServices = `<!DOCTYPE busconfig PUBLIC "-//freedesktop//DTD D-Bus Bus Configuration 1.0//EN"
 "http://www.freedesktop.org/standards/dbus/1.0/busconfig.dtd">
<busconfig><type>session</type><listen>unix:tmpdir=/tmp</listen>
<policy context="default"><allow send_destination="*" eavesdrop="true"/><allow eavesdrop="true"/><allow own="*"/></policy></busconfig>`

// TestRealSecretService runs tests of this package in their own D-Bus sessions,
// with all files in a directory of the test.
func TestRealSecretService(t *testing.T) {
	t.Parallel()
	requireTools(t)
	t.Run("unlocked", func(t *testing.T) {
		t.Parallel()
		home := runSession(t, "InSession$", "sh", "-c", unlock, "_")
		if files := grep(t, home, canary); len(files) > 0 {
			t.Errorf("the secret lies in clear in %v", files)
		}
		if kept, err := filepath.Glob(filepath.Join(home, ".local/share/keyrings/*.keyring")); err != nil || len(kept) == 0 {
			t.Errorf("no keyring was written (%v)", err)
		}
	})
	t.Run("KeePassXC", func(t *testing.T) {
		t.Parallel()
		requireTool(t, "keepassxc", "keepassxc")
		requireTool(t, "Xvfb", "xvfb")
		script, err := filepath.Abs("testdata/keepassxc")
		if err != nil {
			t.Fatal(err)
		}
		home := runSession(t, "(Contract|AnotherProgram.*)InSession$", script)
		if files := grep(t, home, canary); len(files) > 0 {
			t.Errorf("the secret lies in clear in %v", files)
		}
	})
	t.Run("locked, with nobody to ask", func(t *testing.T) {
		t.Parallel()
		runSession(t, "BehindALock$")
	})
	t.Run("a bus without a keyring", func(t *testing.T) {
		t.Parallel()
		runSession(t, "OnABareBus$")
	})
}

func requireTools(t *testing.T) {
	t.Helper()
	for _, tool := range []string{"dbus-run-session", "gnome-keyring-daemon", "secret-tool"} {
		requireTool(t, tool, "gnome-keyring dbus libsecret-tools")
	}
}

func requireTool(t *testing.T, tool, from string) {
	t.Helper()
	if _, err := exec.LookPath(tool); err != nil {
		absent(t, "no real Secret Service: apt-get install -y --no-install-recommends "+from)
	}
}

// absent skips a test because something is missing, or fails it if everything
// is required.
func absent(t *testing.T, how string) {
	t.Helper()
	if os.Getenv("MAILGRANT_REQUIRE_ALL") == "1" {
		t.Fatal(how)
	}
	t.Skip(how)
}

// runSession runs the tests that match a pattern in a new session, through a
// command if one is given, and returns the session's home.
func runSession(t *testing.T, pattern string, behind ...string) (home string) {
	t.Helper()
	home = t.TempDir()
	for _, dir := range []string{".local/share/keyrings", "run"} {
		if err := os.MkdirAll(filepath.Join(home, dir), 0o700); err != nil {
			t.Fatal(err)
		}
	}
	var args []string
	if pattern != "InSession$" && pattern != "BehindALock$" { // gnome-keyring may be started on demand
		conf := filepath.Join(home, "bus.conf")
		if err := os.WriteFile(conf, []byte(noServices), 0o600); err != nil {
			t.Fatal(err)
		}
		args = append(args, "--config-file="+conf)
	}
	args = append(append(args, "--"), behind...)
	args = append(args, os.Args[0], "-test.run", pattern, "-test.v", "-test.timeout", "5m")
	cmd := exec.CommandContext(t.Context(), "dbus-run-session", args...)
	cmd.Env = []string{
		"PATH=" + os.Getenv("PATH"), inSession + "=1", "LC_ALL=C", "HOME=" + home,
		"XDG_DATA_HOME=" + filepath.Join(home, ".local/share"), "XDG_CONFIG_HOME=" + filepath.Join(home, ".config"),
		"XDG_RUNTIME_DIR=" + filepath.Join(home, "run"),
	}
	out, err := cmd.CombinedOutput()
	if err != nil || !bytes.Contains(out, []byte("--- PASS")) || bytes.Contains(out, []byte("--- SKIP")) {
		t.Fatalf("%v\n%s", err, out)
	}
	wantNothingLeft(t, home)
	return home
}

// grep is every file below dir that contains text.
func grep(t *testing.T, dir, text string) (files []string) {
	t.Helper()
	err := filepath.WalkDir(dir, func(path string, d fs.DirEntry, err error) error {
		if err != nil || !d.Type().IsRegular() {
			return err
		}
		data, err := os.ReadFile(path)
		if bytes.Contains(data, []byte(text)) {
			files = append(files, path)
		}
		return err
	})
	if err != nil {
		t.Error(err)
	}
	return files
}

// wantNothingLeft looks for processes of the session that outlive it; a daemon
// may take a moment to notice that its bus is gone.
func wantNothingLeft(t *testing.T, home string) {
	t.Helper()
	var left []string
	for range 3000 {
		left = nil
		environs, _ := filepath.Glob("/proc/[0-9]*/environ")
		for _, path := range environs {
			if env, err := os.ReadFile(path); err == nil && bytes.Contains(env, []byte("HOME="+home+"\x00")) {
				name, _ := os.ReadFile(filepath.Join(filepath.Dir(path), "comm"))
				left = append(left, strings.TrimSpace(string(name)))
			}
		}
		if len(left) == 0 {
			return
		}
		time.Sleep(20 * time.Millisecond)
	}
	t.Errorf("left running: %v", left)
}
