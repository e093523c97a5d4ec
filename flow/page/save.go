package page

import (
	"cmp"

	"mailgrant/flow"
	"mailgrant/flow/check"
	"mailgrant/flow/guide"
)

func (s view) handoffPage(p Page) Page {
	p.Lead = s.outcomeSays()
	if s.Diagnosing && s.Outcome == flow.Saved {
		p.Lead = append(p.Lead, s.reminder())
	}
	if !s.Verified() {
		p.Lead = append(p.Lead, "It is not verified: "+check.ReportOf(s.AsCase()).Summary)
	}
	if s.Outcome != flow.KeptNone {
		p.Lead = append(p.Lead, s.untilSetUp())
	}
	if s.Localhost {
		p.Lead = append(p.Lead, guide.RemoveLocalhost)
	}
	if !s.Diagnosing { // otherwise the product was set up long ago
		p.After = s.Guide().After
	}
	p.Place = cmp.Or(s.Guide().Place, s.Guide().Product)
	p.Sheet = SheetOf(s.Guide(), s.Credential(s.Outcome == flow.Unverified))
	p.Options = []Option{
		{"Finish", "", flow.Continue{}},
		{"Onboard another tenant", "", flow.NextTenant{}},
	}
	if s.Diagnosing {
		p.Options[1] = Option{"Look at another credential", "", flow.StartDiagnosis{}}
		if s.Home.Begins {
			p.Options[1].Event = flow.GoHome{}
		}
	}
	return p
}

// outcomeSays is what happened to the secret, and nothing that did not: in
// practice all is kept in memory and gone at the end.
func (s view) outcomeSays() []string {
	name := s.Kept
	switch s.Outcome {
	case flow.Saved:
		if s.Practice {
			return []string{"Saved as " + name + ", in practice only: it is gone when you leave."}
		}
		return []string{"Saved as " + name + " in the keyring, and read back."}
	case flow.Unverified:
		if s.Practice {
			return []string{"Saved as " + name + ", unverified and in practice only: it is gone when you leave."}
		}
		return []string{"Saved as " + name + ", unverified. Run " + s.Command("check "+name) + " once it should work."}
	case flow.SavedWaiting:
	case flow.KeptNone:
		if s.Diagnosing && name != "" {
			return []string{"What is kept as " + name + " was left as it is."}
		}
		if name != "" && s.Practice {
			return []string{"No further copy was kept. An earlier save as " + name + " in this session may remain in the practice keyring, which is gone when you leave."}
		}
		if name != "" {
			return []string{"No further copy was kept. An earlier save as " + name + " in this session may remain; to remove it: " + s.Command("remove "+name) + "."}
		}
	}
	return []string{"No copy was kept. " + s.untilSetUp()}
}

// untilSetUp says where to find the secret for the product.
func (s view) untilSetUp() string {
	if s.SecretGiven() {
		return "Keep the secret you were given at hand until the product is set up."
	}
	return "Leave the portal page open until the product works."
}
