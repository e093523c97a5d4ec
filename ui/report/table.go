package report

import (
	"strings"

	"github.com/charmbracelet/x/ansi"
)

// tableRow is a row, and a remark below it.
type tableRow struct {
	cells []string
	note  string
}

// table writes rows in columns, and breaks what is too long within its column.
// It writes nothing and returns false if there is no terminal, or if it is too
// narrow for a readable table.
func (k Writer) table(head []string, rows []tableRow) bool {
	widths, ok := k.columnWidths(head, rows)
	if !ok {
		return false
	}
	k.cells(head, widths, k.Bold)
	for _, r := range rows {
		k.cells(r.cells, widths, func(text string) string { return text })
		if r.note != "" {
			k.row("  ", r.note)
		}
	}
	return true
}

// between separates columns.
const between = "  "

// columnWidths takes from the widest column until all fit, as long as a few
// words fit there.
func (k Writer) columnWidths(head []string, rows []tableRow) (widths []int, ok bool) {
	room := k.columns - len(between)*(len(head)-1)
	for i, h := range head {
		need := ansi.StringWidth(h)
		for _, r := range rows {
			need = max(need, ansi.StringWidth(r.cells[i]))
		}
		widths, room = append(widths, need), room-need
	}
	const fewWords = 20
	for ; room < 0; room++ {
		widest := 0
		for i, w := range widths {
			if w > widths[widest] {
				widest = i
			}
		}
		if widths[widest]--; widths[widest] < fewWords {
			return nil, false
		}
	}
	return widths, true
}

// cells writes one row, which may need several lines.
func (k Writer) cells(texts []string, widths []int, style func(string) string) {
	var columns [][]string
	height := 0
	for i, text := range texts {
		lines := broken(text, widths[i])
		columns, height = append(columns, lines), max(height, len(lines))
	}
	for y := range height {
		line := ""
		for i, lines := range columns {
			text := ""
			if y < len(lines) {
				text = lines[y]
			}
			if i < len(columns)-1 {
				text = fitted(text, widths[i]) + between
			}
			line += text
		}
		k.Line(style(strings.TrimRight(line, " ")))
	}
}

// broken breaks a text at spaces. A hyphen ends a line only where a word is longer
// than that: a broken date can't be read as one.
func broken(text string, width int) []string {
	const stiff = "\u2011"
	words := strings.Fields(text)
	for i, word := range words {
		if ansi.StringWidth(word) <= width {
			words[i] = strings.ReplaceAll(word, "-", stiff)
		}
	}
	lines := strings.Split(ansi.Wrap(strings.Join(words, " "), width, ""), "\n")
	for i, l := range lines {
		lines[i] = strings.TrimSpace(strings.ReplaceAll(l, stiff, "-"))
	}
	return lines
}

// fitted makes a text exactly that wide: with spaces, or cut.
func fitted(text string, width int) string {
	text = ansi.Truncate(text, width, "…")
	return text + strings.Repeat(" ", width-ansi.StringWidth(text))
}
