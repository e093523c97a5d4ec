//go:build linux

package storetest

import (
	"bytes"
	"context"
	"errors"
	"os"
	"os/exec"
	"path/filepath"
	"sync"
	"testing"
	"time"
)

// The time limits that the program is built with, and how long one of its steps
// may take on a busy machine.
const (
	attended   = 2 * time.Second
	unattended = time.Second
	patience   = time.Minute
)

// program is the path of the product, built once with short time limits.
// MAILGRANT_BINARY names another to use, built in the same way.
var program = sync.OnceValues(func() (string, error) {
	if path := os.Getenv("MAILGRANT_BINARY"); path != "" {
		return filepath.Abs(path)
	}
	path := filepath.Join(built, "mailgrant")
	build := exec.Command("go", "build", "-o", path, "-ldflags",
		"-X mailgrant/store.attendedLimit="+attended.String()+" -X mailgrant/store.unattendedLimit="+unattended.String(), ".")
	build.Dir = filepath.Join("..", "..")
	if out, err := build.CombinedOutput(); err != nil {
		return "", errors.New(err.Error() + "\n" + string(out))
	}
	return path, nil
})

var built string // the folder of the built program

func TestMain(m *testing.M) {
	var err error
	if built, err = os.MkdirTemp("", "storetest-"); err != nil {
		panic(err)
	}
	code := m.Run()
	_ = os.RemoveAll(built)
	os.Exit(code)
}

// person is a user with a home, and a clipboard tool of the test's own.
type person struct {
	home, tools, clipboard string
	env                    []string
}

// xclip stores the clipboard in a file.
const xclip = `#!/bin/sh
case "$*" in *-out*) cat "$CLIPBOARD" ;; *) cat >"$CLIPBOARD" ;; esac
`

func newPerson(t testing.TB, m microsoft, env []string) *person {
	t.Helper()
	dir := t.TempDir()
	p := &person{home: filepath.Join(dir, "home"), tools: filepath.Join(dir, "tools"), clipboard: filepath.Join(dir, "clipboard")}
	for _, folder := range []string{p.home, p.tools} {
		if err := os.Mkdir(folder, 0o700); err != nil {
			t.Fatal(err)
		}
	}
	for _, tool := range []string{"xclip", "pbcopy"} {
		if err := os.WriteFile(filepath.Join(p.tools, tool), []byte(xclip), 0o700); err != nil {
			t.Fatal(err)
		}
	}
	p.env = append([]string{
		"PATH=" + p.tools + ":" + os.Getenv("PATH"), "HOME=" + p.home, "XDG_RUNTIME_DIR=" + p.home, "TMPDIR=" + p.home, "CLIPBOARD=" + p.clipboard,
		"LC_ALL=C.UTF-8", "HTTPS_PROXY=" + m.proxy, "SSL_CERT_FILE=" + m.ca,
	}, env...)
	return p
}

func (p *person) command(ctx context.Context, t testing.TB, args ...string) *exec.Cmd {
	t.Helper()
	path, err := program()
	if err != nil {
		t.Fatal(err)
	}
	cmd := exec.CommandContext(ctx, path, args...)
	cmd.Env, cmd.Dir = p.env, p.home
	cmd.WaitDelay = time.Second
	return cmd
}

// run runs mailgrant to its end and limits the time.
func (p *person) run(t testing.TB, args ...string) (said string, code int) {
	t.Helper()
	ctx, cancel := context.WithTimeout(t.Context(), patience)
	defer cancel()
	cmd := p.command(ctx, t, args...)
	var out bytes.Buffer
	cmd.Stdout, cmd.Stderr = &out, &out
	_ = cmd.Run() // the exit code says it
	if ctx.Err() != nil {
		t.Errorf("mailgrant %v did not end:\n%s", args, out.String())
	}
	return out.String(), cmd.ProcessState.ExitCode()
}
