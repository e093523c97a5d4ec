package wizard

import "mailgrant/flow/finding"

// checkLines shows a proof as it goes: each check as it comes, then those
// awaited.
func (m *Model) checkLines(b *body) {
	p := m.page
	if len(p.Checks) == 0 && len(p.Awaited) == 0 {
		return
	}
	b.gap()
	const column = 12
	for _, f := range p.Checks {
		sign, style := m.sign(f.Status)
		text := m.style.plain
		if f.Status == finding.Skip {
			text = m.style.dim
		}
		b.hanging(text, style.Render(sign+" "+pad(string(f.Check), column)+" "+pad(word(f.Status), 5)), f.Says)
	}
	for _, c := range p.Awaited {
		b.add(m.style.dim.Render("  " + pad(string(c), column) + " ..."))
	}
}

// word says a status, so that no meaning rests on sign or colour.
func word(s finding.Status) string {
	switch s {
	case finding.Pass:
		return "ok"
	case finding.Warn:
		return "note"
	case finding.Fail:
		return "fail"
	case finding.Undecided:
		return "?"
	case finding.Skip:
	}
	return "skip"
}

// causeLines names what decided, once all is in.
func (m *Model) causeLines(b *body) {
	f, bad := finding.Root(m.page.Checks)
	if !bad || m.page.Waiting != "" {
		return
	}
	label := func(l string) string { return m.style.dim.Render(pad(l, 12)) }
	_, style := m.sign(f.Status)
	b.gap()
	b.hanging(style, style.Render(pad("Cause", 12)), string(f.Cause))
	if whose := f.Cause.Owner().Words(); whose != "" {
		b.hanging(m.style.plain, label("Whose move"), whose)
	}
	for i, t := range f.Do {
		l := ""
		if i == 0 {
			l = "To do"
		}
		b.hanging(m.style.plain, label(l), t)
	}
	if len(f.Codes) > 0 {
		b.hanging(m.style.plain, label("Code"), f.Codes[0])
	}
	if e := f.Evidence; e.TraceID != "" {
		b.hanging(m.style.plain, label("Trace"), e.TraceID+"  "+e.Timestamp)
	}
	if id := f.Evidence.CorrelationID; id != "" {
		b.hanging(m.style.plain, label("Correlation"), id)
	}
}
