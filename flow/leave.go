package flow

import (
	"mailgrant/flow/finding"
	"mailgrant/flow/form"
	"mailgrant/flow/guide"
	"mailgrant/flow/value"
)

// leave ends a wait. A save in progress may have happened nevertheless, so
// saving again under that name replaces it.
func (s State) leave() State {
	if !s.Busy() {
		return s
	}
	if s.Phase == Verifying {
		s = s.abandon()
	}
	if s.Phase == Looking {
		s = s.settled()
	}
	if s.Phase == Opening {
		s.Discovered = false
		s.Values, s.Kept = form.Values{Use: value.Both}, ""
		if s.At == guide.StepSheet {
			s.At = guide.StepCredential
		}
	}
	if s.Phase == Removing {
		s = s.leftRemoving()
	}
	if s.Phase == Saving {
		s.AsWaiting = false
		s.Kept = form.Judge(s.Values, guide.FieldName).Value
		s.Problems = []finding.Finding{finding.New(finding.KeyringCheck, finding.KeyringTimeout,
			"You left before the keyring answered: the secret may or may not be saved.",
			"Save again under the same name, or choose another way on. "+s.Command("check "+s.Kept)+" finds out later whether it was saved.")}
	}
	untested := s.Phase == Probing && s.At != guide.StepKeyring && s.At != guide.StepVerify
	s.Phase, s.Awaited = Asking, nil
	s.Attempt++
	if untested {
		f := finding.New(finding.KeyringCheck, finding.KeyringTimeout, "You left before the keyring answered.",
			"Try it again, or go on: the secret is then not saved on this computer.")
		s.Keyring = &f
		s, _ = s.enter(guide.StepKeyring)
	}
	return s
}
