package wizard

import (
	"mailgrant/flow/finding"
	"mailgrant/flow/page"
)

// checkLines shows a verification as it runs: each finished check, then those
// to come.
func (m *Model) checkLines(b *body) {
	p := m.page
	if len(p.Checks) == 0 && len(p.Awaited) == 0 {
		return
	}
	b.gap()
	for _, f := range p.Checks {
		sign, style := m.sign(f.Status)
		name := pad(string(f.Check), checkWidth) + " " + pad(page.WordsFor(f.Status).Short, 5)
		b.hanging(m.style.plain, style.Render(sign)+" "+m.weight(f.Status).Render(name), f.Says)
	}
	for _, c := range p.Awaited {
		b.add(m.style.plain.Render("  " + pad(string(c), checkWidth) + " ..."))
	}
}

// causeLines names the deciding cause once all checks are done.
func (m *Model) causeLines(b *body) {
	f, bad := finding.Root(m.page.Checks)
	if !bad || m.page.Waiting != "" {
		return
	}
	b.gap()
	b.pair("Cause", string(f.Cause), labelWidth)
	b.labelled(page.Moves(f.Cause.Owner(), f.Do))
	if len(f.Codes) > 0 {
		b.pair("Code", f.Codes[0], labelWidth)
	}
	if e := f.Evidence; e.TraceID != "" {
		b.pair("Trace", e.TraceID+"  "+e.Timestamp, labelWidth)
	}
	if id := f.Evidence.CorrelationID; id != "" {
		b.pair("Correlation", id, labelWidth)
	}
}

// The widths of the column of checks, and of that of labels beside a cause.
const (
	checkWidth = len("permissions") + 1
	labelWidth = len(page.WhoCanFixIt) + 2
)

// labelled adds lines with their labels, each label once.
func (b *body) labelled(lines []page.Line) {
	said := ""
	for _, l := range lines {
		label := l.Label
		if label == said {
			label = ""
		}
		said = l.Label
		b.pair(label, l.Text, labelWidth)
	}
}
