// Package term handles the terminal: it shows a screen and always restores the
// terminal, asks for a secret, and handles the signals that end the program. Only
// this package and package wizard know Bubble Tea.
package term

import (
	"bytes"
	"context"
	"errors"
	"io"
	"os"
	"sync"
	"syscall"

	tea "github.com/charmbracelet/bubbletea"
	"golang.org/x/term"
)

// Screen runs a Bubble Tea model in a terminal. It restores the terminal at the
// end, on a signal, on a panic, and when the program hangs.
type Screen struct {
	in     *keyboard
	Out    *display
	rescue *Rescue
}

// NewScreen makes a screen on two terminals. With a nil rescue nothing is ended
// by force.
func NewScreen(in, out *os.File, r *Rescue) *Screen {
	return &Screen{in: &keyboard{File: in}, Out: &display{File: out}, rescue: r}
}

// Terminal returns the file behind a stream if it is a terminal.
func Terminal(stream any) (*os.File, bool) {
	f, ok := stream.(*os.File)
	return f, ok && term.IsTerminal(int(f.Fd()))
}

// Columns is the width of the terminal behind a stream; ok is false if it is
// not a terminal.
func Columns(stream any) (int, bool) {
	f, tty := Terminal(stream)
	if !tty {
		return 0, false
	}
	width, _, err := term.GetSize(int(f.Fd()))
	return width, err == nil && width > 0
}

// display is the terminal's output. Bubble Tea and other writers share it, one
// write at a time.
type display struct {
	*os.File
	mu sync.Mutex
}

func (d *display) Write(p []byte) (int, error) {
	d.mu.Lock()
	defer d.mu.Unlock()
	return d.File.Write(p)
}

// keyboard is the terminal's input. It reports ctrl+c before the program reads
// it, and a terminal that has gone away.
type keyboard struct {
	*os.File
	clipping
	interrupt func(times int)
	gone      func()
}

const ctrlC = 0x03

func (k *keyboard) Read(p []byte) (int, error) {
	n, err := k.read(p, func(p []byte) (int, error) {
		n, err := k.File.Read(p)
		if times := bytes.Count(p[:max(n, 0)], []byte{ctrlC}); times > 0 && k.interrupt != nil {
			k.interrupt(times)
		}
		return n, err
	})
	if errors.Is(err, io.EOF) && k.gone != nil {
		k.gone()
	}
	return n, err
}

// Show shows the model until it ends. It returns nil if the model quit by
// itself. Otherwise the error is a signal, ctrl+c or a fault.
func (s *Screen) Show(ctx context.Context, model tea.Model) error {
	fd := int(s.in.Fd())
	before, err := term.GetState(fd)
	if err != nil {
		return err
	}
	g := &guard{model: model}
	program := tea.NewProgram(g, tea.WithAltScreen(), tea.WithFPS(120), tea.WithoutSignalHandler(),
		tea.WithInput(s.in), tea.WithOutput(s.Out), tea.WithFilter(g.watch))
	g.kill = program.Kill
	defer s.rescue.with(func() { s.reset(fd, before) })()
	s.in.interrupt = func(times int) { g.pressed(s.rescue, times) }
	s.in.send = program.Send
	s.in.gone = func() { g.hungUp.Store(true); program.Kill() }
	defer context.AfterFunc(ctx, program.Kill)()
	defer g.onContinue(program)()

	_, err = program.Run()
	g.over()
	_ = term.Restore(fd, before)
	return g.verdict(ctx, err)
}

// reset leaves the alternate screen and restores the terminal's mode without
// Bubble Tea, which may hang.
func (s *Screen) reset(fd int, before *term.State) {
	_, _ = s.Out.File.WriteString("\x1b[?2004l\x1b[?25h\x1b[?1049l")
	_ = term.Restore(fd, before)
}

// verdict is the reason why the program ended.
func (g *guard) verdict(ctx context.Context, err error) error {
	var cut Interruption
	switch fault := g.fault.Load(); {
	case fault != nil:
		return errors.New("internal error (" + *fault + "), and the screen was closed. Nothing was saved since. Please report this problem")
	case errors.As(context.Cause(ctx), &cut):
		return cut
	case g.hungUp.Load():
		return Interruption{syscall.SIGHUP}
	case g.interrupted.Load() || errors.Is(err, tea.ErrInterrupted):
		return Interruption{syscall.SIGINT}
	case err != nil:
		return errors.New("the terminal failed: " + err.Error())
	}
	return nil
}
