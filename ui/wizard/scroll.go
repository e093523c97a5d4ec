package wizard

import (
	"github.com/charmbracelet/bubbles/key"
	tea "github.com/charmbracelet/bubbletea"
)

// move shifts the focus. Where there is nothing to move to, or the next item of
// the page is out of sight, it scrolls.
func (m *Model) move(by int) {
	m.layout()
	switch last := len(m.items) - 1; {
	case by > 0 && (m.below() || m.focus >= last && len(m.page.Rows) == 0):
		m.scroll(+1)
		return
	case by < 0 && m.offset > 0 && (m.focus == 0 || m.onPage() && m.focused.top < m.offset):
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

// onPage reports a focused item that scrolls with the page. What is in the dock
// is always in sight.
func (m *Model) onPage() bool { return m.focused.end > 0 }

// below reports whether the focused item is below the visible part.
func (m *Model) below() bool { return m.focused.top >= m.offset+m.height }

func (m *Model) scroll(by int) {
	m.offset = max(0, min(m.offset+by, m.length-m.height))
}

// reveal scrolls until the focused item is in sight.
func (m *Model) reveal() {
	if !m.onPage() {
		return
	}
	if m.focused.end > m.offset+m.height {
		m.offset = m.focused.end - m.height
	}
	m.offset = max(0, min(m.offset, m.focused.top))
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
	m.layout()
	switch {
	case m.turns(k) != 0 && m.length <= m.height && m.at().field == "" && m.pane == noPane: // only the list is longer
		m.focusOn(m.focus + m.turns(k)*max(1, len(m.dock)-1))
	case key.Matches(k, m.keys.pageUp):
		m.scroll(-m.screenful())
	case key.Matches(k, m.keys.pageDown):
		m.scroll(m.screenful())
	default:
		return false
	}
	return true
}

// screenful is how far a page key scrolls: one line stays in sight.
func (m *Model) screenful() int { return max(1, m.height-1) }

// turns is the direction of a page key; 0 for another key.
func (m *Model) turns(k tea.KeyMsg) int {
	switch {
	case key.Matches(k, m.keys.pageUp):
		return -1
	case key.Matches(k, m.keys.pageDown):
		return +1
	}
	return 0
}

// leapt moves to the first or last of what can be chosen if k asks for it.
func (m *Model) leapt(k tea.KeyMsg) bool {
	switch {
	case key.Matches(k, m.keys.first):
		m.focusOn(0)
		m.scroll(-m.length)
	case key.Matches(k, m.keys.last):
		m.focusOn(len(m.items) - 1)
	default:
		return false
	}
	return true
}

func (m *Model) focusOn(i int) {
	m.focus = max(0, min(i, len(m.items)-1))
	m.refresh()
	m.layout()
	m.reveal()
}
