package explain

import (
	"cmp"
	"slices"
	"strings"

	"mailgrant/flow/catalogue"
	"mailgrant/flow/finding"
	"mailgrant/flow/text"
)

// combined is the order of causes after the catalogue's first combination that
// applies, and that combination.
func (s survey) combined(clues []clue, order []finding.Cause) ([]finding.Cause, catalogue.Combination) {
	if len(clues) > 0 && (clues[0].weight == verdict || clues[0].said != "") {
		return order, catalogue.Combination{}
	}
	lead, number := finding.Unknown, 0
	if len(order) > 0 {
		lead = order[0]
	}
	if len(clues) > 0 {
		number = clues[0].number
	}
	for _, c := range catalogue.Combinations() {
		if !slices.Contains(c.Leads, lead) && !slices.Contains(c.Numbers, number) || !s.states(c) {
			continue
		}
		rest := slices.DeleteFunc(slices.Clone(order), func(name finding.Cause) bool {
			return slices.Contains(c.Causes, name) || slices.Contains(c.Without, name)
		})
		return append(slices.Clone(c.Causes), rest...), c
	}
	return order, catalogue.Combination{}
}

// states reports that a text states the facts of a combination.
func (s survey) states(c catalogue.Combination) bool {
	return !slices.ContainsFunc(c.Facts, func(f string) bool { return !s.fact(f) }) &&
		!slices.ContainsFunc(c.Absent, func(f string) bool { return s.fact(f) })
}

// take uses a combination's words where it has some.
func (x *Candidate) take(c catalogue.Combination) {
	if c.Says != "" {
		x.Says, x.Family = c.Says, false
	}
	if len(c.Do) > 0 {
		x.Do, x.Family = c.Do, false
	}
	if c.Owner != "" {
		x.Owner, x.Who = c.Owner, ""
	}
}

// repeats reports a sentence that asks for what the text says was done.
func (s survey) repeats(sentence string) bool {
	return slices.ContainsFunc(catalogue.Repeats(), func(r catalogue.Repeat) bool {
		return s.fact(r.Fact) && (r.Unless == "" || !s.fact(r.Unless)) && strings.Contains(sentence, r.Words)
	})
}

// about is the catalogue's entry of a cause, in the words for the protocol that the
// text is about.
func (s survey) about(name finding.Cause) catalogue.Entry {
	e := name.Entry()
	for _, p := range catalogue.Protocols() {
		if !slices.Contains(p.Leads, name) || !s.states(p) {
			continue
		}
		e.Elsewhere.Says, e.Apart, e.Ask = cmp.Or(p.Says, e.Elsewhere.Says), cmp.Or(p.Apart, e.Apart), cmp.Or(p.Ask, e.Ask)
		if len(p.Do) > 0 {
			e.Elsewhere.Do = p.Do
		}
		break
	}
	return e
}

// spare leaves out the advice that repeats what was done, and puts candidates
// of which nothing is left last. The first keep candidates stay as they are.
func (s survey) spare(list []Candidate, keep int) {
	empty := map[finding.Cause]int{}
	for i := range list {
		if i < keep {
			continue
		}
		left := slices.DeleteFunc(slices.Clone(list[i].Do), s.repeats)
		if len(left) == 0 {
			empty[list[i].Cause] = 1
			continue
		}
		list[i].Do = left
	}
	slices.SortStableFunc(list, func(a, b Candidate) int { return empty[a.Cause] - empty[b.Cause] })
	for i, x := range list {
		if rest, then := strings.CutPrefix(x.Do[0], "Then "); then {
			list[i].Do = append([]string{text.UpperFirst(rest)}, x.Do[1:]...)
		}
	}
}
