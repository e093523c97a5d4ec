package flow

import "slices"

// enter goes to a step, and begins what the step does by itself.
func (s State) enter(id StepID) (State, []Effect) {
	s.At = id
	s.Phase, s.Problems, s.Insisted = Asking, nil, false
	if id != StepProve { // the wait was for what was granted before
		s.Wait = 0
	}
	s.Reached = max(s.Reached, s.index(id))
	switch id {
	case StepKeyring:
		if !s.Probed && !s.DryRun {
			return s.probe()
		}
	case StepProve:
		if !s.Seen.Asked {
			return s.prove()
		}
	case StepKeep:
		if s.Answers.Name == "" {
			s.Answers.Name = s.suggestName()
		}
	}
	return s, nil
}

// forward goes on where nothing at this step stands against it.
func (s State) forward() (State, []Effect) {
	if s.At == StepMessage {
		return s.explain()
	}
	steps, i := s.Steps(), s.index(s.At)
	if i < 0 {
		return s, nil
	}
	if problems := s.against(); len(problems) > 0 && (!s.Insisted || slices.ContainsFunc(problems, final)) {
		s.Problems, s.Insisted = problems, true
		return s, nil
	}
	switch {
	case s.At == StepTenant && s.Optional(FieldWhere): // an endpoint may name it
	case s.At == StepTenant && !s.Placed && !s.Insisted:
		return s.look()
	case s.At == StepTenant && !s.Placed:
		s = s.adopt(Discovery{})
	case s.At == StepSignIn && s.Visit.URL != "", s.At == StepConsent && s.Visit.URL != "" && s.Answers.Answer != "":
		return s.pasted()
	case s.At == StepSignIn && !s.Seen.Asked && s.Way != NotNow: // left by its own options
		return s, nil
	case s.At == StepKeep: // left by Keep alone, since it decides about the secret
		return s, nil
	case i == len(steps)-1:
		s.Phase = Over
		return s, nil
	}
	return s.enter(steps[i+1].ID)
}

// against lists what must be put right, or insisted on, before this step is
// left.
func (s State) against() []Finding {
	var problems []Finding
	for _, id := range s.step(s.At).Fields {
		if s.Optional(id) {
			continue
		}
		for _, f := range Judge(s.Answers, id).Findings {
			if f.Status == Fail || isDoubt(f) {
				problems = append(problems, f)
			}
		}
	}
	if ended, ok := s.alreadyEnded(); ok && slices.Contains(s.step(s.At).Fields, FieldExpires) {
		problems = append(problems, ended)
	}
	if s.At == StepTenant && s.Placed {
		problems = append(problems, s.Guide().unreachable(s.Answers.Cloud)...)
	}
	if s.At == StepTenant && s.Insisted && len(problems) == 0 {
		return s.Problems
	}
	if s.At == StepPermission {
		problems = append(problems, s.unticked()...)
	}
	return problems
}

// Refused reports a field at this step whose value can't be passed.
func (s State) Refused() bool { return slices.ContainsFunc(s.against(), final) }

// MayInsist reports a problem that going on once more passes.
func MayInsist(f Finding) bool { return !final(f) }

// final reports a problem that can't be insisted on. A GUID may be a secret, if
// a strange one; what nobody could decide may be right.
func final(f Finding) bool { return f.Status == Fail && f.Cause != SecretIDNotValue }

func (s State) unticked() []Finding {
	var names []string
	for _, p := range s.Guide().Wanted(s.Answers.Use) {
		if !s.Answers.HasTicked(p.Name) {
			names = append(names, p.Name)
		}
	}
	if len(names) == 0 {
		return nil
	}
	f := Found(Permissions, PermissionMissing, "Not ticked yet: "+list(names)+".",
		"Add what is missing in the portal and tick it here, or continue and let the test decide.")
	f.Status = Warn
	return []Finding{f}
}

func (s State) back() State {
	i := s.index(s.At)
	switch {
	case s.At == StepMessage && s.Explained != nil: // back to the text
		s.Explained = nil
		return s
	case s.At == StepSignIn && s.Visit.URL != "": // back to the choice of the way
		s.Visit, s.Way, s.Problems = Visit{}, "", nil
		return s
	case (s.At == StepMessage || s.At == StepGuide) && s.Diagnosing:
		s.At = StepWhich
	case i < 0:
		return s
	case i == 0 && s.Diagnosing && s.Kept != "":
		s.At = StepWhich
	case i == 0:
		s.At = StepGuide
	default:
		s.At = s.Steps()[i-1].ID
	}
	s.Problems, s.Insisted, s.Wait = nil, false, 0
	return s
}

// jump goes to a step reached before. What comes after the organization is
// built on it, so one that was changed is looked up first; and the end waits
// for the decision about the secret.
func (s State) jump(to StepID) (State, []Effect) {
	i, tenant := s.index(to), s.index(StepTenant)
	switch {
	case i < 0 || i > s.Reached || to == s.At:
		return s, nil
	case to == StepHandoff && s.Outcome == "":
		return s.jump(StepKeep)
	case i <= tenant || s.Placed || s.Optional(FieldWhere):
		return s.enter(to)
	case s.At == StepTenant:
		return s.forward()
	}
	return s.enter(StepTenant)
}

// retry does again what the step does.
func (s State) retry() (State, []Effect) {
	switch s.At {
	case StepTenant:
		s.Problems, s.Insisted = nil, false
		s.Place, s.Placed = nil, false
		return s.forward()
	case StepKeyring, StepKeep:
		return s.probe()
	case StepProve:
		return s.prove()
	}
	return s, nil
}
