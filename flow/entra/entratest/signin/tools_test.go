// Package signin lets a real browser sign in: on the pages of the local
// Microsoft, and on those of an OpenID provider nobody of us wrote. It is a
// module of its own so that what drives the browser is no part of mailgrant.
package signin

import (
	"os"
	"os/exec"
	"testing"
)

// needed is the path of the first of some commands that is there. Without any,
// the test is skipped, or fails where everything has to run.
func needed(t *testing.T, install string, commands ...string) string {
	t.Helper()
	path := found(commands)
	if path == "" {
		lacks(t, "NOT RUN: %s is not installed. On Debian or Ubuntu: sudo apt-get install -y %s", commands[0], install)
	}
	return path
}

func found(commands []string) string {
	for _, command := range commands {
		if path, err := exec.LookPath(command); err == nil {
			return path
		}
	}
	return ""
}

// lacks skips a test that cannot run here, or fails it where all have to.
func lacks(t *testing.T, format string, args ...any) {
	t.Helper()
	if os.Getenv("MAILGRANT_REQUIRE_ALL") == "1" {
		t.Fatalf(format, args...)
	}
	t.Skipf(format, args...)
}
