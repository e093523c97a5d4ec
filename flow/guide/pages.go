package guide

import (
	"slices"

	"mailgrant/flow/finding"
)

// joined says which step shares the page of another. The page has the other's
// ID, title and link.
var joined = map[finding.StepID]finding.StepID{
	StepRights:   StepTenant,
	StepPortal:   StepRegister,
	StepEndpoint: StepClientID,
	StepUse:      StepPermission,
	StepKeyring:  StepSecret, // says nothing there: it has a page only where the keyring can't be used
	StepKeep:     StepVerify,
}

// pages groups the steps of a guide into those that a session shows.
func pages(steps []Step) []Step {
	var all []Step
	for _, main := range steps {
		if joined[main.ID] != "" {
			continue
		}
		page, before := main, true
		page.Lead, page.Do, page.Sketch, page.Spoken, page.IfNot, page.Notes, page.Folded, page.Fields = nil, nil, nil, nil, nil, nil, nil, nil
		for _, s := range steps {
			switch {
			case s.ID == main.ID:
				before = false
				page.take(s)
			case joined[s.ID] != main.ID:
			case s.ID == StepKeyring:
				page.With = append(page.With, s.ID)
			default:
				page.With = append(page.With, s.ID)
				page.take(s)
				if !before && s.See != "" {
					page.See += " Then: " + s.See
				}
			}
		}
		all = append(all, page)
	}
	return all
}

// take adds what a step says and asks for.
func (s *Step) take(from Step) {
	s.Lead, s.Do, s.IfNot, s.Notes = join(false, s.Lead, from.Lead...), join(false, s.Do, from.Do...), join(false, s.IfNot, from.IfNot...), join(false, s.Notes, from.Notes...)
	if len(s.Sketch) > 0 && len(from.Sketch) > 0 {
		s.Sketch = append(s.Sketch, "")
	}
	s.Sketch = slices.Concat(s.Sketch, from.Sketch)
	switch {
	case len(from.Spoken) > 0:
		s.Spoken = slices.Concat(s.Spoken, from.Spoken)
	case len(from.Sketch) > 0:
		s.Spoken = append(s.Spoken, "")
	}
	s.Folded, s.Fields = slices.Concat(s.Folded, from.Folded), slices.Concat(s.Fields, from.Fields)
}

// Shows reports a page that shows a step.
func (s Step) Shows(id finding.StepID) bool { return s.ID == id || slices.Contains(s.With, id) }
