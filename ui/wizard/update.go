package wizard

import (
	"time"

	"github.com/charmbracelet/bubbles/key"
	"github.com/charmbracelet/bubbles/spinner"
	tea "github.com/charmbracelet/bubbletea"

	"mailgrant/flow"
	"mailgrant/flow/guide"
	"mailgrant/flow/page"
)

// Update routes a message to the code that handles it.
func (m *Model) Update(msg tea.Msg) (tea.Model, tea.Cmd) {
	said := m.notice
	cmd := m.onMessage(msg)
	// What was told twice stays as long again.
	if _, told := msg.(happened); m.notice != "" && (told || m.notice != said) {
		cmd = tea.Batch(cmd, m.passing())
	}
	return m, cmd
}

func (m *Model) onMessage(msg tea.Msg) (cmd tea.Cmd) {
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
	case noticeOver:
		if msg.number == m.notices {
			m.notice = ""
			m.layout()
		}
	case tea.KeyMsg:
		if m.tiny() && !key.Matches(msg, m.keys.quit) {
			return nil // nothing happens unseen
		}
		m.enable()
		cmd = m.onKey(msg)
	}
	return cmd
}

// noticeFor is how long a notice stays: enough to read it twice.
const noticeFor = 10 * time.Second

// noticeOver ends a notice, unless another one came.
type noticeOver struct{ number int }

func (m *Model) passing() tea.Cmd {
	m.notices++
	over := noticeOver{m.notices}
	return m.after(noticeFor, func(time.Time) tea.Msg { return over })
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
		m.told(h, told)
		return nil
	}
	busy, was := m.state.Busy(), m.state.At
	cmd := m.apply(h.event)
	if m.state.At != was || busy && !m.state.Busy() {
		m.stopReading()
	}
	if busy && !m.state.Busy() && m.state.At == was {
		m.focusOption()
		switch {
		case m.state.AtHome() || m.state.At == guide.StepSignIn || len(m.state.Problems) > 0 && m.state.At == guide.StepTenant:
			m.focus = 0
		case m.state.At == guide.StepValues && len(m.state.Problems) > 0:
			m.focusRefusal()
		}
		m.offset = 0 // what the wait brought is at the top
		m.layout()
	}
	return cmd
}

func (m *Model) onKey(k tea.KeyMsg) tea.Cmd {
	if several(k) {
		return m.onText(k)
	}
	if key.Matches(k, m.keys.quit) {
		return m.onQuit()
	}
	switch m.pane {
	case quitPane:
		return m.onQuitKey(k)
	case stepsPane, samplesPane, requestPane:
		return m.onListKey(k)
	case foldPane, keysPane, detailsPane:
		return m.onReadKey(k)
	case noPane:
	}
	if cmd, done := m.onPageKey(k); done {
		return cmd
	}
	return m.onFieldKey(k)
}

// several reports characters that arrived together, as over a slow line. By
// name, an f and a 4 would be the key F4.
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
		return m.stopWaiting(), true
	case key.Matches(k, keys.back):
		return m.goBack(), true
	case key.Matches(k, keys.undo), k.Type == tea.KeyCtrlZ && m.page.Waiting == "":
		return m.undoPaste(), true
	case key.Matches(k, keys.ahead):
		return m.apply(flow.Jump{To: m.aheadStep()}), true
	case key.Matches(k, keys.enter):
		return m.onEnter(), true
	case key.Matches(k, keys.up):
		m.move(-1)
	case key.Matches(k, keys.down):
		m.move(+1)
	case m.paged(k), m.leapt(k):
	case key.Matches(k, keys.open):
		return tea.Batch(m.openLink(), m.apply(flow.LinkTaken{})), true
	case key.Matches(k, keys.copy):
		return m.copyFocused(), true
	case key.Matches(k, keys.details):
		m.read(detailsPane)
	case key.Matches(k, keys.more):
		m.read(foldPane)
	case key.Matches(k, keys.legend):
		m.read(keysPane)
	case key.Matches(k, keys.brief):
		m.brief, m.unasked, m.offset = !m.brief, false, 0
	case key.Matches(k, keys.fill):
		return m.fill(), true
	case key.Matches(k, keys.samples):
		m.openList(samplesPane, m.sample)
	case key.Matches(k, keys.steps):
		m.openList(stepsPane, m.stepIndex())
	case key.Matches(k, keys.report):
		return m.apply(flow.RequestReport{}), true
	case key.Matches(k, keys.request):
		m.openList(requestPane, 0)
	default:
		return nil, false
	}
	return nil, true
}

// stopWaiting leaves a wait. After a test, the focus is on what can be done now.
func (m *Model) stopWaiting() tea.Cmd {
	cmd := m.apply(flow.Leave{})
	if m.page.Settled && m.state.At == guide.StepVerify {
		m.focusOption()
		m.refresh()
		m.inView()
	}
	return cmd
}

func (m *Model) goBack() tea.Cmd {
	m.notice = ""
	if m.state.Offers() {
		return m.choose(flow.DropPasted{})
	}
	return m.apply(flow.Back{})
}

func (m *Model) onQuit() tea.Cmd {
	if m.pane == quitPane || !m.state.AtStake() {
		return m.quit()
	}
	m.pane, m.cursor = quitPane, 0
	return nil
}

// quit ends the program. It does not cut a save or a removal short: the caller
// that shows the screen gives it a little more time.
func (m *Model) quit() tea.Cmd {
	if m.state.Phase != flow.Saving && m.state.Phase != flow.Removing {
		m.driver.Stop()
	}
	return tea.Quit
}

// copyFocused copies the focused item, otherwise the page's link.
func (m *Model) copyFocused() tea.Cmd {
	at := m.at()
	switch {
	case at.perm != nil:
		return m.act(flow.CopyText{Label: at.perm.Name, Text: at.perm.Name})
	case at.line != nil:
		return m.copyLine(*at.line, false)
	case m.page.Link != "":
		return tea.Batch(m.act(page.CopyLink(m.page.Link)), m.apply(flow.LinkTaken{}))
	}
	return nil
}
