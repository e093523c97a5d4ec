//go:build linux || darwin

package termtest

import (
	"fmt"
	"os"
	"os/exec"
	"os/signal"
	"path/filepath"
	"sync"
	"syscall"
	"testing"
)

// Main runs a package's tests and then removes the built binary. Call it from
// TestMain.
func Main(m *testing.M) int {
	directory, err := os.MkdirTemp("", "mailgrant-termtest-")
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		return 1
	}
	buildDirectory = directory
	if signal.Ignored(syscall.SIGHUP) { // under nohup, every program started here would ignore it too
		signal.Notify(make(chan os.Signal, 1), syscall.SIGHUP)
	}
	code := m.Run()
	if err := os.RemoveAll(directory); err != nil {
		fmt.Fprintln(os.Stderr, err)
	}
	return code
}

var buildDirectory string

// built is the path of the binary under test, built at most once per test run.
// MAILGRANT_BINARY names another to use.
var built = sync.OnceValues(func() (string, error) {
	if path := os.Getenv("MAILGRANT_BINARY"); path != "" {
		return path, nil
	}
	path := filepath.Join(buildDirectory, "mailgrant")
	build := exec.Command("go", "build", "-o", path, ".")
	build.Dir = filepath.Join("..", "..", "..")
	if out, err := build.CombinedOutput(); err != nil {
		return "", fmt.Errorf("build mailgrant: %w\n%s", err, out)
	}
	return path, nil
})

func binary(t testing.TB) string {
	t.Helper()
	path, err := built()
	if err != nil {
		t.Fatal(err)
	}
	return path
}
