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
	pageUp, pageDown, first, last   key.Binding
	quit, erase                     key.Binding
	brief, legend, undo             key.Binding
}

func newKeyMap() keyMap {
	bind := func(help, what string, keys ...string) key.Binding {
		return key.NewBinding(key.WithKeys(keys...), key.WithHelp(help, what))
	}
	return keyMap{
		// Enter arrives as ctrl+j if it was pressed before the program set up the
		// terminal.
		enter:    bind("enter", "next", "enter", "ctrl+j"),
		up:       bind("up", "up", "up", "shift+tab"),
		down:     bind("down", "down", "down", "tab"),
		back:     bind("esc", "back", "esc"),
		leave:    bind("esc", "stop waiting", "esc"),
		ahead:    bind("ctrl+n", "the next step", "ctrl+n"),
		steps:    bind("F6", "list of steps", "f6", "ctrl+g"),
		open:     bind("F2", "open page", "f2", "ctrl+o"),
		copy:     bind("F3", "copy", "f3", "ctrl+y"),
		more:     bind("F4", "what if", "f4", "ctrl+t"),
		details:  bind("d", "details", "d", "f4", "ctrl+t"),
		fill:     bind("F5", "fill in practice values", "f5"),
		samples:  bind("F8", "choose practice values", "f8", "ctrl+p"),
		request:  bind("F7", "request to someone who can", "f7", "ctrl+r"),
		report:   bind("F9", "report for support", "f9", "ctrl+e"),
		pageUp:   bind("pgup", "read back", "pgup"),
		pageDown: bind("pgdn", "read on", "pgdown"),
		first:    bind("home", "first choice", "home"),
		last:     bind("end", "last choice", "end"),
		quit:     bind("ctrl+c", "quit", "ctrl+c"),
		erase:    bind("ctrl+u", "clear the field", "ctrl+u"),
		undo:     bind("ctrl+z", "undo paste", "ctrl+z"),
		brief:    bind("b", "brief pages", "b"),
		legend:   bind("F1", "keys", "f1", "ctrl+_", "?"),
	}
}

// enable sets which keys have an effect now.
func (m *Model) enable() { m.enableOn(m.pane) }

// enableOn sets which keys have an effect on a pane, or on the page.
func (m *Model) enableOn(over pane) {
	k := &m.keys
	page := over == noPane && !m.state.Offers() // an offer is taken or left, first
	busy := m.page.Waiting != ""
	at := m.at()
	k.leave.SetEnabled(page && busy)
	k.back.SetEnabled((!page || !busy) && !(page && m.state.AtRoot()))
	k.ahead.SetEnabled(page && !busy && m.aheadStep() != "")
	k.steps.SetEnabled(page && !busy && m.state.Values.Guide != "" && !m.state.AtHome())
	k.open.SetEnabled((page || over == foldPane) && m.page.Link != "")
	k.copy.SetEnabled(page && (m.page.Link != "" || at.perm != nil || at.line != nil) || over == foldPane && m.page.Link != "")
	k.request.SetEnabled(page && !busy && m.stepIndex() >= 0 && m.state.Outcome == "" && m.state.RequestFits())
	k.report.SetEnabled(page && !busy && m.state.Diagnosing && m.state.At == guide.StepVerify && m.state.Settled())
	m.enableDetails(over)
	k.more.SetEnabled((page || over == foldPane) && m.folds())
	k.fill.SetEnabled(page && !busy && len(m.samples) > 0 && m.stepIndex() >= 0)
	k.samples.SetEnabled(page && !busy && len(m.samples) > 0 && m.stepIndex() >= 0)
	k.enter.SetEnabled(!(page && busy))
	k.undo.SetEnabled(page && m.state.MayUndo())
	k.erase.SetEnabled(page && at.field != "" && !m.empty(at.field))
	k.brief.SetEnabled(page && at.field == "" && m.hasBrief())
	k.first.SetEnabled(!page || at.field == "")
	k.last.SetEnabled(!page || at.field == "")
	k.legend.SetEnabled(page || over == keysPane)
	k.legend.SetKeys("f1", "ctrl+_")
	if at.field == "" || !page { // otherwise it is a character
		k.legend.SetKeys("f1", "ctrl+_", "?")
	}
	k.enter.SetHelp("enter", m.enterHelp(over))
	k.back.SetHelp("esc", "back")
	if !page {
		k.back.SetHelp("esc", "close")
	}
	k.copy.SetHelp("F3", m.copyHelp(over))
	k.brief.SetHelp("b", "brief pages")
	if m.brief {
		k.brief.SetHelp("b", "pages in full")
	}
}

func (m *Model) enterHelp(over pane) string {
	at := m.at()
	switch {
	case over != noPane:
		return "choose"
	case m.below():
		return "read on"
	case at.option != nil && !isContinue(at.option.Event):
		return "choose"
	case at.row != nil:
		return at.row.Act
	case at.perm != nil, at.line != nil:
		return "copy"
	}
	return "next"
}

func (m *Model) copyHelp(over pane) string {
	if at := m.at(); over == noPane && (at.perm != nil || at.line != nil) {
		return "copy"
	}
	return "copy link"
}

// help lists at most five keys, those that matter here. The last one lists all.
func (m *Model) help() []key.Binding {
	const most = 5
	m.enable()
	k := m.keys
	var on []key.Binding
	if len(m.foldNames()) == 0 && m.dockMore != behindF4 {
		k.more.SetEnabled(false) // it works, but says little
	}
	keys := []key.Binding{k.enter, k.leave, k.back, k.open, k.more, k.details, k.undo, k.quit, k.legend}
	switch m.pane {
	case foldPane, keysPane, detailsPane: // what opened it closes it too, and so does enter
		keys = []key.Binding{k.back, k.open, k.copy, k.quit}
	case quitPane, stepsPane, samplesPane, requestPane:
		keys = []key.Binding{k.enter, k.back, k.quit}
	case noPane:
	}
	for _, b := range keys {
		if b.Enabled() {
			on = append(on, b)
		}
	}
	if len(on) > most { // everybody knows ctrl+c
		on = append(on[:most-1], on[len(on)-1])
	}
	return on
}
