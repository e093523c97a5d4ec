package aadsts

import (
	"bytes"
	"slices"

	"mailgrant/flow"
)

// clue is one thing in a text that names causes.
type clue struct {
	causes   []flow.Cause // most likely first
	firm     bool         // no cause but the first fits
	number   int          // one of Entra's; 0 for none
	from, to int          // in plain
	hint     bool
	verdict  bool // mailgrant's own report or a cause's name: nothing else counts
}

// survey is all that was found in a text.
type survey struct {
	r       reading
	secrets *secrets
	clues   []clue
	token   *Token
}

// survey reads a text for numbers, wording, cause names, secrets and tokens.
func (c *catalogue) survey(r reading) survey {
	s := survey{r: r, secrets: find(r)}
	matches := c.matches(r)
	numerals := c.numerals(r)
	s.secrets.hide(r.plain)
	s.clues = append(s.clues, c.coded(s, numerals)...)
	for _, m := range matches {
		sign := c.signs[m.sign]
		k := clue{
			causes: sign.causes, firm: sign.firm, hint: sign.hint,
			from: r.place(m.from), to: r.place(m.to-1) + 1,
		}
		if !s.covered(k.from) {
			s.clues = append(s.clues, k)
		}
	}
	s.clues = append(s.clues, named(r)...)
	for _, t := range s.secrets.tokens {
		token, k := decode(t)
		if token == nil {
			continue
		}
		s.token = token
		if len(s.clues) == 0 {
			s.clues = append(s.clues, *k)
		}
		break
	}
	return s
}

// covered reports a place within the message of a number, which the number's
// own rules have read.
func (s survey) covered(place int) bool {
	return slices.ContainsFunc(s.clues, func(k clue) bool { return k.number != 0 && k.from <= place && place < k.to })
}

// general are numbers that say little where another one stands beside them.
var general = []int{70002, 50000, 70000}

// coded makes a clue of each number that occurs; where it occurs several times,
// of the last message that has words.
func (c *catalogue) coded(s survey, numerals []numeral) []clue {
	last := map[int]clue{}
	var order []int
	ends := messageEnds(s.r, numerals)
	for i, n := range numerals {
		k := clue{number: n.number, from: n.from, to: ends[i]}
		before, seen := last[n.number]
		if !seen {
			order = append(order, n.number)
		}
		if !seen || k.to-k.from >= min(before.to-before.from, short) {
			last[n.number] = k
		}
	}
	if slices.ContainsFunc(order, func(n int) bool { return !slices.Contains(general, n) }) {
		order = slices.DeleteFunc(order, func(n int) bool { return slices.Contains(general, n) })
	}
	var clues []clue
	for _, n := range order {
		clues = append(clues, c.read(s, last[n]))
	}
	return clues
}

// messageEnds says where the message of each number ends: at the next other
// number, at its identifiers, or after a bounded length.
func messageEnds(r reading, numerals []numeral) []int {
	slices.SortStableFunc(numerals, func(a, b numeral) int { return a.from - b.from })
	ends := make([]int, len(numerals))
	for i, n := range numerals {
		end := min(n.to+reach, len(r.plain))
		for _, next := range numerals[i+1 : min(i+8, len(numerals))] {
			if next.number != n.number {
				end = max(n.to, min(end, next.from))
				break
			}
		}
		for _, stop := range []string{"Trace ID", "trace_id", "Trace Id", "\n\n"} {
			if at := bytes.Index(r.plain[n.to:end], []byte(stop)); at >= 0 {
				end = n.to + at
			}
		}
		ends[i] = end
	}
	return ends
}

// read says what a number means beside the rest of its text.
func (c *catalogue) read(s survey, k clue) clue {
	e, known := c.codes[k.number]
	if !known {
		return c.relative(k)
	}
	k.causes, k.firm = e.causes, len(e.causes) == 1 && e.family == "" && e.causes[0] != flow.Unknown
	scene := scene{survey: s, clue: k}
	for _, rule := range e.rules {
		if !scene.has(rule) {
			continue
		}
		rest := slices.DeleteFunc(slices.Clone(e.causes), func(c flow.Cause) bool {
			return c == rule.cause || slices.Contains(rule.without, c)
		})
		k.causes = append([]flow.Cause{rule.cause}, rest...)
		k.firm = rule.firm || len(rest) == 0 && len(rule.without) == 0
		break
	}
	return k
}

// relative reads a number that the catalogue lacks by the one it begins with:
// longer numbers are kinds of shorter ones (facts/entra.md section 5).
func (c *catalogue) relative(k clue) clue {
	for n := k.number / 10; n >= 10_000; n /= 10 {
		if e, ok := c.codes[n]; ok {
			k.causes = e.causes
			return k
		}
	}
	k.causes = []flow.Cause{flow.Unknown}
	return k
}
