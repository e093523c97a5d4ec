package wizard

import (
	"strconv"
	"strings"

	tea "github.com/charmbracelet/bubbletea"
	"github.com/charmbracelet/lipgloss"
	"github.com/charmbracelet/x/ansi"

	"mailgrant/flow"
	"mailgrant/flow/page"
)

// narrowest is the least room for a value beside its label, in cells.
const narrowest = 20

// sheetLines is the hand-off sheet in a frame, as the product's form has it. Each
// line can be focused and copied.
func (m *Model) sheetLines(b *body) {
	if m.page.Sheet == nil {
		return
	}
	column, done := 0, 0
	for _, l := range m.page.Sheet {
		column = max(column, lipgloss.Width(l.Label)+2)
		if m.copied[l] {
			done++
		}
	}
	b.gap()
	count := strconv.Itoa(done) + "/" + strconv.Itoa(len(m.page.Sheet))
	f := frame{b, m.style, b.width - 4, m.sheet == unframed}
	if f.bare {
		f.inner = b.width
		place := ansi.Truncate(m.page.Place, max(1, b.width-len(count)-2), "…")
		b.add(m.style.strong.Render(place) + pad("", b.width-lipgloss.Width(place)-len(count)) + m.style.plain.Render(count))
	}
	f.edge("╭", " "+m.page.Place+" ", "", "╮")
	for i, it := range m.items {
		if it.line != nil {
			top := len(b.lines)
			m.sheetLine(f, *it.line, i == m.focus, column)
			b.mark(i == m.focus, top)
		}
	}
	f.edge("╰", "", " "+count+" ", "╯")
	b.framed = len(b.lines)
	m.remark(b)
}

// sheetLook is how the sheet is laid out.
type sheetLook int

const (
	adviceFirst sheetLook = iota // after what to do in the product
	adviceLast                   // before that
	unframed                     // and without the frame, which would be cut
)

// laySheet lays out the page with the sheet so that its frame is whole, or not drawn.
func (m *Model) laySheet(room int) *body {
	for m.sheet = adviceFirst; ; m.sheet++ {
		b := m.pageLines()
		m.layDock(room, len(b.lines))
		if m.sheet == unframed || b.framed <= m.above(room) {
			return b
		}
	}
}

// sheetLine is a label and its value, which wraps.
func (m *Model) sheetLine(f frame, l page.SheetLine, focused bool, column int) {
	value, _ := page.Entered(l, secretMask)
	room := f.inner - 2 - column
	label := m.style.selectable(focused, m.style.strong, l.Label, column-2)
	if m.copied[l] && !focused {
		label = m.style.good.Render("✓") + strings.TrimPrefix(label, " ")
	}
	head := label + " "
	if longest := longestPart(value); room < narrowest || lipgloss.Width(value) > room && lipgloss.Width(value) <= f.inner-4 || longest > room && longest <= f.inner-4 { // whole, if that is possible
		f.line(label)
		head, column, room = strings.Repeat(" ", 4), 2, f.inner-4
	}
	lines := wrapValue(value, room)
	if hint := m.sheetHint(l, focused); len(lines) == 1 && lipgloss.Width(value)+2+len(hint) <= room {
		lines[0] = pad(value, room-len(hint)) + hint
	}
	for _, text := range lines {
		f.line(head + m.style.plain.Render(text))
		head = strings.Repeat(" ", 2+column)
	}
}

// sheetHint says what Enter does with the focused line.
func (m *Model) sheetHint(l page.SheetLine, focused bool) string {
	switch {
	case !focused:
		return ""
	case m.copied[l] && empty(l):
		return "done"
	case m.copied[l]:
		return "copied"
	case empty(l):
		return "enter goes on"
	}
	return "enter copies"
}

// empty reports a line whose field stays empty.
func empty(l page.SheetLine) bool { return !l.Secret && l.Value == "" }

// remark is about the focused line. There is room for every remark, so that
// nothing below moves with the focus.
func (m *Model) remark(b *body) {
	room := 0
	says := func(l page.SheetLine) []string {
		if _, remark := page.Entered(l, ""); remark != "" {
			return wrap(l.Label+": "+strings.TrimSuffix(remark, ".")+".", max(8, b.width))
		}
		return nil
	}
	for _, l := range m.page.Sheet {
		room = max(room, len(says(l)))
	}
	if room == 0 {
		b.gap()
	}
	var lines []string
	if l := m.at().line; l != nil {
		lines = says(*l)
	}
	for i := range room {
		if i < len(lines) {
			b.add(m.style.plain.Render(lines[i]))
		} else {
			b.add("")
		}
	}
}

// takeLine copies the focused line of the sheet and moves on. What could not be
// copied keeps the focus.
func (m *Model) takeLine() tea.Cmd {
	l := *m.at().line
	if empty(l) {
		m.tick(l)
		m.move(+1)
		return nil
	}
	return m.copyLine(l, true)
}

// copyLine copies a line of the sheet, and ticks it once it is copied. The secret
// goes to the clipboard's own tool, never through the terminal.
func (m *Model) copyLine(l page.SheetLine, moveOn bool) tea.Cmd {
	a, refused := page.CopyLine(m.state, l)
	if refused != "" {
		m.notice = refused
		return nil
	}
	job := m.driver.Act(a)
	return func() tea.Msg { return happened{event: job(), line: &l, moveOn: moveOn} }
}

// told is the end of an act.
func (m *Model) told(h happened, e flow.Told) {
	if e.Says != "" {
		m.notice = e.Says
	}
	if h.opens {
		m.unopened = e.Failed
		m.refresh()
	}
	if h.line == nil || e.Failed {
		return
	}
	m.tick(*h.line)
	if at := m.at().line; h.moveOn && at != nil && *at == *h.line {
		m.move(+1)
	}
}

func (m *Model) tick(l page.SheetLine) {
	if m.copied == nil {
		m.copied = map[page.SheetLine]bool{}
	}
	m.copied[l] = true
}

// frame draws lines in a box.
type frame struct {
	b     *body
	style styles
	inner int  // cells within
	bare  bool // lines only
}

// edge is the upper or lower edge, with a text at its left or right.
func (f frame) edge(begin, left, right, end string) {
	if f.bare {
		return
	}
	left = ansi.Truncate(left, max(0, f.inner-1), "… ")
	rule := strings.Repeat("─", max(0, f.inner+1-lipgloss.Width(left)-lipgloss.Width(right)))
	f.b.add(f.style.faint.Render(begin) + f.style.strong.Render(left) + f.style.faint.Render(rule) + f.style.plain.Render(right) + f.style.faint.Render("─"+end))
}

func (f frame) line(text string) {
	if f.bare {
		f.b.add(text)
		return
	}
	side := f.style.faint.Render("│")
	f.b.add(side + " " + pad(ansi.Truncate(text, f.inner, "…"), f.inner) + " " + side)
}
