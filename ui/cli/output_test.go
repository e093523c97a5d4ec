package cli

import (
	"context"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"syscall"
	"testing"
)

// TestNoOutputIsLostUnsaid writes every command's output to a full disk.
func TestNoOutputIsLostUnsaid(t *testing.T) {
	for _, line := range []string{
		"check --practice", "check no-consent", "check good --format json", "check --all --format ndjson", "check good --plan", "list", "list --format json", "show good",
		"show good --format json", "guides", "guides email-this-issue-auth-code", "explain AADSTS50011", "explain AADSTS50011 --format json", "version", "--version",
		"help", "check --help", "completion bash", "list --practice", "remove good --yes", "setup --plain --practice",
	} {
		t.Run(line, func(t *testing.T) {
			s := newStage(t)
			s.save("good", "no-consent")
			var errs strings.Builder
			w := s.world(nil, nil)
			w.Out, w.Err = failing{syscall.ENOSPC}, &errs
			if code := Run(context.Background(), strings.Fields(line), w); code != exitOurs || !strings.Contains(errs.String(), "The output could not be written") {
				t.Errorf("exit %d, %q", code, errs.String())
			}
		})
	}
}

func TestAReportThatAFullDiskLosesIsReported(t *testing.T) {
	if _, err := os.Stat("/dev/full"); err != nil {
		t.Skip("this system has no /dev/full")
	}
	f, err := os.OpenFile("/dev/full", os.O_WRONLY, 0)
	must(t, err)
	defer f.Close()
	s := newStage(t)
	s.save("no-consent")
	var errs strings.Builder
	w := s.world(nil, nil)
	w.Out, w.Err = f, &errs
	report := filepath.Join(t.TempDir(), "report.md")
	if code := Run(context.Background(), []string{"check", "no-consent", "--report", report}, w); code != exitOurs || !strings.Contains(errs.String(), "no space left") {
		t.Errorf("exit %d, %q", code, errs.String())
	}
	if runtime.GOOS == "linux" {
		if r := s.run("check", "no-consent", "--report", "/proc/x.md"); r.code != exitOurs || !strings.Contains(r.err, "could not be written") {
			t.Errorf("exit %d, %q", r.code, r.err)
		}
	}
}
