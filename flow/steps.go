package flow

import (
	"slices"

	"mailgrant/flow/check"
	"mailgrant/flow/finding"
	"mailgrant/flow/form"
	"mailgrant/flow/guide"
	"mailgrant/flow/value"
)

// Steps are the pages of this session, in order. Usually they are the guide's
// own. Values that somebody sent are asked for on one page, and tested. If
// somebody else registers the app, the request comes before the values.
func (s State) Steps() []guide.Step {
	g := s.Guide()
	switch {
	case g.Steps == nil:
		return nil
	case s.Given:
		return withTests(g, s.valuesPage(g))
	case s.Values.Rights == CanNeither:
		request, values := guide.RequestStep(), s.valuesPage(g)
		request.With = []finding.StepID{guide.StepRegister}
		if slices.Contains(g.Step(guide.StepRegister).Fields, guide.FieldRedirect) {
			request.Fields = []finding.FieldID{guide.FieldRedirect}
		}
		before := slices.DeleteFunc(slices.Clone(g.Pages), func(p guide.Step) bool {
			return p.ID != guide.StepTenant && p.ID != guide.StepMailbox
		})
		return withTests(g, append(before, g.Step(guide.StepUse), request, values)...)
	case s.Keyring == nil || s.DryRun:
		return g.Pages
	}
	return withKeyring(g)
}

// withTests are pages that ask for values, followed by those that test them.
func withTests(g guide.Guide, pages ...guide.Step) []guide.Step {
	for _, p := range g.Pages {
		switch p.ID {
		case guide.StepSignIn, guide.StepVerify, guide.StepHandoff:
			pages = append(pages, p)
		}
	}
	return pages
}

// withKeyring adds the page of a keyring that can't be used, before there is a
// secret to lose.
func withKeyring(g guide.Guide) []guide.Step {
	var all []guide.Step
	for _, p := range g.Pages {
		if p.Shows(guide.StepKeyring) {
			all = append(all, g.Step(guide.StepKeyring))
			p.With = slices.DeleteFunc(slices.Clone(p.With), func(id finding.StepID) bool { return id == guide.StepKeyring })
		}
		all = append(all, p)
	}
	return all
}

// valuesPage asks for the values that somebody sent.
func (s State) valuesPage(g guide.Guide) guide.Step {
	values := guide.ValuesStep()
	values.With = []finding.StepID{guide.StepClientID, guide.StepSecret, guide.StepEndpoint}
	values.Fields = []finding.FieldID{guide.FieldClientID, guide.FieldSecret, guide.FieldExpires}
	if g.Auth != "" {
		values.Fields = append(values.Fields, guide.FieldAuth)
	}
	values.Fields = append(values.Fields, guide.FieldToken)
	if !s.Given { // the page of the organization and the request came before
		return values
	}
	values.With = append(values.With, guide.StepTenant, guide.StepMailbox, guide.StepRegister, guide.StepUse)
	values.Fields = slices.Insert(values.Fields, 0, guide.FieldOrganization)
	if s.Diagnosing || g.Index(guide.StepMailbox) >= 0 {
		values.Fields = append(values.Fields, guide.FieldMailbox)
	}
	if s.Diagnosing {
		values.Title = "The values"
		values.Lead, values.Notes, values.Folded = []string{"What stays empty is left out of the test."}, nil, nil
	}
	if g.Redirected {
		values.Fields = append(values.Fields, guide.FieldRedirect)
	}
	return values
}

// Field describes a field as this session asks for it. Of given values, the
// organization may be anything, and the endpoints follow from it.
func (s State) Field(id finding.FieldID) guide.Field {
	f := s.Guide().Field(id)
	switch {
	case !s.Given:
	case id == guide.FieldOrganization:
		f.Label, f.Example = "Organization", "a Directory (tenant) ID, contoso.com, or support@contoso.com"
		f.Where = "The Directory (tenant) ID you were sent, the organization's domain, or any of its mailbox addresses. Not needed if you have the token endpoint."
	case id == guide.FieldToken || id == guide.FieldAuth:
		f.Optional = true
		f.Where = "Leave it empty, and mailgrant builds it from the organization. " + f.Where
	}
	return f
}

// Index is the index of the page of this session that shows a step; -1 for none.
func (s State) Index(id finding.StepID) int {
	return slices.IndexFunc(s.Steps(), func(page guide.Step) bool { return page.Shows(id) })
}

// Step is the page of this session that shows a step; an empty one for none.
func (s State) Step(id finding.StepID) guide.Step {
	if i := s.Index(id); i >= 0 {
		return s.Steps()[i]
	}
	return guide.Step{}
}

// SecretGiven reports a session whose secret was made before.
func (s State) SecretGiven() bool { return s.Step(guide.StepSecret).ID == guide.StepValues }

// startSetup goes to the choice of guides, for a user with nothing yet or with
// values that somebody sent.
func (s State) startSetup(given bool) State {
	if s.At == guide.StepStart {
		return s.startFromHome(given)
	}
	if s.At != guide.StepWhich && (s.At != guide.StepGuide || s.Given == given) {
		return s
	}
	if s.Diagnosing && !given {
		if !s.Probed { // what was unreadable says nothing about the next one
			s.Keyring = nil
		}
		if s.Diagnosing = false; s.Kept != "" { // the changes belong to the selected credential
			s = s.nextSession()
			s.Values = form.Values{Use: value.Both}
		} // what was typed stays
	}
	s.At, s.Given, s.Fresh, s.Reached = guide.StepGuide, given, !given, 0
	return s
}

// nextTenant starts the next tenant with the same guide and use. The tenants
// handed off so far are kept for the sheet printed at the end.
func (s State) nextTenant() (State, []Effect) {
	if s.At != guide.StepHandoff || s.Outcome == "" {
		return s, nil
	}
	next := s.nextSession()
	next.Values = form.Values{Registration: form.Registration{Guide: s.Values.Guide, Redirect: s.Values.Redirect}, Own: s.Values.Own, Use: s.Values.Use, Rights: s.Values.Rights}
	return next.enter(guide.StepTenant)
}

// nextSession is the session without anything that belongs to one credential.
func (s State) nextSession() State {
	next := State{Case: check.Case{Settings: s.Settings}, Book: s.Book, Home: s.Home, At: s.At, Phase: Asking, Given: s.Given, Fresh: s.Fresh, Attempt: s.Attempt}
	next.HandedOff = s.Outcomes()
	if s.Kept != "" && !slices.Contains(s.Taken, s.Kept) { // an abandoned save may have happened
		next.Taken = append(slices.Clone(s.Taken), s.Kept)
	}
	next.Pending = slices.DeleteFunc(slices.Clone(s.Pending), func(w Credential) bool {
		return slices.ContainsFunc(s.Saved, func(c Credential) bool { return c.Name == w.Name && c.ResumeAt == "" })
	})
	return next
}

// HandedOff is the result for one tenant of a session.
type HandedOff struct {
	Credential    Credential
	Outcome       Outcome
	After         []string // what to do in the product, and to clean up
	WithoutSecret bool     // its secret could not be saved
}

// Outcomes are the results for all tenants of the session, in order. What was saved
// before a change is one of them.
func (s State) Outcomes() []HandedOff {
	if s.Outcome == "" && s.WithoutSecret {
		s.Outcome = SavedWaiting
	}
	switch s.Outcome {
	case "":
		return slices.Concat(s.HandedOff, s.Earlier)
	case KeptNone:
		return slices.Concat(s.HandedOff, s.Earlier, []HandedOff{s.handedOff()})
	case Saved, Unverified, SavedWaiting:
	}
	return slices.Concat(s.HandedOff, s.before(s.Kept), []HandedOff{s.handedOff()})
}

// before is what was saved before, under other names.
func (s State) before(name string) []HandedOff {
	return slices.DeleteFunc(slices.Clone(s.Earlier), func(h HandedOff) bool { return h.Credential.Name == name })
}

// handedOff is the result for the tenant of this session.
func (s State) handedOff() HandedOff {
	after := s.Guide().After
	if s.Localhost { // first what the test left to clean up
		after = append([]string{guide.RemoveLocalhost}, after...)
	}
	return HandedOff{s.Credential(s.Outcome == Unverified), s.Outcome, after, s.WithoutSecret}
}

// ChangedSince names the credential that was saved before what would be lost now was
// changed; "" if there is none.
func (s State) ChangedSince() string {
	if s.Outcome != "" || len(s.Earlier) == 0 {
		return ""
	}
	return s.Earlier[len(s.Earlier)-1].Credential.Name
}
