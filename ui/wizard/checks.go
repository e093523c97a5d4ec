package wizard

import (
	"github.com/charmbracelet/lipgloss"

	"mailgrant/flow"
)

type style = lipgloss.Style

// checkLines shows a proof as it goes: each check as it comes and those
// awaited; once all are in, the cause first, whose move it is and what to do.
func (m *Model) checkLines(b *body) {
	p := m.page
	if len(p.Checks) == 0 && len(p.Awaited) == 0 {
		return
	}
	if root, bad := flow.Root(p.Checks); bad && len(p.Awaited) == 0 {
		m.cause(b, root)
	}
	b.gap()
	const column = 12
	for _, f := range p.Checks {
		sign, style := m.sign(f.Status)
		text := m.style.plain
		if f.Status == flow.Skip {
			text = m.style.dim
		}
		b.hanging(text, style.Render(sign+" "+pad(string(f.Check), column)+" "+pad(word(f.Status), 5)), f.Says)
	}
	for _, c := range p.Awaited {
		b.add(m.style.dim.Render("  " + pad(string(c), column) + " ..."))
	}
}

// word says a status, so that no meaning rests on sign or colour.
func word(s flow.Status) string {
	switch s {
	case flow.Pass:
		return "ok"
	case flow.Warn:
		return "note"
	case flow.Fail:
		return "fail"
	case flow.Undecided:
		return "?"
	case flow.Skip:
	}
	return "skip"
}

// cause names what decided.
func (m *Model) cause(b *body, f flow.Finding) {
	_, style := m.sign(f.Status)
	b.hanging(style, style.Render("Cause  "), string(f.Cause))
	b.hanging(m.style.plain, m.style.dim.Render("Whose  "), f.Cause.Owner().Words())
	for i, t := range f.Do {
		lead := "       "
		if i == 0 {
			lead = m.style.dim.Render("To do  ")
		}
		b.hanging(m.style.plain, lead, t)
	}
	if len(f.Codes) > 0 {
		b.hanging(m.style.dim, m.style.dim.Render("Code   "), f.Codes[0])
	}
	e := f.Evidence
	if e.TraceID != "" {
		b.hanging(m.style.dim, m.style.dim.Render("Trace  "), e.TraceID+"  "+e.Timestamp)
	}
}
