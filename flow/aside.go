package flow

import (
	"cmp"
	"slices"
)

// setAside keeps the credential as waiting for somebody else, with its secret
// where there is one, and ends the sitting.
func (s State) setAside() (State, []Effect) {
	if !s.MaySetAside() {
		return s, nil
	}
	name := Judge(s.Answers, FieldName)
	if len(name.Findings) > 0 || s.taken(name.Value) {
		s.Answers.Name = s.suggestName()
		name = Judge(s.Answers, FieldName)
	}
	c := s.credential(!s.Answers.Secret.Empty())
	c.Waiting, c.Ability = s.resumesAt(), s.Answers.Ability
	s.Attempt++
	s.Phase, s.Waiting, s.PutAside, s.Problems = Saving, []Check{KeyringCheck}, true, nil
	return s, []Effect{SaveCredential{
		Attempt: s.Attempt, Credential: c, Secret: Judge(s.Answers, FieldSecret).Secret, Replace: s.Kept == name.Value,
	}}
}

// MaySetAside reports that there is something to keep as waiting, and leave to.
func (s State) MaySetAside() bool {
	return s.Phase == Asking && !s.DryRun && !s.Diagnosing && s.Outcome == "" && s.Answers.Tenant != "" && s.index(s.At) >= 0 &&
		s.At != StepAbility && s.At != StepUse && s.At != StepTenant
}

// resumesAt is the step to go on at: where the request is, the answer to it.
func (s State) resumesAt() StepID {
	switch s.At {
	case StepRequest:
		return StepValues
	case StepKeep: // what was proven then must be proven again
		return StepProve
	}
	return s.At
}

// resumed goes on with a credential that waits: its secret is read first, where
// it has one.
func (s State) resumed(name string) (State, []Effect) {
	i := slices.IndexFunc(s.Waiters, func(c Credential) bool { return c.Name == name })
	if s.At != StepGuide || i < 0 || s.AtStake() {
		return s, nil
	}
	c := s.Waiters[i]
	s = s.afresh()
	s.Answers = answersFrom(c)
	s.Placed, s.Kept, s.Fresh = true, c.Name, true
	s.Given = c.Waiting == StepValues && c.Ability != CanNeither
	s.Attempt++
	s.Phase, s.Waiting = Opening, []Check{KeyringCheck}
	return s, []Effect{OpenSaved{s.Attempt, c.Name}}
}

func (s State) savedOpened(e SavedOpened) (State, []Effect) {
	if s.Phase != Opening || !s.awaits(e.Attempt, KeyringCheck) {
		return s, nil
	}
	s = s.got(KeyringCheck)
	s.Phase = Asking
	if s.At == StepWhich {
		return s.examined(e)
	}
	if e.Problem != nil {
		s.Problems = []Finding{*e.Problem}
		s.Answers, s.Kept, s.Placed = Answers{Use: Both}, "", false
		return s, nil
	}
	s.Answers.Secret = e.Secret
	s.Case = s.differing(e.Differs)
	at := StepTenant
	for _, c := range s.Waiters {
		if c.Name == s.Kept {
			at = cmp.Or(s.step(c.Waiting).ID, at)
		}
	}
	s.Reached = s.index(at)
	return s.enter(at)
}

// answersFrom is a kept credential as the answers it was made from.
func answersFrom(c Credential) Answers {
	a := Answers{
		Guide: c.Guide, Use: c.Use, Ability: c.Ability, Where: cmp.Or(c.Domain, c.Tenant),
		Tenant: c.Tenant, Domain: c.Domain, Cloud: c.Cloud, ClientID: c.ClientID, Expires: c.Expires,
		TokenEndpoint: c.TokenEndpoint, AuthEndpoint: c.AuthEndpoint, Redirect: c.Redirect,
		Mailboxes: c.Mailboxes, Name: c.Name,
	}
	if len(c.Mailboxes) > 0 {
		a.Mailbox = c.Mailboxes[0]
	}
	g, _ := Find(c.Guide)
	a.TokenEndpoint = cmp.Or(a.TokenEndpoint, TokenEndpoint(c.Cloud, c.Tenant))
	a.AuthEndpoint = cmp.Or(a.AuthEndpoint, g.AuthEndpoint(c.Cloud, c.Tenant))
	return a
}

// Awaited is what a waiting credential waits for.
type Awaited string

// What can be awaited.
const (
	AwaitsNothing      Awaited = ""
	AwaitsRegistration Awaited = "registration"
	AwaitsClientID     Awaited = "client-id"
	AwaitsConsent      Awaited = "admin-consent"
	AwaitsSecret       Awaited = "client-secret"
	AwaitsSignIn       Awaited = "sign-in"
	AwaitsTest         Awaited = "test"
)

// Awaited goes by what is kept, not by the step that was left: a secret that was
// entered is not waited for.
func (c Credential) Awaited() Awaited {
	consent := c.Waiting == StepConsent || c.Waiting == StepPermission
	switch {
	case c.Waiting == "":
		return AwaitsNothing
	case c.ClientID == "" && !c.Parked:
		return AwaitsRegistration
	case c.ClientID == "":
		return AwaitsClientID
	case consent, c.Proof.Cause.Owner() == EntraAdmin:
		return AwaitsConsent
	case !c.Parked:
		return AwaitsSecret
	case c.Waiting == StepSignIn:
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

// waited reports a sitting that went on with a credential that waited.
func (s State) waited() bool {
	return slices.ContainsFunc(s.Waiters, func(c Credential) bool { return c.Name == s.Kept })
}
