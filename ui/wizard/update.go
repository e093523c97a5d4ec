package wizard

import (
	"slices"
	"time"

	"github.com/charmbracelet/bubbles/key"
	"github.com/charmbracelet/bubbles/spinner"
	tea "github.com/charmbracelet/bubbletea"

	"mailgrant/flow"
)

// Update routes a message to the part it is for.
func (m *Model) Update(msg tea.Msg) (tea.Model, tea.Cmd) {
	var cmd tea.Cmd
	switch msg := msg.(type) {
	case tea.WindowSizeMsg:
		m.resize(msg.Width, msg.Height)
	case happened:
		cmd = m.onHappened(msg)
	case spinner.TickMsg:
		if m.state.Busy() {
			m.spin, cmd = m.spin.Update(msg)
			m.clock(msg.Time)
		}
	case tea.KeyMsg:
		if m.tiny() && !key.Matches(msg, m.keys.quit) {
			return m, nil // nothing is done unseen
		}
		m.enable()
		cmd = m.onKey(msg)
	}
	return m, cmd
}

// clock counts a pause down.
func (m *Model) clock(now time.Time) {
	if m.pausing.IsZero() {
		m.pausing = now
	}
	m.waited = now.Sub(m.pausing)
}

func (m *Model) onHappened(h happened) tea.Cmd {
	if told, ok := h.event.(flow.Told); ok {
		m.notice = told.Says
		return nil
	}
	busy, was := m.state.Busy(), m.state.At
	cmd := m.apply(h.event)
	if busy && !m.state.Busy() && m.state.At == was {
		m.focusOption()
		if m.state.At == flow.StepSignIn || len(m.state.Problems) > 0 && m.state.At == flow.StepTenant {
			m.focus = 0
		}
		m.layOut()
		m.reveal()
		if m.fromTop() {
			m.offset = 0
		}
	}
	return cmd
}

// fromTop reports a page that a wait ended in and that is read from its top.
func (m *Model) fromTop() bool {
	switch m.state.At {
	case flow.StepProve, flow.StepMessage:
		return true
	}
	return m.state.At == flow.StepSignIn && len(m.state.Problems) == 0
}

func (m *Model) onKey(k tea.KeyMsg) tea.Cmd {
	if several(k) {
		return m.onText(k)
	}
	if key.Matches(k, m.keys.quit) {
		return m.onQuit()
	}
	switch m.pane {
	case startPane:
		return m.onStartKey(k)
	case quitPane:
		return m.onQuitKey(k)
	case stepsPane, samplesPane, requestPane:
		return m.onListKey(k)
	case noPane:
	}
	if cmd, done := m.onPageKey(k); done {
		return cmd
	}
	return m.onFieldKey(k)
}

// several reports characters that came at once, as over a slow line. By name, an
// f and a 4 would be the key F4.
func several(k tea.KeyMsg) bool { return k.Type == tea.KeyRunes && len(k.Runes) > 1 && !k.Paste }

func (m *Model) onText(k tea.KeyMsg) tea.Cmd {
	if m.pane != noPane {
		return nil
	}
	return m.onFieldKey(k)
}

// onPageKey handles the keys that mean the same on every page.
func (m *Model) onPageKey(k tea.KeyMsg) (tea.Cmd, bool) {
	if k.Paste {
		return nil, false
	}
	keys := m.keys
	switch {
	case key.Matches(k, keys.leave):
		return m.apply(flow.Leave{}), true
	case key.Matches(k, keys.back):
		return m.goBack(), true
	case key.Matches(k, keys.ahead):
		return m.apply(flow.Jump{To: m.aheadStep()}), true
	case key.Matches(k, keys.enter):
		return m.onEnter(), true
	case key.Matches(k, keys.up):
		m.move(-1)
	case key.Matches(k, keys.down):
		m.move(+1)
	case key.Matches(k, keys.pageUp):
		m.scroll(-m.height + 1)
	case key.Matches(k, keys.pageDown):
		m.scroll(m.height - 1)
	case key.Matches(k, keys.toggle):
		return m.toggle(), true
	case key.Matches(k, keys.all):
		return m.apply(flow.TickedAll{}), true
	case key.Matches(k, keys.open):
		return m.carryOut(backgroundContext(), flow.OpenURL{URL: m.page.Link}), true
	case key.Matches(k, keys.copy):
		return m.copyFocused(), true
	case key.Matches(k, keys.more):
		m.more = !m.more
	case key.Matches(k, keys.fill):
		return m.fill(), true
	case key.Matches(k, keys.samples):
		m.openList(samplesPane, m.sample)
	case key.Matches(k, keys.steps):
		m.openList(stepsPane, m.stepIndex())
	case key.Matches(k, keys.request):
		m.openList(requestPane, 0)
	default:
		return nil, false
	}
	return nil, true
}

// onEnter does what the focused item is for. Where it is out of sight, Enter
// reads on first, so that nothing is passed unread.
func (m *Model) onEnter() tea.Cmd {
	m.layOut()
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
		cmd := m.toggle()
		m.move(+1)
		return cmd
	case at.line != nil:
		return m.copyFocused()
	case at.field != "" && m.focus+1 < len(m.items) && m.items[m.focus+1].field != "":
		m.move(+1)
		return nil
	case !onward(m.forward()): // saving and the like are chosen, never slipped into
		m.move(+1)
		return nil
	}
	return m.choose(m.forward())
}

// onward reports a way on that does nothing but go on.
func onward(e flow.Event) bool {
	switch e.(type) {
	case flow.Continue, flow.Retry:
		return true
	}
	return false
}

// choose takes a way on. Where that brings problems and a corrected value is at
// hand, the focus goes to it.
func (m *Model) choose(e flow.Event) tea.Cmd {
	was, options := m.state.At, m.page.Options
	cmd := m.apply(e)
	switch {
	case m.state.At != was:
	case len(m.state.Problems) > 0:
		m.focusRefusal()
	case !slices.Equal(m.page.Options, options): // another page, to be begun anew
		m.focus = 0
		m.refresh()
	}
	m.layOut()
	if m.state.At == was {
		m.reveal()
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
	return m.apply(flow.Ticked{Permission: p.Name, On: !m.state.Answers.HasTicked(p.Name)})
}

// goBack leads to the first screen from the choice of guides, where the wizard
// began there.
func (m *Model) goBack() tea.Cmd {
	m.notice = ""
	if m.start && m.first() {
		m.openList(startPane, 0)
		return nil
	}
	return m.apply(flow.Back{})
}

// first reports a page that the first screen leads to.
func (m *Model) first() bool {
	switch m.state.At {
	case flow.StepGuide:
		return !m.state.Diagnosing
	case flow.StepMessage:
		return !m.state.Diagnosing && m.state.Explained == nil
	}
	return m.state.At == flow.StepWhich
}

func (m *Model) onQuit() tea.Cmd {
	if m.pane == quitPane || !m.state.AtStake() {
		m.stopWaiting()
		return tea.Quit
	}
	m.pane, m.cursor = quitPane, 0
	return nil
}

// copyFocused copies what stands under the focus, else the page's link. The
// secret goes to the clipboard's own tool, never through the terminal.
func (m *Model) copyFocused() tea.Cmd {
	ctx := backgroundContext()
	at := m.at()
	switch {
	case at.tick != nil:
		return m.carryOut(ctx, flow.CopyText{Label: at.tick.Name, Text: at.tick.Name})
	case at.line != nil && at.line.Secret:
		return m.carryOut(ctx, flow.CopySecret{Secret: flow.Judge(m.state.Answers, flow.FieldSecret).Secret})
	case at.line != nil && at.line.Value == "":
		m.notice = "Nothing to copy: this field stays empty."
		return nil
	case at.line != nil:
		return m.carryOut(ctx, flow.CopyText{Label: at.line.Label, Text: at.line.Value})
	case m.page.Link != "":
		return m.carryOut(ctx, flow.CopyText{Label: "The link", Text: m.page.Link, Page: true})
	}
	return nil
}
