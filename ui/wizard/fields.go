package wizard

import (
	"slices"

	"github.com/charmbracelet/bubbles/textinput"

	"mailgrant/flow/finding"
	"mailgrant/flow/form"
	"mailgrant/flow/guide"
	"mailgrant/flow/page"
	"mailgrant/flow/value"
)

// secretMask is shown for any secret; its width reveals nothing.
const secretMask = "••••••••••••"

// fieldLines shows each field with the findings on its value, and says where to
// find the value of the focused one.
func (m *Model) fieldLines(b *body) {
	if m.page.Waiting != "" {
		return
	}
	for i, it := range m.items {
		if it.field == "" {
			continue
		}
		top := len(b.lines)
		focused := i == m.focus
		f := m.state.Guide().Field(it.field)
		label, style := f.Label, m.style.strong
		if f.Optional {
			label += " (optional)"
		}
		bar, edge := "  ", m.style.faint
		if focused {
			bar, style, edge = m.style.accent.Render("> "), m.style.focus, m.style.accent
		}
		b.add(bar + style.Render(label))
		b.add("  " + edge.Render("│") + " " + m.value(it.field, focused))
		m.fieldFeedback(b, it.field)
		if _, refused := m.refusal(it.field); refused {
			b.refused(top)
		}
		if focused {
			b.hanging(m.style.plain, "    "+m.style.strong.Render("Where? "), f.Where)
		}
		b.mark(focused, top)
	}
	if len(m.samples) > 0 && len(m.page.Fields) > 0 && m.stepIndex() >= 0 && !guide.FieldOf(m.page.Fields[0]).Pasted() {
		b.gap()
		b.hanging(m.style.plain, m.style.badge.Render(" PRACTICE ")+" ", "F5 fills in all steps: "+m.samples[m.sample].Label+". F8 shows others, good and broken.")
	}
}

func (m *Model) empty(id finding.FieldID) bool {
	if guide.FieldOf(id).Secret() {
		return m.state.Values.Secret.Empty()
	}
	return m.state.Values.Text(id) == ""
}

func (m *Model) value(id finding.FieldID, focused bool) string {
	f := guide.FieldOf(id)
	switch {
	case inBox(f):
		return m.masked(id).View()
	case f.Multiline():
		return m.messageValue(f, focused)
	}
	s := m.state.Values.Secret
	cursor := ""
	if focused {
		cursor = m.style.cursor.Render(" ")
	}
	if s.Empty() {
		return cursor + m.style.plain.Render("e.g. "+f.Example)
	}
	return m.style.plain.Render(secretMask) + cursor
}

// masked is the text box of a field with its secret parts masked. The cursor
// keeps its place.
func (m *Model) masked(id finding.FieldID) textinput.Model {
	in := m.inputs[id]
	at := in.Position()
	in.SetValue(m.state.Values.Shown(id))
	in.SetCursor(at)
	return in
}

// fieldFeedback shows live validation; it says nothing while the user still
// types.
func (m *Model) fieldFeedback(b *body, id finding.FieldID) {
	field, j := guide.FieldOf(id), form.Judge(m.state.Values, id)
	if _, refused := m.refusal(id); field.Pasted() && !refused {
		return // judged as a whole, once pasted
	}
	if field.Secret() {
		if !j.Secret.Empty() {
			b.hanging(m.style.plain, "    ", page.Describe(j.Secret))
		}
	} else if m.state.Values.Text(id) == "" && len(m.state.Problems) == 0 {
		return
	}
	if in, ok := m.inputs[id]; ok && len([]rune(in.Value())) > in.Width && j.Masked == "" {
		b.hanging(m.style.plain, "    ", m.state.Values.Shown(id))
	}
	if j.Masked != "" {
		b.hanging(m.style.plain, "    ", j.Masked)
	}
	for _, n := range j.Notes {
		b.hanging(m.style.plain, "    ", "Cleaned: "+n+".")
	}
	f, refused := m.refusal(id)
	doubt, doubted := m.doubts[id]
	switch {
	case refused:
	case doubted:
		f = doubt
	case field.Kind == guide.KindName: // any name will do
		return
	case m.state.Values.Text(id) != "" || !j.Secret.Empty():
		b.hanging(m.style.plain, "    "+m.style.good.Render("✓")+" ", wellFormed(field, j))
		return
	default:
		return
	}
	if field.Secret() && !refused && tooEarly(j.Secret, f) {
		return
	}
	sign, style := m.sign(f.Status)
	b.hanging(m.weight(f.Status), "    "+style.Render(sign)+" ", f.Says)
	if refused {
		m.doLines(b, "    ", f)
	}
	if j.Corrected != "" {
		b.hanging(m.style.plain, "      ", "Use instead: "+j.Corrected)
	}
}

// wellFormed says that a value is well-formed, and how a date was read.
func wellFormed(f guide.Field, j form.Judged) string {
	if f.Kind == guide.KindDate {
		return "ends on " + j.Value
	}
	return "well-formed"
}

// tooEarly reports a finding that says nothing about a secret that is only
// partly typed.
func tooEarly(s value.Secret, f finding.Finding) bool {
	return s.Empty() || s.Len() < 16 && f.Status == finding.Warn
}

// refusal is the finding on a field that kept the user on this step.
func (m *Model) refusal(id finding.FieldID) (f finding.Finding, refused bool) {
	i := slices.IndexFunc(m.state.Problems, func(p finding.Finding) bool { return p.Field == id })
	if i < 0 {
		return f, false
	}
	return m.state.Problems[i], true
}
