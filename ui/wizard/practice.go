package wizard

import (
	tea "github.com/charmbracelet/bubbletea"

	"mailgrant/flow"
	"mailgrant/flow/finding"
	"mailgrant/flow/guide"
)

// fillable are the fields for which a practice app has values.
var fillable = []finding.FieldID{
	guide.FieldOrganization, guide.FieldRedirect, guide.FieldMailbox, guide.FieldClientID, guide.FieldSecret, guide.FieldExpires,
}

// fill enters the chosen sample's values in the fields of all steps. It keeps
// an organization that was already found: what follows depends on it.
func (m *Model) fill() tea.Cmd {
	sample := m.samples[m.sample]
	var cmds []tea.Cmd
	for _, id := range fillable {
		f, text := guide.FieldOf(id), sample.Values.Text(id)
		switch {
		case f.Secret():
			cmds = append(cmds, m.apply(flow.TypedSecret{Secret: sample.Values.Secret}))
		case text != "" && !(f.Kind == guide.KindOrganization && m.state.Discovered):
			cmds = append(cmds, m.apply(flow.Typed{Field: id, Text: text}))
		}
	}
	m.notice = "Filled in: the values of " + sample.Label
	m.focusOption()
	m.refresh()
	m.layout()
	m.reveal()
	return tea.Batch(cmds...)
}
