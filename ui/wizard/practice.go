package wizard

import (
	"slices"

	tea "github.com/charmbracelet/bubbletea"

	"mailgrant/flow"
	"mailgrant/flow/finding"
	"mailgrant/flow/guide"
)

// fillable are the fields for which a practice app has values.
var fillable = []finding.FieldID{
	guide.FieldOrganization, guide.FieldRedirect, guide.FieldMailbox, guide.FieldClientID, guide.FieldSecret, guide.FieldExpires,
}

// followSamples puts the samples in the order for another guide or tenant, with the
// one that is right for it first.
func (m *Model) followSamples(was flow.State) {
	v := m.state.Values
	if v.Guide == was.Values.Guide && v.Tenant == was.Values.Tenant || len(m.cast) == 0 {
		return
	}
	chosen := m.samples[m.sample]
	m.samples, m.sample = flow.SamplesFor(m.cast, m.state), 0
	if v.Guide == was.Values.Guide && chosen.Values.Tenant == m.samples[0].Values.Tenant { // the chosen one stays
		m.sample = slices.IndexFunc(m.samples, func(s flow.Sample) bool { return s.Label == chosen.Label })
	}
}

// fill enters the chosen sample's values in the fields of all steps. It keeps
// an organization that was already found: what follows depends on it.
func (m *Model) fill() tea.Cmd {
	sample := m.samples[m.sample]
	if m.state.Discovered && !sample.In(m.state.Values.Tenant) {
		m.notice = "Not filled in: these values belong to another organization."
		return nil
	}
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
