package explain

import (
	"cmp"
	"slices"

	"mailgrant/flow/catalogue"
	"mailgrant/flow/finding"
	"mailgrant/flow/text"
)

// explanation turns what was found into candidates.
func explanation(s survey) Explanation {
	x := Explanation{Token: s.token, Warnings: s.secrets.Warnings(), Codes: []Code{}}
	clues := strongest(s.clues)
	if len(clues) > 0 && clues[0].weight == verdict {
		s.facts = map[string]bool{} // a report of ours lists what is granted, among others
	}
	if len(s.earlier) > 0 {
		x.Warnings = append(x.Warnings, "An earlier entry of the log was another failure, which this leaves out: "+text.List(s.earlier)+".")
	}
	order, extra := s.combined(clues, ranked(clues))
	x.Certain = decided(clues)
	if len(extra.Causes) > 0 {
		x.Certain = extra.Firm
	}
	if x.Certain {
		order = order[:1]
	}
	for _, name := range order[:min(len(order), most)] {
		x.Candidates = append(x.Candidates, candidateOf(name, s.about(name), clues))
	}
	if len(x.Candidates) == 0 {
		x.Candidates = []Candidate{candidate(finding.Unknown, nil)}
	}
	x.Candidates[0].take(extra)
	for i := range x.Candidates {
		of := slices.IndexFunc(clues, func(k clue) bool { return len(k.do) > 0 && k.causes[0] == x.Candidates[i].Cause })
		if of >= 0 {
			x.Candidates[i].Do = clues[of].do
		}
	}
	s.spare(x.Candidates, min(len(extra.Do), 1))
	for _, k := range clues {
		if e, _ := catalogue.Of(k.number); k.number != 0 && len(x.Codes) < most {
			x.Codes = append(x.Codes, Code{k.number, e.Name, e.Means})
		}
	}
	if first := &x.Candidates[0]; first.Cause == finding.CertificateInvalid {
		if says := thumbprint(s.r); says != "" {
			first.Do = append([]string{says}, first.Do...)
		}
	}
	if len(x.Candidates) == 1 {
		x.Candidates[0].Apart = ""
	}
	if !x.Certain {
		x.Ask = cmp.Or(extra.Ask, s.question(x.Candidates, clues))
	}
	x.Evidence = s.evidence(clues)
	return x
}

// strongest are the heaviest clues, those at the end of the text first: the
// question is about what failed last. A number without a known cause or without
// its message comes after those with one. Of hints the most definite come first, and
// a program's before a person's.
func strongest(clues []clue) []clue {
	heaviest := hinted
	for _, k := range clues {
		heaviest = max(heaviest, k.weight)
	}
	picked := slices.DeleteFunc(slices.Clone(clues), func(k clue) bool { return k.weight != heaviest })
	slices.SortStableFunc(picked, func(a, b clue) int {
		if heaviest == hinted {
			return cmp.Or(len(a.causes)-len(b.causes), said(a)-said(b), b.from-a.from)
		}
		return cmp.Or(silent(a)-silent(b), b.from-a.from)
	})
	return picked
}

func said(k clue) int {
	if k.sign != nil && k.sign.Said {
		return 1
	}
	return 0
}

func silent(k clue) int {
	switch {
	case k.causes[0] == finding.Unknown:
		return 2
	case k.bare:
		return 1
	}
	return 0
}

// decided reports whether one clue excludes all causes but one, and every other
// clue allows that one.
func decided(clues []clue) bool {
	i := slices.IndexFunc(clues, func(k clue) bool { return k.firm })
	if i < 0 {
		return false
	}
	one := clues[i].causes[0]
	return !slices.ContainsFunc(clues, func(k clue) bool {
		return !slices.Contains(k.causes, one) || k.firm && k.causes[0] != one
	})
}

// ranked are the causes that the clues name: first those that every clue
// allows, then those that one clue is sure of, then by clue.
func ranked(clues []clue) []finding.Cause {
	var all []finding.Cause
	count := map[finding.Cause]int{}
	firm := map[finding.Cause]int{}
	for _, k := range clues {
		for i, c := range k.causes {
			if count[c]++; count[c] == 1 {
				all = append(all, c)
			}
			if i == 0 && k.firm {
				firm[c] = 1
			}
		}
	}
	slices.SortStableFunc(all, func(a, b finding.Cause) int {
		return cmp.Or(count[b]/len(clues)-count[a]/len(clues), firm[b]-firm[a])
	})
	return all
}

// question is the question that separates the candidates: that of the deciding
// number or wording, else the first one of the candidates.
func (s survey) question(list []Candidate, clues []clue) string {
	if len(clues) > 0 {
		if clues[0].ask != "" {
			return clues[0].ask
		}
		if code, _ := catalogue.Of(clues[0].number); code.Ask != "" {
			return code.Ask
		}
	}
	for _, x := range list {
		if ask := s.about(x.Cause).Ask; ask != "" && !s.repeats(ask) {
			return ask
		}
	}
	return ""
}

// candidate is the text about a cause, in the words of the first number that
// named it, if it has its own.
func candidate(name finding.Cause, clues []clue) Candidate {
	return candidateOf(name, name.Entry(), clues)
}

func candidateOf(name finding.Cause, about catalogue.Entry, clues []clue) Candidate {
	x := Candidate{Cause: name, Owner: about.Owner, Who: about.Elsewhere.Who, Codes: []string{}, Says: about.Elsewhere.Says, Do: about.Elsewhere.Do, Apart: about.Apart}
	worded := false
	for _, k := range clues {
		if k.number == 0 || !slices.Contains(k.causes, name) {
			continue
		}
		if len(x.Codes) == 0 {
			x.Lookup = catalogue.Lookup(k.number)
		}
		if len(x.Codes) < most {
			x.Codes = append(x.Codes, catalogue.Name(k.number))
		}
		if k.causes[0] == name && !worded {
			worded = true
			word(&x, k)
		}
	}
	return x
}

// word uses the number's own text if it says more than its cause.
func word(x *Candidate, k clue) {
	e, known := catalogue.Of(k.number)
	switch {
	case !known && x.Cause == finding.Unknown:
		x.Says = "mailgrant does not know " + catalogue.Name(k.number) + "."
		x.Do = []string{"Open the look-up link below: it is Microsoft's own page about this number.", "If it does not help, give Microsoft's support the trace ID and the time."}
	case k.told:
	case !known:
		x.Family = true
		x.Says = "mailgrant does not know " + catalogue.Name(k.number) + "; by its number it is of this kind: " + x.Says
	case e.Family != nil && k.causes[0] == e.Causes[0]:
		x.Family, x.Says, x.Do = true, e.Means, e.Family.Do
	case e.Speaks && k.causes[0] == e.Causes[0]:
		x.Says = cmp.Or(e.Says, e.Means)
		if len(e.Do) > 0 {
			x.Do = e.Do
		}
	}
	if known && e.Owner != "" {
		x.Owner, x.Who = e.Owner, ""
	}
}

// evidence quotes Microsoft's own text at the deciding place, with what its
// support asks for.
func (s survey) evidence(clues []clue) finding.Evidence {
	if len(clues) == 0 || clues[0].weight == verdict {
		return evidence(s.r, 0)
	}
	k := clues[0]
	e := evidence(s.r, k.from)
	if k.number != 0 {
		e.ServerText = message(s.r.Plain, k.from, footer(s.r, k.from))
	} else if k.weight != hinted && k.to > k.from {
		e.ServerText = line(s.r.Plain, k.from, k.to)
	}
	return e
}
