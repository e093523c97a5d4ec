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
	if m.h >= airy {
		b.gap()
	}
	for _, t := range p.Lead {
		b.text(m.style.plain, 0, t)
	}
	m.problems(b)
	if len(p.Rows) > 0 {
		b.gap()
	}
	m.rowLines(b)
	if !m.tailed {
		b.gap()
		m.afterLines(b)
	}
}

// factLines are what is known about a saved credential.
func (m *Model) factLines(b *body) {
	width := 0
	for _, f := range m.page.Facts {
		width = max(width, len(f.Label))
	}
	for _, f := range m.page.Facts {
		b.hanging(m.style.plain, edge+m.style.strong.Render(f.Label)+pad("", width+2-len(f.Label)), f.Text)
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
type columns struct{ name, bar, state, days, act int }

// The widths around the columns: of a sign and its gap, and between columns.
const (
	signWidth = 2
	between   = 2
)

// columnsFor fits the columns in a width. In a narrow window the days give way
// first, then the bar, then the action.
func columnsFor(rows []page.Row, width int) columns {
	const roomForBar, leastState, mostState = 68, 30, 60
	var c columns
	longestName := 20
	if width < roomForBar {
		longestName = 16
	}
	for _, r := range rows {
		c.name = max(c.name, min(lipgloss.Width(r.Name), longestName))
		c.act = max(c.act, between+lipgloss.Width(r.Act))
		if r.Days != "" {
			c.days = max(c.days, between+lipgloss.Width(r.Days))
		}
		if r.Dated && width >= roomForBar {
			c.bar = page.BarCells + between
		}
	}
	room := func() int { return width - between - c.name - between - c.bar - signWidth - c.days - c.act }
	if room() < leastState {
		c.days = 0
	}
	if room() < leastState/2 {
		c.act = 0
	}
	c.state = max(1, min(room(), mostState)) // whatever the rows say, so that nothing moves while they are tested
	return c
}

// says is the state of a row, and when it was tested. Few days left come first where
// they have no column.
func (c columns) says(r page.Row, when bool) string {
	says := r.State
	if c.days == 0 && r.Soon {
		says = r.Days + ", " + says
	}
	if when && r.When != "" {
		says += ", " + r.When
	}
	return says
}

// rowLines lists the saved credentials in columns.
func (m *Model) rowLines(b *body) {
	cols := columnsFor(m.page.Rows, b.width)
	for i, r := range m.page.Rows {
		focused := m.at().row == &m.page.Rows[i]
		top := len(b.lines)
		line := m.style.selectable(focused, m.style.strong, ansi.Truncate(r.Name, cols.name, "…"), cols.name) + pad("", between-1)
		if cols.bar > 0 {
			line += pad(m.bar(r), cols.bar)
		}
		line += m.rowSign(r) + " " + m.rowState(r, cols)
		if cols.days > 0 {
			line += m.style.plain.Render(pad(pad("", between)+r.Days, cols.days))
		}
		if cols.act > 0 {
			line += m.style.plain.Render(pad("", between) + r.Act)
		}
		b.add(line)
		b.mark(focused, top)
	}
}

// rowState is the state with the time of the test, if there is room for both.
func (m *Model) rowState(r page.Row, cols columns) string {
	says := cols.says(r, true)
	if lipgloss.Width(says) > cols.state {
		says = cols.says(r, false)
	}
	says = ansi.Truncate(says, cols.state, "…")
	return m.weight(r.Status).Render(says) + pad("", cols.state-lipgloss.Width(says))
}

func (m *Model) rowSign(r page.Row) string {
	if r.Testing {
		return m.spin.View()
	}
	sign, hue := m.sign(r.Status)
	return hue.Render(sign)
}

// bar draws the days left; nothing where the end is not known.
func (m *Model) bar(r page.Row) string {
	if !r.Dated {
		return ""
	}
	hue := m.style.good
	switch {
	case r.Bar == 0:
		hue = m.style.bad
	case r.Soon:
		hue = m.style.warn
	}
	return hue.Render(strings.Repeat("▇", r.Bar) + strings.Repeat("▁", page.BarCells-r.Bar))
}
