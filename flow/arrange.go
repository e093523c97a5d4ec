package flow

import (
	"slices"
	"strings"
)

// arrange adds what depends on how the sitting stands.
func (s State) arrange(p Page) Page {
	if s.PutAside { // from whatever step it is
		p.Fields, p.Waiting, p.Options = nil, "Keeping it as waiting", []Option{leaveOption}
		return p
	}
	switch s.At {
	case StepAbility:
		p.Options = abilityOptions(s.Answers.Ability)
		return p
	case StepUse:
		p.Options = useOptions(s.Guide(), s.Answers.Use)
		return p
	case StepConsent:
		return s.consentPage(p)
	case StepRequest:
		return s.requestPage(p)
	case StepSignIn:
		return s.signInPage(p)
	case StepTenant:
		return s.tenantPage(p)
	case StepPermission:
		p.Ticks = s.Guide().Wanted(s.Answers.Use)
	case StepKeyring:
		return s.keyringPage(p)
	case StepValues:
		p.Focus = s.suspected()
		return s.correctable(p)
	case StepEndpoint, StepRegister:
		return s.correctable(p)
	case StepProve:
		return s.provePage(p)
	case StepKeep:
		return s.keepPage(p)
	case StepHandoff:
		return s.handoffPage(p)
	case StepGuide, StepPortal, StepClientID, StepSecret, StepMailbox:
	}
	p.Options = []Option{{"Continue", "", Continue{}}}
	return p
}

func useOptions(g Guide, chosen Use) []Option {
	var options []Option
	for _, u := range []Use{chosen, Both, Incoming, Outgoing} {
		if u == 0 || u == chosen && len(options) > 0 {
			continue
		}
		var names []string
		for _, w := range g.Wanted(u) {
			names = append(names, w.Name)
		}
		label := strings.ToUpper(u.Words()[:1]) + u.Words()[1:]
		options = append(options, Option{label, list(names), ChoseUse{u}})
	}
	return options
}

func (s State) tenantPage(p Page) Page {
	if s.Practice {
		p.Notes = []string{"Practice asks no one: it knows contoso.com and a few more made-up organizations."}
	}
	switch {
	case s.Phase == Looking:
		p.Waiting = "Asking Microsoft which tenant this is"
		p.Options = []Option{leaveOption}
	case s.Placed && slices.ContainsFunc(s.Place, func(d Discovery) bool { return d.TenantID != "" }):
		a := s.Answers
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
		p.Options = []Option{{"Yes, continue", "", Continue{}}, {"No, another one", "", Typed{FieldWhere, ""}}}
	case len(s.Problems) > 0 && s.Insisted:
		p.Options = []Option{{"Try again", "", Retry{}}}
		if s.mayInsist() {
			p.Options = append(p.Options, Option{"Continue without looking it up", "the test at the end will tell", Continue{}})
		}
	case s.Placed:
		p.Options = []Option{{"Continue without looking it up", "the test at the end will tell", Continue{}}, {"Look it up", "", Retry{}}}
	case s.optionalHere(FieldWhere):
		p.Options = []Option{{"Continue without it", "the endpoint may name it", Continue{}}}
	default:
		p.Options = []Option{{"Look it up", "", Continue{}}}
	}
	return p
}

// mayInsist reports that Continue passes the problems shown.
func (s State) mayInsist() bool { return !slices.ContainsFunc(s.Problems, final) }

func (s State) keyringPage(p Page) Page {
	goOn := Option{"Continue", "", Continue{}}
	switch {
	case s.Phase == Probing:
		p.Waiting = "Waiting for your keyring"
		p.Lead = append(p.Lead, "It may show a window that asks for its password.")
		p.Options = []Option{leaveOption}
	case s.DryRun:
		p.Lead = []string{"This is a dry run: nothing will be saved, so no keyring is needed."}
		p.Options = []Option{goOn}
	case s.Keyring != nil:
		p.Problems = []Finding{*s.Keyring}
		goOn.Label, goOn.Note = "Prove it and keep no copy", "the secret goes into the product only"
		p.Options = []Option{goOn, {"Try the keyring again", "", Retry{}}}
	case s.Probed:
		p.Lead = []string{"Your keyring works: a test entry was written, read back and deleted."}
		if s.Practice {
			p.Lead = []string{"The practice keyring works. Your own was not touched."}
		}
		p.Options = []Option{goOn}
	default:
		p.Lead = append(p.Lead, "It was not tried yet.")
		p.Options = []Option{{"Try the keyring", "", Retry{}}, goOn}
	}
	return p
}

// correctable offers the corrected value where there is one right answer.
func (s State) correctable(p Page) Page {
	for _, id := range p.Fields {
		j := Judge(s.Answers, id)
		if len(j.Findings) > 0 && j.Corrected != "" && j.Corrected != s.Answers.Text(id) {
			p.Options = append(p.Options, Option{"Use the corrected one", j.Corrected, Typed{id, j.Corrected}})
		}
	}
	p.Options = append(p.Options, Option{"Continue", "", Continue{}})
	return p
}

var leaveOption = Option{"Stop waiting", "", Leave{}}

func (s State) provePage(p Page) Page {
	p.Lead = []string{"mailgrant asks Microsoft for one token with your values, reads what it grants, and drops it."}
	if s.Guide().Delegated() && s.Way != NotNow {
		p.Lead = []string{"mailgrant trades the code of your sign-in for tokens, tries them, and drops them."}
	}
	p.Checks = Examine(s)
	if s.Phase == Proving {
		p.Awaited = s.Waiting
		p.Waiting = "Asking Microsoft"
		if s.Seen.Retried {
			p.Waiting = "Refused. A new secret can take some seconds to spread: trying once more"
		}
		p.Options = []Option{leaveOption}
		return s.pollPage(p)
	}
	if !s.Seen.Asked {
		p.Checks = nil
		p.Options = []Option{{"Test it", "", Retry{}}, unproven}
		return p
	}
	p.Lead = []string{ReportOf(s).Summary}
	if s.Diagnosing {
		if s.Proven() {
			return s.wellAgain(p)
		}
		return s.repairs(p)
	}
	if s.Practice && !s.Proven() {
		p.Lead = append(p.Lead, "To repair it in practice, fill in the values of a good app.")
	}
	root, bad := Root(p.Checks)
	if !bad || root.Status == Warn {
		p.Options = []Option{{"Continue", "decide about the secret", Continue{}}, {"Test again", "", Retry{}}}
		return p
	}
	p.Options = append(p.Options, s.goBack(root)...)
	if s.mayPass(root) {
		p.Options = append(p.Options, Option{"Wait for it to show", "asks for new tokens, up to two minutes", Poll{}})
	}
	p.Options = append(p.Options, Option{"Test again", "", Retry{}}, unproven)
	if root.Cause.Owner() == EntraAdmin {
		p.Options = append(p.Options, s.askOptions()...)
	}
	return p
}

var unproven = Option{"Continue unproven", "park the secret, or keep no copy", Continue{}}

func (s State) keepPage(p Page) Page {
	p.Lead = []string{"The credential is proven. Microsoft shows its secret only once; this computer's keyring can keep it, so that you can check it later and copy it again."}
	if root, bad := Root(Examine(s)); bad && root.Cause == Unknown && s.Proven() {
		p.Lead[0] = "Microsoft issued a token, but what it grants could not be read. " + strings.TrimPrefix(p.Lead[0], "The credential is proven. ")
	}
	if s.Guide().Delegated() && s.Seen.Session == nil && s.Proven() {
		p.Lead[0] = "Client ID, secret and tenant are proven; the sign-in is not. " + strings.TrimPrefix(p.Lead[0], "The credential is proven. ")
	}
	if !s.Proven() {
		p.Lead = []string{"The credential is not proven yet. You can park the secret in the keyring, marked unproven, so that it is not lost."}
	}
	if s.Phase == Saving {
		p.Waiting = "Saving, and reading it back"
		p.Options = []Option{leaveOption}
		return p
	}
	if s.Phase == Probing {
		p.Waiting = "Waiting for your keyring"
		p.Options = []Option{leaveOption}
		return p
	}
	if s.Diagnosing && s.Kept != "" {
		return s.keepChange(p)
	}
	for _, way := range s.Ways() {
		o := keepOption(way)
		if way == KeptNone && s.index(StepSecret) < 0 {
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
		p.Problems = append([]Finding{*s.Keyring}, p.Problems...)
		p.Options = append(p.Options, Option{"Try the keyring again", "", Retry{}})
	}
	return p
}

func keepOption(way Outcome) Option {
	switch way {
	case Saved:
		return Option{"Save it in the keyring", "", Keep{Saved}}
	case Parked:
		return Option{"Park it, unproven", "kept in the keyring and marked", Keep{Parked}}
	case KeptNone, Aside:
	}
	return Option{"Keep no copy", "you have the secret in the portal's page until you close it", Keep{KeptNone}}
}

func (s State) handoffPage(p Page) Page {
	p.Lead = s.outcomeSays()
	if s.Diagnosing && s.Outcome == Saved {
		p.Lead = append(p.Lead, reminder)
	}
	if !s.Proven() {
		p.Lead = append(p.Lead, "It is not proven: "+ReportOf(s).Summary)
	}
	if s.Outcome != KeptNone {
		p.Lead = append(p.Lead, s.untilSetUp())
	}
	if !s.Diagnosing { // the product was set up long ago
		p.Lead = append(p.Lead, s.after()...)
	}
	p.Sheet = SheetOf(s.Guide(), s.credential(s.Outcome == Parked))
	p.Options = []Option{
		{"Finish", "the sheet is printed once more, without the secret", Continue{}},
		{"Onboard another tenant", "the same guide; asks only what differs", Another{}},
	}
	if s.Diagnosing {
		p.Options[1] = Option{"Look at another credential", "", Broken{}}
	}
	return p
}

// outcomeSays is what became of the secret, and nothing that did not happen:
// in practice all is kept in memory and gone at the end.
func (s State) outcomeSays() []string {
	name := s.Kept
	switch s.Outcome {
	case Saved:
		if s.Practice {
			return []string{"Saved as " + name + " in the practice keyring, which is gone when you leave. Nothing was saved on this computer."}
		}
		return []string{"Saved as " + name + ": written to the keyring and read back equal."}
	case Parked:
		if s.Practice {
			return []string{"Parked as " + name + " in the practice keyring, unproven. Nothing was saved on this computer."}
		}
		return []string{"Parked as " + name + ", unproven. Run mailgrant check " + name + " once it should work."}
	case Aside:
	case KeptNone:
		if s.Diagnosing && name != "" {
			return []string{"What is kept as " + name + " was left as it is."}
		}
		if name != "" {
			return []string{"No further copy was kept. What this sitting may have saved as " + name + " before stays until you remove it: mailgrant remove " + name + "."}
		}
	}
	return []string{"No copy was kept. " + s.untilSetUp()}
}

// untilSetUp says where the secret is to be had for the product.
func (s State) untilSetUp() string {
	if s.index(StepSecret) < 0 {
		return "Keep the secret you were given at hand until the product is set up."
	}
	return "Leave the portal page with the secret's Value open until the product is set up."
}
