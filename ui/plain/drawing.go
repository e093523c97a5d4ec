package plain

import (
	"strings"

	"mailgrant/flow/page"
	"mailgrant/flow/text"
)

// drawing says what a page's sketches show: in the guide's words, else row by
// row.
func drawing(p page.Page) section {
	var b section
	all := sketches(p.Sketch)
	for i, sketch := range all {
		if len(all) == len(p.Spoken) && p.Spoken[i] != "" {
			b = append(b, paragraph{"On the page: ", p.Spoken[i]})
			continue
		}
		if len(p.Do) > 0 {
			b = append(b, paragraph{"", "The page shows:"})
		}
		for n, line := range sketch {
			b = append(b, paragraph{"", row(line, sketch[0], n)})
		}
	}
	return b
}

// sketches are those of a page, which have empty lines between them.
func sketches(lines []string) (all [][]string) {
	last := ""
	for _, line := range lines {
		switch {
		case line == "":
		case last == "":
			all = append(all, []string{line})
		default:
			all[len(all)-1] = append(all[len(all)-1], line)
		}
		last = line
	}
	return all
}

var cell = text.Pattern(`\S+(?: \S+)*`)

// marks are signs of sketches with what they mean behind their text.
var marks = []struct{ sign, means string }{
	{"(o) ", ", chosen"}, {"( ) ", ", not chosen"}, {"[x] ", ", ticked"}, {"[ ] ", ", not ticked"}, {"<- ", ""},
}

// row is a line of a sketch: its cells, two of them as label and value. A cell
// that points up is said with the column that it points at.
func row(line, head string, n int) string {
	var cells []string
	for _, at := range cell().FindAllStringIndex(line, -1) {
		says := line[at[0]:at[1]]
		for _, m := range marks {
			if rest, found := strings.CutPrefix(says, m.sign); found {
				says = rest + m.means
			}
		}
		if rest, up := strings.CutPrefix(says, "^ "); up && n > 0 {
			says = column(head, at[0]) + ": " + rest
		}
		cells = append(cells, says)
	}
	if len(cells) == 2 && !strings.Contains(line, "^ ") {
		return strings.Join(cells, ": ")
	}
	return strings.Join(cells, ", ")
}

// column is the cell of the first line above a place in another.
func column(head string, at int) string {
	name := ""
	for _, c := range cell().FindAllStringIndex(head, -1) {
		if c[0] <= at {
			name = head[c[0]:c[1]]
		}
	}
	return name
}
