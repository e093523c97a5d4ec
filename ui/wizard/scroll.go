package wizard

import (
	"github.com/charmbracelet/bubbles/key"
	tea "github.com/charmbracelet/bubbletea"
)

// move shifts the focus. If the next item is out of sight, it scrolls first.
func (m *Model) move(by int) {
	m.layout()
	switch {
	case by > 0 && m.below():
		m.scroll(+1)
		return
	case by < 0 && m.offset > 0 && (m.focus == 0 || m.focused.top < m.offset):
		m.scroll(-1)
		return
	}
	to := m.focus + by
	if n := len(m.items); len(m.page.Rows) > 0 && n > 0 { // a list may be long: its end is one key away
		to = (to + n) % n
	}
	m.focus = max(0, min(to, len(m.items)-1))
	m.refresh()
	m.layout()
	m.reveal()
}

// below reports whether the focused item is below the visible part.
func (m *Model) below() bool { return m.focused.top >= m.offset+m.height }

func (m *Model) scroll(by int) {
	m.offset = max(0, min(m.offset+by, m.length-m.height))
}

// reveal scrolls until the focused item is in sight.
func (m *Model) reveal() {
	height := m.height
	if m.focused.end > m.offset+height {
		m.offset = m.focused.end - height
	}
	m.offset = max(0, min(m.offset, m.focused.top))
}

// revealNews is reveal after an action: it shows what was refused from its
// first line.
func (m *Model) revealNews() {
	m.reveal()
	if m.wrong > 0 {
		m.offset = min(m.offset, m.wrong)
	}
}

// resize keeps the top of the page in sight if it was, otherwise the focus.
func (m *Model) resize(w, h int) {
	atTop := m.offset == 0
	m.w, m.h = w, h
	m.refresh()
	m.layout()
	if !atTop || m.pane != noPane { // Enter chooses what the cursor is on
		m.reveal()
	}
}

// paged scrolls by a page if k asks for it.
func (m *Model) paged(k tea.KeyMsg) bool {
	switch {
	case key.Matches(k, m.keys.pageDown):
		m.scroll(m.height - 1)
	case key.Matches(k, m.keys.pageUp):
		m.scroll(-m.height + 1)
	default:
		return false
	}
	return true
}
