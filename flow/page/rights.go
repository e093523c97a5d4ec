package page

import (
	"slices"

	"mailgrant/flow"
	"mailgrant/flow/form"
)

// rightsOptions are the answers, with the earlier choice first.
func rightsOptions(chosen form.Rights) []Option {
	options := []Option{
		{"Yes: register and consent", "", flow.ChoseRights{Rights: flow.CanBoth}},
		{"Register, but not consent", "mailgrant writes the request", flow.ChoseRights{Rights: flow.CanRegister}},
		{"Neither", "mailgrant writes the request", flow.ChoseRights{Rights: flow.CanNeither}},
		{"I don't know", "try, and see", flow.ChoseRights{Rights: flow.CantSay}},
	}
	if i := slices.IndexFunc(options, func(o Option) bool { return o.Event == flow.ChoseRights{Rights: chosen} }); i > 0 {
		before := options[i]
		options = slices.Insert(slices.Delete(options, i, i+1), 0, before)
	}
	return options
}
