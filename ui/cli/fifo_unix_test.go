//go:build unix

package cli

import (
	"path/filepath"
	"strings"
	"syscall"
	"testing"
)

func TestASecretFileThatIsASilentPipeKeepsToTheTimeLimit(t *testing.T) {
	fifo := filepath.Join(t.TempDir(), "fifo")
	if err := syscall.Mkfifo(fifo, 0o600); err != nil {
		t.Fatal(err)
	}
	r := newStage(t).run(values(t, "good", "--secret-file", fifo, "--timeout", "50ms")...)
	if r.code != exitUsage || !strings.Contains(r.err, "within 50ms") {
		t.Errorf("exit %d, %q", r.code, r.err)
	}
}
