package intake

import (
	"strings"

	"mailgrant/flow/finding"
	"mailgrant/flow/guide"
	"mailgrant/flow/text"
	"mailgrant/flow/value"
)

// table reads the row below a line of column names, such as the portal's list of
// secrets.
func (r *lineReader) table(line string) bool {
	for _, sep := range []string{"\t", "|", "  ", ";", ","} {
		if strings.Contains(line, sep) {
			if names := cells(line, sep); r.tableOf(names, sep) {
				return true
			}
		}
	}
	return false
}

func (r *lineReader) tableOf(names []string, sep string) bool {
	if len(names) < 2 || r.at+1 >= len(r.lines) {
		return false
	}
	fields, known := make([]finding.FieldID, len(names)), 0
	for i, n := range names {
		field, ok := fieldOf(n)
		if ok {
			fields[i] = field
			known++
		}
	}
	if known < 2 || known < len(names)/2 {
		return false
	}
	took := false
	for next := r.at + 1; next < len(r.lines) && next <= r.at+2; next++ {
		row := cells(r.lines[next], sep)
		if strings.Trim(r.lines[next], "-| \t=") == "" || len(row) != len(names) {
			continue
		}
		for i, txt := range row {
			bare, _ := value.Clean(txt)
			fits := whole(fields[i], bare) || fields[i] == guide.FieldSecret && len(bare) >= 16 && !strings.Contains(bare, " ") && !text.Masked(bare)
			if fields[i] != "" && fits && r.add(named(fields[i], names[i], txt)) {
				r.found[len(r.found)-1].Line = next + 1
				r.found[len(r.found)-1].Set = fields[i] == guide.FieldExpires
				took = true
			}
		}
		break
	}
	return took
}

// cells are the columns of a line, without the quotes around them.
func cells(line, sep string) []string {
	var list []string
	for _, c := range strings.Split(line, sep) {
		if c = strings.Trim(c, " \""); c != "" {
			list = append(list, c)
		}
	}
	return list
}

// endInRow finds the end date in a row of the portal's list of secrets, which is
// copied without the names above: description, date, value, ID.
func (r *lineReader) endInRow() {
	if len(r.found) != 1 || r.found[0].Field != guide.FieldSecret || r.found[0].Label != "" {
		return
	}
	at, secret := r.found[0].Line-1, r.found[0].Secret.Reveal()
	before, _, _ := strings.Cut(r.lines[at], secret)
	if strings.TrimSpace(before) == "" && at > 0 {
		before = r.lines[at-1]
	}
	words := strings.Fields(before)
	if len(words) == 0 {
		return
	}
	if v := named(guide.FieldExpires, "", words[len(words)-1]); acceptable(v) {
		v.Line = at + 1
		r.found = append(r.found, v)
	}
}
