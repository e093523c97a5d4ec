package explain

import (
	"bytes"
	"slices"

	"mailgrant/flow/catalogue"
	"mailgrant/flow/finding"
	"mailgrant/flow/text"
)

// interpreted is the meaning of a number together with the rest of its text.
func interpreted(s survey, k clue, worded []clue) clue {
	k.weight = specific
	e, known := catalogue.Of(k.number)
	if !known {
		return relative(k, worded)
	}
	k.causes, k.firm = e.Causes, len(e.Causes) == 1 && e.Family == nil && e.Causes[0] != finding.Unknown
	scene := scene{survey: s, clue: k}
	for _, rule := range e.Rules {
		if !scene.has(rule) {
			continue
		}
		rest := slices.DeleteFunc(slices.Clone(e.Causes), func(c finding.Cause) bool {
			return c == rule.Cause || slices.Contains(rule.Without, c)
		})
		k.causes = append([]finding.Cause{rule.Cause}, rest...)
		k.firm = rule.Firm || len(rest) == 0 && len(rule.Without) == 0
		return k
	}
	if !e.General {
		return k
	}
	if w, ok := within(k, worded); ok {
		k.causes, k.firm, k.told = w.causes, w.firm, w.causes[0] != e.Causes[0]
		return k
	}
	k.weight, k.firm = general, false
	return k
}

// within is the first wording in the message of a number that is no hint.
func within(k clue, worded []clue) (clue, bool) {
	for _, w := range worded {
		if w.weight == specific && k.from <= w.from && w.from < k.to {
			return w, true
		}
	}
	return clue{}, false
}

// relative interprets a number that the catalogue lacks by the wording of its
// message, else by the number it begins with: longer numbers are variants of
// shorter ones (facts/entra.md section 5).
func relative(k clue, worded []clue) clue {
	if w, ok := within(k, worded); ok {
		k.causes, k.firm, k.told = w.causes, w.firm, true
		return k
	}
	for n := k.number / 10; n >= 10_000; n /= 10 {
		if e, ok := catalogue.Of(n); ok {
			k.causes = e.Causes
			return k
		}
	}
	k.causes = []finding.Cause{finding.Unknown}
	return k
}

// detailed are the clues of numbers, ordered by what is beside them, and the
// rest of the clues.
func detailed(coded, rest []clue) []clue {
	if !slices.ContainsFunc(coded, func(k clue) bool { return k.causes[0] != finding.Unknown }) {
		return append(coded, rest...)
	}
	for _, d := range rest {
		if d.weight != beside {
			continue
		}
		for i := range coded {
			coded[i] = refined(coded[i], d)
		}
	}
	return append(coded, slices.DeleteFunc(rest, func(k clue) bool { return k.weight == beside })...)
}

// refined is a number's clue with a detail such as a suberror: it decides for a
// general number, and orders the causes of another.
func refined(k, detail clue) clue {
	first := detail.causes
	if k.weight != general {
		first = slices.DeleteFunc(slices.Clone(first), func(c finding.Cause) bool { return !slices.Contains(k.causes, c) })
	}
	if len(first) == 0 || k.firm {
		return k
	}
	if k.weight == general {
		k.causes, k.firm, k.told, k.weight = first, detail.firm, true, specific
		return k
	}
	k.causes = append(slices.Clone(first), slices.DeleteFunc(slices.Clone(k.causes), func(c finding.Cause) bool { return slices.Contains(first, c) })...)
	return k
}

// inner are the words before the exception within another one, squeezed.
var inner = []string{"causedby", "innerexception", "nestedexceptionis", "rootcause", "originalexception"}

// innermost leaves out what only wraps the last clue: the outer exceptions of
// the same entry. A number is never left out for words.
func innermost(r text.Reading, clues []clue) []clue {
	last := -1
	for i, k := range clues {
		if k.weight == specific && (last < 0 || k.from > clues[last].from) {
			last = i
		}
	}
	if last < 0 {
		return clues
	}
	core := clues[last]
	return slices.DeleteFunc(clues, func(k clue) bool {
		return k.weight == specific && k.to <= core.from && (k.number == 0 || core.number != 0) && wraps(r, k.to, core.from)
	})
}

// wraps reports that an inner exception begins between two places, and no new
// entry of a log.
func wraps(r text.Reading, from, to int) bool {
	const longest = 4000
	if to-from > longest {
		return false
	}
	for i := from; i < to; i++ {
		if r.Plain[i] == '\n' && leads(r.Plain[i+1:to], starters) {
			return false
		}
	}
	key := r.Key[keyAt(r, from):keyAt(r, to)]
	return bytes.Contains(r.Plain[from:to], []byte("---> ")) || slices.ContainsFunc(inner, func(w string) bool { return bytes.Contains(key, []byte(w)) })
}
