package cli

import (
	"context"
	"errors"
	"io"
	"net/http"
	"os"
	"runtime"
	"sync"
	"syscall"
	"time"

	"mailgrant/flow/redact"
	"mailgrant/store"
	"mailgrant/ui/term"
)

// World is what the command line touches outside itself, so that tests can
// stand in for all of it.
type World struct {
	In        io.Reader
	Out, Err  io.Writer
	Env       func(name string) (value string, set bool)
	Now       func() time.Time
	Store     func(limit time.Duration) (*store.Store, error) // the saved credentials; limit bounds a keyring call
	Transport http.RoundTripper                               // nil is the network
	Wait      func(context.Context, time.Duration) error      // before a request is made again; nil lets the time pass

	rescue *term.Rescue // nil where nothing needs to be put back by force
}

// Here is the world of this process.
func Here() World {
	return World{
		In: os.Stdin, Out: os.Stdout, Err: os.Stderr, Env: os.LookupEnv, Now: time.Now,
		Store: func(limit time.Duration) (*store.Store, error) { return store.OpenUser(store.OS(limit, reveals)) },
	}
}

// attended reports whether a person sits before the program.
func (w World) attended() bool {
	_, in := term.Terminal(w.In)
	_, out := term.Terminal(w.Out)
	return in && out
}

// dumb reports a terminal that draws nothing but lines. Windows sets no TERM.
func (w World) dumb() bool {
	name, _ := w.Env("TERM")
	return name == "dumb" || name == "" && runtime.GOOS != "windows"
}

// remote reports a session over SSH: neither a browser opened here nor the
// clipboard of this computer is before the person.
func (w World) remote() bool {
	from, _ := w.Env("SSH_CONNECTION")
	tty, _ := w.Env("SSH_TTY")
	return from+tty != ""
}

// colours reports whether colour may be written to stdout.
func (w World) colours() bool {
	_, tty := term.Terminal(w.Out)
	no, _ := w.Env("NO_COLOR")
	return tty && no == "" && !w.dumb()
}

// width is how wide text on stdout may be, in cells.
func (w World) width() int {
	const usual, most, least = 80, 100, 30
	if width, ok := term.Columns(w.Out); ok {
		return max(least, min(width, most))
	}
	return usual
}

// keyringLimit is how long a keyring call may take: a person may have to
// unlock it, a script can't.
func (w World) keyringLimit() time.Duration {
	if w.attended() {
		return store.Attended
	}
	return store.Unattended
}

// sink remembers that writing failed, so that a full disk does not pass for
// success. A reader that went away is no failure.
type sink struct {
	mu   sync.Mutex
	w    io.Writer
	err  error
	some bool // something was written
}

func (s *sink) Write(p []byte) (int, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.some = true
	if s.err != nil {
		return len(p), nil
	}
	if _, err := s.w.Write(p); err != nil {
		s.err = err
	}
	return len(p), nil
}

func (s *sink) written() bool {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.some
}

func (s *sink) failure() error {
	s.mu.Lock()
	defer s.mu.Unlock()
	if errors.Is(s.err, syscall.EPIPE) || errors.Is(s.err, io.ErrClosedPipe) {
		return nil
	}
	return s.err
}

// reveals reports whether a text gives away any of a secret.
func reveals(text, secret string) bool { return redact.Of(secret).In(text) }
