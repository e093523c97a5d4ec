package flow

import "slices"

// Ability is what the person may do in the tenant.
type Ability string

// The abilities. The zero Ability was not asked for yet.
const (
	CanBoth     Ability = "both"
	CanRegister Ability = "register"
	CanNeither  Ability = "neither"
	CantSay     Ability = "unknown"
)

// abilityOptions are the answers, the one given before first.
func abilityOptions(chosen Ability) []Option {
	options := []Option{
		{"Yes: register and consent", "you are an administrator", ChoseAbility{CanBoth}},
		{"Register, but not consent", "mailgrant writes the request for consent", ChoseAbility{CanRegister}},
		{"Neither", "mailgrant writes a request for the whole registration", ChoseAbility{CanNeither}},
		{"I don't know", "try it: every step says what to do where it is refused", ChoseAbility{CantSay}},
	}
	if i := slices.IndexFunc(options, func(o Option) bool { return o.Event == ChoseAbility{chosen} }); i > 0 {
		before := options[i]
		options = slices.Insert(slices.Delete(options, i, i+1), 0, before)
	}
	return options
}

func (s State) choseAbility(a Ability) (State, []Effect) {
	if s.At != StepAbility || a == "" {
		return s, nil
	}
	if s.Answers.Ability != a {
		s.Answers.Ability = a
		s.Reached = min(s.Reached, s.index(StepAbility)) // what follows is another list of steps
		s = s.changed()
	}
	return s.forward()
}
