package page

import (
	"slices"

	"mailgrant/flow"
	"mailgrant/flow/form"
	"mailgrant/flow/guide"
)

// foundPage asks whether the organization that was found is the right one.
func (s view) foundPage(p Page) Page {
	p.Lead = []string{"Found. Is this your organization?"}
	if s.Step(s.At).Shows(guide.StepRights) {
		p.Lead[0] = "Found. Is this your organization, and what may you do there?"
	}
	p = s.rightsPage(p, "Yes, continue", "")
	p.Options = append(p.Options, Option{"Another organization", "", flow.Typed{Field: guide.FieldOrganization, Text: ""}})
	return p
}

// rightsPage asks what the user may do there, where the guide asks for it: each
// answer goes on.
func (s view) rightsPage(p Page, label, note string) Page {
	if !s.Step(s.At).Shows(guide.StepRights) {
		p.Options = []Option{{label, note, flow.Continue{}}}
		return p
	}
	rights := s.Guide().Step(guide.StepRights)
	p.Lead, p.Folded = append(p.Lead, s.fillAll(rights.Lead)...), s.fillAll(rights.Folded)
	p.Options = rightsOptions(s.Values.Rights)
	return p
}

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
