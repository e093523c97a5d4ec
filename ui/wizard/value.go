package wizard

import (
	"strings"

	"github.com/charmbracelet/bubbles/textinput"
	"github.com/charmbracelet/lipgloss"
	"github.com/charmbracelet/x/ansi"

	"mailgrant/flow/finding"
	"mailgrant/flow/guide"
)

// secretMask is shown for any secret; its width reveals nothing.
const secretMask = "••••••••••••"

// valueLines puts what is said about a value at the right end of its line, or
// below it where both do not fit.
func (m *Model) valueLines(b *body, id finding.FieldID, focused bool, beside string, d density) {
	boxed, room := inBox(guide.FieldOf(id)), b.width
	if n := lipgloss.Width(beside); n > 0 {
		room -= n + 2
	}
	if boxed && lipgloss.Width(m.state.Values.Shown(id)) >= room {
		room = b.width
	}
	if boxed && d != tight && lipgloss.Width(m.state.Values.Shown(id)) >= room {
		for _, l := range m.longValue(id, room) {
			b.add(l)
		}
	} else {
		b.add(m.value(id, focused, room))
	}
	last := &b.lines[len(b.lines)-1]
	switch gap := b.width - lipgloss.Width(*last) - lipgloss.Width(beside); {
	case beside == "":
	case gap >= 2:
		*last += pad("", gap) + beside
	default:
		b.add(pad("", b.width-lipgloss.Width(beside)) + beside)
	}
}

// longValue is a value, with its cursor, on as many lines as it takes.
func (m *Model) longValue(id finding.FieldID, width int) []string {
	in := m.masked(id, width)
	text := []rune(in.Value())
	if !in.Focused() {
		return strings.Split(ansi.Hardwrap(m.style.plain.Render(string(text)), width, true), "\n")
	}
	at := min(in.Position(), len(text))
	under, after := " ", ""
	if at < len(text) {
		under, after = string(text[at]), string(text[at+1:])
	}
	line := m.style.plain.Render(string(text[:at])) + m.style.cursor.Render(under) + m.style.plain.Render(after)
	return strings.Split(ansi.Hardwrap(line, width, true), "\n")
}

func (m *Model) empty(id finding.FieldID) bool {
	if guide.FieldOf(id).Secret() {
		return m.state.Values.Secret.Empty()
	}
	return m.state.Values.Text(id) == ""
}

// value is a field's value with its cursor, as wide as given where it is a text
// box.
func (m *Model) value(id finding.FieldID, focused bool, width int) string {
	f := guide.FieldOf(id)
	switch {
	case inBox(f):
		return m.masked(id, width).View()
	case f.Multiline():
		return m.messageValue(f, focused)
	}
	s := m.state.Values.Secret
	cursor := ""
	if focused {
		cursor = m.style.cursor.Render(" ")
	}
	if s.Empty() {
		return cursor + m.style.plain.Render("e.g. "+f.Example)
	}
	return m.style.plain.Render(secretMask) + cursor
}

// masked is the text box of a field with its secret parts masked. The cursor
// keeps its place.
func (m *Model) masked(id finding.FieldID, width int) textinput.Model {
	in := m.inputs[id]
	at := in.Position()
	in.SetValue(m.state.Values.Shown(id))
	in.Width = max(1, width-1) // the cursor takes a cell
	in.SetCursor(at)
	return in
}
