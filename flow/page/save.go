package page

import (
	"mailgrant/flow"
	"mailgrant/flow/check"
	"mailgrant/flow/finding"
	"mailgrant/flow/guide"
)

// keepLead says what the test has verified, and what saving is for.
func (s view) keepLead() []string {
	const why = "This computer's keyring can keep its secret."
	root, bad := finding.Root(check.Examine(s.AsCase()))
	var lead []string
	switch {
	case !s.Verified():
		lead = []string{"The credential is not proven yet. You can park the secret in the keyring, marked unproven, so that it is not lost."}
	case s.Guide().Delegated() && s.Results.SignIn == nil:
		lead = []string{"Client ID, secret and tenant are proven; the sign-in is not. " + why}
	case bad && root.Cause == finding.Unknown:
		lead = []string{"Microsoft issued a token, but what it grants could not be read. " + why}
	default:
		lead = []string{"The credential is proven. " + why}
	}
	if s.IsPending(s.Kept) {
		lead = append(lead, "It is kept under the name it waited by: "+s.Kept+".")
	}
	return lead
}

func (s view) keepPage(p Page) Page {
	p.Lead = s.keepLead()
	if s.IsPending(s.Kept) {
		p.Fields = nil
	}
	change := s.Diagnosing && s.Kept != ""
	if change {
		p = s.keepChange(p)
	}
	if s.Phase == flow.Saving {
		p.Waiting = "Saving, and reading it back"
		p.Options = []Option{leaveOption}
		return p
	}
	if s.Phase == flow.Probing {
		p.Waiting = "Waiting for your keyring"
		p.Options = []Option{leaveOption}
		return p
	}
	if change {
		return p
	}
	for _, way := range s.Ways() {
		o := keepOption(way)
		if way == flow.KeptNone && s.Index(guide.StepSecret) < 0 {
			o.Note = "you have the secret where it was given to you"
		}
		p.Options = append(p.Options, o)
	}
	switch {
	case s.DryRun:
		p.Lead = []string{"This is a dry run: nothing is saved."}
		p.Fields = nil
	case s.Keyring != nil:
		p.Fields = nil
		p.Problems = append([]finding.Finding{*s.Keyring}, p.Problems...)
		p.Options = append(p.Options, Option{"Try the keyring again", "", flow.Retry{}})
	}
	return p
}

func keepOption(way flow.Outcome) Option {
	switch way {
	case flow.Saved:
		return Option{"Save it in the keyring", "", flow.Keep{How: flow.Saved}}
	case flow.Unverified:
		return Option{"Park it, unproven", "kept in the keyring and marked", flow.Keep{How: flow.Unverified}}
	case flow.KeptNone, flow.SavedWaiting:
	}
	return Option{"Keep no copy", "the portal page still shows it", flow.Keep{How: flow.KeptNone}}
}

func (s view) handoffPage(p Page) Page {
	p.Lead = s.outcomeSays()
	if s.Diagnosing && s.Outcome == flow.Saved {
		p.Lead = append(p.Lead, reminder)
	}
	if !s.Verified() {
		p.Lead = append(p.Lead, "It is not proven: "+check.ReportOf(s.AsCase()).Summary)
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
	p.Sheet = SheetOf(s.Guide(), s.Credential(s.Outcome == flow.Unverified))
	p.Options = []Option{
		{"Finish", "", flow.Continue{}},
		{"Onboard another tenant", "", flow.NextTenant{}},
	}
	if s.Diagnosing {
		p.Options[1] = Option{"Look at another credential", "", flow.StartDiagnosis{}}
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
			return []string{"Saved as " + name + " in the practice keyring, which is gone when you leave. Nothing was saved on this computer."}
		}
		return []string{"Saved as " + name + " in the keyring, and read back."}
	case flow.Unverified:
		if s.Practice {
			return []string{"Parked as " + name + " in the practice keyring, unproven. Nothing was saved on this computer."}
		}
		return []string{"Parked as " + name + ", unproven. Run " + s.Command("check "+name) + " once it should work."}
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
	if s.Index(guide.StepSecret) < 0 {
		return "Keep the secret you were given at hand until the product is set up."
	}
	return "Leave the portal page open until the product works."
}
