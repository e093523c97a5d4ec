package guide

import (
	"slices"
	"strconv"
	"strings"
)

// form tells the parts of a section apart.
type form string

const (
	paragraph form = "paragraph"
	numbers   form = "numbered list"
	bullets   form = "list with dashes"
	table     form = "table"
	quote     form = "note"
	fence     form = "sketch"
	page      form = "line Page:"
	path      form = "line Path:"
	spoken    form = "line In words:"
	see       form = "line You should see:"
	ifNots    form = "line What if not:"
)

// starts are how the parts begin; what begins with none of them is a paragraph.
var starts = []struct {
	text string
	form form
}{
	{"```", fence}, {">", quote}, {"|", table}, {"- ", bullets}, {"Page:", page}, {"Path:", path}, {"In words:", spoken}, {"You should see:", see}, {"What if not:", ifNots},
}

// block is a part of a section, up to an empty line.
type block struct {
	form  form
	adds  bool // begins with a +: it adds to the shared step's
	n     int
	lines []line
}

// blocks are the parts of a section, without their marks of adding.
func (f *file) blocks(body []line) []block {
	var blocks []block
	for i := 0; i < len(body); i++ {
		if isBlank(body[i].text) {
			continue
		}
		b := block{n: body[i].n}
		first := body[i]
		first.text, b.adds = strings.CutPrefix(first.text, "+ ")
		b.form = formOf(first.text)
		b.lines = append(b.lines, first)
		open := b.form == fence
		for i++; i < len(body) && (open || !isBlank(body[i].text)); i++ {
			b.lines = append(b.lines, body[i])
			if open && strings.HasPrefix(body[i].text, "```") {
				open = body[i].text != "```"
				break
			}
		}
		if open {
			f.bad(b.n, "This sketch has no end: close it with a line of three backticks.")
		}
		last := len(blocks) - 1
		if listed := b.form == numbers || b.form == bullets; listed && !b.adds && last >= 0 && blocks[last].form == b.form {
			blocks[last].lines = append(blocks[last].lines, b.lines...) // a list with empty lines in it
			continue
		}
		blocks = append(blocks, b)
	}
	return blocks
}

// isBlank reports a line that says nothing: an empty one, or a comment.
func isBlank(text string) bool {
	return text == "" || strings.HasPrefix(text, "<!--") && strings.HasSuffix(text, "-->")
}

func formOf(text string) form {
	if number, _, ok := strings.Cut(text, ". "); ok {
		if _, err := strconv.Atoi(number); err == nil {
			return numbers
		}
	}
	i := slices.IndexFunc(starts, func(s struct {
		text string
		form form
	}) bool {
		return strings.HasPrefix(text, s.text)
	})
	if i < 0 {
		return paragraph
	}
	return starts[i].form
}

// text is the whole of a block as one line, less what it begins with.
func (b block) text(begins string) line {
	var words []string
	for _, l := range b.lines {
		words = append(words, strings.TrimSpace(strings.TrimPrefix(l.text, begins)))
		if begins != ">" {
			begins = ""
		}
	}
	return line{b.n, strings.TrimSpace(strings.Join(words, " "))}
}

// items are the entries of a list. What is indented goes on with the one before.
func (f *file) items(b block) []line {
	var items []line
	for _, l := range b.lines {
		mark, text, _ := strings.Cut(l.text, " ")
		switch {
		case strings.HasPrefix(l.text, "  ") && len(items) > 0:
			items[len(items)-1].text += " " + strings.TrimSpace(l.text)
		case formOf(l.text) != b.form:
			f.bad(l.n, "This line is part of no entry in the list: indent it, or put an empty line before it.")
		case b.form == numbers && mark != strconv.Itoa(len(items)+1)+".":
			f.bad(l.n, "Number this entry %d.", len(items)+1)
		default:
			items = append(items, line{l.n, strings.TrimSpace(text)})
		}
	}
	return items
}

// row is a row of a table.
type row struct {
	n     int
	cells []string
}

// rows are the rows of a table with these columns.
func (f *file) rows(b block, columns ...string) []row {
	var rows []row
	for i, l := range b.lines {
		inner, opened := strings.CutPrefix(l.text, "|")
		inner, closed := strings.CutSuffix(strings.TrimSpace(inner), "|")
		cells := strings.Split(inner, "|")
		for i := range cells {
			cells[i] = strings.TrimSpace(cells[i])
		}
		switch {
		case !opened || !closed || len(cells) != len(columns):
			f.bad(l.n, "A row of this table has %d columns, between bars: | %s |.", len(columns), strings.Join(columns, " | "))
		case i == 0 && !slices.Equal(cells, columns):
			f.bad(l.n, "The columns of this table are %s, in this order.", strings.Join(columns, ", "))
		case i == 1 && strings.Trim(inner, "-:| ") != "":
			f.bad(l.n, "The second line of a table has dashes only: |%s.", strings.Repeat("---|", len(columns)))
		case i > 1:
			rows = append(rows, row{l.n, cells})
		}
	}
	if len(rows) == 0 {
		f.bad(b.n, "This table has no rows.")
	}
	return rows
}
