package flow

import (
	"mailgrant/flow/form"
	"mailgrant/flow/guide"
)

// The abilities. The zero Ability was not asked for yet.
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
		s.Reached = min(s.Reached, s.Index(guide.StepRights)) // what follows is another list of steps
		s = s.changed()
	}
	return s.forward()
}
