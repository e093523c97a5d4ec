package wizard

import (
	"github.com/charmbracelet/bubbles/key"
	tea "github.com/charmbracelet/bubbletea"

	"mailgrant/flow"
	"mailgrant/flow/finding"
	"mailgrant/flow/page"
	"mailgrant/flow/text"
)

// choice is one line of a pane's list.
type choice struct {
	label, note string
	status      finding.Status // of what the note is about; "" for none
}

// choices are the lines of the open pane.
func (m *Model) choices() []choice {
	switch m.pane {
	case quitPane:
		_, leave := page.Leaving(m.state)
		list := []choice{{label: "Stay", note: "everything is as you left it"}, {label: "Leave", note: leave}}
		if m.mayWait() {
			list = append(list, waitingChoice())
		}
		return list
	case stepsPane:
		return m.stepChoices()
	case samplesPane:
		var list []choice
		for _, s := range m.samples {
			c := choice{s.Label, text.UpperFirst(s.EndsFor(m.state.Guide())), s.Standing()}
			if !s.Suits(m.state.Guide()) {
				c.status = ""
			}
			list = append(list, c)
		}
		return list
	case requestPane:
		return m.requestChoices()
	case foldPane, keysPane, detailsPane, noPane:
	}
	return nil
}

func waitingChoice() choice {
	o := page.WaitingOption()
	return choice{label: o.Label, note: o.Note}
}

// requestChoices are the ways to send the request, or to save the credential as
// waiting for it.
func (m *Model) requestChoices() []choice {
	list := []choice{{label: "Copy it", note: "to send to someone who may do this"}, {label: "Write it to a file", note: "Markdown, in the current directory"}}
	if m.state.MaySaveWaiting() {
		list = append(list, waitingChoice())
	}
	return append(list, choice{label: "Go back"})
}

func (m *Model) onRequest() tea.Cmd {
	chosen := m.cursor
	switch {
	case chosen == len(m.choices())-1:
		m.closePane()
		return nil
	case chosen == 2:
		m.closePane()
		return m.apply(flow.SaveWaiting{})
	}
	m.notice = ""
	cmd := m.apply(flow.AskOthers{File: chosen == 1}) // how it went is said below, and the request stays in sight
	if len(m.state.Problems) > 0 && m.failing(m.state.Problems[0]) >= 0 {
		m.closePane()
		m.focusRefusal()
	}
	return cmd
}

// mayWait reports that the credential can be saved as waiting, also out of a test.
func (m *Model) mayWait() bool {
	s := m.state
	if s.Phase == flow.Verifying {
		s, _ = flow.Next(s, flow.Leave{})
	}
	return s.MaySaveWaiting()
}

func (m *Model) openList(p pane, at int) {
	m.pane, m.cursor, m.offset, m.notice = p, max(0, at), 0, ""
	if at > 0 {
		m.layout()
		m.reveal()
	}
}

func (m *Model) closePane() {
	m.pane, m.offset = noPane, 0
	m.refresh()
}

func (m *Model) onQuitKey(k tea.KeyMsg) tea.Cmd {
	switch {
	case key.Matches(k, m.keys.back):
		m.closePane()
	case key.Matches(k, m.keys.enter) && m.cursor == 1:
		return m.quit()
	case key.Matches(k, m.keys.enter) && m.cursor == 2:
		m.closePane()
		var left tea.Cmd
		if m.state.Phase == flow.Verifying {
			left = m.apply(flow.Leave{})
		}
		return tea.Batch(left, m.apply(flow.SaveWaiting{}))
	case key.Matches(k, m.keys.enter):
		m.closePane()
	case m.paged(k):
	default:
		m.moveCursor(k)
	}
	return nil
}

// onListKey handles keys in the list of steps and the list of practice samples.
func (m *Model) onListKey(k tea.KeyMsg) tea.Cmd {
	switch {
	case key.Matches(k, m.keys.back):
		m.closePane()
	case key.Matches(k, m.keys.enter) && m.pane == stepsPane:
		to := m.state.Steps()[m.cursor].ID
		m.closePane()
		return m.apply(flow.Jump{To: to})
	case key.Matches(k, m.keys.enter) && m.pane == requestPane:
		return m.onRequest()
	case m.pane == requestPane && m.paged(k): // it is there to be read
	case key.Matches(k, m.keys.enter):
		m.sample = m.cursor
		m.closePane()
		return m.fill()
	default:
		m.moveCursor(k)
	}
	return nil
}

func (m *Model) moveCursor(k tea.KeyMsg) {
	last := len(m.choices()) - 1
	if m.pane == stepsPane {
		last = min(last, m.state.Reached)
	}
	by := 0
	switch {
	case key.Matches(k, m.keys.up):
		by = -1
	case key.Matches(k, m.keys.down):
		by = +1
	case key.Matches(k, m.keys.first):
		by = -last
	case key.Matches(k, m.keys.last):
		by = last
	default:
		by = m.turns(k) * m.screenful()
	}
	to := max(0, min(last, m.cursor+by))
	if to == m.cursor && m.paged(k) { // there is more to read than to choose
		return
	}
	m.cursor = to
	m.layout()
	m.reveal()
}

// paneBody lays a pane out.
func (m *Model) paneBody(b *body) {
	switch m.pane {
	case quitPane:
		b.title("Leave now?")
		lost, _ := page.Leaving(m.state)
		b.text(m.style.plain, 0, lost)
	case stepsPane:
		b.title("Go to a step")
		b.text(m.style.plain, 0, "Everything typed stays.")
	case samplesPane:
		b.title("Practice values")
		b.text(m.style.plain, 0, "Apps of the practice tenant, good and broken. Enter picks one and fills in its values.")
		if len(m.dock) == 0 {
			b.gap()
			m.sampleLines(b, m.samples[m.cursor])
		}
	case requestPane:
		b.title("A request for someone who can")
		b.text(m.style.plain, 0, "It holds no secret, so it may go by e-mail. The secret never does.")
		b.gap()
		m.choiceLines(b)
		b.gap()
		m.markdownLines(b, page.LocalText(m.state.Request(), m.local))
		return
	case foldPane:
		m.foldBody(b)
		return
	case keysPane:
		m.legendBody(b)
		return
	case detailsPane:
		m.detailsBody(b)
		return
	case noPane:
		return
	}
	b.gap()
	m.choiceLines(b)
}

func (m *Model) choiceLines(b *body) {
	m.options(b, m.choices(), m.cursor, roomy)
}

func (m *Model) sampleLines(b *body, s flow.Sample) {
	a := s.Values
	b.text(m.style.strong, 0, s.Story)
	for _, l := range []struct{ label, value string }{
		{"Mailbox", a.Organization}, {"Client ID", a.ClientID}, {"Secret", a.Secret.Reveal()}, {"Expires", a.Expires},
	} {
		b.pair(l.label, l.value, 11)
	}
	b.text(m.style.plain, 0, "Made up for practice: the secret opens nothing.")
}
