// Package signin signs in with a real browser: on the pages of the local
// Microsoft, and on those of an OpenID provider that others wrote. It is a
// separate module, so that mailgrant does not depend on what drives the
// browser.
package signin

import (
	"os"
	"os/exec"
	"testing"
)

// needed is the path of the first of some commands that exists. If none does,
// the test is skipped, or fails if nothing may be skipped.
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

// lacks skips a test that can't run here, or fails it if nothing may be
// skipped.
func lacks(t *testing.T, format string, args ...any) {
	t.Helper()
	if os.Getenv("MAILGRANT_REQUIRE_ALL") == "1" {
		t.Fatalf(format, args...)
	}
	t.Skipf(format, args...)
}
