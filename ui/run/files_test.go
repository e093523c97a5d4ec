package run

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"syscall"
	"testing"

	"mailgrant/flow"
)

func writes(h *Runner, name, text string) string {
	return h.Do(context.Background(), flow.WriteFile{Name: name, Text: text}).(flow.Told).Says
}

func TestARequestIsWrittenToANewFile(t *testing.T) {
	t.Chdir(t.TempDir())
	h := &Runner{}
	if err := os.WriteFile("elsewhere", []byte("mine"), 0o600); err != nil {
		t.Fatal(err)
	}
	if err := os.Symlink("elsewhere", "contoso-request-2.md"); err != nil {
		t.Fatal(err)
	}
	for i, want := range []string{"contoso-request.md", "contoso-request-3.md", "contoso-request-4.md"} {
		text := fmt.Sprintf("# Request %d\n", i)
		if says := writes(h, "contoso-request.md", text); says != "Wrote "+want+" in the current directory." {
			t.Errorf("it says %q, want %s", says, want)
		}
		if got, err := os.ReadFile(want); err != nil || string(got) != text {
			t.Errorf("%s holds %q (%v)", want, got, err)
		}
		if info, err := os.Stat(want); runtime.GOOS != "windows" && (err != nil || info.Mode() != 0o600) {
			t.Errorf("%s is %v (%v)", want, info.Mode(), err)
		}
	}
	if got, _ := os.ReadFile("elsewhere"); string(got) != "mine" {
		t.Errorf("a link was followed: %q", got)
	}
}

func TestAFileNameStaysInTheDirectory(t *testing.T) {
	for wanted, want := range map[string]string{
		"contoso-request.md":       "contoso-request.md",
		"Contoso Übung-request.md": "contoso-ubung-request.md",
		"../../etc/passwd":         "passwd.md",
		`..\..\windows\x.md`:       "x.md",
		"/abs/olute.md":            "olute.md",
		".bashrc":                  "bashrc.md",
		"-rf.md":                   "rf.md",
		"a\nb\x1b[31m.md":          "a-b-31m.md",
		"contoso.com-request.md":   "contoso.com-request.md",
		"run.sh":                   "run.sh.md",
		"note.TXT":                 "note.txt",
	} {
		if got := fileName(wanted); got != want {
			t.Errorf("%q becomes %q, want %q", wanted, got, want)
		}
	}
	for _, wanted := range []string{"", ".", "..", "/", "依頼.md", strings.Repeat("n", 300)} {
		if got := fileName(wanted); !filepath.IsLocal(got) || filepath.Base(got) != got || len(got) > 80 || !strings.HasSuffix(got, ".md") {
			t.Errorf("%q becomes %q", wanted, got)
		}
	}
}

func TestPracticeWritesNoFile(t *testing.T) {
	t.Chdir(t.TempDir())
	says := writes((&Runner{Practice: true}), "contoso-request.md", "text")
	if !strings.Contains(says, "Practice mode writes no file") || !strings.Contains(says, "contoso-request.md") {
		t.Error(says)
	}
	if left := listing(t); len(left) > 0 {
		t.Errorf("it wrote %v", left)
	}
}

func TestAfterManyNamesItGivesUp(t *testing.T) {
	t.Chdir(t.TempDir())
	h := &Runner{}
	for range mostNames {
		writes(h, "r.md", "text")
	}
	says := writes(h, "r.md", "more")
	if left := listing(t); len(left) != 99 || !strings.Contains(says, "r.md and 98 more") {
		t.Errorf("%d files, %q", len(left), says)
	}
}

func TestADirectoryThatCannotBeWrittenToIsSaid(t *testing.T) {
	if runtime.GOOS == "windows" {
		return // it does not remove a directory in use
	}
	dir := filepath.Join(t.TempDir(), "gone")
	if err := os.Mkdir(dir, 0o700); err != nil {
		t.Fatal(err)
	}
	t.Chdir(dir)
	if err := os.Remove(dir); err != nil {
		t.Fatal(err)
	}
	says := writes((&Runner{}), "r.md", "text")
	if !strings.HasPrefix(says, "r.md could not be written in the current directory (") || !strings.Contains(says, "Copy the text instead") {
		t.Error(says)
	}
}

// full is a file on a disk that fills up.
type full struct {
	file *os.File
	late bool // the disk reports it only at the end
}

func (f full) Write(p []byte) (int, error) {
	if f.late {
		return f.file.Write(p)
	}
	n, _ := f.file.Write(p[:len(p)/2])
	return n, &os.PathError{Op: "write", Path: f.file.Name(), Err: syscall.ENOSPC}
}

func (f full) Close() error {
	if err := f.file.Close(); err != nil || !f.late {
		return err
	}
	return &os.PathError{Op: "close", Path: f.file.Name(), Err: syscall.ENOSPC}
}

func TestAHalfWrittenRequestIsTakenAway(t *testing.T) {
	for sentence, late := range map[string]bool{"the disk is full": false, "the disk tells at the end": true} {
		t.Run(sentence, func(t *testing.T) {
			t.Chdir(t.TempDir())
			name, err := writeNew("r.md", "a text of some length", func(name string) (io.WriteCloser, error) {
				f, err := create(name)
				if err != nil {
					return nil, err
				}
				return full{f.(*os.File), late}, nil
			})
			if !errors.Is(err, syscall.ENOSPC) || name != "r.md" || strings.Contains(Refusal(err), "r.md") {
				t.Errorf("%s: %v, said as %q", name, err, Refusal(err))
			}
			if left := listing(t); len(left) > 0 {
				t.Errorf("it left %v", left)
			}
		})
	}
}

func listing(t *testing.T) []string {
	t.Helper()
	entries, err := os.ReadDir(".")
	if err := err; err != nil {
		t.Fatal(err)
	}
	var names []string
	for _, e := range entries {
		names = append(names, e.Name())
	}
	return names
}
