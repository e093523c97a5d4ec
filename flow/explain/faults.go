package explain

import (
	"slices"

	"mailgrant/flow/finding"
	"mailgrant/flow/intake"
)

// together lists what settings or a manifest prove as faults to correct, the
// proven ones first: they are no rivals, and no question is left.
func (s survey) together(x *Explanation, format intake.Format, facts []intake.Fact) {
	if !slices.Contains([]intake.Format{"", intake.Settings, intake.App}, format) || slices.ContainsFunc(strongest(s.clues), func(k clue) bool { return k.said == "" }) {
		return
	}
	var proven, others []finding.Cause
	for _, f := range facts {
		if len(f.Causes) == 0 {
			continue
		}
		list := &others
		if f.Firm {
			list = &proven
		}
		if !slices.Contains(*list, f.Causes[0]) {
			*list = append(*list, f.Causes[0])
		}
	}
	if len(proven) == 0 {
		return
	}
	others = slices.DeleteFunc(others, func(c finding.Cause) bool { return slices.Contains(proven, c) })
	all := slices.Concat(proven, others)
	if len(all) == 1 {
		return
	}
	x.Candidates, x.Faults = nil, min(len(proven), most)
	for i, c := range all[:min(len(all), most)] {
		k := candidate(c, nil)
		if i < len(proven) {
			k.Apart = "In the text: " + proof(facts, c)
		}
		x.Candidates = append(x.Candidates, k)
	}
	x.Certain, x.Ask = true, ""
}

// proof are the lines that prove a cause.
func proof(facts []intake.Fact, c finding.Cause) string {
	return lines(slices.DeleteFunc(slices.Clone(facts), func(f intake.Fact) bool { return !f.Firm || len(f.Causes) == 0 || f.Causes[0] != c }))
}
