package wizard

import (
	"slices"
	"strings"

	"github.com/charmbracelet/lipgloss"

	"mailgrant/flow/guide"
	"mailgrant/flow/page"
)

// density is how much room the dock takes.
type density int

const (
	spaced density = iota // as roomy, with an empty line between options of two lines
	roomy                 // fields in frames, every note
	narrow                // the field without the focus takes one line, its notes none
	tight                 // without the hint where to find a value
)

// leastPage is the number of lines that are left for reading, at least.
const leastPage = 3

// layDock lays out what stays in sight below the page: the fields, the wait and
// the ways on. It takes what the page leaves, or else two thirds of the room.
func (m *Model) layDock(room, length int) {
	most := room - 1 - min(length, max(leastPage, room/3))
	m.dock, m.dockMore = nil, ""
	all := []density{roomy, narrow, tight}
	switch {
	case m.menu():
		all = slices.Insert(all, 0, spaced)
	case m.h < airy && length > most-6: // frames take lines that there is something to read in
		all = all[1:]
	}
	for _, d := range all {
		fields, ways := m.fieldLines(d), m.wayLines(d)
		if len(fields.lines)+len(ways.lines) <= most && (d != spaced || length+1+len(ways.lines) <= room) {
			m.dock = append(fields.lines, ways.lines...)
			return
		}
		if d == tight {
			focused := max(fields.focus.end-fields.focus.top, ways.focus.end-ways.focus.top)
			if len(fields.lines) > 0 {
				focused++ // and a line of the other part
			}
			m.share(max(most, min(focused, room-2)), fields, ways)
		}
	}
}

// behindF4 says where the rest of a field's remarks is.
const behindF4 = "more: F4"

// share gives both parts some lines, the one with the focus as many as it can
// use. Each shows the lines around the focus.
func (m *Model) share(most int, fields, ways *body) {
	first, second := len(fields.lines), len(ways.lines)
	if m.at().field != "" {
		second = min(second, max(1, most-first))
		first = most - second
	} else {
		first = min(first, max(most/3, most-second))
		second = most - first
	}
	m.dock = append(fields.around(first), ways.around(second)...)
	up, down := fields.cut(first)
	above, below := ways.cut(second)
	switch up, down = up || above, down || below; {
	case up && down:
		m.dockMore = "more: up, down"
	case up:
		m.dockMore = "more: up"
	case down:
		m.dockMore = "more: down"
	}
	if m.at().field != "" && fields.focus.end-fields.focus.top > first { // its remarks do not fit
		m.dockMore = behindF4
	}
}

// cut reports lines above and below those that around returns.
func (b *body) cut(height int) (above, below bool) {
	top := max(0, min(b.focus.end-height, b.focus.top))
	return height > 0 && top > 0, height > 0 && top+height < len(b.lines)
}

// around are as many lines as fit, with the focus among them.
func (b *body) around(height int) []string {
	top := max(0, min(b.focus.end-height, b.focus.top))
	return b.lines[top:min(top+height, len(b.lines))]
}

// wayLines are the options, or what the session waits for.
func (m *Model) wayLines(d density) *body {
	b := m.newBody()
	switch {
	case m.testing():
		return b
	case m.page.Waiting != "":
		b.hanging(m.style.plain, m.spin.View()+" ", m.page.Waiting+m.countdown()+" ... esc stops waiting.")
		return b
	}
	var list []choice
	focus := -1
	for i, it := range m.items {
		if it.option != nil {
			if it.option.Event == m.page.Chosen {
				b.usual = len(list)
			}
			if i == m.focus {
				focus = len(list)
			}
			list = append(list, choice{it.option.Label, it.option.Note, page.StandingOf(m.state, *it.option)})
		}
	}
	m.options(b, list, focus, d)
	return b
}

// options lists what can be chosen, the notes in a column where there is room for
// one, otherwise below. In short, only the chosen one has a note of several lines.
func (m *Model) options(b *body, list []choice, focus int, d density) {
	b.fitColumns(list)
	for i, c := range list {
		if d > roomy && i != focus && (b.column < lipgloss.Width(c.label) || 4+b.column+lipgloss.Width(c.note) > b.width) {
			c.note = ""
		}
		if d == spaced && b.column == below && i > 0 {
			b.gap()
		}
		b.button = focus < 0 && i == b.usual
		b.option(i == focus, c.label, m.signOf(c), c.note)
	}
	b.column, b.bar, b.button = 0, 0, false
}

// signOf is the sign before a note, for one that has a status.
func (m *Model) signOf(c choice) string {
	if c.status == "" || c.note == "" {
		return ""
	}
	sign, hue := m.sign(c.status)
	return hue.Render(sign) + " "
}

// fitColumns sets the width of labels, and that of those that have a note, if there
// is room for all notes beside them.
func (b *body) fitColumns(list []choice) {
	b.bar, b.column = 0, 0
	for _, c := range list {
		b.bar = max(b.bar, lipgloss.Width(c.label))
		if c.note != "" {
			b.column = max(b.column, lipgloss.Width(c.label))
		}
	}
	if b.column > 0 && fitsBeside(list, b.width-4-b.bar) {
		b.column = b.bar
	} else if !fitsBeside(list, b.width-4-b.column) {
		b.column = below
	}
}

// fitsBeside reports room for all notes in a column of that width.
func fitsBeside(list []choice, room int) bool {
	return !slices.ContainsFunc(list, func(c choice) bool {
		width, longest := lipgloss.Width(c.note), longestWord(c.note)
		if c.status != "" { // its sign
			width, longest = width+2, longest+2
		}
		return width > room && (room < leastColumn || longest > room)
	})
}

// leastColumn is the narrowest column that a note of several lines may have.
const leastColumn = 30

func longestWord(text string) int {
	n := 0
	for _, w := range strings.Fields(text) {
		n = max(n, lipgloss.Width(w))
	}
	return n
}

// practiceLine says how to fill in the fields in practice.
func (m *Model) practiceLine(b *body) {
	if len(m.samples) > 0 && m.stepIndex() >= 0 && slices.ContainsFunc(m.page.Fields, m.empty) && !guide.FieldOf(m.page.Fields[0]).Pasted() {
		b.hanging(m.style.plain, m.style.strong.Render("Practice  "), "F5 fills in "+strings.TrimSuffix(m.samples[m.sample].Label, ".")+", F8 lists others.")
	}
}
