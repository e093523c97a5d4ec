package cli

import (
	"bytes"
	"encoding/binary"
	"os"
	"path/filepath"
	"slices"
	"testing"

	"golang.org/x/sys/unix"
)

// watchOpens records the names of a directory's files each time one is opened,
// until the returned function is called, which returns them.
func watchOpens(t *testing.T, directory string) func() []string {
	t.Helper()
	fd, err := unix.InotifyInit1(unix.IN_NONBLOCK | unix.IN_CLOEXEC)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = unix.Close(fd) })
	if _, err := unix.InotifyAddWatch(fd, directory, unix.IN_OPEN); err != nil {
		t.Fatal(err)
	}
	return func() (names []string) {
		buffer := make([]byte, 64<<10)
		n, err := unix.Read(fd, buffer)
		if err != nil && err != unix.EAGAIN {
			t.Fatal(err)
		}
		for rest := buffer[:max(n, 0)]; len(rest) >= unix.SizeofInotifyEvent; {
			end := unix.SizeofInotifyEvent + int(binary.NativeEndian.Uint32(rest[12:]))
			name := bytes.TrimRight(rest[unix.SizeofInotifyEvent:end], "\x00")
			if len(name) > 0 { // else it is the directory itself
				names = append(names, string(name))
			}
			rest = rest[end:]
		}
		return names
	}
}

// Only a command that connects needs to know which certificates to trust: that
// is up to 150 files.
func TestOnlyAConnectionReadsCertificates(t *testing.T) {
	t.Parallel()
	s := newStage(t)
	address, authority := soundLeaf().behindTLS(t, s)
	directory := t.TempDir()
	pem, err := os.ReadFile(authority)
	if err != nil {
		t.Fatal(err)
	}
	for _, name := range []string{"bundle.pem", "one.pem"} {
		if err := os.WriteFile(filepath.Join(directory, name), pem, 0o600); err != nil {
			t.Fatal(err)
		}
	}
	trusting := []string{
		"SSL_CERT_FILE=" + filepath.Join(directory, "bundle.pem"), "SSL_CERT_DIR=" + directory,
		secretVariable + "=" + sample(t, "good").Values.Secret.Reveal(),
	}
	for name, c := range map[string]struct {
		args []string
		want []string
	}{
		"version":             {args: []string{"version"}},
		"help":                {args: []string{"help", "check"}},
		"guides":              {args: []string{"guides"}},
		"list":                {args: []string{"list"}},
		"explain":             {args: []string{"explain", "7000215"}},
		"completion":          {args: []string{"completion", "bash"}},
		"check --offline":     {args: values(t, "good", "--offline")},
		"check --plan":        {args: values(t, "good", "--plan")},
		"check --practice":    {args: []string{"check", "--practice"}},
		"a check of nonsense": {args: values(t, "good", "--client-id", "nonsense", "--tenant", "nonsense")},
		"the wizard, left":    {args: []string{"setup", "--plain"}},
		"a live check": {
			args: append(values(t, "good"), through(connecting(t, address))...),
			want: []string{"bundle.pem", "bundle.pem", "one.pem"}, // the directory is named too, and has the bundle in it
		},
	} {
		t.Run(name, func(t *testing.T) {
			opened := watchOpens(t, directory)
			cmd, out := itself(t, trusting, c.args...)
			_ = cmd.Run() // some of them report problems
			got := opened()
			if slices.Sort(got); !slices.Equal(got, c.want) {
				t.Errorf("it opens %q, want %q\n%s", got, c.want, out)
			}
		})
	}
}
