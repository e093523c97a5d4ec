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
	names := cells(line)
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
		row := cells(r.lines[next])
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

// cells are the columns of a line: between tabs, bars, or two spaces.
func cells(line string) []string {
	sep := "  "
	for _, s := range []string{"\t", "|"} {
		if strings.Contains(line, s) {
			sep = s
			break
		}
	}
	var list []string
	for _, c := range strings.Split(line, sep) {
		if c = strings.TrimSpace(c); c != "" {
			list = append(list, c)
		}
	}
	return list
}
