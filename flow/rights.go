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
	if s.At != guide.StepTenant || !s.Discovered || a == "" || !s.Step(s.At).Shows(guide.StepRights) {
		return s, nil
	}
	if s.Values.Rights != a {
		s.Values.Rights = a
		s.Reached = min(s.Reached, s.Index(guide.StepTenant)) // what follows depends on the rights
		s = s.rechosen()
	}
	return s.forward()
}
