package flow

// Ability is what the person may do in the tenant.
type Ability string

// The abilities. The zero Ability was not asked for yet.
const (
	CanBoth     Ability = "both"
	CanRegister Ability = "register"
	CanNeither  Ability = "neither"
	CantSay     Ability = "unknown"
)

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
