//go:build linux

package termtest

import (
	"bytes"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

// watchArguments reads the command line and environment of every process
// repeatedly, until stop. It fails the test if one contains the secret, or if
// it never saw the program itself.
func watchArguments(t *testing.T, secret, program string) (stop func()) {
	t.Helper()
	done, ended := make(chan struct{}), make(chan struct{})
	leaks, seen := map[string]bool{}, false
	go func() {
		defer close(ended)
		for {
			for pid, line := range processes() {
				seen = seen || strings.Contains(line, program)
				if env, _ := os.ReadFile(filepath.Join("/proc", pid, "environ")); strings.Contains(line+string(env), secret) {
					leaks[strings.ReplaceAll(line, secret, "SECRET")] = true
				}
			}
			select {
			case <-done:
				return
			case <-time.After(2 * time.Millisecond):
			}
		}
	}()
	return func() {
		t.Helper()
		close(done)
		<-ended
		for line := range leaks {
			t.Errorf("the secret stood in the arguments or environment of %q", line)
		}
		if !seen {
			t.Errorf("no process ran %q", program)
		}
	}
}

// processes are the command lines of all processes, by ID; a zombie has none.
func processes() map[string]string {
	lines := map[string]string{}
	found, _ := filepath.Glob("/proc/[0-9]*/cmdline")
	for _, path := range found {
		if line, err := os.ReadFile(path); err == nil && len(line) > 0 {
			lines[filepath.Base(filepath.Dir(path))] = string(bytes.ReplaceAll(line, []byte{0}, []byte(" ")))
		}
	}
	return lines
}

// wantAlone fails if any process but this one is left. A daemon may take a
// moment to notice that its bus is gone.
func wantAlone(t *testing.T) {
	t.Helper()
	var left map[string]string
	for range 6000 {
		left = processes()
		if delete(left, fmt.Sprint(os.Getpid())); len(left) == 0 {
			return
		}
		time.Sleep(10 * time.Millisecond)
	}
	t.Errorf("left running: %v", left)
}

// filesWith are the files in a directory that contain a text. Inside the
// namespaces everything writable is in /tmp, even homes.
func filesWith(t *testing.T, directory, text string) (files []string) {
	t.Helper()
	err := filepath.WalkDir(directory, func(path string, d fs.DirEntry, err error) error {
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
