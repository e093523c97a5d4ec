package wizard

import (
	"slices"
	"strings"

	"github.com/charmbracelet/lipgloss"
	"github.com/charmbracelet/x/ansi"

	"mailgrant/flow/finding"
	"mailgrant/flow/form"
	"mailgrant/flow/guide"
	"mailgrant/flow/page"
	"mailgrant/flow/value"
)

// fieldLines shows each field with the findings on its value, and says where to
// find the value of the focused one.
func (m *Model) fieldLines(d density) *body {
	b := m.newBody()
	if m.page.Waiting != "" || len(m.page.Fields) == 0 {
		return b
	}
	if d == roomy {
		m.practiceLine(b)
	}
	for i, it := range m.items {
		switch {
		case it.field == "":
		case d == roomy:
			m.framed(b, i)
		case i == m.focus:
			m.barred(b, i, d)
		default:
			m.oneLine(b, it.field)
		}
	}
	return b
}

// framed draws a field in the frame that all fields of a page share.
func (m *Model) framed(b *body, i int) {
	top, id, focused := len(b.lines), m.items[i].field, i == m.focus
	edge, mark, style := m.style.faint, "", m.style.plain
	if focused {
		edge, mark, style = m.style.accent, m.style.accent.Render(focusMark), m.style.strong
	}
	left, right, upper := "╭", "╮", edge
	if i > 0 && m.items[i-1].field != "" {
		left, right = "├", "┤"
		if i-1 == m.focus { // the lower edge of that one
			upper = m.style.accent
		}
	}
	label := m.label(id)
	fill := b.width - 5 - lipgloss.Width(mark) - lipgloss.Width(label)
	b.add(upper.Render(left+"─ ") + mark + style.Render(label) + " " + upper.Render(strings.Repeat("─", max(0, fill))+right))
	in := &body{style: b.style, width: b.width - 4}
	m.content(in, id, focused, roomy)
	for _, l := range in.lines {
		b.add(edge.Render("│") + " " + pad(l, in.width) + " " + edge.Render("│"))
	}
	if i+1 == len(m.items) || m.items[i+1].field == "" {
		b.add(edge.Render("╰" + strings.Repeat("─", max(0, b.width-2)) + "╯"))
	}
	b.mark(focused, top)
}

// barred draws the focused field beside a bar.
func (m *Model) barred(b *body, i int, d density) {
	top, id := len(b.lines), m.items[i].field
	b.add(m.style.accent.Render(focusMark) + m.style.strong.Render(m.label(id)))
	in := &body{style: b.style, width: b.width - 2}
	m.content(in, id, true, d)
	for _, l := range in.lines {
		b.add(m.style.accent.Render("┃") + " " + l)
	}
	b.mark(true, top)
}

// oneLine draws a field without the focus where there is little room.
func (m *Model) oneLine(b *body, id finding.FieldID) {
	column := 0
	for _, other := range m.page.Fields {
		column = max(column, lipgloss.Width(m.state.Field(other).Label))
	}
	value, sign := "", ""
	switch f := guide.FieldOf(id); {
	case m.empty(id):
		value = "empty"
	case f.Secret():
		value = secretMask
	case f.Multiline():
		value = ansi.Strip(m.messageValue(f, false))
	default:
		value = m.state.Values.Shown(id)
	}
	if r := m.judge(id); r.good {
		sign = " " + m.style.good.Render("✓")
	} else if r.fault != nil {
		s, style := m.sign(r.fault.Status)
		sign = " " + style.Render(s)
	}
	column = min(column, b.width/2)
	label := pad(ansi.Truncate(m.state.Field(id).Label, column, "…"), column)
	value = ansi.Truncate(value, max(1, b.width-column-6), "…")
	b.add("  " + m.style.plain.Render(label) + "  " + m.style.plain.Render(value) + sign)
}

func (m *Model) label(id finding.FieldID) string {
	f := m.state.Field(id)
	if f.Optional {
		return f.Label + " (optional)"
	}
	return f.Label
}

// content is a field's value, what is said about it, and where to find it while
// there is none.
func (m *Model) content(b *body, id finding.FieldID, focused bool, d density) {
	r := m.judge(id)
	beside := m.style.plain.Render(r.beside)
	if r.good {
		beside += " " + m.style.good.Render("✓")
	}
	m.valueLines(b, id, focused, strings.TrimSpace(beside), d)
	if r.fault != nil {
		sign, style := m.sign(r.fault.Status)
		b.hanging(m.weight(r.fault.Status), style.Render(sign)+" ", r.fault.Says)
		if r.refused {
			m.doLines(b, "", *r.fault)
		}
	}
	for _, t := range r.notes {
		b.text(m.style.plain, 0, t)
	}
	if where := m.page.Where(m.state.Field(id)); focused && where != "" && d != tight && !r.good && !r.refused {
		b.hanging(m.style.plain, m.style.strong.Render("Where? "), where)
	}
}

// judged is what is said about a field's value.
type judged struct {
	beside  string // at the right of the value
	good    bool
	notes   []string
	fault   *finding.Finding
	refused bool // the fault kept the user on the page
}

// judge says something while the user types, but nothing about what is not there
// yet.
func (m *Model) judge(id finding.FieldID) (r judged) {
	field, j := guide.FieldOf(id), form.Judge(m.state.Values, id)
	f, refused := m.refusal(id)
	if field.Pasted() && !refused {
		return r // judged as a whole, once pasted
	}
	if field.Secret() && !j.Secret.Empty() {
		r.beside = page.Describe(j.Secret)
	}
	if !field.Secret() && m.state.Values.Text(id) == "" && len(m.state.Problems) == 0 {
		return r
	}
	if j.Masked != "" {
		r.notes = append(r.notes, j.Masked)
	}
	for _, n := range j.Notes {
		r.notes = append(r.notes, "Cleaned: "+n+".")
	}
	doubt, doubted := m.doubts[id]
	switch {
	case refused:
	case doubted && m.at().field == id && typedOn(field.Kind) && value.Unfinished(m.state.Values.Text(id)):
		return r
	case doubted:
		f = doubt
	case field.Kind == guide.KindName: // any name will do
		return
	case m.state.Values.Text(id) != "" || !j.Secret.Empty():
		r.good = true
		if !field.Secret() {
			r.beside = m.wellFormed(field)
		}
		return r
	default:
		return r
	}
	if field.Secret() && !refused && (j.Secret.Empty() || m.at().field == id && tooEarly(j.Secret, f)) {
		return r
	}
	r.fault, r.refused = &f, refused
	return r
}

// typedOn reports a kind of value that is judged once it is left.
func typedOn(k guide.FieldKind) bool { return k == guide.KindOrganization || k == guide.KindMailbox }

// wellFormed says that a value is well-formed, and how a date was read.
func (m *Model) wellFormed(f guide.Field) string {
	if f.Kind == guide.KindDate {
		return "ends on " + page.Reading(m.state, f.ID)
	}
	return "well-formed"
}

// tooEarly reports a finding that says nothing about a secret that is only
// partly typed.
func tooEarly(s value.Secret, f finding.Finding) bool {
	return s.Len() < 16 && f.Status == finding.Warn
}

// refusal is the finding on a field that kept the user on this step.
func (m *Model) refusal(id finding.FieldID) (f finding.Finding, refused bool) {
	i := slices.IndexFunc(m.state.Problems, func(p finding.Finding) bool { return p.Field == id })
	if i < 0 {
		return f, false
	}
	return m.state.Problems[i], true
}
