//go:build linux || darwin

package termtest

import (
	"bytes"
	"errors"
	"os"
	"os/exec"
	"slices"
	"strings"
	"sync"
	"syscall"
	"testing"
	"time"

	"github.com/charmbracelet/x/vt"
	"github.com/creack/pty"
	"golang.org/x/sys/unix"
)

// patience limits every wait; only what hangs takes that long, on any machine.
const patience = 2 * time.Minute

// Options say how to start a program. The zero value is the built binary in an
// answering terminal of 100x30.
type Options struct {
	Args       []string // the program's arguments
	Program    string   // its path; the built mailgrant if empty
	Cols, Rows int
	Env        []string // in addition to a clean environment, see environment
	Home       string   // HOME; a new directory if empty
	Silent     bool     // the terminal answers no query
	TypeAhead  string   // typed before the program starts
	Stdin      *os.File // in place of the terminal
}

// Terminal is a pseudo-terminal with its screen and the program in it.
type Terminal struct {
	Home string

	t       testing.TB
	command *exec.Cmd
	master  *os.File
	silent  bool
	before  *unix.Termios
	after   *unix.Termios
	exited  chan struct{} // closed when the program has ended and all its output is on the screen
	shown   chan struct{} // closed when nothing more will be read
	lost    chan struct{} // closed to hang up

	mu      sync.Mutex // guards the fields below
	screen  *vt.Emulator
	raw     bytes.Buffer
	on      modes
	changed chan struct{} // closed and replaced when output arrives
}

// Start runs a program in a new terminal and a new session. If it still runs at
// the end of the test, it is killed.
func Start(t testing.TB, o Options) *Terminal {
	t.Helper()
	if o.Cols == 0 {
		o.Cols, o.Rows = 100, 30
	}
	if o.Home == "" {
		o.Home = t.TempDir()
	}
	if o.Program == "" {
		o.Program = binary(t)
	}
	master, tty, err := pty.Open()
	if err != nil {
		t.Fatal(err)
	}
	x := &Terminal{
		Home: o.Home, t: t, master: master, silent: o.Silent,
		exited: make(chan struct{}), shown: make(chan struct{}), lost: make(chan struct{}), changed: make(chan struct{}),
		screen: vt.NewEmulator(o.Cols, o.Rows), on: modes{},
	}
	x.screen.SetCallbacks(vt.Callbacks{EnableMode: x.on.enable, DisableMode: x.on.disable})
	x.setSize(o.Cols, o.Rows)
	if x.before, err = unix.IoctlGetTermios(int(tty.Fd()), readTermios); err != nil {
		t.Fatal(err)
	}
	x.Type(o.TypeAhead)
	x.command = exec.Command(o.Program, o.Args...)
	x.command.Env = environment(o.Home, o.Env)
	x.command.Dir = o.Home
	x.command.Stdin, x.command.Stdout, x.command.Stderr = tty, tty, tty
	x.command.SysProcAttr = &syscall.SysProcAttr{Setsid: true, Setctty: true, Ctty: 1}
	if o.Stdin != nil {
		x.command.Stdin = o.Stdin
	}
	if err := x.command.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(x.stop)
	go x.show()
	go x.answer()
	go x.await(tty)
	return x
}

// environment is a user's usual environment, with nothing of this process's
// own: no keyring and no proxy.
func environment(home string, extra []string) []string {
	clean := []string{
		"PATH=" + os.Getenv("PATH"), "HOME=" + home, "USER=tester",
		"XDG_CONFIG_HOME=" + home + "/.config", "XDG_STATE_HOME=" + home + "/.state",
		"XDG_CACHE_HOME=" + home + "/.cache", "XDG_RUNTIME_DIR=" + home + "/.runtime",
		"DBUS_SESSION_BUS_ADDRESS=unix:path=/nonexistent",
		"TERM=xterm-256color", "LANG=C.UTF-8",
	}
	return slices.Concat(clean, extra)
}

// show puts the program's output on the screen until either side is closed.
func (x *Terminal) show() {
	defer close(x.shown)
	chunk := make([]byte, 32<<10)
	for x.readable() {
		n, err := x.master.Read(chunk)
		x.mu.Lock()
		x.raw.Write(chunk[:n])
		_, _ = x.screen.Write(chunk[:n]) // the emulator's Write never fails
		close(x.changed)
		x.changed = make(chan struct{})
		x.mu.Unlock()
		if err != nil {
			return
		}
	}
}

// readable waits for something to read; it is false once the terminal has hung
// up. A file can't be closed during a read.
func (x *Terminal) readable() bool {
	const turn = 20 // milliseconds
	for {
		select {
		case <-x.lost:
			return false
		default:
		}
		ready := []unix.PollFd{{Fd: int32(x.master.Fd()), Events: unix.POLLIN}} // #nosec G115: a file descriptor
		if n, err := unix.Poll(ready, turn); n > 0 || err != nil && !errors.Is(err, unix.EINTR) {
			return true
		}
	}
}

// answer sends the emulator's replies to the program. A silent terminal reads
// and drops them: if nobody read them, they would block the emulator.
func (x *Terminal) answer() {
	reply := make([]byte, 256)
	for {
		n, err := x.screen.Read(reply)
		if err != nil {
			return
		}
		if !x.silent {
			_, _ = x.master.Write(reply[:n]) // fails only after the program has ended
		}
	}
}

// await records how the program left the terminal. It keeps the terminal's own
// side open until then, or the settings would be gone with the last program.
func (x *Terminal) await(tty *os.File) {
	_ = x.command.Wait() // the state is read from ProcessState
	x.after, _ = unix.IoctlGetTermios(int(tty.Fd()), readTermios)
	_ = tty.Close()
	<-x.shown
	close(x.exited)
}

// stop ends what a failed test left running.
func (x *Terminal) stop() {
	_ = x.command.Process.Kill()
	select {
	case <-x.exited:
	case <-time.After(patience):
	}
	_ = x.master.Close()
}

// Exit waits for the program to end and returns its exit code, or minus the
// number of the signal that ended it.
func (x *Terminal) Exit() int {
	x.t.Helper()
	select {
	case <-x.exited:
	case <-time.After(patience):
		x.t.Fatalf("the program has not ended after %v; its screen:\n%s", patience, x.Text())
	}
	if status, ok := x.command.ProcessState.Sys().(syscall.WaitStatus); ok && status.Signaled() {
		return -int(status.Signal())
	}
	return x.command.ProcessState.ExitCode()
}

// Signal sends a signal to the program.
func (x *Terminal) Signal(s os.Signal) {
	x.t.Helper()
	if err := x.command.Process.Signal(s); err != nil && !errors.Is(err, os.ErrProcessDone) {
		x.t.Fatal(err)
	}
}

// Hangup closes the terminal like a lost connection does.
func (x *Terminal) Hangup() {
	close(x.lost)
	<-x.shown
	_ = x.master.Close()
}

// Resize changes the terminal's size and signals the program, like a window
// does.
func (x *Terminal) Resize(cols, rows int) {
	x.mu.Lock()
	x.screen.Resize(cols, rows)
	x.mu.Unlock()
	x.setSize(cols, rows)
}

func (x *Terminal) setSize(cols, rows int) {
	size := &pty.Winsize{Cols: uint16(cols), Rows: uint16(rows)} // #nosec G115: the tests' sizes are small
	if err := pty.Setsize(x.master, size); err != nil {
		x.t.Fatal(err)
	}
}

// Screen is what a user sees: one line per row, without trailing blanks.
func (x *Terminal) Screen() []string {
	x.mu.Lock()
	defer x.mu.Unlock()
	lines := strings.Split(strings.ReplaceAll(x.screen.String(), "\r", ""), "\n")
	for i, line := range lines {
		lines[i] = strings.TrimRight(line, " ")
	}
	return lines
}

// Text is the screen as one string.
func (x *Terminal) Text() string { return marks.Replace(strings.Join(x.Screen(), "\n")) }

// marks are the focus, and the bar beside it, as tests write them.
var marks = strings.NewReplacer("❯ ", "> ", "┃", "│")

// Raw is every byte the program wrote, for tests of what must not be there.
func (x *Terminal) Raw() []byte {
	x.mu.Lock()
	defer x.mu.Unlock()
	return bytes.Clone(x.raw.Bytes())
}
