package flow

import (
	"slices"

	"mailgrant/flow/check"
	"mailgrant/flow/finding"
	"mailgrant/flow/guide"
)

// testAll tests all listed credentials that have a secret.
func (s State) testAll() (State, []Effect) {
	names := s.Testable()
	if s.At != guide.StepStart || len(names) == 0 {
		return s, nil
	}
	s.Home = s.Home.closed()
	s.Home.Untested = names
	for _, c := range s.Listed() {
		s.Home.Order = append(s.Home.Order, c.Name)
	}
	s.Attempt++
	s.Phase, s.Awaited, s.Problems, s.Insisted = Testing, []finding.Check{finding.KeyringCheck}, nil, false
	var effects []Effect
	for _, name := range names {
		effects = append(effects, TestCredential{s.Attempt, name, names})
	}
	return s, effects
}

// Testable are the names of the listed credentials that have a secret to test.
func (s State) Testable() []string {
	var names []string
	for _, c := range s.Listed() {
		if c.HasSecret() {
			names = append(names, c.Name)
		}
	}
	return names
}

func (s State) savedTested(e SavedTested) State {
	i := slices.Index(s.Home.Untested, e.Name)
	if s.Phase != Testing || !s.awaits(e.Attempt, finding.KeyringCheck) || i < 0 {
		return s
	}
	s.Home.Untested = slices.Delete(slices.Clone(s.Home.Untested), i, i+1)
	s.Home.Tested = append(slices.Clone(s.Home.Tested), finding.Status(e.Verification.Verdict))
	s = s.tested(e.Name, e.Verification, e.Saved)
	if e.Problem != nil && len(s.Problems) == 0 { // it is the same for all
		s.Problems = []finding.Finding{*e.Problem}
	}
	if len(s.Home.Untested) == 0 {
		s.Phase, s.Awaited = Asking, nil
	}
	return s
}

// tested puts the result of a test in the list; saved is the credential as it is
// saved since, nil if that is not known.
func (s State) tested(name string, v check.Verification, saved *Credential) State {
	if v.At.After(s.Home.Now) {
		s.Home.Now = v.At
	}
	now := func(list []Credential) []Credential {
		list = slices.Clone(list)
		for i, c := range list {
			if c.Name == name {
				list[i] = c.after(v, saved)
			}
		}
		return list
	}
	s.Saved, s.Pending = now(s.Saved), now(s.Pending)
	s.Pending = slices.DeleteFunc(s.Pending, func(c Credential) bool { return c.ResumeAt == "" }) // it waits no longer
	return s
}

// after is a credential after a test. If saved is nil, a test that passed does
// what the index makes of it.
func (c Credential) after(v check.Verification, saved *Credential) Credential {
	switch {
	case saved != nil:
		c = *saved
	case v.Verdict == string(finding.Pass) || v.Verdict == string(finding.Warn):
		c.Unverified, c.Good = false, &v
		if len(v.Roles) > 0 {
			c.ResumeAt = ""
		}
	}
	c.Verification = v
	return c
}

// noted keeps the result of a diagnosis of a saved credential, as the command
// check does: unless something was changed, or the test could not decide.
func (s State) noted(was State, effects []Effect) (State, []Effect) {
	if was.Phase != Verifying || s.Phase == Verifying || !s.Settled() || !s.Diagnosing || s.Kept == "" || s.Changes() || s.Offline || s.DryRun {
		return s, effects
	}
	v := check.VerificationOf(s.AsCase())
	if v.Verdict == string(finding.Undecided) || v.At.IsZero() {
		return s, effects
	}
	return s.tested(s.Kept, v, nil), append(slices.Clone(effects), NoteCheck{s.Kept, v})
}
