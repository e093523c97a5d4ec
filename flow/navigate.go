package flow

import (
	"cmp"
	"slices"

	"mailgrant/flow/finding"
	"mailgrant/flow/form"
	"mailgrant/flow/guide"
	"mailgrant/flow/wire"
)

// enter goes to a step and starts what the step does by itself.
func (s State) enter(id finding.StepID) (State, []Effect) {
	page := s.Step(id)
	if page.Shows(guide.StepKeyring) && page.ID != guide.StepKeyring && !s.Probed && !s.DryRun && s.Index(id) >= s.Reached {
		return s.probe() // before there is a secret to lose
	}
	s.At = cmp.Or(page.ID, id)
	s.Phase, s.Problems, s.Insisted = Asking, nil, false
	if s.At != guide.StepConsent && s.At != guide.StepVerify {
		s.Visited = false
	}
	if s.At != guide.StepVerify { // the wait was for an earlier consent
		s.Wait = 0
	}
	s.Reached = max(s.Reached, s.Index(id))
	if s.At != guide.StepVerify {
		return s, nil
	}
	if s = s.named(); !s.Results.Asked {
		return s.verify()
	}
	return s, nil
}

// named proposes a name for a credential that has none.
func (s State) named() State {
	if s.Values.Name == "" {
		s.Values.Name = s.nameless()
	}
	return s
}

// forward goes to the next step unless something at this step prevents it.
func (s State) forward() (State, []Effect) {
	if s.At == guide.StepMessage {
		return s.explain()
	}
	steps, i := s.Steps(), s.Index(s.At)
	if i < 0 || s.At == guide.StepVerify { // only Keep leaves the test, because it decides about the secret
		return s, nil
	}
	if problems := s.against(); len(problems) > 0 && (!s.Insisted || slices.ContainsFunc(problems, form.Final)) {
		s.Problems, s.Insisted = problems, true
		return s, nil
	}
	switch {
	case s.asksTenant() && !s.Discovered:
		return s.locate()
	case s.At == guide.StepTenant && s.Values.Rights == "" && s.Step(s.At).Shows(guide.StepRights): // its options say them
		return s, nil
	case s.At == guide.StepSignIn && s.BrowserFlow.URL != "", s.At == guide.StepConsent && s.BrowserFlow.URL != "" && s.Values.Answer != "":
		return s.pasted()
	case s.At == guide.StepSignIn && !s.Results.Asked && s.ReturnMethod != wire.NotNow: // its options leave it
		return s, nil
	case i == len(steps)-1:
		s.Phase = Over
		return s, nil
	}
	return s.enter(steps[i+1].ID)
}

// against lists the problems to fix, or to insist on, before this step can be
// left.
func (s State) against() []finding.Finding {
	var problems []finding.Finding
	values := s.Values
	if s.Given && !s.Discovered { // it is that of an organization typed before
		values.Tenant = ""
	}
	for _, id := range s.Step(s.At).Fields {
		if s.MayBeEmpty(id) {
			continue
		}
		for _, f := range form.Judge(values, id).Findings {
			if f.Status == finding.Fail || form.IsDoubt(f) {
				problems = append(problems, f)
			}
		}
	}
	if ended, ok := s.AlreadyEnded(); ok && slices.Contains(s.Step(s.At).Fields, guide.FieldExpires) {
		problems = append(problems, ended)
	}
	if s.asksTenant() && s.Discovered {
		problems = append(problems, s.Guide().Unreachable(s.Values.Cloud)...)
	}
	if s.asksTenant() && s.Insisted && len(problems) == 0 {
		return s.Problems
	}
	return problems
}

// Refused reports a field at this step with a value that can't be insisted on.
func (s State) Refused() bool { return slices.ContainsFunc(s.against(), form.Final) }

func (s State) back() State {
	i := s.Index(s.At)
	switch {
	case s.AtHome():
		return s.backHome()
	case s.At == guide.StepMessage && s.Explained != nil: // back to the text
		s.Explained = nil
		return s
	case s.At == guide.StepSignIn && s.BrowserFlow.URL != "": // back to the choice of a return method
		s.BrowserFlow, s.ReturnMethod, s.Problems = wire.BrowserFlow{}, "", nil
		return s
	case s.Home.Begins && s.opens():
		return s.toStart()
	case s.Home.Selected != "" && s.Diagnosing && (i == 0 || s.At == guide.StepVerify && !s.Changes()):
		return s.backToSaved()
	case s.At == guide.StepGuide && s.Given && !s.Diagnosing:
		return s.startSetup(false)
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

// jump goes to a step that was reached before. Later steps depend on the
// organization, so a changed one is looked up first. The last step waits for
// the decision about the secret.
func (s State) jump(to finding.StepID) (State, []Effect) {
	i, tenant := s.Index(to), s.Index(guide.StepTenant)
	switch {
	case i < 0 || i > s.Reached || i == s.Index(s.At) || s.AtHome() && !s.Resumable():
		return s, nil
	case to == guide.StepHandoff && s.Outcome == "":
		return s.jump(guide.StepVerify)
	case i <= tenant || s.Discovered || s.MayBeEmpty(guide.FieldOrganization):
		return s.enter(to)
	case s.asksTenant():
		return s.forward()
	}
	return s.enter(guide.StepTenant)
}

// retry repeats what the step does.
func (s State) retry(keyring bool) (State, []Effect) {
	switch {
	case s.asksTenant():
		s.Problems, s.Insisted = nil, false
		s.Discoveries, s.Discovered = nil, false
		return s.forward()
	case s.At == guide.StepKeyring, s.At == guide.StepVerify && keyring:
		return s.probe()
	case s.At == guide.StepVerify:
		return s.verify()
	}
	return s, nil
}
