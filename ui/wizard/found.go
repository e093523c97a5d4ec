package wizard

import (
	"slices"
	"strings"

	tea "github.com/charmbracelet/bubbletea"
	"github.com/charmbracelet/lipgloss"

	"mailgrant/flow"
	"mailgrant/flow/finding"
	"mailgrant/flow/form"
	"mailgrant/flow/guide"
	"mailgrant/flow/page"
	"mailgrant/flow/value"
)

// lineEnds makes one kind of line end of all: a terminal pastes them as CR.
var lineEnds = strings.NewReplacer("\r\n", "\n", "\r", "\n")

// onPaste handles a pasted text wherever it lands. What the rules do not take
// apart goes into the focused field as it is.
func (m *Model) onPaste(text string) tea.Cmd {
	if m.page.Waiting != "" {
		return nil
	}
	if m.at().field == "" && len(m.page.Fields) == 1 {
		m.focus = 0 // only this field can be meant
		m.refresh()
	}
	m.notice, text = "", lineEnds.Replace(text)
	id, from := m.at().field, m.focus
	if m.state.Offers() {
		from = m.pasted
	}
	cmd := m.apply(flow.Pasted{Field: id, Text: value.NewSecret(text)})
	switch kind := m.state.Paste.Kind; {
	case kind == flow.Offered: // read from its top
		m.focus, m.offset, m.pasted = 0, 0, from
		m.notice = page.PasteSays(m.state)
		m.layout()
		return cmd
	case kind == flow.NotRead && id == "" && len(m.page.Fields) > 0:
		cmd = tea.Batch(cmd, m.pasteBeside(text))
	case kind == flow.NotRead && id == "":
		m.notice = "Nothing to fill in: no labelled client ID, tenant or secret in it."
	case kind != flow.NotRead:
		m.sayPaste()
	case id != "":
		cmd = tea.Batch(cmd, m.paste(id, text))
	}
	m.inView()
	return cmd
}

// pasteBeside puts a value that was pasted while no field had the focus in the field
// that can take it, an empty one first.
func (m *Model) pasteBeside(text string) tea.Cmd {
	at := -1
	for i, it := range m.items {
		if it.field == "" || !m.takes(it.field, text) {
			continue
		}
		if at < 0 || m.empty(it.field) && !m.empty(m.items[at].field) {
			at = i
		}
	}
	if at < 0 {
		m.notice = "Not pasted: choose its field first."
		return nil
	}
	m.focus = at
	m.refresh()
	return m.onPaste(text)
}

// takes reports a field in which a pasted text is a good value.
func (m *Model) takes(id finding.FieldID, text string) bool {
	f, v := guide.FieldOf(id), m.state.Values
	if f.Secret() {
		v.Secret, _ = value.CleanSecret(value.NewSecret(text))
		return fitting(form.Judge(v, id).Findings)
	}
	clean, _ := value.Clean(text)
	return clean != "" && f.Kind != guide.KindName && fitting(form.Judge(v.With(id, clean), id).Findings)
}

func fitting(found []finding.Finding) bool {
	return !slices.ContainsFunc(found, func(f finding.Finding) bool {
		return f.Status == finding.Fail || form.IsDoubt(f) || f.Cause == finding.SecretShapeUnusual
	})
}

// inView scrolls to the focus.
func (m *Model) inView() {
	m.layout()
	m.reveal()
}

// sayPaste says what became of the latest paste, and how to take it back.
func (m *Model) sayPaste() {
	m.notice = page.PasteSays(m.state)
	if m.state.Paste.Kind == flow.Placed {
		m.notice += " ctrl+z undoes it."
	}
}

// packed reports characters that arrived together and hold several values, as
// from a terminal that does not mark pastes.
func (m *Model) packed(k tea.KeyMsg) bool {
	if !several(k) {
		return false
	}
	next, _ := flow.Next(m.state, flow.Pasted{Field: m.at().field, Text: value.NewSecret(string(k.Runes))})
	return next.Offers()
}

// decided follows the decision about a pasted text: the focus goes to what is
// still missing, or back to where it was.
func (m *Model) decided(e flow.Event) {
	m.focus = min(m.pasted, len(m.items)-1)
	if e == (flow.PutPasted{}) {
		m.focusMissing()
		m.sayPaste()
	}
	m.refresh()
	m.inView()
}

// focusMissing moves to the first field that must have a value and has none,
// else to the page's way on.
func (m *Model) focusMissing() {
	i := slices.IndexFunc(m.items, func(it item) bool {
		return it.field != "" && m.empty(it.field) && !m.state.Guide().Field(it.field).Optional && !m.state.MayBeEmpty(it.field)
	})
	if i >= 0 {
		m.focus = i
		return
	}
	m.focusOption()
}

// undoPaste takes back the latest paste.
func (m *Model) undoPaste() tea.Cmd {
	if !m.state.MayUndo() && !m.state.Offers() {
		m.notice = "Nothing to undo here."
		return nil
	}
	cmd := m.apply(flow.Undo{})
	m.sayPaste()
	m.focusMissing()
	m.refresh()
	m.inView()
	return cmd
}

// foundLines show what a pasted text holds.
func (m *Model) foundLines(b *body) {
	found := m.page.Found
	if found == nil {
		return
	}
	b.text(m.style.plain, 0, found.Says)
	b.gap()
	width := 0
	for _, l := range found.Lines {
		width = max(width, lipgloss.Width(l.Label))
	}
	for _, l := range found.Lines {
		b.hanging(m.style.plain, edge+m.style.strong.Render(l.Label)+pad("", width+2-lipgloss.Width(l.Label)), l.Text)
	}
	b.gap()
	for _, n := range found.Notes {
		b.hanging(m.style.plain, m.style.strong.Render("Note: "), n)
	}
}
