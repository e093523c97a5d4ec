package flow

import (
	"mailgrant/flow/form"
	"mailgrant/flow/guide"
)

// The abilities. The zero Ability was not asked for yet.
const (
	CanBoth     form.Ability = "both"
	CanRegister form.Ability = "register"
	CanNeither  form.Ability = "neither"
	CantSay     form.Ability = "unknown"
)

func (s State) choseAbility(a form.Ability) (State, []Effect) {
	if s.At != guide.StepAbility || a == "" {
		return s, nil
	}
	if s.Answers.Ability != a {
		s.Answers.Ability = a
		s.Reached = min(s.Reached, s.Index(guide.StepAbility)) // what follows is another list of steps
		s = s.changed()
	}
	return s.forward()
}
