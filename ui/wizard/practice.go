package wizard

import (
	tea "github.com/charmbracelet/bubbletea"

	"mailgrant/flow"
)

// fill types the chosen sample's values into the fields of this page.
func (m *Model) fill() tea.Cmd {
	a := m.samples[m.sample].Answers
	var cmds []tea.Cmd
	for _, id := range m.page.Fields {
		switch {
		case id == flow.FieldSecret:
			cmds = append(cmds, m.apply(flow.TypedSecret{Secret: a.Secret}))
		case a.Text(id) != "":
			cmds = append(cmds, m.apply(flow.Typed{Field: id, Text: a.Text(id)}))
		}
	}
	m.notice = "Filled in " + m.samples[m.sample].Label + ". " + m.samples[m.sample].Story
	m.focusOption()
	m.layOut()
	m.reveal()
	return tea.Batch(cmds...)
}
