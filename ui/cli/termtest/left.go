//go:build linux || darwin

package termtest

import (
	"regexp"
	"slices"

	"github.com/charmbracelet/x/ansi"
)

// modes are the terminal modes that a program changed.
type modes map[ansi.Mode]bool

func (m modes) enable(mode ansi.Mode) {
	if mode == ansi.ModeTextCursorEnable {
		delete(m, mode)
		return
	}
	if _, watched := modeNames[mode]; watched {
		m[mode] = true
	}
}

func (m modes) disable(mode ansi.Mode) {
	if mode == ansi.ModeTextCursorEnable {
		m[mode] = true
		return
	}
	delete(m, mode)
}

var modeNames = map[ansi.Mode]string{
	ansi.ModeTextCursorEnable:    "cursor hidden",
	ansi.ModeAltScreenSaveCursor: "alternate screen",
	ansi.ModeAltScreen:           "alternate screen",
	ansi.ModeBracketedPaste:      "bracketed paste",
	ansi.ModeFocusEvent:          "focus reports",
	ansi.ModeMouseNormal:         "mouse",
	ansi.ModeMouseButtonEvent:    "mouse",
	ansi.ModeMouseAnyEvent:       "mouse",
	ansi.ModeMouseExtSgr:         "mouse",
}

// LeftOn names what differs from the state before the program: modes it
// switched on, a cursor it hid, line settings it changed. While the program
// runs, that is what is on at the moment. A program must leave nothing.
func (x *Terminal) LeftOn() []string {
	x.mu.Lock()
	defer x.mu.Unlock()
	var left []string
	for mode := range x.on {
		left = append(left, modeNames[mode])
	}
	select {
	case <-x.exited:
		if x.after == nil || *x.before != *x.after {
			left = append(left, "line settings")
		}
	default:
	}
	slices.Sort(left)
	return slices.Compact(left)
}

// query matches a question to the terminal: colors, cursor position and status,
// attributes, modes, keyboard protocol, window size, version, terminfo strings.
var query = regexp.MustCompile(`\x1b\](?:4;\d+|1[0-9]);\?|\x1b\[\??[56]n|\x1b\[[>=]?0?c|` +
	`\x1b\[\??\d+\$p|\x1b\[\?u|\x1b\[1[1-9]t|\x1b\[>0?q|\x1bP[+$]q`)

// Queries are the questions that the program asked the terminal.
func (x *Terminal) Queries() []string {
	var asked []string
	for _, q := range query.FindAll(x.Raw(), -1) {
		asked = append(asked, string(q))
	}
	return asked
}
