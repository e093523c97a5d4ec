package plain

import (
	"regexp"
	"strings"

	"mailgrant/flow/page"
)

// drawing says what a sketch shows: in the guide's words, else row by row.
func drawing(p page.Page) section {
	if p.Spoken != "" {
		return section{{"On the page: ", p.Spoken}}
	}
	var b section
	if len(p.Do) > 0 && len(p.Sketch) > 0 {
		b = section{{"", "The page shows:"}}
	}
	for i, line := range p.Sketch {
		if says := row(line, p.Sketch[0], i); says != "" {
			b = append(b, paragraph{"", says})
		}
	}
	return b
}

var cell = regexp.MustCompile(`\S+(?: \S+)*`)

// marks are signs of sketches with what they mean behind their text.
var marks = []struct{ sign, means string }{
	{"(o) ", ", chosen"}, {"( ) ", ", not chosen"}, {"[x] ", ", ticked"}, {"[ ] ", ", not ticked"}, {"<- ", ""},
}

// row is a line of a sketch: its cells, two of them as label and value. A cell
// that points up is said with the column that it points at.
func row(line, head string, n int) string {
	var cells []string
	for _, at := range cell.FindAllStringIndex(line, -1) {
		text := line[at[0]:at[1]]
		for _, m := range marks {
			if rest, found := strings.CutPrefix(text, m.sign); found {
				text = rest + m.means
			}
		}
		if rest, up := strings.CutPrefix(text, "^ "); up && n > 0 {
			text = column(head, at[0]) + ": " + rest
		}
		cells = append(cells, text)
	}
	if len(cells) == 2 && !strings.Contains(line, "^ ") {
		return strings.Join(cells, ": ")
	}
	return strings.Join(cells, ", ")
}

// column is the cell of the first line above a place in another.
func column(head string, at int) string {
	name := ""
	for _, c := range cell.FindAllStringIndex(head, -1) {
		if c[0] <= at {
			name = head[c[0]:c[1]]
		}
	}
	return name
}
