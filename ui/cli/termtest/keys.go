//go:build linux || darwin

package termtest

import (
	"fmt"
	"io"
	"strings"
	"time"
)

// keys are the bytes that xterm sends for a key, by Bubble Tea's name for it.
var keys = map[string]string{
	"enter": "\r", "tab": "\t", "shift+tab": "\x1b[Z", "esc": "\x1b", "space": " ",
	"backspace": "\x7f", "delete": "\x1b[3~", "insert": "\x1b[2~",
	"up": "\x1b[A", "down": "\x1b[B", "right": "\x1b[C", "left": "\x1b[D",
	"home": "\x1b[H", "end": "\x1b[F", "pgup": "\x1b[5~", "pgdown": "\x1b[6~",
	"f1": "\x1bOP", "f2": "\x1bOQ", "f3": "\x1bOR", "f4": "\x1bOS",
	"f5": "\x1b[15~", "f6": "\x1b[17~", "f7": "\x1b[18~", "f8": "\x1b[19~",
	"f9": "\x1b[20~", "f10": "\x1b[21~", "f11": "\x1b[23~", "f12": "\x1b[24~",
}

// arrows are the keys with a modifier parameter.
var arrows = map[string]string{"up": "A", "down": "B", "right": "C", "left": "D", "home": "H", "end": "F"}

// afterEscape keeps a lone escape from being read as the start of the next key.
const afterEscape = 30 * time.Millisecond

// Keys presses named keys, one after another: "down", "f2", "ctrl+c", "alt+x",
// "ctrl+right", or a single character.
func (x *Terminal) Keys(names ...string) {
	x.t.Helper()
	for _, name := range names {
		sent, err := keyBytes(name)
		if err != nil {
			x.t.Fatal(err)
		}
		x.Type(sent)
		if name == "esc" {
			time.Sleep(afterEscape)
		}
	}
}

func keyBytes(name string) (string, error) {
	if sent, ok := keys[name]; ok {
		return sent, nil
	}
	modifier, key, ok := strings.Cut(name, "+")
	if !ok || key == "" {
		if len([]rune(name)) == 1 {
			return name, nil
		}
		return "", fmt.Errorf("no key is named %q", name)
	}
	parameter, known := map[string]string{"shift": "2", "alt": "3", "ctrl": "5"}[modifier]
	letter, isArrow := arrows[key]
	switch {
	case known && isArrow:
		return "\x1b[1;" + parameter + letter, nil
	case modifier == "alt":
		rest, err := keyBytes(key)
		return "\x1b" + rest, err
	case modifier == "ctrl" && len(key) == 1:
		return string(rune(strings.ToUpper(key)[0] & 0x1f)), nil
	}
	return "", fmt.Errorf("no key is named %q", name)
}

// Type sends text as it is, as fast as the terminal accepts it.
func (x *Terminal) Type(text string) {
	x.t.Helper()
	if _, err := io.WriteString(x.master, text); err != nil {
		x.t.Fatalf("type: %v", err)
	}
}

// Paste sends text like a terminal does after a program turned on bracketed
// paste.
func (x *Terminal) Paste(text string) {
	x.t.Helper()
	x.Type("\x1b[200~" + text + "\x1b[201~")
}
