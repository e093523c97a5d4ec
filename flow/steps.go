package flow

import (
	"slices"

	"mailgrant/flow/check"
	"mailgrant/flow/finding"
	"mailgrant/flow/form"
	"mailgrant/flow/guide"
	"mailgrant/flow/value"
)

// Steps are the steps of this session. Usually they are the guide's own. For
// values that somebody sent they are only those that ask for values or test
// them. If somebody else registers the app, the request comes before the values.
func (s State) Steps() []guide.Step {
	g := s.Guide()
	neither := s.Values.Rights == CanNeither
	if !s.Given && !neither || g.Steps == nil {
		return g.Steps
	}
	var steps []guide.Step
	for _, step := range g.Steps {
		switch step.ID {
		case guide.StepVerify:
			if g.Delegated() {
				continue
			}
			steps = append(steps, valueSteps(g, neither, s.Diagnosing)...)
			steps = append(steps, step)
		case guide.StepSignIn:
			steps = append(steps, valueSteps(g, neither, s.Diagnosing)...)
			steps = append(steps, step, g.Step(guide.StepVerify))
		case guide.StepRights:
			if neither {
				steps = append(steps, step)
			}
		case guide.StepUse, guide.StepTenant, guide.StepMailbox, guide.StepKeep, guide.StepHandoff:
			steps = append(steps, step)
		}
	}
	return steps
}

// valueSteps ask for the values that somebody sent. If somebody else registers
// the app, the request to send them comes first.
func valueSteps(g guide.Guide, neither, diagnosing bool) []guide.Step {
	values := guide.ValuesStep()
	var redirect []finding.FieldID
	if slices.Contains(g.Step(guide.StepRegister).Fields, guide.FieldRedirect) {
		redirect = []finding.FieldID{guide.FieldRedirect}
	}
	values.Fields = []finding.FieldID{guide.FieldClientID, guide.FieldSecret, guide.FieldExpires}
	if g.Auth != "" {
		values.Fields = append(values.Fields, guide.FieldAuth)
	}
	values.Fields = append(values.Fields, guide.FieldToken)
	if diagnosing {
		values.Fields = append(values.Fields, guide.FieldMailbox)
		values.Title = "The values"
		values.Lead, values.Notes, values.Folded = []string{"What stays empty is left out of the test."}, nil, nil
	}
	if !neither {
		if g.Redirected {
			values.Fields = append(values.Fields, guide.FieldRedirect)
		}
		return []guide.Step{values}
	}
	request := guide.RequestStep()
	request.Fields = redirect
	return []guide.Step{request, values}
}

// Index is the index of a step in this session; -1 if it is not part of it.
func (s State) Index(id finding.StepID) int {
	return slices.IndexFunc(s.Steps(), func(step guide.Step) bool { return step.ID == id })
}

// Step is a step of this session; empty if it is not part of it.
func (s State) Step(id finding.StepID) guide.Step {
	if i := s.Index(id); i >= 0 {
		return s.Steps()[i]
	}
	return guide.Step{}
}

// AskedAt is the step of this session that asks for the values of a guide's
// step.
func (s State) AskedAt(id finding.StepID) guide.Step {
	switch id {
	case guide.StepRegister:
		if s.Index(guide.StepRequest) >= 0 {
			return s.Step(guide.StepRequest)
		}
		if s.Index(id) < 0 {
			return s.Step(guide.StepValues)
		}
	case guide.StepClientID, guide.StepSecret, guide.StepEndpoint:
		if s.Index(id) < 0 {
			return s.Step(guide.StepValues)
		}
	}
	return s.Step(id)
}

// startSetup goes to the choice of guides, for a user with nothing yet or with
// values that somebody sent.
func (s State) startSetup(given bool) State {
	if s.At != guide.StepWhich && (s.At != guide.StepGuide || s.Given == given) {
		return s
	}
	if s.Diagnosing && !given {
		if s.Diagnosing = false; s.Kept != "" { // the changes belong to the selected credential
			s = s.nextSession()
			s.Values = form.Values{Use: value.Both}
		} // what was typed stays
	}
	s.At, s.Given, s.Fresh, s.Reached = guide.StepGuide, given, !given, 0
	return s
}

// nextTenant starts the next tenant with the same guide and use. The tenants
// handed off so far are kept for the sheet printed at the end.
func (s State) nextTenant() (State, []Effect) {
	if s.At != guide.StepHandoff || s.Outcome == "" {
		return s, nil
	}
	next := s.nextSession()
	next.Values = form.Values{Registration: form.Registration{Guide: s.Values.Guide, Redirect: s.Values.Redirect}, Own: s.Values.Own, Use: s.Values.Use, Rights: s.Values.Rights}
	return next.enter(guide.StepTenant)
}

// nextSession is the session without anything that belongs to one credential.
func (s State) nextSession() State {
	next := State{Case: check.Case{Settings: s.Settings}, Book: s.Book, At: s.At, Phase: Asking, Given: s.Given, Fresh: s.Fresh, Attempt: s.Attempt}
	next.HandedOff = s.Outcomes()
	if s.Kept != "" && !slices.Contains(s.Taken, s.Kept) { // an abandoned save may have happened
		next.Taken = append(slices.Clone(s.Taken), s.Kept)
	}
	next.Pending = slices.DeleteFunc(slices.Clone(s.Pending), func(w Credential) bool {
		return slices.ContainsFunc(s.Saved, func(c Credential) bool { return c.Name == w.Name && c.ResumeAt == "" })
	})
	return next
}

// HandedOff is the result for one tenant of a session.
type HandedOff struct {
	Credential    Credential
	Outcome       Outcome
	After         []string // what to do in the product, and to clean up
	WithoutSecret bool     // its secret could not be saved
}

// Outcomes are the results for all tenants of the session, in order.
func (s State) Outcomes() []HandedOff {
	if s.Outcome == "" && s.WithoutSecret {
		s.Outcome = SavedWaiting
	}
	if s.Outcome == "" {
		return s.HandedOff
	}
	after := s.Guide().After
	if s.Localhost { // first what the test left to clean up
		after = append([]string{guide.RemoveLocalhost}, after...)
	}
	return append(slices.Clone(s.HandedOff), HandedOff{s.Credential(s.Outcome == Unverified), s.Outcome, after, s.WithoutSecret})
}
