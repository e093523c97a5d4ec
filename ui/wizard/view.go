package wizard

import (
	"strings"

	"github.com/charmbracelet/lipgloss"
	"github.com/charmbracelet/x/ansi"

	"mailgrant/flow/guide"
	"mailgrant/flow/text"
)

// The smallest window in which a page is readable, and the width from which the
// list of steps fits beside it.
const (
	leastWidth, leastHeight = 40, 12
	wideEnough              = 96
	sidebarWidth            = 24
)

// View draws the whole screen.
func (m *Model) View() string {
	if m.ascii {
		return text.ASCII(m.draw())
	}
	return m.draw()
}

func (m *Model) draw() string {
	if m.tiny() {
		return m.tooSmall()
	}
	b := m.layout()
	head, foot := m.head(), m.foot()
	height := m.height
	lines := b.lines[min(m.offset, len(b.lines)):min(m.offset+height, len(b.lines))]
	if m.sidebarOn() {
		lines = m.beside(lines, height)
	}
	for len(lines) < height {
		lines = append(lines, "")
	}
	margin := make([]string, 0, len(lines))
	for _, l := range lines {
		margin = append(margin, " "+l)
	}
	return strings.Join(append(append(head, margin...), foot...), "\n")
}

func (m *Model) tiny() bool { return m.w < leastWidth || m.h < leastHeight }

func (m *Model) tooSmall() string {
	says := "This window is too small. Make it at least 40 by 12. What you typed is kept; keys do nothing until then."
	lines := strings.Split(ansi.Wrap(says, max(1, m.w), ""), "\n")
	return strings.Join(lines[:min(len(lines), max(1, m.h))], "\n")
}

// layout builds the body and notes its length and where the focus is.
func (m *Model) layout() *body {
	b := &body{style: m.style, width: m.bodyWidth()}
	if m.pane != noPane {
		m.paneBody(b)
	} else {
		for _, id := range m.page.Fields {
			if inBox(guide.FieldOf(id)) {
				m.inputs[id] = m.input(id)
			}
		}
		m.pageBody(b)
	}
	m.focused, m.wrong, m.length = b.focus, b.wrong, len(b.lines)
	m.focusBelow = false
	m.fit()
	if m.focusBelow = m.below(); m.focusBelow { // its text may take another line
		m.fit()
	}
	return b
}

// fit gives the body the height that head and foot leave.
func (m *Model) fit() {
	m.height = max(1, m.h-len(m.head())-len(m.foot()))
	m.offset = max(0, min(m.offset, m.length-m.height))
}

func (m *Model) sidebarOn() bool {
	return m.w >= wideEnough && !m.state.AtHome() && m.state.Values.Guide != ""
}

func (m *Model) bodyWidth() int {
	if m.sidebarOn() {
		return m.w - sidebarWidth - 4
	}
	return m.w - 2
}

func (m *Model) beside(lines []string, height int) []string {
	side := m.sidebar()
	rows := make([]string, 0, height)
	for i := range height {
		left, right := "", ""
		if i < len(side) {
			left = ansi.Truncate(side[i], sidebarWidth-1, "…")
		}
		if i < len(lines) {
			right = lines[i]
		}
		rows = append(rows, pad(left, sidebarWidth)+m.style.faint.Render("│")+" "+right)
	}
	return rows
}

// head is the title, the practice badge and the current place.
func (m *Model) head() []string {
	left := m.style.strong.Render("mailgrant")
	if p := m.state.Guide().Product; p != "" && !m.state.AtHome() {
		left += "  " + m.style.plain.Render(p)
	}
	badge := ""
	if len(m.samples) > 0 {
		badge = " PRACTICE: nothing leaves this computer "
		if m.w < 80 {
			badge = " PRACTICE "
		}
		badge = m.style.badge.Render(badge)
	} else if m.state.DryRun {
		badge = m.style.badge.Render(" DRY RUN: nothing is saved ")
	}
	room := m.w - 2 - lipgloss.Width(badge)
	left = ansi.Truncate(left, max(0, room-1), "…")
	lines := []string{" " + pad(left, room) + badge, m.rule(m.progressLine())}
	return lines
}

func (m *Model) progressLine() string {
	if m.state.AtHome() || m.sidebarOn() && m.stepIndex() < 0 {
		return ""
	}
	return m.progress()
}

// rule is a horizontal line, with a text in it if there is one.
func (m *Model) rule(text string) string {
	if text != "" {
		text = " " + text + " "
	}
	text = ansi.Truncate(text, max(0, m.w-6), "…")
	return " " + m.style.faint.Render("──") + m.style.plain.Render(text) +
		m.style.faint.Render(strings.Repeat("─", max(0, m.w-4-lipgloss.Width(text))))
}

// foot is the notice, if any, and the keys that have an effect now.
func (m *Model) foot() []string {
	var lines []string
	if m.notice != "" && m.pane == noPane {
		for _, l := range wrap(m.notice, m.w-2) {
			lines = append(lines, " "+m.style.strong.Render(l))
		}
	}
	lines = append(lines, m.helpLines()...)
	room := m.h - len(m.head()) - 1 - len(lines)
	return append([]string{m.rule(m.position(room))}, lines...)
}

// position says that there is more to read than fits.
func (m *Model) position(room int) string {
	below := m.offset+room < m.length
	switch {
	case below && m.offset > 0:
		return "more above and below: pgup, pgdn"
	case below:
		return "more below: pgdn"
	case m.offset > 0:
		return "more above: pgup"
	}
	return ""
}

// helpLines is at most two lines of keys.
func (m *Model) helpLines() []string {
	var lines []string
	line, width := " ", 1
	for _, b := range m.help() {
		h := b.Help()
		part := h.Key + " " + h.Desc
		if width+len(part) > m.w-1 {
			lines = append(lines, line)
			line, width = " ", 1
			if len(lines) == 2 {
				break
			}
		}
		line += m.style.strong.Render(h.Key) + " " + m.style.plain.Render(h.Desc) + "   "
		width += len(part) + 3
	}
	if strings.TrimSpace(line) != "" && len(lines) < 2 {
		lines = append(lines, line)
	}
	for i := range lines {
		lines[i] = strings.TrimRight(ansi.Truncate(lines[i], m.w, ""), " ")
	}
	return lines
}
