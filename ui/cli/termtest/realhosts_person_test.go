//go:build linux

package termtest

import (
	"bytes"
	"errors"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"testing"
)

// person is an ordinary user with a home, inside the namespaces.
type person struct {
	home string
	as   []string // the command that runs a process as this user; none if there can be no other user
	env  []string // in addition to a clean environment
}

// nobody is the user ID of the programs if root runs the tests.
const nobody = 65534

func newPerson(t *testing.T, env ...string) person {
	t.Helper()
	home, err := os.MkdirTemp("/tmp", "home-") //nolint:usetesting // others may not enter what lies in t.TempDir
	if err != nil {
		t.Fatal(err)
	}
	p := person{home: home, env: env}
	folders := []string{".", ".runtime", ".local", ".local/share", ".local/share/keyrings"}
	for _, name := range folders {
		if err := os.MkdirAll(filepath.Join(home, name), 0o700); err != nil {
			t.Fatal(err)
		}
	}
	for _, name := range folders {
		if os.Chown(filepath.Join(home, name), nobody, nobody) != nil {
			return p // a user's own namespace has no other users
		}
	}
	p.as = []string{"setpriv", "--reuid=65534", "--regid=65534", "--clear-groups", "--"}
	return p
}

// command is a command that the user runs without a terminal.
func (p person) command(t *testing.T, arguments ...string) *exec.Cmd {
	t.Helper()
	line := slices.Concat(p.as, arguments)
	cmd := exec.CommandContext(t.Context(), line[0], line[1:]...)
	cmd.Env, cmd.Dir = environment(p.home, p.env), p.home
	return cmd
}

// output runs a command and returns its output and exit code.
func (p person) output(t *testing.T, arguments ...string) (stdout, stderr string, code int) {
	t.Helper()
	return output(t, p.command(t, arguments...))
}

func output(t *testing.T, cmd *exec.Cmd) (stdout, stderr string, code int) {
	t.Helper()
	var out, trouble bytes.Buffer
	cmd.Stdout, cmd.Stderr = &out, &trouble
	var exited *exec.ExitError
	if err := cmd.Run(); err != nil && !errors.As(err, &exited) {
		t.Fatal(err)
	}
	return out.String(), trouble.String(), cmd.ProcessState.ExitCode()
}

// sit starts one of the user's commands in a terminal.
func (p person) sit(t *testing.T, arguments ...string) *Terminal {
	t.Helper()
	line := slices.Concat(p.as, arguments)
	program, err := exec.LookPath(line[0])
	if err != nil {
		t.Fatal(err)
	}
	return Start(t, Options{Program: program, Args: line[1:], Cols: 100, Rows: 50, Env: p.env, Home: p.home})
}
