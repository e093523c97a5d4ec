package flow

import "slices"

// StepStatuses are the statuses of this session's steps: Pass where it is
// done, Fail where a test found it wrong, Undecided where the test could not
// tell, Warn where something is open, Skip where it was left out, and "" where
// it was not reached.
func StepStatuses(state State) []Status {
	s := view{state}
	found := s.tested()
	var all []Status
	for i, step := range s.Steps() {
		if i > s.Reached {
			all = append(all, "")
			continue
		}
		all = append(all, s.stepStatus(step, found))
	}
	return all
}

func (s view) stepStatus(step Step, found []Finding) Status {
	wrong := func(f Finding) bool { return f.Status == Fail && s.askedAt(f.Step).ID == step.ID }
	switch {
	case step.ID == StepProve:
		return s.proofStatus(found)
	case slices.ContainsFunc(found, wrong):
		return Fail
	case s.unfilled(step):
		return Warn
	}
	open := false
	switch step.ID {
	case StepTenant:
		open = s.Placed && len(s.Place) > 0 && !slices.ContainsFunc(s.Place, func(d Discovery) bool { return d.TenantID != "" })
	case StepPermission:
		open = len(s.unticked()) > 0
	case StepConsent: // whoever was asked tells by the test alone
		open = s.Answers.Ability == CanRegister && s.proofStatus(found) != Pass
	case StepKeyring:
		if open = s.Keyring != nil; !open && !s.Probed {
			return Skip
		}
	case StepSignIn:
		if open = s.Seen.Session == nil; open && s.Way == NotNow {
			return Skip
		}
	case StepKeep, StepHandoff:
		open = s.Outcome == ""
	}
	if open {
		return Warn
	}
	return Pass
}

// proofStatus is the result of the test; Warn before it was made.
func (s view) proofStatus(found []Finding) Status {
	if !s.Settled() {
		return Warn
	}
	switch v := Verdict(found); {
	case v == Fail:
		return Fail
	case (v == Pass || v == Warn) && s.Seen.Token != nil && s.Seen.Token.Got:
		return Pass
	}
	return Undecided
}

// tested is what a test that has ended found.
func (s view) tested() []Finding {
	if !s.Settled() {
		return nil
	}
	return Examine(s.AsCase())
}

// unfilled reports a step whose values are missing or wrong. A name is only asked
// for at its own step, and a diagnosis works with what one has.
func (s view) unfilled(step Step) bool {
	for _, id := range step.Fields {
		if id == FieldName && s.Answers.Name == "" || s.Optional(id) {
			continue
		}
		if slices.ContainsFunc(Judge(s.Answers, id).Findings, func(f Finding) bool { return f.Status == Fail }) {
			return true
		}
	}
	_, ended := s.alreadyEnded()
	return ended && slices.Contains(step.Fields, FieldExpires)
}

// Doubts are what speaks against the values of these fields: their form, their
// date, or what the last test said of them. A field without one is in order.
func Doubts(state State, fields []FieldID) map[FieldID]Finding {
	s := view{state}
	doubts := map[FieldID]Finding{}
	for _, f := range s.tested() {
		if _, known := doubts[fieldOf(f)]; !known && f.Status == Fail {
			doubts[fieldOf(f)] = f
		}
	}
	for _, id := range fields {
		found := Judge(s.Answers, id).Findings
		if len(found) > 0 && (found[0].Status == Fail || doubts[id].Status != Fail) { // a refusal outweighs a doubt of form
			doubts[id] = found[0]
		}
	}
	if f, ends := s.ends(); ends && len(Judge(s.Answers, FieldExpires).Findings) == 0 {
		doubts[FieldExpires] = f
	}
	return doubts
}

// fieldOf is the field that a finding speaks of; "" for none.
func fieldOf(f Finding) FieldID {
	switch {
	case f.Field != "":
		return f.Field
	case f.Check == Expiry:
		return FieldExpires
	case f.Step == StepSecret:
		return FieldSecret
	case f.Step == StepClientID:
		return FieldClientID
	case f.Step == StepEndpoint:
		return FieldToken
	case f.Check == MailboxCheck:
		return FieldMailbox
	}
	return ""
}

// ends warns of an end date that has passed or is near.
func (s view) ends() (Finding, bool) {
	if f, ended := s.alreadyEnded(); ended {
		return f, true
	}
	date, left := s.end()
	if left == nil || *left >= soon {
		return Finding{}, false
	}
	when := "in " + count(*left, "day")
	if *left == 0 {
		when = "today"
	}
	f := Found(Values, SecretExpiring, "The secret ends on "+date+", "+when+".",
		"Check the column Expires in the portal. If it is right, create a new secret before that day.")
	f.Step, f.Field = StepSecret, FieldExpires
	return f, true
}

// StepStatusWords say a step's status.
func StepStatusWords(v Status) string {
	switch v {
	case Pass:
		return "done"
	case Warn:
		return "still open"
	case Fail:
		return "refused"
	case Undecided:
		return "not decided"
	case Skip:
		return "left out"
	}
	return "not reached yet"
}
