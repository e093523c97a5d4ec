package wizard

import (
	"strconv"

	"mailgrant/flow"
)

// secretMask stands for any secret; its width says nothing.
const secretMask = "••••••••••••"

// fieldLines shows each field with what is to be said of its value, and beside
// the focused one where to find it.
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
		f := flow.FieldOf(it.field)
		label, style := f.Label, m.style.strong
		if f.Optional {
			label += " (optional)"
		}
		bar := "  "
		if focused {
			bar, style = m.style.accent.Render("> "), m.style.accent
		}
		b.add(bar + style.Render(label))
		b.add("  " + m.style.dim.Render("│ ") + m.value(it.field))
		m.said(b, it.field)
		if focused {
			b.hanging(m.style.plain, "    "+m.style.dim.Render("Where? "), f.Where)
		}
		b.mark(focused, top)
	}
	if len(m.samples) > 0 && len(m.page.Fields) > 0 {
		b.gap()
		b.hanging(m.style.warn, m.style.badge.Render(" PRACTICE ")+" ", "F5 fills in "+m.samples[m.sample].Label+". F8 shows all values, good and broken.")
	}
}

func (m *Model) value(id flow.FieldID) string {
	if id != flow.FieldSecret {
		return m.inputs[id].View()
	}
	s := m.state.Answers.Secret
	if s.Empty() {
		return m.style.cursor.Render(" ") + m.style.dim.Render(flow.FieldOf(id).Example)
	}
	return m.style.plain.Render(secretMask) + m.style.cursor.Render(" ")
}

// said is what live validation says: quiet while one still types.
func (m *Model) said(b *body, id flow.FieldID) {
	j := flow.Judge(m.state.Answers, id)
	if id == flow.FieldSecret {
		m.secretSaid(b, j.Secret)
	} else if m.state.Answers.Text(id) == "" {
		return
	}
	if in, ok := m.inputs[id]; ok && len([]rune(in.Value())) > in.Width {
		b.hanging(m.style.dim, "    ", in.Value())
	}
	for _, n := range j.Notes {
		b.hanging(m.style.plain, "    ", "Cleaned: "+n+".")
	}
	if len(j.Findings) == 0 {
		if id != flow.FieldSecret || !j.Secret.Empty() {
			b.hanging(m.style.good, "    "+m.style.good.Render("✓ "), "looks right")
		}
		return
	}
	if id == flow.FieldSecret && j.Secret.Empty() || len(m.state.Problems) > 0 {
		return
	}
	f := j.Findings[0]
	sign, style := m.sign(f.Status)
	b.hanging(style, "    "+style.Render(sign+" "), f.Says)
	if j.Corrected != "" {
		b.hanging(m.style.plain, "      ", "Use instead: "+j.Corrected)
	}
}

func (m *Model) secretSaid(b *body, s flow.Secret) {
	if s.Empty() {
		return
	}
	says := strconv.Itoa(s.Len()) + " characters"
	if hint := s.Hint(); hint != "" {
		says += ", begins " + hint
	}
	b.hanging(m.style.plain, "    ", says)
}
