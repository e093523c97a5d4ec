package flow

import (
	"mailgrant/flow/check"
	"mailgrant/flow/finding"
	"mailgrant/flow/guide"
	"mailgrant/flow/value"
	"mailgrant/flow/wire"
)

// typed takes a field's text. It drops the test results for the old text, and
// what was found out about another tenant.
func (s State) typed(id finding.FieldID, text string) State {
	if s.Values.Text(id) == text || !s.Values.Has(id) {
		return s
	}
	s.Values = s.Values.With(id, text)
	switch id {
	case guide.FieldExpires:
		s.Values.Today = s.Today
	case guide.FieldOrganization:
		s.Discoveries, s.Discovered = nil, false
		s.Results, s.BrowserFlow = check.Results{}, wire.BrowserFlow{}
	case guide.FieldToken:
		if clean, _ := value.Clean(s.Values.Organization); clean == "" { // it named the tenant
			s.Discoveries, s.Discovered = nil, false
		}
		s.Results, s.BrowserFlow = check.Results{}, wire.BrowserFlow{}
	case guide.FieldClientID, guide.FieldAuth, guide.FieldRedirect:
		s.Results, s.BrowserFlow = check.Results{}, wire.BrowserFlow{}
	case guide.FieldMailbox:
		s.Results = check.Results{}
		if s.Diagnosing { // its step asks for only one
			s.Values.Mailboxes = s.Values.Instead()
		}
	}
	return s.changed()
}

func (s State) typedSecret(secret value.Secret) State {
	if s.Values.Secret == secret {
		return s
	}
	switch old := s.Values.Secret; {
	case secret == s.renewed.Secret && s.Values.Expires == "": // it is the old one after all
		s.Values.Expires = s.renewed.Expires
	case !old.Empty() && s.Values.Expires != "" && s.NeedsNewSecret():
		s.renewed = renewed{old, s.Values.Expires}
		s.Values.Expires = ""
	}
	s.Values.Secret, s.Differs = secret, false
	s.Results = check.Results{}
	return s.changed()
}

// NeedsNewSecret reports a test that asks for another secret rather than for the
// same one again.
func (s State) NeedsNewSecret() bool {
	if !s.Settled() {
		return false
	}
	root, _ := finding.Root(check.Examine(s.AsCase()))
	return s.Diagnosing || root.Cause == finding.SecretExpired || root.Cause == finding.SecretExpiring
}

// renewed is a secret that a test found of no use, with its end date: a new one
// has another.
type renewed struct {
	Secret  value.Secret
	Expires string
}

// rechosen is changed after a choice that is no value: a paste can still be undone.
func (s State) rechosen() State {
	undo := s.undo
	s = s.changed()
	s.undo = undo
	return s
}

// changed forgets the problems with the old value, and asks for the decision
// about the secret again.
func (s State) changed() State {
	s.Problems, s.Insisted, s.undo = nil, false, nil
	if s.At == guide.StepHandoff {
		s.At = guide.StepVerify
	}
	s.Outcome = ""
	return s
}
