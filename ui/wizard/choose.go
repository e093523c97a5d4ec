package wizard

import (
	"reflect"
	"slices"

	tea "github.com/charmbracelet/bubbletea"

	"mailgrant/flow"
)

// onEnter does what the focused item is for. If that is on the page and out of
// sight, Enter first scrolls to it.
func (m *Model) onEnter() tea.Cmd {
	m.layout()
	if m.below() {
		m.scroll(m.height - 1)
		return nil
	}
	m.notice = ""
	at := m.at()
	switch {
	case at.option != nil:
		return m.choose(at.option.Event)
	case at.row != nil:
		return m.choose(at.row.Event)
	case at.perm != nil:
		return m.copyFocused()
	case at.line != nil:
		return m.takeLine()
	case at.field != "" && m.nextField() > 0:
		m.move(m.nextField() - m.focus)
		return nil
	case !isContinue(m.forward()): // the user must choose saving and the like; Enter does not do it by default
		m.move(+1)
		return nil
	}
	return m.choose(m.forward())
}

// nextField is the index of the next field that asks for a value; 0 for none.
func (m *Model) nextField() int {
	for i := m.focus + 1; i < len(m.items); i++ {
		if id := m.items[i].field; id != "" && !slices.Contains(m.page.Derived, id) {
			return i
		}
	}
	return 0
}

// isContinue reports an event that only goes on.
func isContinue(e flow.Event) bool {
	switch e.(type) {
	case flow.Continue, flow.Retry, flow.ChoseUse:
		return true
	}
	return false
}

// choose takes an option. If that brings problems and a corrected value exists,
// it moves the focus there.
func (m *Model) choose(e flow.Event) tea.Cmd {
	if e == (flow.AskOthers{Show: true}) {
		m.openList(requestPane, 0)
		return nil
	}
	was, shown := m.state.At, m.page
	cmd := m.apply(e)
	switch {
	case shown.Found != nil:
		m.decided(e)
	case m.state.At != was:
	case len(m.state.Problems) > 0:
		m.focusRefusal()
	case !slices.Equal(m.page.Options, shown.Options): // another page: start at its top
		m.focus = 0
		m.refresh()
	}
	if _, again := e.(flow.Retry); again && reflect.DeepEqual(m.page, shown) { // a result that needs no answer from outside comes at once
		m.notice = "Tried again: the result is the same."
	}
	if m.state.At == was {
		m.offset = 0 // a refusal is at the top or in the dock
	}
	m.layout()
	m.reveal()
	return cmd
}

// focusRefusal moves to the corrected value if there is one, else to the
// refused field.
func (m *Model) focusRefusal() {
	if m.offersCorrection() {
		m.focusOption()
		return
	}
	for _, f := range m.state.Problems {
		if i := m.failing(f); i >= 0 {
			m.focus = i
			m.refresh()
			return
		}
	}
}

func (m *Model) offersCorrection() bool {
	if len(m.page.Options) == 0 {
		return false
	}
	_, ok := m.page.Options[0].Event.(flow.Typed)
	return ok
}
