package cli

import (
	"context"
	"errors"
	"io"
	"net/http"
	"os"
	"runtime"
	"strings"
	"sync"
	"syscall"
	"time"

	"mailgrant/flow/redact"
	"mailgrant/store"
	"mailgrant/ui/term"
)

// World is everything outside the command line that it uses, so that tests can
// replace all of it.
type World struct {
	In        io.Reader
	Out, Err  io.Writer
	Env       func(name string) (value string, set bool)
	Now       func() time.Time
	Store     func(limit time.Duration) (*store.Store, error) // the saved credentials; limit bounds a keyring call
	Transport http.RoundTripper                               // nil uses the network
	Wait      func(context.Context, time.Duration) error      // before a request is repeated; nil really waits

	// Terminal is the width of the terminal behind Out, in columns, 0 if unknown;
	// ok is false if Out is none. nil asks Out.
	Terminal func() (columns int, ok bool)

	rescue *term.Rescue // nil if nothing needs to be restored by force
}

// Here is the world of this process.
func Here() World {
	return World{
		In: os.Stdin, Out: os.Stdout, Err: os.Stderr, Env: os.LookupEnv, Now: time.Now,
		Store: func(limit time.Duration) (*store.Store, error) { return store.OpenUser(store.OS(limit, reveals)) },
	}
}

// attended reports whether a user is present.
func (w World) attended() bool {
	_, in := term.Terminal(w.In)
	_, out := term.Terminal(w.Out)
	return in && out
}

// dumb reports a terminal that can only print lines. Windows sets no TERM.
func (w World) dumb() bool {
	name, _ := w.Env("TERM")
	return name == "dumb" || name == "" && runtime.GOOS != "windows"
}

// lineByLine reports a user who needs plain mode: they asked for it in the
// environment, or their terminal can't draw.
func (w World) lineByLine() bool {
	accessible, _ := w.Env("ACCESSIBLE")
	return accessible != "" || w.attended() && w.dumb()
}

// remote reports a session over SSH: a browser opened here and this computer's
// clipboard are out of the user's reach.
func (w World) remote() bool {
	from, _ := w.Env("SSH_CONNECTION")
	tty, _ := w.Env("SSH_TTY")
	return from+tty != ""
}

// colours reports whether colour may be written to stdout.
func (w World) colours() bool {
	_, tty := w.terminal()
	no, _ := w.Env("NO_COLOR")
	return tty && no == "" && !w.dumb()
}

// ascii reports a terminal that can't be trusted to show more than ASCII: its
// locale is not UTF-8, or it is a console with a small typeface.
func (w World) ascii() bool {
	if _, tty := w.terminal(); !tty {
		return false // whoever reads the file or the pipe decides
	}
	locale := ""
	for _, name := range []string{"LANG", "LC_CTYPE", "LC_ALL"} { // the last one that is set wins
		if value, _ := w.Env(name); value != "" {
			locale = value
		}
	}
	if name, _ := w.Env("TERM"); name == "linux" {
		return true
	}
	if locale == "" {
		return runtime.GOOS != "windows" && runtime.GOOS != "darwin" // these two set none, and show UTF-8
	}
	name := strings.ToLower(locale)
	return !strings.Contains(name, "utf-8") && !strings.Contains(name, "utf8")
}

func (w World) terminal() (columns int, ok bool) {
	if w.Terminal != nil {
		return w.Terminal()
	}
	_, tty := term.Terminal(w.Out)
	columns, _ = term.Columns(w.Out)
	return columns, tty
}

// width is the maximum width of text on stdout, in cells.
func (w World) width() int {
	const usual, most, least = 80, 100, 30
	if columns, _ := w.terminal(); columns > 0 {
		return max(least, min(columns, most))
	}
	return usual
}

// keyringLimit is the time limit of a keyring call: a user may need to unlock
// it, a script can't.
func (w World) keyringLimit() time.Duration {
	if w.attended() {
		return store.Attended
	}
	return store.Unattended
}

// sink remembers failed writes, so that a full disk does not look like success.
// A reader that closed its end is not a failure.
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

// reveals reports whether a text reveals any part of a secret.
func reveals(text, secret string) bool { return redact.Of(secret).In(text) }
