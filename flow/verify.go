package flow

import (
	"slices"
	"time"

	"mailgrant/flow/catalogue"
	"mailgrant/flow/check"
	"mailgrant/flow/finding"
	"mailgrant/flow/form"
	"mailgrant/flow/guide"
	"mailgrant/flow/value"
	"mailgrant/flow/wire"
)

// spread is how long to wait before the one visible retry with a new secret.
// New secrets can be refused for some seconds (facts/entra.md section 8.3).
const spread = 5 * time.Second

// verify starts a test. It asks for the tenant's discovery document and for the
// token at the same time, since it knows the token endpoint already. It skips
// what can't be sent.
func (s State) verify() (State, []Effect) {
	if s.needsSignIn() {
		s.ReturnMethod = ""
		return s.enter(guide.StepSignIn)
	}
	s.Results, s.undo = check.Results{Asked: true}, nil
	s.Problems, s.Insisted = nil, false
	s.Attempt++
	s.Awaited = nil
	if s.Offline {
		return s, nil
	}
	var effects []Effect
	e := form.Judge(s.Values, guide.FieldToken)
	if e.Sendable {
		s.Awaited = []finding.Check{finding.TenantCheck}
		effects = append(effects, discovery(s.Attempt, e.Endpoint))
	}
	if fetch, ok := s.fetch(); ok {
		s.Awaited = append(slices.Clone(s.Awaited), finding.TokenCheck)
		effects = append(effects, fetch)
	}
	if len(effects) > 0 {
		s.Phase = Verifying
	}
	return s, effects
}

// discovery looks up the tenant in the token endpoint.
func discovery(attempt int, e value.Endpoint) LookUpTenant {
	return LookUpTenant{Attempt: attempt, Cloud: e.Cloud, Host: e.Host, Tenant: e.Tenant}
}

// fetch is the token request, if it can be sent.
func (s State) fetch() (FetchToken, bool) {
	if !s.Sendable() {
		return FetchToken{}, false
	}
	e := form.Judge(s.Values, guide.FieldToken)
	return FetchToken{
		Attempt: s.Attempt, Endpoint: e.Value, ClientID: form.Judge(s.Values, guide.FieldClientID).Value,
		Secret: form.Judge(s.Values, guide.FieldSecret).Secret, Scope: s.Scope(e.Endpoint.Cloud), Probes: s.Probes(s.needsSignIn()),
	}, true
}

func (s State) tokenSeen(e TokenSeen) (State, []Effect) {
	if !s.awaits(e.Attempt, finding.TokenCheck) {
		return s, nil
	}
	s.Case = s.Confirmed(e.Grant.At)
	s.Results = s.Results.Counted(e.Grant)
	if s.Fresh && !s.Results.Retried && spreading(e.Grant) && !form.Judge(s.Values, guide.FieldSecret).IDShaped() {
		s.Results.Retried = true
		s.Results.Held += spread
		fetch, _ := s.fetch()
		fetch.After = spread
		return s, []Effect{fetch}
	}
	g := e.Grant
	if s.Results.Polls > 0 && s.Results.Token != nil && check.Unanswered(g.Reply) {
		g = *s.Results.Token // a poll without an answer keeps the result before it
	}
	if next, effects := s.again(g); effects != nil {
		return next, effects
	}
	s = s.got(finding.TokenCheck)
	s.Results.Token = &g
	return s.rescoped()
}

// rescoped asks for a token again, for the Graph host in the discovery document.
// The US Government's two clouds share a sign-in host, and the first request was
// sent before the document said which one it is.
func (s State) rescoped() (State, []Effect) {
	d, e := s.Results.Tenant, form.Judge(s.Values, guide.FieldToken)
	if len(s.Awaited) > 0 || d == nil || d.Cloud != value.USGovDoD || e.Endpoint.Cloud != value.USGov || s.Values.Cloud == value.USGovDoD {
		return s.settle(), nil
	}
	s.Values.Cloud = value.USGovDoD
	fetch, ok := s.fetch()
	if !ok || s.Results.Token == nil {
		return s.settle(), nil
	}
	s.Results.Token, s.Awaited = nil, []finding.Check{finding.TokenCheck}
	return s, []Effect{fetch}
}

func (s State) settle() State {
	if len(s.Awaited) == 0 {
		s.Phase = Asking
	}
	return s
}

// abandon settles a test that the user left: the missing results count as
// unknown.
func (s State) abandon() State {
	left := wire.Reply{Trouble: wire.Abandoned, Host: form.Judge(s.Values, guide.FieldToken).Endpoint.Host}
	if slices.Contains(s.Awaited, finding.TokenCheck) && s.Results.Token == nil {
		s.Results.Token = &wire.Grant{Reply: left}
	}
	if slices.Contains(s.Awaited, finding.TenantCheck) {
		s.Results.Tenant = &wire.Discovery{Reply: left}
	}
	return s
}

// spreading reports a refusal that may only mean that the secret or the app is
// new.
func spreading(g wire.Grant) bool {
	c := catalogue.CauseOf(g.Codes)
	return g.Trouble == wire.NoTrouble && (c == finding.SecretWrong || c == finding.AppNotFound)
}
