package flow

import (
	"cmp"
	"slices"

	"mailgrant/flow/finding"
	"mailgrant/flow/form"
	"mailgrant/flow/guide"
	"mailgrant/flow/value"
)

// saveWaiting saves the credential as pending, with its secret if there is one,
// and ends the session.
func (s State) saveWaiting() (State, []Effect) {
	if !s.MaySaveWaiting() {
		return s, nil
	}
	if problems := s.againstRequest(); len(problems) > 0 {
		s.Problems = problems
		return s, nil
	}
	name := form.Judge(s.Values, guide.FieldName)
	if len(name.Findings) > 0 || s.nameTaken(name.Value, s.Kept) {
		s.Values.Name = s.nameless()
		name = form.Judge(s.Values, guide.FieldName)
	}
	c := s.Credential(!s.Values.Secret.Empty())
	c.ResumeAt, c.Rights = resumesAt(s.At), s.Values.Rights
	s.Attempt++
	s.Phase, s.Awaited, s.AsWaiting, s.Problems = Saving, []finding.Check{finding.KeyringCheck}, true, nil
	return s, []Effect{SaveCredential{
		Attempt: s.Attempt, Credential: c, Secret: form.Judge(s.Values, guide.FieldSecret).Secret, Replace: s.Kept == name.Value,
	}}
}

// MaySaveWaiting reports that there is something to save as pending, and that the
// session may end here. Practice keeps nothing that could go on later.
func (s State) MaySaveWaiting() bool {
	return s.Phase == Asking && !s.DryRun && !s.Practice && !s.Diagnosing && s.Outcome == "" && s.Values.Tenant != "" && s.Index(s.At) >= 0 &&
		s.At != guide.StepUse && s.At != guide.StepTenant
}

// resumesAt is the step to resume at after the one that was left: after the request step, the
// values.
func resumesAt(left finding.StepID) finding.StepID {
	if left == guide.StepRequest {
		return guide.StepValues
	}
	return left
}

// resume continues with a pending credential: if it has a secret, that is read
// first.
func (s State) resume(name string) (State, []Effect) {
	i := slices.IndexFunc(s.Pending, func(c Credential) bool { return c.Name == name })
	switch {
	case i < 0 || s.At != guide.StepStart && (s.At != guide.StepGuide || s.AtStake()):
		return s, nil
	case s.At == guide.StepStart && s.refuses():
		return s.refused(), nil
	}
	c := s.Pending[i]
	s = s.nextSession()
	s.Home = s.Home.closed()
	s.Values = resumed(c)
	s.Discovered, s.Kept, s.Fresh = true, c.Name, true
	s.Given = c.ResumeAt == guide.StepValues && c.Rights != CanNeither
	s.Attempt++
	s.Phase, s.Awaited = Opening, []finding.Check{finding.KeyringCheck}
	return s, []Effect{OpenSaved{s.Attempt, c.Name}}
}

func (s State) savedOpened(e SavedOpened) (State, []Effect) {
	if s.Phase != Opening || !s.awaits(e.Attempt, finding.KeyringCheck) {
		return s, nil
	}
	s = s.got(finding.KeyringCheck)
	s.Phase = Asking
	switch s.At {
	case guide.StepWhich, guide.StepCredential:
		return s.verifySaved(e)
	case guide.StepSheet:
		return s.sheetOpened(e), nil
	}
	if e.Problem != nil {
		s.Problems = []finding.Finding{*e.Problem}
		s.Values, s.Kept, s.Discovered = form.Values{Use: value.Both}, "", false
		return s, nil
	}
	s.Values.Secret = e.Secret
	s.Case = s.Differing(e.Differs)
	at := guide.StepTenant
	for _, c := range s.Pending {
		if c.Name == s.Kept {
			at = cmp.Or(s.Step(c.ResumeAt).ID, at)
		}
	}
	s.Reached = s.Index(at)
	return s.enter(at)
}

// resumed are the values of a saved credential for a session that continues with
// it.
func resumed(c Credential) form.Values {
	a := c.Values()
	a.Organization = cmp.Or(c.Domain, c.Tenant)
	if len(c.Mailboxes) > 0 {
		a.Mailbox = c.Mailboxes[0]
	}
	a.TokenEndpoint = cmp.Or(a.TokenEndpoint, value.TokenEndpoint(c.Cloud, c.Tenant))
	a.AuthEndpoint = cmp.Or(a.AuthEndpoint, c.Procedure().AuthEndpoint(c.Cloud, c.Tenant))
	return a
}

// Awaited is what a pending credential waits for.
type Awaited string

// What it can wait for.
const (
	AwaitsNothing      Awaited = ""
	AwaitsRegistration Awaited = "registration"
	AwaitsClientID     Awaited = "client-id"
	AwaitsConsent      Awaited = "admin-consent"
	AwaitsSecret       Awaited = "client-secret"
	AwaitsSignIn       Awaited = "sign-in"
	AwaitsTest         Awaited = "test"
)

// Awaited follows from what is saved, not from the step that was left: a secret
// that was entered is not awaited.
func (c Credential) Awaited() Awaited {
	consent := c.ResumeAt == guide.StepConsent || c.ResumeAt == guide.StepPermission
	switch {
	case c.ResumeAt == "":
		return AwaitsNothing
	case c.ClientID == "" && !c.Unverified:
		return AwaitsRegistration
	case c.ClientID == "":
		return AwaitsClientID
	case consent, finding.Cause(c.Verification.Cause).Owner() == finding.EntraAdmin:
		return AwaitsConsent
	case !c.Unverified:
		return AwaitsSecret
	case c.ResumeAt == guide.StepSignIn:
		return AwaitsSignIn
	}
	return AwaitsTest
}

// Awaits says it in words.
func (c Credential) Awaits() string {
	switch c.Awaited() {
	case AwaitsRegistration:
		return "waiting for the client ID and secret"
	case AwaitsClientID:
		return "waiting for the client ID"
	case AwaitsConsent:
		return "waiting for admin consent"
	case AwaitsSecret:
		return "waiting for the client secret"
	case AwaitsSignIn:
		return "waiting for a sign-in"
	case AwaitsTest:
		return "waiting for its test"
	case AwaitsNothing:
	}
	return "waiting"
}
