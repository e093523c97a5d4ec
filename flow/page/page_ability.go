package page

import (
	"slices"

	"mailgrant/flow"
	"mailgrant/flow/form"
)

// abilityOptions are the answers, the one given before first.
func abilityOptions(chosen form.Ability) []Option {
	options := []Option{
		{"Yes: register and consent", "you are an administrator", flow.ChoseAbility{Ability: flow.CanBoth}},
		{"Register, but not consent", "mailgrant writes the request for consent", flow.ChoseAbility{Ability: flow.CanRegister}},
		{"Neither", "mailgrant writes a request for the whole registration", flow.ChoseAbility{Ability: flow.CanNeither}},
		{"I don't know", "try it: every step says what to do where it is refused", flow.ChoseAbility{Ability: flow.CantSay}},
	}
	if i := slices.IndexFunc(options, func(o Option) bool { return o.Event == flow.ChoseAbility{Ability: chosen} }); i > 0 {
		before := options[i]
		options = slices.Insert(slices.Delete(options, i, i+1), 0, before)
	}
	return options
}
