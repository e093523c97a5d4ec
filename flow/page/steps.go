package page

import (
	"slices"
	"strings"

	"mailgrant/flow"
	"mailgrant/flow/check"
	"mailgrant/flow/finding"
	"mailgrant/flow/form"
	"mailgrant/flow/guide"
	"mailgrant/flow/text"
	"mailgrant/flow/value"
	"mailgrant/flow/wire"
)

// complete adds what depends on the state of the session.
func (s view) complete(p Page) Page {
	if s.AsWaiting { // whatever the step
		p.Fields, p.Waiting, p.Options = nil, "Keeping it as waiting", []Option{leaveOption}
		return p
	}
	if s.Phase == flow.Looking && s.At != guide.StepTenant { // of a pasted one
		p.Waiting, p.Options = lookingUp, []Option{leaveOption}
		return p
	}
	switch s.At {
	case guide.StepRights:
		p.Options = rightsOptions(s.Values.Rights)
		return p
	case guide.StepUse:
		p.Options = useOptions(s.Guide(), s.Values.Use)
		return p
	case guide.StepConsent:
		return s.consentPage(p)
	case guide.StepRequest:
		return s.requestPage(p)
	case guide.StepSignIn:
		return s.signInPage(p)
	case guide.StepTenant:
		return s.tenantPage(p)
	case guide.StepPermission:
		p.Ticks = s.Guide().Wanted(s.Values.Use)
	case guide.StepKeyring:
		return s.keyringPage(p)
	case guide.StepValues:
		p.Focus = s.suspected()
		return s.correctable(p)
	case guide.StepEndpoint, guide.StepRegister:
		return s.correctable(p)
	case guide.StepVerify:
		return s.verifyPage(p)
	case guide.StepKeep:
		return s.keepPage(p)
	case guide.StepHandoff:
		return s.handoffPage(p)
	}
	p.Options = []Option{{"Continue", "", flow.Continue{}}}
	return p
}

func useOptions(g guide.Guide, chosen value.Use) []Option {
	var options []Option
	for _, u := range []value.Use{chosen, value.Both, value.Incoming, value.Outgoing} {
		if u == 0 || u == chosen && len(options) > 0 {
			continue
		}
		var names []string
		for _, w := range g.Wanted(u) {
			names = append(names, w.Name)
		}
		label := strings.ToUpper(u.Words()[:1]) + u.Words()[1:]
		options = append(options, Option{label, text.List(names), flow.ChoseUse{Use: u}})
	}
	return options
}

const lookingUp = "Asking Microsoft which tenant this is"

func (s view) tenantPage(p Page) Page {
	if s.Practice {
		p.Notes = []string{"Practice mode contacts nobody: it knows contoso.com and a few more made-up organizations."}
	}
	switch {
	case s.Phase == flow.Looking:
		p.Waiting = lookingUp
		p.Options = []Option{leaveOption}
	case s.Discovered && slices.ContainsFunc(s.Discoveries, func(d wire.Discovery) bool { return d.TenantID != "" }):
		a := s.Values
		p.Lead = []string{"Found. Is this your organization?"}
		p.Sketch = []string{
			"Tenant   " + a.Tenant,
			"Cloud    " + a.Cloud.Title(),
			"Portal   " + a.Cloud.PortalHost(),
		}
		if a.Domain != "" {
			p.Sketch = append([]string{"Domain   " + a.Domain}, p.Sketch...)
		}
		p.Notes = nil
		p.Options = []Option{{"Yes, continue", "", flow.Continue{}}, {"No, another one", "", flow.Typed{Field: guide.FieldOrganization, Text: ""}}}
	case len(s.Problems) > 0 && s.Insisted:
		p.Options = []Option{{"Try again", "", flow.Retry{}}}
		if s.mayInsist() {
			p.Options = append(p.Options, Option{"Continue without looking it up", "the test at the end will tell", flow.Continue{}})
		}
	case s.Discovered:
		p.Options = []Option{{"Continue without looking it up", "the test at the end will tell", flow.Continue{}}, {"Look it up", "", flow.Retry{}}}
	case s.MayBeEmpty(guide.FieldOrganization):
		p.Options = []Option{{"Continue without it", "the endpoint may name it", flow.Continue{}}}
	default:
		p.Options = []Option{{"Look it up", "", flow.Continue{}}}
	}
	return p
}

// mayInsist reports that Continue accepts the problems shown.
func (s view) mayInsist() bool { return !slices.ContainsFunc(s.Problems, form.Final) }

func (s view) keyringPage(p Page) Page {
	goOn := Option{"Continue", "", flow.Continue{}}
	switch {
	case s.Phase == flow.Probing:
		p.Waiting = "Waiting for your keyring"
		p.Lead = append(p.Lead, "It may show a window that asks for its password.")
		p.Options = []Option{leaveOption}
	case s.DryRun:
		p.Lead = []string{"This is a dry run: nothing will be saved, so no keyring is needed."}
		p.Options = []Option{goOn}
	case s.Keyring != nil:
		p.Problems = []finding.Finding{*s.Keyring}
		goOn.Label, goOn.Note = "Prove it and keep no copy", "the secret goes into the product only"
		p.Options = []Option{goOn, {"Try the keyring again", "", flow.Retry{}}}
	case s.Probed:
		p.Lead = []string{"Your keyring works: a test entry was written, read back and deleted."}
		if s.Practice {
			p.Lead = []string{"The practice keyring works. Your own was not touched."}
		}
		p.Options = []Option{goOn}
	default:
		p.Lead = append(p.Lead, "It was not tried yet.")
		p.Options = []Option{{"Try the keyring", "", flow.Retry{}}, goOn}
	}
	return p
}

// correctable offers the corrected value if there is exactly one.
func (s view) correctable(p Page) Page {
	for _, id := range p.Fields {
		j := form.Judge(s.Values, id)
		if len(j.Findings) > 0 && j.Corrected != "" && j.Corrected != s.Values.Text(id) {
			p.Options = append(p.Options, Option{"Use the corrected one", j.Corrected, flow.Typed{Field: id, Text: j.Corrected}})
		}
	}
	p.Options = append(p.Options, Option{"Continue", "", flow.Continue{}})
	return p
}

var leaveOption = Option{"Stop waiting", "", flow.Leave{}}

func (s view) verifyPage(p Page) Page {
	p.Lead = []string{"mailgrant asks Microsoft for one token with your values, reads what it grants, and drops it."}
	if s.Guide().Delegated() && s.ReturnMethod != wire.NotNow {
		p.Lead = []string{"mailgrant trades the code of your sign-in for tokens, tries them, and drops them."}
	}
	p.Checks = check.Examine(s.AsCase())
	if s.Phase == flow.Verifying {
		p.Awaited = s.Awaited
		p.Waiting = "Asking Microsoft"
		if s.Results.Retried {
			p.Waiting = "Refused. A new secret can take some seconds to spread: trying once more"
		}
		p.Options = []Option{leaveOption}
		return s.pollPage(p)
	}
	if !s.Results.Asked {
		p.Checks = nil
		p.Options = []Option{{"Test it", "", flow.Retry{}}, unverifiedOption}
		return p
	}
	p.Lead = []string{check.ReportOf(s.AsCase()).Summary}
	if s.Diagnosing {
		if s.Verified() {
			return s.recovered(p)
		}
		return s.repairs(p)
	}
	root, bad := finding.Root(p.Checks)
	if s.Practice && !s.Verified() {
		p.Lead = append(p.Lead, "To repair it in practice, "+s.practiceRepair(root))
	}
	if !bad || root.Status == finding.Warn {
		p.Options = []Option{{"Continue", "decide about the secret", flow.Continue{}}, {"Test again", "", flow.Retry{}}}
		return p
	}
	p.Options = append(p.Options, s.goBack(root)...)
	if s.MayPass(root) {
		p.Options = append(p.Options, Option{"Wait for it to show", "asks for new tokens, up to two minutes", flow.Poll{}})
	}
	p.Options = append(p.Options, Option{"Test again", "", flow.Retry{}}, unverifiedOption)
	if s.AsksAnother(root) {
		p.Options = append(p.Options, s.requestOptions()...)
	}
	return p
}

// practiceRepair is where the practice tenant lets a credential be repaired.
func (s view) practiceRepair(root finding.Finding) string {
	switch root.Step {
	case guide.StepConsent:
		if s.OnConsentPage() {
			return "go back to the consent page, choose an administrator there and press Accept."
		}
		fallthrough
	case guide.StepPermission, guide.StepSecret:
		return "go back to " + s.Step(root.Step).Short + " and open its link: the practice portal has a button for it."
	}
	return "fill in the values of a good app."
}

var unverifiedOption = Option{"Continue unproven", "park the secret, or keep no copy", flow.Continue{}}
