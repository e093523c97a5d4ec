package wizard

import (
	"slices"
	"strings"

	"github.com/charmbracelet/lipgloss"
)

// points reports a drawing that shows which of several things is meant.
func points(sketch []string) bool {
	for _, l := range sketch {
		if strings.ContainsAny(l, "^▲") || strings.Contains(l, "<-") {
			return true
		}
	}
	return false
}

// essential are the lines of a drawing that say which thing is meant, with what
// an arrow below points at.
func essential(sketch []string) []string {
	var lines []string
	for i, l := range sketch {
		if strings.Contains(l, "this one") || i+1 < len(sketch) && strings.ContainsAny(sketch[i+1], "^▲") {
			lines = append(lines, l)
		}
	}
	return lines
}

// sketchLines adds a drawing. What is too wide loses space between
// its columns, and then, if it points at something, columns at the left,
// down to two.
func (m *Model) sketchLines(b *body, sketch []string) {
	for len(sketch) > 0 {
		end := slices.Index(sketch, "") // several drawings have an empty line between them
		if end < 0 {
			end = len(sketch)
		}
		b.gap()
		for _, line := range narrowed(sketch[:end], b.width-2) {
			b.verbatim(m.style.plain, 2, line)
		}
		sketch = sketch[min(end+1, len(sketch)):]
	}
}

// narrowed makes a drawing fit a width, as far as it goes.
func narrowed(sketch []string, width int) []string {
	columns := columnsOf(sketch)
	if widest(sketch) <= width || len(columns) < 2 {
		return sketch
	}
	first := 0
	if points(sketch) {
		for first < len(columns)-2 && total(columns[first:]) > width && !points(columns[first]) {
			first++
		}
	}
	lines := make([]string, len(sketch))
	for _, c := range columns[first:] {
		wide := widest(c)
		for i := range lines {
			if lines[i] != "" || c[i] != "" || wide > 0 {
				lines[i] += pad(c[i], wide) + " "
			}
		}
	}
	for i := range lines {
		lines[i] = strings.TrimRight(lines[i], " ")
	}
	return lines
}

func widest(lines []string) int {
	n := 0
	for _, l := range lines {
		n = max(n, lipgloss.Width(l))
	}
	return n
}

// total is the width of columns with one space between them.
func total(columns [][]string) int {
	n := -1
	for _, c := range columns {
		n += widest(c) + 1
	}
	return n
}

// columnsOf cuts a drawing where at least two columns of cells are empty in every
// line.
func columnsOf(sketch []string) [][]string {
	var cells [][]rune
	wide := 0
	for _, l := range sketch {
		cells = append(cells, []rune(l))
		wide = max(wide, len([]rune(l)))
	}
	empty := func(at int) bool {
		for _, l := range cells {
			if at < len(l) && l[at] != ' ' {
				return false
			}
		}
		return true
	}
	var columns [][]string
	for from := 0; from < wide; {
		if empty(from) && from > 0 {
			from++
			continue
		}
		end := from + 1
		for end < wide && !(empty(end) && empty(end+1)) {
			end++
		}
		column := make([]string, len(cells))
		for i, l := range cells {
			column[i] = strings.TrimRight(string(l[min(from, len(l)):min(end, len(l))]), " ")
		}
		columns = append(columns, column)
		from = end
	}
	return columns
}
