package explain

import (
	"bytes"
	"maps"
	"slices"
	"strings"
	"sync"

	"mailgrant/flow/catalogue"
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

// nearestCause is the cause of which a text is nearly the name; "" without one.
func nearestCause(r text.Reading) string {
	word := strings.ReplaceAll(strings.ToLower(strings.Trim(string(bytes.TrimSpace(clip(r.Plain))), "()\"'`. ")), "_", "-")
	if len(word) < 6 || strings.Trim(word, "abcdefghijklmnopqrstuvwxyz-") != "" {
		return ""
	}
	near := text.Nearest(word, causeNames())
	if near == word || strings.Contains(near, "-") != strings.Contains(word, "-") {
		return ""
	}
	return near
}

func didYouMean(cause string) Explanation {
	k := candidate(finding.Unknown, nil)
	k.Says = "mailgrant has no cause of this name. Did you mean " + cause + "?"
	k.Do = []string{"If so, run: mailgrant explain " + cause, "If not, paste the error text itself, or the part of the product's log with it."}
	return Explanation{
		Candidates: []Candidate{k}, Codes: []Code{}, Warnings: []string{},
		Evidence: finding.Evidence{PolicyIDs: []string{}}, Quoted: Quoted{Permissions: []string{}},
	}
}

var causeNames = sync.OnceValue(func() []string {
	var names []string
	for _, c := range catalogue.Causes() {
		names = append(names, string(c))
	}
	return names
})

// status is a text that is nothing but the status of an answer, such as 429, with
// the word that tells what it is.
func status(txt string) string {
	n := strings.Trim(strings.TrimSpace(clipped(txt)), ".()\"' ")
	if len(n) == 3 && (n[0] == '4' || n[0] == '5') && text.Digit(n[1]) && text.Digit(n[2]) {
		return "HTTP " + n
	}
	return txt
}

func clipped(txt string) string { return txt[:min(len(txt), 2*longestName)] }

// longestName bounds a cause's name, in bytes.
const longestName = 48

func clip(text []byte) []byte { return text[:min(len(text), 2*longestName)] }

func verdictOf(c finding.Cause, from, to int) clue {
	return clue{causes: []finding.Cause{c}, firm: true, from: from, to: to, weight: verdict}
}
