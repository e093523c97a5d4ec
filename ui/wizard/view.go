package wizard

import (
	"strings"

	"github.com/charmbracelet/x/ansi"

	"mailgrant/flow/guide"
	"mailgrant/flow/page"
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
	lines := b.lines[min(m.offset, len(b.lines)):min(m.offset+m.height, len(b.lines))]
	lines = lines[:len(lines):len(lines)]
	for len(lines) < m.height {
		lines = append(lines, "")
	}
	if len(m.dock) > 0 {
		lines = append(append(lines, m.separator()), m.dock...)
	}
	head, foot := m.head(), m.foot()
	for len(lines) < m.h-len(head)-len(foot) {
		lines = append(lines, "")
	}
	if m.sidebarOn() {
		lines = m.beside(lines)
	}
	frame := head
	for _, l := range lines {
		frame = append(frame, " "+l)
	}
	return strings.Join(append(frame, foot...), "\n")
}

func (m *Model) tiny() bool { return m.w < leastWidth || m.h < leastHeight }

// tooSmall says which key still works. A dialog would open unseen, so what it
// would ask is said here.
func (m *Model) tooSmall() string {
	says := "Window too small: make it at least 40 by 12. ctrl+c leaves."
	switch {
	case m.pane == quitPane:
		lost, _ := page.Leaving(m.state)
		says = "ctrl+c again leaves. " + lost + " To keep it, make the window at least 40 by 12."
	case m.state.AtStake():
		says += " What you typed is kept."
	}
	lines := strings.Split(ansi.Wrap(says, max(1, m.w), ""), "\n")
	return strings.Join(lines[:min(len(lines), max(1, m.h))], "\n")
}

// layout builds the page and the dock below it, and notes their sizes and where
// the focus is. It returns the part that scrolls.
func (m *Model) layout() *body {
	if m.tiny() { // another size brings another layout
		return m.newBody()
	}
	room := max(1, m.h-len(m.head())-len(m.foot()))
	if m.pane != noPane {
		m.dock, m.dockMore = nil, ""
		if m.pane == samplesPane { // the selected app's values stay in sight
			values := m.newBody()
			m.sampleLines(values, m.samples[m.cursor])
			if len(values.lines) < room-2*leastPage {
				m.dock = values.lines
			}
		}
		b := m.newBody()
		m.paneBody(b)
		return m.fit(b, m.above(room))
	}
	for _, id := range m.page.Fields {
		if inBox(guide.FieldOf(id)) {
			m.inputs[id] = m.input(id)
		}
	}
	m.squeezed, m.tailed = false, m.state.At == guide.StepStart
	b := m.laySheet(room)
	if m.tailed {
		tail := m.newBody()
		m.afterLines(tail)
		if m.tailed = len(b.lines)+1+len(m.dock)+1+len(tail.lines) <= room; m.tailed {
			m.dock = append(append(m.dock, ""), tail.lines...)
		} else {
			b = m.pageLines()
			m.layDock(room, len(b.lines))
		}
	}
	if m.squeezed = len(b.lines) > m.above(room); m.squeezed {
		b = m.pageLines()
	}
	height := m.above(room)
	if m.menu() {
		height = min(height, len(b.lines))
	}
	return m.fit(b, height)
}

func (m *Model) pageLines() *body {
	b := m.newBody()
	m.pageBody(b)
	b.trim()
	return b
}

// menu reports a page that is a question: what can be chosen follows it at once.
func (m *Model) menu() bool {
	p := m.page
	return p.Waiting == "" && len(p.Fields)+len(p.Do)+len(p.Sheet) == 0 && len(p.Options) > 1
}

func (m *Model) newBody() *body { return &body{style: m.style, width: m.bodyWidth()} }

// above is the height that the dock leaves.
func (m *Model) above(room int) int {
	if len(m.dock) == 0 {
		return room
	}
	return max(1, room-len(m.dock)-1)
}

func (m *Model) fit(b *body, height int) *body {
	m.focused, m.length, m.height = b.focus, len(b.lines), height
	m.offset = max(0, min(m.offset, m.length-m.height))
	return b
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

// beside puts the list of steps at the left of the page.
func (m *Model) beside(lines []string) []string {
	side := m.sidebar()
	rows := make([]string, 0, len(lines))
	for i, right := range lines {
		left := ""
		if i < len(side) {
			left = ansi.Truncate(side[i], sidebarWidth-1, "…")
		}
		rows = append(rows, pad(left, sidebarWidth)+m.style.faint.Render("│")+" "+right)
	}
	return rows
}
