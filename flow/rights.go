package flow

import (
	"mailgrant/flow/form"
	"mailgrant/flow/guide"
)

// The rights. The zero value means that they were not asked for yet.
const (
	CanBoth     form.Rights = "both"
	CanRegister form.Rights = "register"
	CanNeither  form.Rights = "neither"
	CantSay     form.Rights = "unknown"
)

func (s State) choseRights(a form.Rights) (State, []Effect) {
	if s.At != guide.StepRights || a == "" {
		return s, nil
	}
	if s.Values.Rights != a {
		s.Values.Rights = a
		s.Reached = min(s.Reached, s.Index(guide.StepRights)) // what follows depends on the rights
		s = s.changed()
	}
	return s.forward()
}
