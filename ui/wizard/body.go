package wizard

import (
	"strings"

	"github.com/charmbracelet/lipgloss"
	"github.com/charmbracelet/x/ansi"
)

// body collects the lines of a page, wrapped to a width, and remembers where
// the focused item is.
type body struct {
	style  styles
	width  int
	lines  []string
	focus  span
	framed int // the end of a frame on the page

	column int  // the width of labels beside which notes are; below: none is; 0: where they fit
	usual  int  // the option of more weight, where none has the focus
	bar    int  // the width of labels, which the focused one fills
	button bool // the next option is of more weight
}

// span is a range of lines, without end.
type span struct{ top, end int }

func (b *body) add(line string) { b.lines = append(b.lines, ansi.Truncate(line, b.width, "…")) }

func (b *body) gap() {
	if n := len(b.lines); n > 0 && b.lines[n-1] != "" {
		b.lines = append(b.lines, "")
	}
}

// trim drops empty lines at the end.
func (b *body) trim() {
	for n := len(b.lines); n > 0 && b.lines[n-1] == ""; n-- {
		b.lines = b.lines[:n-1]
	}
}

func (b *body) title(t string) { b.text(b.style.strong, 0, t) }

// text wraps a paragraph, indented.
func (b *body) text(s style, indent int, text string) {
	b.hanging(s, strings.Repeat(" ", indent), text)
}

// hanging wraps a paragraph after a lead. Its other lines are indented by the
// lead's width.
func (b *body) hanging(s style, lead, text string) {
	indent := lipgloss.Width(lead)
	for i, line := range wrap(text, max(8, b.width-indent)) {
		if i > 0 {
			lead = strings.Repeat(" ", indent)
		}
		b.add(lead + s.Render(line))
	}
}

// wrap breaks at spaces only: an ID or an address broken at a hyphen can't be
// read or selected as one. No line begins with the > of a click path, which
// would look like the focus.
func wrap(text string, width int) []string {
	lines := strings.Split(ansi.Wrap(stiffen.Replace(text), width, ""), "\n")
	for i, l := range lines {
		lines[i] = strings.TrimRight(loosen.Replace(l), " ")
	}
	return lines
}

var (
	stiffen = strings.NewReplacer("-", "\u2011", " > ", "\u00a0> ")
	loosen  = strings.NewReplacer("\u2011", "-", "\u00a0> ", " > ", "\u00a0>", " >")
)

// verbatim adds one line as it is and cuts what does not fit.
func (b *body) verbatim(s style, indent int, text string) {
	b.add(strings.Repeat(" ", indent) + s.Render(ansi.Truncate(text, max(1, b.width-indent), "…")))
}

// pair puts a label and its value in columns; a long value continues on the
// next lines.
func (b *body) pair(label, value string, column int) {
	b.hanging(b.style.plain, b.style.strong.Render(label)+pad("", column-lipgloss.Width(label)), value)
}

// edge is where the text of steps begins, and all that is indented like them.
const edge = "   "

// focusMark is before what has the focus.
const focusMark = "❯ "

// below is the column of notes where all are below their labels.
const below = -1

// option is one line the user can choose. Its note, from a sign on, is in the
// column of notes, if there is one, otherwise below.
func (b *body) option(focused bool, label, sign, note string) {
	top, w := len(b.lines), lipgloss.Width(label)
	s := b.style.plain
	if b.button || b.column == below && note != "" {
		s = b.style.strong
	}
	switch fits := b.column == 0 && w+4+lipgloss.Width(note) <= b.width; {
	case note == "":
		b.labels(focused, s, label)
	case fits || w <= b.column:
		column := max(b.column, b.bar, w)
		b.hanging(b.style.plain, b.style.selectable(focused, s, label, column)+" "+sign, note)
	default:
		b.labels(focused, s, label)
		b.hanging(b.style.plain, pad("", max(0, b.column)+4)+sign, note)
	}
	b.mark(focused, top)
}

// labels is a label on as many lines as it takes.
func (b *body) labels(focused bool, s style, label string) {
	room := max(8, b.width-3)
	for i, line := range wrap(label, room) {
		row := b.style.selectable(focused, s, line, min(b.bar, room))
		if i > 0 {
			row = " " + strings.TrimPrefix(row, b.style.lead(focused))
		}
		if !focused {
			row = strings.TrimRight(row, " ")
		}
		b.add(row)
	}
}

// selectable is a label in a column, with the focus mark before it or room for it.
// What has the focus fills the column, so that the bar keeps its width as it moves.
func (s styles) selectable(focused bool, label style, text string, column int) string {
	if focused {
		return s.lead(true) + s.focus.Render(" "+pad(text, column)+" ")
	}
	return s.lead(false) + " " + label.Render(text) + pad("", column-lipgloss.Width(text)+1)
}

// lead is the cell before what can have the focus.
func (s styles) lead(focused bool) string {
	if focused {
		return s.accent.Render(strings.TrimSpace(focusMark))
	}
	return " "
}

// within adds the lines of another body, indented.
func (b *body) within(indent int, in *body) {
	if in.focus.end > 0 {
		b.focus = span{len(b.lines) + in.focus.top, len(b.lines) + in.focus.end}
	}
	for _, l := range in.lines {
		b.add(pad("", indent) + l)
	}
}

// mark makes the lines since top the focused ones.
func (b *body) mark(focused bool, top int) {
	if focused {
		b.focus = span{top, len(b.lines)}
	}
}

// pad fills a text with spaces to a width in cells.
func pad(text string, width int) string {
	return text + strings.Repeat(" ", max(0, width-lipgloss.Width(text)))
}
