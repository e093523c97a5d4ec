package wizard

import (
	"slices"
	"strings"

	"github.com/charmbracelet/lipgloss"
	"github.com/charmbracelet/x/ansi"

	"mailgrant/flow/page"
)

// startBody lays out the first screen: the saved credentials, then what else
// there is to do.
func (m *Model) startBody(b *body) {
	p := m.page
	b.title(p.Title)
	b.gap()
	for _, t := range p.Lead {
		b.text(m.style.plain, 0, t)
	}
	m.problems(b)
	m.waitingLine(b)
	if len(p.Rows) > 0 {
		b.gap()
	}
	m.rowLines(b)
	if len(p.Rows) > 0 {
		b.gap()
	}
	m.optionLines(b)
	b.gap()
	for _, t := range p.After {
		b.text(m.style.plain, 0, t)
	}
}

// waitingLine says what the session waits for.
func (m *Model) waitingLine(b *body) {
	if m.page.Waiting == "" {
		return
	}
	b.gap()
	b.hanging(m.style.plain, m.spin.View()+" ", m.page.Waiting+m.countdown()+" ... Esc stops waiting.")
}

// factLines are what is known about a saved credential.
func (m *Model) factLines(b *body) {
	width := 0
	for _, f := range m.page.Facts {
		width = max(width, len(f.Label))
	}
	for _, f := range m.page.Facts {
		b.pair(f.Label, f.Text, width+2)
	}
}

// focusRow moves to the credential that was open last.
func (m *Model) focusRow() {
	if i := slices.IndexFunc(m.items, func(it item) bool { return it.row != nil && it.row.Name == m.state.Home.Selected }); i >= 0 {
		m.focus = i
		m.layout()
		m.reveal()
	}
}

// columns are the widths of a list of credentials; 0 leaves a column out.
type columns struct{ name, days, state, act int }

// The widths around the columns: before the name, of the bar and its gap, of a
// sign and its gap, and between columns.
const (
	leadWidth = 2
	barWidth  = page.BarCells + 1
	signWidth = 2
	apart     = 2
)

// columnsFor fits the columns in a width. In a narrow window the bar and the time
// of the test give way, then the action.
func columnsFor(rows []page.Row, width int) (c columns, times bool) {
	const longestName = 24
	longest := 0
	for _, r := range rows {
		c.name = max(c.name, min(lipgloss.Width(r.Name), longestName))
		c.act = max(c.act, lipgloss.Width(r.Act))
		if r.Days != "" {
			c.days = max(c.days, lipgloss.Width(r.Days))
		}
		longest = max(longest, lipgloss.Width(stateOf(r, false, true)))
	}
	room := func() int {
		left := width - leadWidth - c.name - apart - signWidth
		for _, w := range []int{c.act, c.days} {
			if w > 0 {
				left -= w + apart
			}
		}
		if c.days > 0 {
			left -= barWidth
		}
		return left
	}
	if times = room() >= 36; !times {
		c.days = 0
	}
	if room() < 24 {
		c.act = 0
	}
	c.state = max(1, min(room(), longest))
	if c.days == 0 {
		c.state = max(1, room())
	}
	return c, times
}

// stateOf is the verdict of a row. days puts the days left in words before it, where
// they have no column of their own.
func stateOf(r page.Row, days, when bool) string {
	says := r.State
	if days && r.Soon {
		says = r.Days + ", " + says
	}
	if when && r.When != "" {
		says += ", " + r.When
	}
	return says
}

// rowLines lists the saved credentials in columns.
func (m *Model) rowLines(b *body) {
	rows := m.page.Rows
	cols, times := columnsFor(rows, b.width)
	for i, r := range rows {
		focused := m.at().row != nil && m.items[m.focus].row.Name == r.Name
		top := len(b.lines)
		lead, style := "  ", m.style.strong
		if focused {
			lead, style = m.style.accent.Render("> "), m.style.focus
		}
		name := ansi.Truncate(r.Name, cols.name, "…")
		line := lead + style.Render(name) + pad("", cols.name-lipgloss.Width(name)+apart)
		if cols.days > 0 {
			line += m.bar(rows[i]) + m.style.plain.Render(pad(r.Days, cols.days+apart))
		}
		line += m.rowSign(r) + " " + m.rowState(r, cols, times)
		if cols.act > 0 {
			line += pad("", apart) + m.style.plain.Render(r.Act)
		}
		b.add(line)
		b.mark(focused, top)
	}
}

// rowState is the verdict with the time of the test, if there is room for both.
func (m *Model) rowState(r page.Row, cols columns, times bool) string {
	says := stateOf(r, !times, true)
	if lipgloss.Width(says) > cols.state {
		says = stateOf(r, !times, false)
	}
	return m.weight(r.Status).Render(ansi.Truncate(says, cols.state, "…")) + pad("", cols.state-lipgloss.Width(says))
}

func (m *Model) rowSign(r page.Row) string {
	if r.Testing {
		return m.spin.View()
	}
	sign, hue := m.sign(r.Status)
	return hue.Render(sign)
}

// bar draws the days left; empty cells where the end is unknown.
func (m *Model) bar(r page.Row) string {
	if !r.Dated {
		return pad("", barWidth)
	}
	hue := m.style.good
	switch {
	case r.Bar == 0:
		hue = m.style.bad
	case r.Soon:
		hue = m.style.warn
	}
	return hue.Render(strings.Repeat("▇", r.Bar)) + m.style.faint.Render(strings.Repeat("▁", page.BarCells-r.Bar)) + " "
}
