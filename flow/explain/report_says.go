package explain

import (
	"bytes"
	"cmp"
	"slices"
	"strings"
	"sync"

	"mailgrant/flow/catalogue"
	"mailgrant/flow/finding"
	"mailgrant/flow/text"
)

// saying is a sentence of the catalogue about a cause, squeezed.
type saying struct {
	key   []byte
	cause finding.Cause
}

// sayings are those that only one cause has.
var sayings = sync.OnceValue(func() []saying {
	const shortest = 24
	of := map[string]finding.Cause{}
	for _, c := range catalogue.Causes() {
		e := c.Entry()
		for _, says := range []string{e.Says, e.Plain, e.Elsewhere.Says} {
			key := text.Squeeze(says)
			if other, seen := of[key]; seen && other != c {
				of[key] = ""
			} else if len(key) >= shortest {
				of[key] = c
			}
		}
	}
	var list []saying
	for key, c := range of {
		if c != "" && c != finding.Unknown {
			list = append(list, saying{[]byte(key), c})
		}
	}
	slices.SortFunc(list, func(a, b saying) int { return cmp.Compare(string(a.key), string(b.key)) })
	return list
})

// spoken explains a text of mailgrant's that names no cause, such as a reply or
// a page of the wizard, by the catalogue's sentences in it.
func spoken(r text.Reading) (Explanation, bool) {
	type place struct {
		from, to int
		cause    finding.Cause
	}
	var found []place
	for _, s := range sayings() {
		if at := bytes.Index(r.Key, s.key); at >= 0 {
			found = append(found, place{at, at + len(s.key), s.cause})
		}
	}
	slices.SortFunc(found, func(a, b place) int { return cmp.Or(a.from-b.from, b.to-a.to) })
	x := Explanation{Codes: []Code{}, Evidence: reportEvidence(r)}
	var clues []clue
	reach := 0
	for _, p := range found {
		if p.to <= reach || len(x.Candidates) == most || slices.ContainsFunc(x.Candidates, func(k Candidate) bool { return k.Cause == p.cause }) {
			continue
		}
		reach = p.to
		k := clue{causes: []finding.Cause{p.cause}}
		clues = append(clues, k)
		x.Candidates = append(x.Candidates, candidate(p.cause, []clue{k}))
	}
	if len(found) == 0 {
		return x, false
	}
	said := string(r.Key)
	x.Certain = len(x.Candidates) == 1 && !strings.Contains(said, "mostlikely") && !strings.Contains(said, "likeliest")
	if len(x.Candidates) == 1 {
		x.Candidates[0].Apart = ""
	}
	if !x.Certain {
		x.Ask = survey{}.question(x.Candidates, clues)
	}
	return x, true
}
