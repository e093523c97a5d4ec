package page

import (
	"cmp"
	"strings"

	"mailgrant/flow"
	"mailgrant/flow/finding"
	"mailgrant/flow/form"
	"mailgrant/flow/guide"
	"mailgrant/flow/text"
)

// credentialPage is a saved credential, opened from the first screen.
func credentialPage(s view) Page {
	c := s.Opened()
	p := Page{Step: guide.StepCredential, Title: c.Name, Problems: s.Problems}
	if s.Phase == flow.Opening {
		p.Waiting, p.Options = "Waiting for your keyring", []Option{leaveOption}
		return p
	}
	p.Lead, p.Facts = []string{s.saysOf(c)}, s.factsOf(c)
	test := Option{"Test it", "with Microsoft, now", flow.SelectSaved{Name: c.Name}}
	if s.Need(c) == flow.NeedsRepair {
		test = Option{"Find out why", "tests it: the cause, whose move it is, the fix", flow.SelectSaved{Name: c.Name}}
	}
	if s.Resumable() {
		p.Options = []Option{{"Go on with the change", "what you typed is still there", flow.Jump{To: guide.StepValues}}}
	}
	p.Options = append(p.Options, test,
		Option{"Hand-off sheet", "the product's fields, to copy", flow.ShowSheet{}},
		Option{"Remove it", "from this computer; it asks first", flow.RemoveSaved{}},
		Option{"Go back", "", flow.Back{}})
	return p
}

// saysOf says in a sentence how a saved credential is.
func (s view) saysOf(c flow.Credential) string {
	status, state := s.standing(c)
	cause := finding.Cause(c.Verification.Cause).Entry().Says
	switch {
	case c.Trouble == "" && cause != "" && status != finding.Pass && finding.Status(c.Verification.Verdict) == status:
		return cause
	case status == finding.Pass:
		return "It works."
	}
	return text.UpperFirst(state) + "."
}

// factsOf are what is known about a saved credential.
func (s view) factsOf(c flow.Credential) []Line {
	r := s.row(c)
	g := c.Procedure()
	ends := "not known"
	if left := s.DaysLeft(c); left != nil && *left < 0 {
		ends = c.Expires + ", " + text.Count(-*left, "day") + " ago"
	} else if left != nil {
		ends = c.Expires + ", " + r.Days
	}
	last := "never"
	if v := c.Verification; !v.At.IsZero() {
		last = strings.TrimPrefix(r.When, "tested ") + " (" + v.At.UTC().Format("2006-01-02 15:04") + " UTC)"
	}
	tenant := c.Tenant
	if c.Domain != "" {
		tenant = c.Domain + " (" + c.Tenant + ")"
	}
	return []Line{
		{"Guide", g.Product + ": " + g.Grant.Words()},
		{"Tenant", tenant},
		{"Client ID", cmp.Or(c.Values().UsableClientID(), "not valid")},
		{"Mailboxes", cmp.Or(strings.Join(form.Addresses(c.Mailboxes), ", "), "none given")},
		{"Secret ends", ends},
		{"Last test", last},
	}
}

func removePage(s view) Page {
	name := s.Home.Selected
	p := Page{Step: guide.StepRemove, Title: "Remove " + name + "?", Problems: s.Problems, Lead: []string{
		"Its secret leaves the keyring. Microsoft does not show it again.",
		"The app in Entra stays as it is, and the product that uses the secret goes on working.",
	}}
	if s.Phase == flow.Removing {
		p.Lead, p.Waiting, p.Options = nil, "Removing it, and reading back that it is gone", []Option{leaveOption}
		return p
	}
	p.Options = []Option{{"Keep it", "", flow.Back{}}, {"Remove it", "from this computer", flow.RemoveSaved{}}}
	return p
}

// sheetPage is the hand-off sheet of a saved credential.
func sheetPage(s view) Page {
	c := s.Opened()
	p := Page{Step: guide.StepSheet, Title: "Hand-off sheet of " + c.Name, Problems: s.Problems}
	if s.Phase == flow.Opening {
		p.Waiting, p.Options = "Waiting for your keyring", []Option{leaveOption}
		return p
	}
	p.Place = cmp.Or(c.Procedure().Place, c.Procedure().Product)
	p.Sheet = SheetOf(c.Procedure(), c)
	p.Options = []Option{{"Go back", "", flow.Back{}}}
	return p
}
