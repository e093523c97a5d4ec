package wizard

import (
	"strings"

	"github.com/charmbracelet/lipgloss"

	"mailgrant/flow/text"
)

// markdownLines lays out what package request writes: headings, paragraphs, lists
// and tables. What is copied or written to a file stays Markdown.
func (m *Model) markdownLines(b *body, markdown string) {
	var rows [][]string
	below := false // a heading
	for line := range strings.Lines(markdown + "\n") {
		line = strings.TrimSpace(line)
		if below && line == "" {
			continue
		}
		below = strings.HasPrefix(line, "#")
		if cells, ok := strings.CutPrefix(line, "| "); ok {
			rows = append(rows, cellsOf(cells))
			continue
		}
		if strings.HasPrefix(line, "|-") {
			continue
		}
		m.tableLines(b, rows)
		rows = nil
		m.markdownLine(b, line)
	}
}

func (m *Model) markdownLine(b *body, line string) {
	if heading := strings.TrimLeft(line, "#"); heading != line && strings.HasPrefix(heading, " ") {
		b.gap()
		b.text(m.style.strong, 0, unmarked(heading[1:]))
		return
	}
	item, begins := strings.CutPrefix(line, "- ")
	switch number := listNumber().FindString(line); {
	case line == "":
		b.gap()
	case begins:
		b.hanging(m.style.plain, "  - ", unmarked(item))
	case number != "":
		b.hanging(m.style.plain, "  "+m.style.strong.Render(strings.TrimSpace(number))+" ", unmarked(line[len(number):]))
	default:
		b.text(m.style.plain, 2, unmarked(line))
	}
}

var listNumber = text.Pattern(`^[0-9]+\. `)

// marks match a code or an address in a line of Markdown.
var marks = text.Pattern("`([^`]*)`|<(https?://[^>\\s]*)>")

// unmarked is a line without the signs of Markdown.
func unmarked(line string) string { return marks().ReplaceAllString(line, "$1$2") }

func cellsOf(row string) []string {
	cells := strings.Split(strings.TrimSuffix(row, "|"), " | ")
	for i := range cells {
		cells[i] = unmarked(strings.TrimSpace(cells[i]))
	}
	return cells
}

// tableLines puts a table in columns, of which the last one wraps. Where there is
// no room for that, each row is a list.
func (m *Model) tableLines(b *body, rows [][]string) {
	if len(rows) == 0 {
		return
	}
	widths := make([]int, len(rows[0]))
	for _, row := range rows {
		for i := range min(len(row), len(widths)) {
			widths[i] = max(widths[i], lipgloss.Width(row[i]))
		}
	}
	last := len(widths) - 1
	before := 2
	for _, w := range widths[:last] {
		before += w + 2
	}
	if b.width-before < min(narrowest, widths[last]) {
		m.tableList(b, rows)
		return
	}
	for n, row := range rows {
		style, lead := m.style.plain, "  "
		if n == 0 {
			style = m.style.strong
		}
		for i, cell := range row[:min(last, len(row))] {
			lead += style.Render(pad(cell, widths[i])) + "  "
		}
		b.hanging(style, lead, strings.Join(row[min(last, len(row)):], " "))
	}
}

// tableList has the first cell of each row as its head, and the others with their
// labels below.
func (m *Model) tableList(b *body, rows [][]string) {
	column := 0
	for _, label := range rows[0][1:] {
		column = max(column, lipgloss.Width(label)+2)
	}
	for _, row := range rows[1:] {
		b.text(m.style.strong, 2, row[0])
		for i, cell := range row[1:] {
			b.hanging(m.style.plain, "    "+pad(rows[0][min(i+1, len(rows[0])-1)], column), cell)
		}
	}
}
