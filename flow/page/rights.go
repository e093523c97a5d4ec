package page

import (
	"mailgrant/flow"
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
	p.Options = rightsOptions()
	if s.Values.Rights != "" {
		p.Chosen = flow.ChoseRights{Rights: s.Values.Rights}
	}
	return p
}

// rightsOptions are the answers.
func rightsOptions() []Option {
	return []Option{
		{"I may register and consent", "", flow.ChoseRights{Rights: flow.CanBoth}},
		{"I may register, but not consent", "mailgrant writes the request", flow.ChoseRights{Rights: flow.CanRegister}},
		{"I may do neither: ask an administrator", "", flow.ChoseRights{Rights: flow.CanNeither}},
		{"I don't know: try, and see", "", flow.ChoseRights{Rights: flow.CantSay}},
	}
}
