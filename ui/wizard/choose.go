package wizard

import (
	"reflect"
	"slices"

	tea "github.com/charmbracelet/bubbletea"

	"mailgrant/flow"
)

// onEnter does what the focused item is for. Where it is out of sight, Enter
// reads on first, so that nothing is passed unread.
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
	case at.tick != nil:
		var cmd tea.Cmd
		if !m.state.Values.HasTicked(at.tick.Name) { // space takes a tick away
			cmd = m.toggle()
		}
		m.move(+1)
		return cmd
	case at.line != nil:
		return m.copyFocused()
	case at.field != "" && m.focus+1 < len(m.items) && m.items[m.focus+1].field != "":
		m.move(+1)
		return nil
	case !isContinue(m.forward()): // saving and the like are chosen, never slipped into
		m.move(+1)
		return nil
	}
	return m.choose(m.forward())
}

// isContinue reports a way on that does nothing but go on.
func isContinue(e flow.Event) bool {
	switch e.(type) {
	case flow.Continue, flow.Retry:
		return true
	}
	return false
}

// unfold shows what to do where a page looks otherwise, and brings it in sight.
func (m *Model) unfold() {
	m.more = !m.more
	if b := m.layout(); m.more && b.more >= m.offset+m.height-1 {
		m.scroll(b.more - m.offset)
	}
}

// choose takes a way on. Where that brings problems and a corrected value is at
// hand, the focus goes to it.
func (m *Model) choose(e flow.Event) tea.Cmd {
	was, shown := m.state.At, m.page
	cmd := m.apply(e)
	switch {
	case m.state.At != was:
	case len(m.state.Problems) > 0:
		m.focusRefusal()
	case !slices.Equal(m.page.Options, shown.Options): // another page, to be begun anew
		m.focus = 0
		m.refresh()
	}
	if e == (flow.Retry{}) && reflect.DeepEqual(m.page, shown) { // what needs no answer from outside is tested at once
		m.notice = "Tested again: the result is the same."
	}
	m.layout()
	if m.state.At == was {
		m.revealNews()
	}
	return cmd
}

// focusRefusal goes to the corrected value where one is offered, else to the
// field that was refused.
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

func (m *Model) toggle() tea.Cmd {
	p := m.at().tick
	return m.inSight(m.apply(flow.Ticked{Permission: p.Name, On: !m.state.Values.HasTicked(p.Name)}))
}

// inSight shows where the focus is, after something was done there.
func (m *Model) inSight(cmd tea.Cmd) tea.Cmd {
	m.layout()
	m.reveal()
	return cmd
}
