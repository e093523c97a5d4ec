package intake

import (
	"strings"

	"mailgrant/flow/text"
)

// listed reads what Format-List prints: a property a line.
func listed(txt string) (records []record) {
	r := record{}
	done := func() {
		if len(r) > 0 {
			records = append(records, r)
		}
		r = record{}
	}
	for line := range strings.Lines(txt) {
		name, val, ok := strings.Cut(line, ":")
		key := strings.ToLower(strings.Trim(name, " \t>|"))
		if strings.TrimSpace(line) == "" || ok && r[key] != "" {
			done()
		}
		if ok && key != "" && !strings.ContainsAny(key, ` "'{}()=`) {
			r[key] = strings.TrimSpace(val)
		}
	}
	done()
	return records
}

// tabled reads what Format-Table prints: names, a line of dashes, rows. A column
// begins where its dashes do, or where at least two spaces part it.
func tabled(txt string) (records []record) {
	lines := strings.Split(strings.ReplaceAll(txt, "\r\n", "\n"), "\n")
	for i := 1; i < len(lines); i++ {
		if dashes := strings.TrimSpace(lines[i]); dashes == "" || strings.Trim(dashes, "- ") != "" || !strings.Contains(dashes, "--") {
			continue
		}
		names, starts := strings.Fields(lines[i-1]), columns(lines[i])
		for i+1 < len(lines) && strings.TrimSpace(lines[i+1]) != "" {
			i++
			records = append(records, rowOf(names, starts, lines[i]))
		}
	}
	return records
}

// columns are the places where the dashes of columns begin.
func columns(dashes string) (starts []int) {
	for i := range len(dashes) {
		if dashes[i] == '-' && (i == 0 || dashes[i-1] == ' ') {
			starts = append(starts, i)
		}
	}
	return starts
}

// gaps part columns of which a value is wider than its dashes.
var gaps = text.Pattern(`\s{2,}`)

func rowOf(names []string, starts []int, row string) record {
	r := record{}
	aligned := len(starts) == len(names)
	for i := 1; aligned && i < len(starts); i++ {
		aligned = starts[i] < len(row) && row[starts[i]-1] == ' '
	}
	if aligned {
		for i, n := range names {
			end := len(row)
			if i+1 < len(starts) {
				end = starts[i+1]
			}
			r[strings.ToLower(n)] = strings.TrimSpace(row[starts[i]:end])
		}
		return r
	}
	if columns := gaps().Split(strings.TrimSpace(row), -1); len(columns) == len(names) { // a value is wider than its column
		for i, n := range names {
			r[strings.ToLower(n)] = columns[i]
		}
		return r
	}
	fields := strings.Fields(row) // a web page or a mail has folded the spaces
	if n := len(names); n > 1 && len(fields) > 1 {
		first, last := strings.ToLower(names[0]), strings.ToLower(names[n-1])
		r[last] = fields[len(fields)-1]
		if r[last] == "Run" {
			r[last] = "Not Run"
		}
		r[first] = strings.Join(fields[:min(2, len(fields)-1)], " ")
		if first != "rolename" && first != "role" {
			r[first] = fields[0]
		}
	}
	return r
}
