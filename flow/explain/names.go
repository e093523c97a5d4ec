package explain

import (
	"bytes"
	"maps"
	"slices"
	"strings"

	"mailgrant/flow/finding"
	"mailgrant/flow/text"
)

// named finds the names of causes: alone, or in brackets as mailgrant prints
// them. In brackets, a name of one word could be anybody's.
func named(r text.Reading) []clue {
	if whole := finding.Cause(strings.ToLower(strings.Trim(string(bytes.TrimSpace(clip(r.Plain))), "()\"'`. "))); whole.Owner() != "" {
		return []clue{verdictOf(whole, 0, len(r.Plain))}
	}
	found := map[finding.Cause]clue{}
	for i := 0; ; {
		at := bytes.IndexByte(r.Plain[i:], '(')
		if at < 0 {
			break
		}
		from := i + at + 1
		i = name(r.Plain, from)
		if c := finding.Cause(r.Plain[from:i]); c.Owner() != "" && bytes.HasPrefix(r.Plain[i:], []byte(")")) && strings.Contains(string(c), "-") {
			found[c] = verdictOf(c, from, i)
		}
	}
	return slices.SortedFunc(maps.Values(found), func(a, b clue) int { return a.from - b.from })
}

// longestName bounds a cause's name, in bytes.
const longestName = 48

func clip(text []byte) []byte { return text[:min(len(text), 2*longestName)] }

func verdictOf(c finding.Cause, from, to int) clue {
	return clue{causes: []finding.Cause{c}, firm: true, from: from, to: to, weight: verdict}
}
