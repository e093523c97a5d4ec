package flow

import (
	"slices"

	"mailgrant/flow/finding"
	"mailgrant/flow/form"
	"mailgrant/flow/guide"
	"mailgrant/flow/wire"
)

// enter goes to a step, and begins what the step does by itself.
func (s State) enter(id finding.StepID) (State, []Effect) {
	s.At = id
	s.Phase, s.Problems, s.Insisted = Asking, nil, false
	if id != guide.StepVerify { // the wait was for what was granted before
		s.Wait = 0
	}
	s.Reached = max(s.Reached, s.Index(id))
	switch id {
	case guide.StepKeyring:
		if !s.Probed && !s.DryRun {
			return s.probe()
		}
	case guide.StepVerify:
		if !s.Results.Asked {
			return s.verify()
		}
	case guide.StepKeep:
		if s.Values.Name == "" {
			s.Values.Name = s.freeName(s.Values.Domain, s.Kept)
		}
	}
	return s, nil
}

// forward goes on where nothing at this step stands against it.
func (s State) forward() (State, []Effect) {
	if s.At == guide.StepMessage {
		return s.explain()
	}
	steps, i := s.Steps(), s.Index(s.At)
	if i < 0 {
		return s, nil
	}
	if problems := s.against(); len(problems) > 0 && (!s.Insisted || slices.ContainsFunc(problems, form.Final)) {
		s.Problems, s.Insisted = problems, true
		return s, nil
	}
	switch {
	case s.At == guide.StepTenant && s.MayBeEmpty(guide.FieldOrganization): // an endpoint may name it
	case s.At == guide.StepTenant && !s.Discovered && !s.Insisted:
		return s.discover()
	case s.At == guide.StepTenant && !s.Discovered:
		s = s.adopt(wire.Discovery{})
	case s.At == guide.StepSignIn && s.BrowserFlow.URL != "", s.At == guide.StepConsent && s.BrowserFlow.URL != "" && s.Values.Answer != "":
		return s.pasted()
	case s.At == guide.StepSignIn && !s.Results.Asked && s.ReturnMethod != wire.NotNow: // left by its own options
		return s, nil
	case s.At == guide.StepKeep: // left by Keep alone, since it decides about the secret
		return s, nil
	case i == len(steps)-1:
		s.Phase = Over
		return s, nil
	}
	return s.enter(steps[i+1].ID)
}

// against lists what must be put right, or insisted on, before this step is
// left.
func (s State) against() []finding.Finding {
	var problems []finding.Finding
	for _, id := range s.Step(s.At).Fields {
		if s.MayBeEmpty(id) {
			continue
		}
		for _, f := range form.Judge(s.Values, id).Findings {
			if f.Status == finding.Fail || form.IsDoubt(f) {
				problems = append(problems, f)
			}
		}
	}
	if ended, ok := s.AlreadyEnded(); ok && slices.Contains(s.Step(s.At).Fields, guide.FieldExpires) {
		problems = append(problems, ended)
	}
	if s.At == guide.StepTenant && s.Discovered {
		problems = append(problems, s.Guide().Unreachable(s.Values.Cloud)...)
	}
	if s.At == guide.StepTenant && s.Insisted && len(problems) == 0 {
		return s.Problems
	}
	if s.At == guide.StepPermission {
		problems = append(problems, s.Unticked()...)
	}
	return problems
}

// Refused reports a field at this step whose value can't be passed.
func (s State) Refused() bool { return slices.ContainsFunc(s.against(), form.Final) }

func (s State) back() State {
	i := s.Index(s.At)
	switch {
	case s.At == guide.StepMessage && s.Explained != nil: // back to the text
		s.Explained = nil
		return s
	case s.At == guide.StepSignIn && s.BrowserFlow.URL != "": // back to the choice of the way
		s.BrowserFlow, s.ReturnMethod, s.Problems = wire.BrowserFlow{}, "", nil
		return s
	case (s.At == guide.StepMessage || s.At == guide.StepGuide) && s.Diagnosing:
		s.At = guide.StepWhich
	case i < 0:
		return s
	case i == 0 && s.Diagnosing && s.Kept != "":
		s.At = guide.StepWhich
	case i == 0:
		s.At = guide.StepGuide
	default:
		s.At = s.Steps()[i-1].ID
	}
	s.Problems, s.Insisted, s.Wait = nil, false, 0
	return s
}

// jump goes to a step reached before. What comes after the organization is
// built on it, so one that was changed is looked up first; and the end waits
// for the decision about the secret.
func (s State) jump(to finding.StepID) (State, []Effect) {
	i, tenant := s.Index(to), s.Index(guide.StepTenant)
	switch {
	case i < 0 || i > s.Reached || to == s.At:
		return s, nil
	case to == guide.StepHandoff && s.Outcome == "":
		return s.jump(guide.StepKeep)
	case i <= tenant || s.Discovered || s.MayBeEmpty(guide.FieldOrganization):
		return s.enter(to)
	case s.At == guide.StepTenant:
		return s.forward()
	}
	return s.enter(guide.StepTenant)
}

// retry does again what the step does.
func (s State) retry() (State, []Effect) {
	switch s.At {
	case guide.StepTenant:
		s.Problems, s.Insisted = nil, false
		s.Discoveries, s.Discovered = nil, false
		return s.forward()
	case guide.StepKeyring, guide.StepKeep:
		return s.probe()
	case guide.StepVerify:
		return s.verify()
	}
	return s, nil
}
