package wizard

import (
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/charmbracelet/lipgloss"
	"github.com/charmbracelet/x/ansi"

	"mailgrant/flow/finding"
	"mailgrant/flow/page"
)

// verdictLines begins the page of a test: a banner, what to do, and how each check
// went. The banner and the checks are there from the start of the test.
func (m *Model) verdictLines(b *body) {
	v := m.page.Verdict
	if v.Status == "" {
		says := append(m.page.Lead[:len(m.page.Lead):len(m.page.Lead)], "Esc stops waiting.")
		m.banner(b, m.spin.View(), m.style.accent, m.page.Waiting+m.countdown(), says)
		b.gap()
		for _, l := range v.Checks {
			m.checkLine(b, l)
		}
		return
	}
	sign, hue := m.sign(v.Status)
	m.banner(b, hue.Render(sign), hue, v.Title, v.Says)
	b.gap()
	m.linkLines(b)
	for _, t := range m.page.Lead {
		b.text(m.style.plain, 0, t)
	}
	b.gap()
	for i, t := range v.Do {
		b.hanging(m.style.plain, m.style.strong.Render(strconv.Itoa(i+1))+"  ", t)
	}
}

// banner is a headline with a bar beside it, and sentences below.
func (m *Model) banner(b *body, sign string, hue style, title string, says []string) {
	bar := hue.Render("┃")
	width := max(8, b.width-5)
	lead := bar + " " + sign + "  "
	for _, line := range wrap(title, width) {
		b.add(lead + m.style.strong.Render(line))
		lead = bar + "    "
	}
	for _, t := range says {
		for _, line := range wrap(t, width) {
			label := ""
			if rest, who := strings.CutPrefix(line, page.WhoCanFixIt+":"); who {
				label, line = m.style.strong.Render(page.WhoCanFixIt+":"), rest
			}
			b.add(bar + "    " + label + m.style.plain.Render(line))
		}
	}
}

// checkLine is a check in one line, whose end is cut while others come in.
func (m *Model) checkLine(b *body, l page.CheckLine) {
	sign := m.spin.View()
	if l.Status != "" {
		mark, hue := m.sign(l.Status)
		sign = hue.Render(mark)
	}
	if m.page.Pause > 0 { // there is time to read them
		b.hanging(m.style.plain, sign+" "+m.weight(l.Status).Render(pad(page.CheckName(l.Check), checkWidth))+" ", l.Says)
		return
	}
	b.add(sign + " " + m.weight(l.Status).Render(pad(page.CheckName(l.Check), checkWidth)) + " " + m.style.plain.Render(ansi.Truncate(l.Says, max(1, b.width-checkWidth-3), "…")))
}

// checkRow shows how the checks of a finished test went: in one row, or in
// columns where that is too narrow.
func (m *Model) checkRow(b *body) {
	v := m.page.Verdict
	if v == nil || v.Status == "" {
		return
	}
	var cells []string
	widest, whole := 0, -2
	for _, l := range v.Checks {
		sign, hue := m.sign(l.Status)
		cell := hue.Render(sign) + " " + m.weight(l.Status).Render(page.CheckName(l.Check))
		cells = append(cells, cell)
		widest, whole = max(widest, lipgloss.Width(cell)), whole+lipgloss.Width(cell)+2
	}
	columns := len(cells)
	if whole > b.width {
		columns = max(1, (b.width+2)/(widest+2))
	} else {
		widest = 0
	}
	b.gap()
	for from := 0; from < len(cells); from += columns {
		row := ""
		for _, cell := range cells[from:min(from+columns, len(cells))] {
			row += pad(cell, widest) + "  "
		}
		b.add(strings.TrimRight(row, " "))
	}
	m.enableDetails(m.pane)
	if !m.squeezed {
		b.gap()
	}
	b.add(m.style.accent.Render("▸") + " " + m.style.strong.Render(m.keys.details.Help().Key) + m.style.plain.Render("  details"))
}

// detailed reports a page with the result of a test, whose details can be shown.
func (m *Model) detailed() bool { return m.page.Verdict != nil && m.page.Verdict.Status != "" }

// testing reports a page with a test in progress, whose banner says so.
func (m *Model) testing() bool { return m.page.Verdict != nil && m.page.Verdict.Status == "" }

// enableDetails leaves the letter to a text field that has the focus.
func (m *Model) enableDetails(over pane) {
	k := &m.keys.details
	k.SetEnabled((over == noPane || over == detailsPane) && m.page.Waiting == "" && m.detailed())
	if m.at().field == "" || over == detailsPane {
		k.SetKeys("d", "f4", "ctrl+t")
		k.SetHelp("d", "details")
	} else {
		k.SetKeys("f4", "ctrl+t")
		k.SetHelp("F4", "details")
	}
}

// detailsBody has all that a test found, check by check, and what Microsoft's
// support asks for.
func (m *Model) detailsBody(b *body) {
	b.title("What each check found")
	b.gap()
	root, _ := finding.Root(m.page.Checks)
	indent := strings.Repeat(" ", checkWidth+3)
	if b.width < 2*checkWidth+45 { // an ID in it stays whole
		indent = edge
	}
	for _, f := range badFirst(m.page.Checks) {
		sign, hue := m.sign(f.Status)
		b.hanging(m.style.plain, hue.Render(sign)+" "+m.weight(f.Status).Render(pad(page.CheckName(f.Check), checkWidth))+" ", f.Says)
		if f.Cause != root.Cause { // the page says what to do about that one
			for _, t := range f.Do {
				b.hanging(m.style.plain, indent+"- ", t)
			}
		}
		for _, l := range evidence(f) {
			b.hanging(m.style.plain, indent+m.style.plain.Render(l.Label)+pad("", evidenceWidth-lipgloss.Width(l.Label)), l.Text)
		}
	}
	b.gap()
	for _, n := range m.page.IfNot {
		b.gap()
		b.text(m.style.strong, 0, n.If)
		b.text(m.style.plain, 2, n.Then)
	}
	b.gap()
	m.fieldNotes(b)
}

// badFirst are the findings that did not pass, then the others.
func badFirst(findings []finding.Finding) []finding.Finding {
	bad := func(f finding.Finding) int {
		if f.Status == finding.Pass || f.Status == finding.Skip {
			return 1
		}
		return 0
	}
	return slices.SortedStableFunc(slices.Values(findings), func(a, b finding.Finding) int { return bad(a) - bad(b) })
}

// evidenceWidth is the width of the column of labels in the details.
const evidenceWidth = len("Microsoft says") + 2

// evidence is what finds a check in Microsoft's logs, with labels.
func evidence(f finding.Finding) []page.Line {
	var lines []page.Line
	add := func(label, text string) {
		if text != "" {
			lines = append(lines, page.Line{Label: label, Text: text})
		}
	}
	e := f.Evidence
	add("Code", strings.Join(f.Codes, ", "))
	if e.HTTPStatus != 0 {
		add("HTTP status", strconv.Itoa(e.HTTPStatus))
	}
	add("Trace ID", e.TraceID)
	add("Correlation ID", e.CorrelationID)
	add("Request ID", e.RequestID)
	add("Policy ID", strings.Join(e.PolicyIDs, ", "))
	add("Time", e.Timestamp)
	if f.Took > 0 {
		add("Took", f.Took.Round(time.Millisecond).String())
	}
	add("Microsoft says", e.ServerText)
	return lines
}
