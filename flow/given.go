package flow

import "slices"

// Steps are the steps of this sitting: the guide's own; for values that somebody
// sent those that ask for something or prove it; and where somebody else
// registers the app, the request for it before the values.
func (s State) Steps() []Step {
	g := s.Guide()
	neither := s.Answers.Ability == CanNeither
	if !s.Given && !neither || g.Steps == nil {
		return g.Steps
	}
	var steps []Step
	for _, step := range g.Steps {
		switch step.ID {
		case StepProve:
			if g.Delegated() {
				continue
			}
			steps = append(steps, s.valueSteps(g, neither)...)
			steps = append(steps, step)
		case StepSignIn:
			steps = append(steps, s.valueSteps(g, neither)...)
			steps = append(steps, step, g.Step(StepProve))
		case StepAbility:
			if neither {
				steps = append(steps, step)
			}
		case StepUse, StepTenant, StepMailbox, StepKeep, StepHandoff:
			steps = append(steps, step)
		}
	}
	return steps
}

// valueSteps ask for what somebody sent, and before that for it to be sent.
func (s State) valueSteps(g Guide, neither bool) []Step {
	values := stepValues()
	var redirect []FieldID
	if slices.Contains(g.Step(StepRegister).Fields, FieldRedirect) {
		redirect = []FieldID{FieldRedirect}
	}
	values.Fields = []FieldID{FieldClientID, FieldSecret, FieldExpires}
	if g.Auth != "" {
		values.Fields = append(values.Fields, FieldAuth)
	}
	values.Fields = append(values.Fields, FieldToken)
	if s.Diagnosing {
		values.Fields = append(values.Fields, FieldMailbox)
		values.Title = "The values"
		values.Lead, values.Notes = []string{"What stays empty is left out of the test."}, nil
	}
	if !neither {
		if g.Redirected {
			values.Fields = append(values.Fields, FieldRedirect)
		}
		return []Step{values}
	}
	request := stepRequest()
	request.Fields = redirect
	return []Step{request, values}
}

// index is where a step stands in this sitting; -1 where it is not part of it.
func (s State) index(id StepID) int {
	return slices.IndexFunc(s.Steps(), func(step Step) bool { return step.ID == id })
}

// step is a step of this sitting; an empty one where it is not part of it.
func (s State) step(id StepID) Step {
	if i := s.index(id); i >= 0 {
		return s.Steps()[i]
	}
	return Step{}
}

// askedAt is the step of this sitting at which what belongs to a guide's step
// is asked for.
func (s State) askedAt(id StepID) Step {
	switch id {
	case StepRegister:
		if s.index(StepRequest) >= 0 {
			return s.step(StepRequest)
		}
		if s.index(id) < 0 {
			return s.step(StepValues)
		}
	case StepClientID, StepSecret, StepEndpoint:
		if s.index(id) < 0 {
			return s.step(StepValues)
		}
	}
	return s.step(id)
}

// began goes to the choice of guides, with nothing yet or with values that
// somebody sent.
func (s State) began(given bool) State {
	if s.At != StepWhich && (s.At != StepGuide || s.Given == given) {
		return s
	}
	if s.Diagnosing && !given {
		if s.Diagnosing = false; s.Kept != "" { // what was changed belongs to the one that was picked
			s = s.afresh()
			s.Answers = Answers{Use: Both}
		} // what was typed stays
	}
	s.At, s.Given, s.Fresh, s.Reached = StepGuide, given, !given, 0
	return s
}

// another begins the next tenant with the same guide and use. What has been
// handed over is kept for the sheet that is printed at the end.
func (s State) another() (State, []Effect) {
	if s.At != StepHandoff || s.Outcome == "" {
		return s, nil
	}
	next := s.afresh()
	next.Answers = Answers{Guide: s.Answers.Guide, Use: s.Answers.Use, Ability: s.Answers.Ability, Redirect: s.Answers.Redirect}
	return next.enter(StepTenant)
}

// afresh is the sitting without what belongs to one credential.
func (s State) afresh() State {
	next := State{Case: Case{Settings: s.Settings}, Book: s.Book, At: s.At, Phase: Asking, Given: s.Given, Fresh: s.Fresh, Attempt: s.Attempt}
	next.HandedOff = s.Outcomes()
	if s.Kept != "" && !slices.Contains(s.Taken, s.Kept) { // a save that was left may have happened
		next.Taken = append(slices.Clone(s.Taken), s.Kept)
	}
	next.Waiters = slices.DeleteFunc(slices.Clone(s.Waiters), func(w Credential) bool {
		return slices.ContainsFunc(s.Saved, func(c Credential) bool { return c.Name == w.Name && c.Waiting == "" })
	})
	return next
}

// HandedOff is what one tenant of a sitting came to.
type HandedOff struct {
	Credential Credential
	Outcome    Outcome
	After      []string // what to do in the product, and here
	Bare       bool     // its secret could not be kept
}

func (s State) handedOff() HandedOff {
	return HandedOff{s.credential(s.Outcome == Parked), s.Outcome, s.after(), s.Bare}
}

// after is what to do in the product; what the test left behind comes first.
func (s State) after() []string {
	if s.Localhost {
		return append([]string{removeLocalhost}, s.Guide().After...)
	}
	return s.Guide().After
}

// Outcomes are what all tenants of the sitting came to, in their order.
func (s State) Outcomes() []HandedOff {
	if s.Outcome == "" && s.Bare {
		s.Outcome = Aside
	}
	if s.Outcome == "" {
		return s.HandedOff
	}
	return append(slices.Clone(s.HandedOff), s.handedOff())
}
