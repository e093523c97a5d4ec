//go:build linux || darwin

package termtest

import (
	"os"
	"testing"
)

// absent skips a test that lacks something, or fails it if nothing may be
// skipped.
func absent(t *testing.T, how string) {
	t.Helper()
	if os.Getenv("MAILGRANT_REQUIRE_ALL") == "1" {
		t.Fatal(how)
	}
	t.Skip(how)
}
