package page

import (
	"slices"

	"mailgrant/flow"
	"mailgrant/flow/check"
	"mailgrant/flow/finding"
	"mailgrant/flow/form"
	"mailgrant/flow/guide"
	"mailgrant/flow/text"
	"mailgrant/flow/wire"
)

// StepStatuses are the statuses of this session's steps: Pass if it is done,
// Fail if a test found it wrong, Undecided if the test could not decide, Warn
// if something is open, Skip if it was left out, and "" if it was not reached.
func StepStatuses(state flow.State) []finding.Status {
	s := view{state}
	found := s.tested()
	var all []finding.Status
	for i, step := range s.Steps() {
		if i > s.Reached {
			all = append(all, "")
			continue
		}
		all = append(all, s.stepStatus(step, found))
	}
	return all
}

func (s view) stepStatus(step guide.Step, found []finding.Finding) finding.Status {
	wrong := func(f finding.Finding) bool { return f.Status == finding.Fail && s.Step(f.Step).ID == step.ID }
	switch {
	case step.ID == guide.StepVerify:
		return s.verificationStatus(found)
	case slices.ContainsFunc(found, wrong):
		return finding.Fail
	case s.unfilled(step):
		return finding.Warn
	}
	open := false
	switch step.ID {
	case guide.StepTenant:
		open = s.Values.Rights == "" && step.Shows(guide.StepRights) && !s.Given ||
			s.Discovered && len(s.Discoveries) > 0 && !slices.ContainsFunc(s.Discoveries, func(d wire.Discovery) bool { return d.TenantID != "" })
	case guide.StepConsent: // only the test shows whether the administrator consented
		left := s.Index(step.ID) == s.Reached && s.At != guide.StepConsent // without saying that it is granted
		open = left || (s.Values.Rights == flow.CanRegister || s.Wait > 0) && s.verificationStatus(found) != finding.Pass
	case guide.StepKeyring: // its page is there where it can't be used
		open = true
	case guide.StepSignIn:
		if open = s.Results.SignIn == nil; open && s.ReturnMethod == wire.NotNow {
			return finding.Skip
		}
	case guide.StepHandoff:
		open = s.Phase != flow.Over || !s.Verified()
	}
	if open {
		return finding.Warn
	}
	return finding.Pass
}

// verificationStatus is the result of the test; Warn before there is one.
func (s view) verificationStatus(found []finding.Finding) finding.Status {
	if !s.Settled() {
		return finding.Warn
	}
	switch v := check.Verdict(found); {
	case v == finding.Fail:
		return finding.Fail
	case (v == finding.Pass || v == finding.Warn) && s.Results.Token != nil && s.Results.Token.Got:
		return finding.Pass
	}
	return finding.Undecided
}

// tested are the findings of a test that has ended.
func (s view) tested() []finding.Finding {
	if !s.Settled() {
		return nil
	}
	return check.Examine(s.AsCase())
}

// unfilled reports a step with missing or wrong values. A missing name does not
// count, since its own step asks for it. A diagnosis accepts missing values.
func (s view) unfilled(step guide.Step) bool {
	for _, id := range step.Fields {
		if id == guide.FieldName && s.Values.Name == "" || s.MayBeEmpty(id) {
			continue
		}
		if slices.ContainsFunc(form.Judge(s.Values, id).Findings, func(f finding.Finding) bool { return f.Status == finding.Fail }) {
			return true
		}
	}
	_, ended := s.AlreadyEnded()
	return ended && slices.Contains(step.Fields, guide.FieldExpires)
}

// Doubts are the findings against the values of these fields: on their form, on
// their date, or from the last test. A field without one is in order.
func Doubts(state flow.State, fields []finding.FieldID) map[finding.FieldID]finding.Finding {
	s := view{state}
	doubts := map[finding.FieldID]finding.Finding{}
	for _, f := range s.tested() {
		if _, known := doubts[fieldOf(f)]; !known && f.Status == finding.Fail {
			doubts[fieldOf(f)] = f
		}
	}
	for _, id := range fields {
		if s.Values.Text(id) == "" && s.MayBeEmpty(id) && !guide.FieldOf(id).Secret() {
			continue
		}
		found := form.Judge(s.Values, id).Findings
		if len(found) > 0 && (found[0].Status == finding.Fail || doubts[id].Status != finding.Fail) { // a test's refusal outweighs a doubt about the form
			doubts[id] = found[0]
		}
	}
	if f, ends := s.ends(); ends && len(form.Judge(s.Values, guide.FieldExpires).Findings) == 0 {
		doubts[guide.FieldExpires] = f
	}
	return doubts
}

// fieldOf is the field that a finding is about; "" for none.
func fieldOf(f finding.Finding) finding.FieldID {
	switch {
	case f.Field != "":
		return f.Field
	case f.Check == finding.Expiry:
		return guide.FieldExpires
	case f.Step == guide.StepSecret:
		return guide.FieldSecret
	case f.Step == guide.StepClientID:
		return guide.FieldClientID
	case f.Step == guide.StepEndpoint:
		return guide.FieldToken
	case f.Check == finding.MailboxCheck:
		return guide.FieldMailbox
	}
	return ""
}

// longestLife is how many days ahead a secret's end can be: the portal allows 24
// months, and time zones and a secret made later today add a few days.
const longestLife = 2*366 + 3

// ends warns of an end date that has passed, is near, or is further away than the
// portal allows.
func (s view) ends() (finding.Finding, bool) {
	if f, ended := s.AlreadyEnded(); ended {
		return f, true
	}
	date, left := s.End()
	if left != nil && *left > longestLife {
		f := finding.New(finding.Values, finding.ExpiryMalformed, "The portal allows 24 months at most, and "+date+" is later.",
			"Check the column Expires in the portal.")
		f.Status, f.Step, f.Field = finding.Warn, guide.StepSecret, guide.FieldExpires
		return f, true
	}
	if left == nil || *left >= check.Soon {
		return finding.Finding{}, false
	}
	when := "in " + text.Count(*left, "day")
	if *left == 0 {
		when = "today"
	}
	f := finding.New(finding.Values, finding.SecretExpiring, "The secret ends on "+date+", "+when+".",
		"Check the column Expires in the portal. If it is right, create a new secret before that day.")
	f.Step, f.Field = guide.StepSecret, guide.FieldExpires
	return f, true
}

// StepNote is a step's status in the list of steps. For the current step it is
// "you are here".
func StepNote(v finding.Status, here bool) string {
	if here {
		return "you are here"
	}
	switch v {
	case finding.Pass:
		return "done"
	case finding.Warn:
		return "still open"
	case finding.Fail:
		return "refused"
	case finding.Undecided:
		return "not decided"
	case finding.Skip:
		return "left out"
	}
	return "not reached yet"
}
