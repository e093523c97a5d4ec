package wizard

import (
	"slices"
	"strings"
	"unicode"

	"github.com/charmbracelet/lipgloss"
	"github.com/charmbracelet/x/ansi"

	"mailgrant/flow/text"
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
		if i == 0 && hasHead(sketch) || strings.Contains(l, "this one") || i+1 < len(sketch) && strings.ContainsAny(sketch[i+1], "^▲") {
			lines = append(lines, l)
		}
	}
	return lines
}

// hasHead reports a table whose first line names its columns, three at least.
func hasHead(sketch []string) bool {
	if len(sketch) < 2 || points(sketch[:1]) {
		return false
	}
	columns := 0
	for cell := range strings.SplitSeq(sketch[0], "  ") {
		switch cell = strings.TrimSpace(cell); {
		case cell == "":
		case unicode.IsUpper([]rune(cell)[0]):
			columns++
		default:
			return false
		}
	}
	return columns > 2
}

// arrow is an arrow of a drawing with what it says.
var arrow = text.Pattern(`(<-|\^) (\S+(?: \S+)*)`)

// pointing is a line of a drawing, with its arrows drawn, and weight on what they say
// to take.
func (m *Model) pointing(line string) string {
	drawn, from := "", 0
	for _, at := range arrow().FindAllStringSubmatchIndex(line, -1) {
		sign, says := "←", line[at[4]:at[5]]
		if line[at[2]:at[3]] == "^" {
			sign = "↑"
		}
		drawn += m.style.plain.Render(line[from:at[0]])
		if strings.HasPrefix(says, "not ") {
			drawn += m.style.plain.Render(sign + " " + says)
		} else {
			drawn += m.style.good.Render(sign) + " " + m.style.strong.Render(says)
		}
		from = at[1]
	}
	return drawn + m.style.plain.Render(line[from:])
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
		headed := hasHead(sketch[:end])
		for i, line := range narrowed(sketch[:end], b.width-len(edge)) {
			line = ansi.Truncate(line, max(1, b.width-len(edge)), "…")
			if headed && i == 0 {
				b.add(edge + m.style.strong.Render(line))
			} else {
				b.add(edge + m.pointing(line))
			}
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
