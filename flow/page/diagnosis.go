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
)

// whichPage asks which credential to test.
func whichPage(s view) Page {
	p := Page{Step: guide.StepWhich, Title: "What stopped working?", Problems: s.Problems,
		Lead: []string{"mailgrant tests it against Microsoft, and names the cause, whose move it is and the fix."}}
	if s.Phase == flow.Opening {
		p.Waiting, p.Options = "Waiting for your keyring", []Option{leaveOption}
		return p
	}
	for _, c := range s.Saved {
		p.Options = append(p.Options, Option{c.Name, s.about(c), flow.SelectSaved{Name: c.Name}})
	}
	other := Option{"Other values", "type what you have, even without a secret", flow.StartSetup{Given: true}}
	p.Options = slices.Insert(p.Options, min(1, len(p.Options)), other) // however many are saved
	p.Options = append(p.Options, Option{"An error message", "explained here; nothing is sent", flow.StartExplain{}})
	return p
}

// about is how a saved credential was last seen, when it ends, and what tells it
// from the others.
func (s view) about(c flow.Credential) string {
	_, standing := s.standing(c)
	parts := []string{standing}
	if left := s.DaysLeft(c); left != nil && *left >= 0 && c.ResumeAt == "" {
		parts = append(parts, daysLeft(*left))
	}
	if differ(s.Saved, func(c flow.Credential) string { return c.Procedure().Product }) {
		parts = append(parts, c.Procedure().Product)
	}
	if c.Domain != "" && !strings.HasPrefix(c.Domain, c.Name+".") && differ(s.Saved, func(c flow.Credential) string { return c.Domain }) {
		parts = append(parts, c.Domain)
	}
	return strings.Join(parts, ", ")
}

// differ reports that not all credentials have the same.
func differ(all []flow.Credential, of func(flow.Credential) string) bool {
	return slices.ContainsFunc(all, func(c flow.Credential) bool { return of(c) != of(all[0]) })
}

// StandingOf is the status of the saved credential that an option chooses; "" for
// another option.
func StandingOf(state flow.State, o Option) finding.Status {
	s := view{state}
	chosen, ok := o.Event.(flow.SelectSaved)
	i := slices.IndexFunc(s.Saved, func(c flow.Credential) bool { return c.Name == chosen.Name })
	if !ok || i < 0 || s.At != guide.StepWhich {
		return ""
	}
	status, _ := s.standing(s.Saved[i])
	return status
}

// repairs are the options after a failed test, the likeliest first.
func (s view) repairs(p Page) Page {
	p.Title = "What is the matter"
	root, _ := finding.Root(p.Checks)
	p.Notes = append(p.Notes, s.hint(root)...)
	p.Options = append(s.fixes(), s.helps(root)...)
	if s.Index(guide.StepSignIn) >= 0 {
		p.Options = append(p.Options, signInOption)
	}
	if !slices.ContainsFunc(p.Options, func(o Option) bool { return o.Event == flow.Jump{To: guide.StepValues} }) {
		p.Options = append(p.Options, Option{"Change the values", "everything typed stays", flow.Jump{To: guide.StepValues}})
	}
	p.Options = append(p.Options, reportOption)
	if s.Changes() && !s.Values.Secret.Empty() {
		p = s.keeping(p)
	}
	if s.unread() {
		p.Problems = append(p.Problems, *s.Keyring)
		p.Options = append([]Option{{"Choose it again", "once the keyring gives the secret", flow.StartDiagnosis{}}}, p.Options...)
	}
	return p
}

// hint tells a refused secret from the others in the portal.
func (s view) hint(root finding.Finding) []string {
	hint := form.Judge(s.Values, guide.FieldSecret).Secret.Hint()
	if hint == "" || root.Step != guide.StepSecret {
		return nil
	}
	return []string{"The secret used here begins " + hint + ". The portal's column Value shows the first three characters of each secret: the line that begins " + hint + " is this one."}
}

// fixes are the endpoints that one key can correct.
func (s view) fixes() []Option {
	var mends []Option
	for _, id := range []finding.FieldID{guide.FieldToken, guide.FieldAuth} {
		if j := form.Judge(s.Values, id); len(j.Findings) > 0 && j.Corrected != "" && !s.NotGiven(id) {
			mends = append(mends, Option{"Use the corrected " + text.LowerFirst(guide.FieldOf(id).Label), j.Corrected, flow.ApplyFix{Field: id}})
		}
	}
	return mends
}

var signInOption = Option{"Test the sign-in", "takes a person", flow.Jump{To: guide.StepSignIn}}

var reportOption = Option{"Write a report for support", "safe for a public ticket", flow.RequestReport{}}

// recovered are the options after a test that passed.
func (s view) recovered(p Page) Page {
	p.Title = "It works"
	if s.signInUntested() {
		p.Title = "Right so far"
	}
	if s.Changes() {
		if s.Values.Secret != s.Original.Secret {
			p.Lead = append(slices.Clone(p.Lead), "Mail runs again once the new secret is in "+s.Guide().Product+": next page.")
		}
		p = s.keeping(p)
	}
	if root, warned := finding.Root(p.Checks); warned && root.Step == guide.StepSecret {
		p.Options = append(p.Options, Option{"Enter a new secret", "everything else stays", flow.Jump{To: guide.StepValues}})
	}
	again := []Option{againOption}
	if s.Index(guide.StepSignIn) >= 0 {
		again = append(again, signInOption)
	}
	if s.signInUntested() {
		slices.Reverse(again)
	}
	p.Options = append(p.Options, again...)
	p.Options = append(p.Options,
		reportOption,
		Option{"Change the values", "everything typed stays", flow.Jump{To: guide.StepValues}})
	if !s.Changes() {
		p.Options = append(p.Options, s.keepOption(flow.KeptNone))
	}
	return p
}

// portalCloud is the cloud whose portal has the app.
func (s view) portalCloud() value.Cloud {
	if d := s.Results.Tenant; d != nil && d.TenantID != "" {
		return d.Cloud
	}
	return s.Values.Cloud
}

// reminder says what a repair here does not do.
func (s view) reminder() string {
	product := s.Guide().Product
	return product + " still holds the old value. Open its settings, enter the new one and save there; then test it there."
}

// toPortal leads to the page where the deciding cause can be fixed.
func (s view) toPortal(p Page) Page {
	root, found := finding.Root(p.Checks)
	if !found {
		return p
	}
	blade, path := s.Guide().Remedied(root)
	if blade == "" {
		return p
	}
	p.Link, p.Path = blade.Link(s.portalCloud(), s.Values.UsableClientID()), s.fill(path)
	return p
}

// signInUntested reports a delegated credential with which nobody has signed in.
func (s view) signInUntested() bool { return s.Guide().Delegated() && s.Results.SignIn == nil }

// unread reports a saved secret that the keyring did not return.
func (s view) unread() bool {
	return s.Diagnosing && s.Keyring != nil && s.Kept != "" && !s.Changes() && s.Values.Secret.Empty()
}
