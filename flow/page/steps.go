package page

import (
	"slices"
	"strings"

	"mailgrant/flow"
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
	if s.Phase == flow.Looking && !slices.Contains(p.Fields, guide.FieldOrganization) { // of a pasted one
		p.Waiting, p.Options = lookingUp, []Option{leaveOption}
		return p
	}
	if s.Phase == flow.Probing && s.At != guide.StepVerify {
		return s.probingPage(p)
	}
	switch s.At {
	case guide.StepUse:
		p.Options, p.Chosen = s.useOptions("", true), flow.ChoseUse{Use: s.Values.Use}
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
		p.Permissions, p.Settled = s.Guide().Permissions, true
		p.Options, p.Chosen = s.useOptions("Continue: ", true), flow.ChoseUse{Use: s.Values.Use}
		return p
	case guide.StepReady:
		p.Do = s.ownRoles(p.Do)
		return s.correctable(p)
	case guide.StepKeyring:
		return s.keyringPage(p)
	case guide.StepValues:
		return s.valuesPage(p)
	case guide.StepClientID:
		p.Derived = s.derived(p.Fields)
		return s.correctable(p)
	case guide.StepVerify:
		return s.verifyPage(p)
	case guide.StepHandoff:
		return s.handoffPage(p)
	}
	return s.correctable(p)
}

// ownRoles are the steps without the role to consent, if somebody else will.
func (s view) ownRoles(do []string) []string {
	do = slices.Clone(do)
	for i, d := range do {
		if own, _, both := strings.Cut(d, " to register, "); both && s.Values.Rights == flow.CanRegister && strings.HasSuffix(d, " to consent.") {
			do[i] = own + " to register."
		}
	}
	return do
}

// useOptions say what the product does with mail, and go on: lead says how, at the
// usual one or at all. They can say which permissions each leaves out.
func (s view) useOptions(lead string, leaves bool) []Option {
	var options []Option
	for _, u := range []value.Use{value.Both, value.Incoming, value.Outgoing} {
		words := map[value.Use]string{value.Both: "it fetches and sends", value.Incoming: "it only fetches", value.Outgoing: "it only sends"}[u]
		o := Option{Label: text.UpperFirst(words), Event: flow.ChoseUse{Use: u}}
		if u == s.Values.Use || !leaves {
			o.Label = text.UpperFirst(lead + words)
		}
		if without := s.leftOut(u); leaves && len(without) > 0 {
			o.Note = "leave out " + text.List(without)
		}
		options = append(options, o)
	}
	return options
}

const lookingUp = "Asking Microsoft which tenant this is"

// leftOut are the permissions that a use does without.
func (s view) leftOut(u value.Use) []string {
	var names []string
	for _, p := range s.Guide().Permissions {
		if p.For != 0 && p.For&u == 0 {
			names = append(names, p.Name)
		}
	}
	return names
}

// derived are the fields with an endpoint as mailgrant builds it.
func (s view) derived(fields []finding.FieldID) []finding.FieldID {
	a := s.Values
	built := map[finding.FieldID]string{
		guide.FieldToken: value.TokenEndpoint(a.Cloud, a.Tenant), guide.FieldAuth: s.Guide().AuthEndpoint(a.Cloud, a.Tenant),
	}
	return slices.DeleteFunc(slices.Clone(fields), func(id finding.FieldID) bool {
		return built[id] == "" || a.Text(id) != built[id]
	})
}

func (s view) valuesPage(p Page) Page {
	if s.Phase == flow.Looking {
		p.Waiting, p.Options = lookingUp, []Option{leaveOption}
		return p
	}
	p.Focus, p.Derived = s.suspected(), s.derived(p.Fields)
	p = s.correctable(p)
	if s.Given {
		p.Options, p.Chosen = append(p.Options[:len(p.Options)-1], s.useOptions("Test it: ", false)...), flow.ChoseUse{Use: s.Values.Use}
	}
	if s.notFound() {
		p.Options = slices.Insert(p.Options, 0, Option{"Look it up again", "", flow.Retry{}})
	}
	return p
}

// notFound reports an organization that was looked up without a result, which the
// page says.
func (s view) notFound() bool {
	return len(s.Problems) > 0 && len(s.Discoveries) > 0 &&
		!slices.ContainsFunc(s.Discoveries, func(d wire.Discovery) bool { return d.TenantID != "" })
}

// probingPage is the wait for the keyring before the page that makes a secret.
func (s view) probingPage(p Page) Page {
	p.Fields, p.Problems = nil, nil
	p.Lead = []string{"The next page creates the secret. First mailgrant tries your keyring, which may ask for its password."}
	p.Waiting, p.Options = "Waiting for your keyring", []Option{leaveOption}
	return p
}

func (s view) tenantPage(p Page) Page {
	tenant := s.Guide().Step(guide.StepTenant)
	p.Lead, p.Folded = s.fillAll(tenant.Lead), s.fillAll(tenant.Folded)
	if s.Practice {
		p.Notes = []string{"Practice mode contacts nobody: it knows contoso.com and northwindtraders.com, both made up."}
	}
	switch {
	case s.Phase == flow.Looking:
		p.Waiting = lookingUp
		p.Options = []Option{leaveOption}
	case s.Discovered && slices.ContainsFunc(s.Discoveries, func(d wire.Discovery) bool { return d.TenantID != "" }):
		a := s.Values
		p.Sketch = []string{
			"Tenant   " + a.Tenant,
			"Cloud    " + a.Cloud.Title(),
			"Portal   " + a.Cloud.PortalHost(),
		}
		if a.Domain != "" {
			p.Sketch = append([]string{"Domain   " + a.Domain}, p.Sketch...)
		}
		p.Notes, p.Folded = nil, nil
		return s.foundPage(p)
	case !s.Discovered && len(s.Problems) > 0 && s.Insisted:
		p.Options = []Option{{"Try again", "", flow.Retry{}}}
		if s.mayInsist() {
			p.Options = append(p.Options, Option{"Continue without looking it up", "the test at the end will tell", flow.Continue{}})
		}
	case s.Discovered:
		p.Lead = []string{"It was not looked up: the test at the end will tell whether it is right."}
		p = s.rightsPage(p, "Continue without looking it up", "the test at the end will tell")
		p.Options = append(p.Options, Option{"Look it up", "", flow.Retry{}})
	default:
		p.Options = []Option{{"Look it up", "", flow.Continue{}}}
	}
	return p
}

// mayInsist reports that Continue accepts the problems shown.
func (s view) mayInsist() bool { return !slices.ContainsFunc(s.Problems, form.Final) }

// keyringPage says why the keyring can't be used.
func (s view) keyringPage(p Page) Page {
	if s.Keyring != nil {
		p.Problems = []finding.Finding{*s.Keyring}
	}
	p.Options = []Option{
		{"Try again", "", flow.Retry{}},
		{"Prove it and keep no copy", "the secret goes into the product only", flow.Continue{}},
	}
	return p
}

// correctable offers the corrected value if there is exactly one, or the days that
// a date can mean.
func (s view) correctable(p Page) Page {
	for _, id := range p.Fields {
		j := form.Judge(s.Values, id)
		if len(j.Findings) > 0 && j.Corrected != "" && j.Corrected != s.Values.Text(id) && !s.MayBeEmpty(id) {
			p.Options = append(p.Options, Option{"Use the corrected one", j.Corrected, flow.Typed{Field: id, Text: j.Corrected}})
		}
		for _, r := range j.Readings {
			p.Options = append(p.Options, Option{"It ends on " + r, "", flow.Typed{Field: id, Text: r}})
		}
	}
	p.Options = append(p.Options, Option{s.goOn(), "", flow.Continue{}})
	return p
}

// goOn is the label of Continue. After a warning it says what it accepts.
func (s view) goOn() string {
	ended, past := s.AlreadyEnded()
	switch {
	case !s.Insisted || len(s.Problems) == 0 || !s.mayInsist():
		return "Continue"
	case past && len(s.Problems) == 1 && s.Problems[0].Says == ended.Says:
		return "It really ended then: go on"
	}
	return "Continue all the same"
}

var leaveOption = Option{"Stop waiting", "", flow.Leave{}}
