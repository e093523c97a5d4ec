package wizard

import (
	"github.com/charmbracelet/bubbles/key"

	"mailgrant/flow/guide"
)

// keyMap defines every key once. A key is disabled where it does nothing, so
// the help line is always true.
type keyMap struct {
	enter, up, down                 key.Binding
	back, leave, ahead, steps       key.Binding
	open, copy, more, fill, samples key.Binding
	request, report, details        key.Binding
	pageUp, pageDown, quit, erase   key.Binding
	undo                            key.Binding
}

func newKeyMap() keyMap {
	bind := func(help, what string, keys ...string) key.Binding {
		return key.NewBinding(key.WithKeys(keys...), key.WithHelp(help, what))
	}
	return keyMap{
		// Enter arrives as ctrl+j if it was pressed before the program set up the
		// terminal.
		enter:    bind("enter", "go on", "enter", "ctrl+j"),
		up:       bind("up", "up", "up", "shift+tab"),
		down:     bind("down", "down", "down", "tab"),
		back:     bind("esc", "back", "esc"),
		leave:    bind("esc", "stop waiting", "esc"),
		ahead:    bind("ctrl+n", "ahead", "ctrl+n"),
		steps:    bind("F6", "steps", "f6", "ctrl+g"),
		open:     bind("F2", "open in browser", "f2", "ctrl+o"),
		copy:     bind("F3", "copy", "f3", "ctrl+y"),
		more:     bind("F4", "what if not", "f4", "ctrl+t"),
		details:  bind("d", "details", "d", "f4", "ctrl+t"),
		fill:     bind("F5", "fill in", "f5"),
		samples:  bind("F8", "practice values", "f8", "ctrl+p"),
		request:  bind("F7", "request", "f7", "ctrl+r"),
		report:   bind("F9", "report", "f9", "ctrl+e"),
		pageUp:   bind("pgup", "", "pgup"),
		pageDown: bind("pgdn", "", "pgdown"),
		quit:     bind("ctrl+c", "quit", "ctrl+c"),
		undo:     bind("ctrl+z", "undo the paste", "ctrl+z"),
		erase:    bind("ctrl+u", "clear", "ctrl+u"),
	}
}

// enable sets which keys have an effect now.
func (m *Model) enable() {
	k := &m.keys
	page := m.pane == noPane && !m.state.Offers() // an offer is taken or left, first
	busy := m.page.Waiting != ""
	at := m.at()
	k.leave.SetEnabled(page && busy)
	k.back.SetEnabled(!busy && m.pane != startPane && !(page && !m.start && (m.state.At == guide.StepWhich || m.first() && m.state.At == guide.StepGuide)))
	k.ahead.SetEnabled(page && !busy && m.aheadStep() != "")
	k.steps.SetEnabled(page && !busy && m.state.Values.Guide != "")
	k.open.SetEnabled(page && m.page.Link != "")
	k.copy.SetEnabled(page && (m.page.Link != "" || at.perm != nil || at.line != nil))
	k.request.SetEnabled(page && !busy && m.stepIndex() >= 0 && m.state.Outcome == "" && m.state.RequestFits())
	k.report.SetEnabled(page && !busy && m.state.Diagnosing && m.state.At == guide.StepVerify && m.state.Settled())
	m.enableDetails()
	k.more.SetEnabled(page && len(m.page.IfNot) > 0 && !m.detailed())
	k.fill.SetEnabled(page && !busy && len(m.samples) > 0 && m.stepIndex() >= 0)
	k.samples.SetEnabled(page && !busy && len(m.samples) > 0 && m.stepIndex() >= 0)
	k.enter.SetEnabled(!(page && busy))
	k.undo.SetEnabled(page && m.state.MayUndo())
	k.erase.SetEnabled(page && at.field != "" && !m.empty(at.field))
	k.enter.SetHelp("enter", m.enterHelp())
	k.copy.SetHelp("F3", m.copyHelp())
}

func (m *Model) enterHelp() string {
	at := m.at()
	switch {
	case m.pane == detailsPane:
		return "close"
	case m.focusBelow && m.pane == noPane:
		return "read on"
	case m.pane != noPane || at.option != nil:
		return "choose"
	case at.perm != nil, at.line != nil:
		return "copy"
	}
	return "go on"
}

func (m *Model) copyHelp() string {
	if at := m.at(); at.perm != nil || at.line != nil {
		return "copy"
	}
	return "copy link"
}

// help lists the keys that have an effect now, the most useful first.
func (m *Model) help() []key.Binding {
	m.enable()
	k := m.keys
	if m.pane == startPane {
		return []key.Binding{k.enter, k.quit}
	}
	all := []key.Binding{k.leave, k.enter, k.back, k.quit, k.fill, k.samples, k.open, k.copy, k.details, k.more, k.report, k.request, k.steps, k.ahead, k.erase, k.undo}
	var on []key.Binding
	for _, b := range all {
		if b.Enabled() {
			on = append(on, b)
		}
	}
	return on
}
