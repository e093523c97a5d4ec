package page

import (
	"slices"

	"mailgrant/flow"
	"mailgrant/flow/finding"
	"mailgrant/flow/guide"
)

// messagePage asks for a text and says what it means.
func messagePage(s view) Page {
	p := Page{Step: guide.StepMessage, Title: "What does a message mean?", Problems: s.Problems,
		Lead: []string{"Paste an error text, a log or a code. It is read here; nothing is sent."}}
	switch {
	case s.Phase == flow.Explaining:
		p.Waiting, p.Options = "Reading it", []Option{leaveOption}
		return p
	case s.Explained == nil:
		p.Fields = []finding.FieldID{guide.FieldMessage}
		p.Options = []Option{{"Explain it", "", flow.Continue{}}}
		return p
	}
	p.Lead = []string{"This is what it means."}
	switch {
	case s.Explained.Several != nil:
		p.Lead = []string{s.Explained.Several.Shown(len(s.Explained.Candidates))}
		if rest := s.Explained.Several.Rest(); rest != "" {
			p.Notes = append(p.Notes, rest)
		}
	case s.Explained.Together() != "":
		p.Lead = []string{s.Explained.Together()}
	case len(s.Explained.Candidates) > 1:
		p.Lead = []string{"It can mean several things. The likeliest comes first."}
	case !s.Explained.Certain:
		p.Lead = []string{"This is what it most likely means."}
	}
	p.Notes = slices.Concat(s.Explained.Warnings, p.Notes)
	if s.Explained.Ask != "" {
		p.Notes = append(slices.Clone(p.Notes), "To tell them apart, ask: "+s.Explained.Ask)
	}
	p.Meanings = s.Explained.Candidates
	p.Options = []Option{{"Explain another", "", flow.StartExplain{}}, {"Test the credential it is about", "", flow.StartDiagnosis{}}}
	return p
}
