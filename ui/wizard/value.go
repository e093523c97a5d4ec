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
	at, whole := in.Position(), in.Value()
	if in.Focused() {
		whole += " " // a cell for the cursor
	}
	var drawn []string
	for _, line := range breakAddress(whole, width) {
		text := []rune(line)
		if !in.Focused() || at < 0 || at >= len(text) {
			drawn = append(drawn, m.style.plain.Render(line))
		} else {
			drawn = append(drawn, m.style.plain.Render(string(text[:at]))+m.style.cursor.Render(string(text[at]))+m.style.plain.Render(string(text[at+1:])))
		}
		at -= len(text)
	}
	return drawn
}

// wrapValue breaks an address after its slashes, and other texts at spaces.
func wrapValue(text string, width int) []string {
	if !strings.Contains(text, "://") || strings.Contains(text, " ") {
		return wrap(text, width)
	}
	return breakAddress(text, width)
}

// longestPart is the width of the longest part of a value that stays in one line.
func longestPart(text string) int {
	n := 0
	for part := range strings.SplitAfterSeq(text, "/") {
		n = max(n, longestWord(part))
	}
	return n
}

// breakAddress breaks a text after its slashes where it can. No character is lost.
func breakAddress(text string, width int) []string {
	var lines []string
	line := ""
	for _, part := range strings.SplitAfter(text, "/") {
		if line != "" && lipgloss.Width(line+part) > width && len(line) > len("https://") {
			lines, line = append(lines, line), ""
		}
		line += part
		for lipgloss.Width(line) > width {
			head := ansi.Truncate(line, width, "")
			lines, line = append(lines, head), strings.TrimPrefix(line, head)
		}
	}
	return append(lines, line)
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
	if s.Empty() {
		return m.placeholder(f, focused)
	}
	cursor := ""
	if focused {
		cursor = m.style.cursor.Render(" ")
	}
	return m.style.plain.Render(secretMask) + cursor
}

// placeholder is an example, with the cursor on its first character as in a text
// box.
func (m *Model) placeholder(f guide.Field, focused bool) string {
	if !focused {
		return m.style.plain.Render("e.g. " + f.Example)
	}
	return m.style.cursor.Render("e") + m.style.plain.Render(".g. "+f.Example)
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
