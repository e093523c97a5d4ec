package explain

import (
	"bytes"
	"maps"
	"slices"
	"strings"

	"mailgrant/flow/finding"
	"mailgrant/flow/text"
)

// named finds the names of causes: alone, in brackets as a report of check
// prints them, or as the cause of a report in JSON. In a report, the cause of
// its verdict counts.
func named(r text.Reading) []clue {
	if whole := finding.Cause(strings.ToLower(strings.Trim(string(bytes.TrimSpace(clip(r.Plain))), "()\"'`. "))); whole.Owner() != "" {
		return []clue{verdictOf(whole, 0, len(r.Plain))}
	}
	roots, others := map[finding.Cause]clue{}, map[finding.Cause]clue{}
	collect := func(open, end string) {
		for i := 0; ; {
			at := bytes.Index(r.Plain[i:], []byte(open))
			if at < 0 {
				return
			}
			from := i + at + len(open)
			i = from
			for i < len(r.Plain) && i-from < longestName && (text.Alnum(r.Plain[i]) || r.Plain[i] == '-') {
				i++
			}
			name := finding.Cause(r.Plain[from:i])
			if name.Owner() == "" || !bytes.HasPrefix(r.Plain[i:], []byte(end)) {
				continue
			}
			k := verdictOf(name, from, i)
			if open != "(" && bytes.Contains(r.Plain[max(0, from-60):from], []byte(`"verdict"`)) {
				roots[name] = k
				continue
			}
			others[name] = k
		}
	}
	collect("(", ")")
	collect(`"cause":"`, `"`)
	collect(`"cause": "`, `"`)
	if len(roots) == 0 {
		roots = others
	}
	list := slices.Collect(maps.Values(roots))
	slices.SortFunc(list, func(a, b clue) int { return a.from - b.from })
	return list
}

// longestName bounds a cause's name, in bytes.
const longestName = 48

func clip(text []byte) []byte { return text[:min(len(text), 2*longestName)] }

func verdictOf(c finding.Cause, from, to int) clue {
	return clue{causes: []finding.Cause{c}, firm: true, from: from, to: to, weight: verdict}
}
