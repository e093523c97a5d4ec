//go:build linux || darwin

package main

import (
	"bytes"
	"fmt"
	"io"
	"os"
	"os/exec"
	"strings"
	"time"

	"github.com/creack/pty"
)

// patience limits the wait for anything to be drawn.
const patience = 20 * time.Second

// console is a program in a pseudo-terminal of 100x30.
type console struct {
	command *exec.Cmd
	master  *os.File
	began   time.Time
	drawn   chan []byte
}

// open starts a program. A console that answers reports its cursor position and
// background color when asked.
func open(answers bool, program string, args ...string) (*console, error) {
	c := &console{command: exec.Command(program, args...), drawn: make(chan []byte, 1024)}
	c.command.Env = append(os.Environ(), "TERM=xterm-256color")
	c.began = time.Now()
	var err error
	c.master, err = pty.StartWithSize(c.command, &pty.Winsize{Cols: 100, Rows: 30})
	if err != nil {
		return nil, err
	}
	go c.read(answers)
	return c, nil
}

func (c *console) read(answers bool) {
	defer close(c.drawn)
	chunk := make([]byte, 64<<10)
	for {
		n, err := c.master.Read(chunk)
		if err != nil {
			return
		}
		if answers {
			c.answer(chunk[:n])
		}
		c.drawn <- bytes.Clone(chunk[:n])
	}
}

func (c *console) answer(drawn []byte) {
	if bytes.Contains(drawn, []byte("\x1b]11;?")) {
		_, _ = io.WriteString(c.master, "\x1b]11;rgb:0000/0000/0000\x1b\\") // the program may have ended
	}
	if bytes.Contains(drawn, []byte("\x1b[6n")) {
		_, _ = io.WriteString(c.master, "\x1b[1;1R")
	}
}

// until reads until the text has been drawn since the call.
func (c *console) until(text string) error {
	var seen strings.Builder
	late := time.After(patience)
	for {
		select {
		case drawn, open := <-c.drawn:
			if !open {
				return fmt.Errorf("%s ended before it drew %q", c.command.Path, text)
			}
			seen.Write(drawn)
			if strings.Contains(seen.String(), text) {
				return nil
			}
		case <-late:
			return fmt.Errorf("%s has not drawn %q after %v", c.command.Path, text, patience)
		}
	}
}

// ended reads until the program has ended.
func (c *console) ended() error {
	defer c.master.Close()
	for range c.drawn {
	}
	return c.command.Wait()
}

// press types keys.
func (c *console) press(keys string) error {
	_, err := io.WriteString(c.master, keys)
	return err
}

// end kills the program.
func (c *console) end() {
	_ = c.command.Process.Kill()
	_ = c.ended() // it was killed
}
