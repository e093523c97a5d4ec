package page

import (
	"cmp"
	"slices"

	"mailgrant/flow"
	"mailgrant/flow/check"
	"mailgrant/flow/finding"
	"mailgrant/flow/guide"
	"mailgrant/flow/wire"
)

// verifyPage tests the credential, and asks what becomes of its secret.
func (s view) verifyPage(p Page) Page {
	p.Lead = []string{"mailgrant asks Microsoft for one token, reads what it grants, and drops it."}
	if s.Guide().Delegated() && s.ReturnMethod != wire.NotNow {
		p.Lead = []string{"mailgrant trades the code of your sign-in for tokens, tries them, and drops them."}
	}
	p.Fields, p.Settled = nil, true
	switch {
	case s.Settled():
		r := check.ReportOf(s.AsCase())
		p.Verdict, p.Checks, p.Lead = s.verdict(r), r.Findings, nil
		p = s.toPortal(p)
	case s.Results.Asked:
		p.Checks = check.Examine(s.AsCase())
		p.Verdict = s.proving(p.Checks)
	}
	switch s.Phase {
	case flow.Verifying:
		p.Awaited = s.Awaited
		p.Waiting = "Asking Microsoft"
		if s.Results.Retried {
			p.Waiting = "Refused. A new secret can take some seconds to spread: trying once more"
		}
		p.Options = []Option{leaveOption}
		return s.pollPage(p)
	case flow.Saving:
		p.Waiting, p.Options = "Saving, and reading it back", []Option{leaveOption}
		return p
	case flow.Probing:
		p.Waiting, p.Options = "Waiting for your keyring", []Option{leaveOption}
		return p
	case flow.Asking, flow.Looking, flow.InBrowser, flow.Explaining, flow.Opening, flow.Removing, flow.Testing, flow.Over:
	}
	if !s.Results.Asked {
		p.Options = []Option{{"Test it", "", flow.Retry{}}}
		return s.keeping(p)
	}
	return s.afterTest(p)
}

// afterTest is the page once the test has ended.
func (s view) afterTest(p Page) Page {
	switch root, bad := finding.Root(p.Checks); {
	case s.Diagnosing && s.Verified():
		return s.recovered(p)
	case s.Diagnosing:
		return s.repairs(p)
	case bad && root.Status != finding.Warn:
		return s.failed(p, root)
	}
	p = s.keeping(p)
	p.Options = append(p.Options, againOption)
	return p
}

// failed are the options after a test that did not pass.
func (s view) failed(p Page, root finding.Finding) Page {
	if s.Practice {
		p.Lead = append(p.Lead, "Practice: "+s.practiceRepair(root, p.Link))
	}
	if s.Given || s.Values.Rights == flow.CanNeither { // somebody else made it
		p.Notes = append(p.Notes, s.hint(root)...)
	}
	p.Options = s.helps(root)
	return s.keeping(p)
}

// keeping offers what can be done with the secret.
func (s view) keeping(p Page) Page {
	ways := s.Ways()
	for _, way := range ways {
		p.Options = append(p.Options, s.keepOption(way))
	}
	switch {
	case s.DryRun:
		return p
	case s.Keyring != nil:
		p.Problems = append([]finding.Finding{*s.Keyring}, p.Problems...)
		p.Options = append(p.Options, Option{"Try the keyring again", "", flow.Retry{Keyring: true}})
	case s.Kept != "" && s.Diagnosing: // its name stays
	case s.IsPending(s.Kept):
		p.Lead = append(slices.Clone(p.Lead), "It is kept under the name it waited by: "+s.Kept+".")
	case slices.Contains(ways, flow.Saved) || len(s.Problems) > 0: // a failure has more to say than how to name it
		p.Fields = []finding.FieldID{guide.FieldName}
	}
	return p
}

// practiceRepair is where the practice tenant lets a credential be repaired.
func (s view) practiceRepair(root finding.Finding, link string) string {
	switch root.Step {
	case guide.StepConsent:
		if s.OnConsentPage() {
			return "on the consent page, choose an administrator and press Accept."
		}
		fallthrough
	case guide.StepPermission, guide.StepSecret:
		if link != "" {
			return "the practice portal has a button that repairs it."
		}
	}
	return "F8 has the values of a good app."
}

// keepOption is a way to treat the secret, or a change of the saved credential.
func (s view) keepOption(way flow.Outcome) Option {
	change := s.Diagnosing && s.Kept != ""
	o := Option{Event: flow.Keep{How: way}}
	switch {
	case way == flow.Saved && change:
		o.Label, o.Note = "Replace the saved one", "it stays until the new one is saved"
	case way == flow.Saved:
		o.Label, o.Note = "Save it in the keyring", "as "+cmp.Or(s.Values.UsableName(), "the name above")
	case way == flow.Unverified && change:
		o.Label, o.Note = "Replace it unverified", "marked as unverified"
	case way == flow.Unverified:
		o.Label, o.Note = "Save it unverified", "as "+cmp.Or(s.Values.UsableName(), "the name above")+", so that the secret is not lost"
	case s.DryRun:
		o.Label, o.Note = "Continue", "a dry run saves nothing"
	case change && !s.Changes():
		o.Label, o.Note = "See the hand-off sheet", "compare it with the product's fields"
	case change:
		o.Label = "Leave the saved one as it is"
	case s.SecretGiven():
		o.Label, o.Note = "Keep no copy", "you have the secret where it was given to you"
	default:
		o.Label, o.Note = "Keep no copy", "only if the portal page is still open"
	}
	return o
}
