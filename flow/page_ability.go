package flow

import "slices"

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
