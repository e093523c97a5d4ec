package flow

import (
	"slices"
	"time"
)

// spread is how long a new secret is given before the one visible retry. New
// secrets can be refused for some seconds (facts/entra.md section 8.3).
const spread = 5 * time.Second

// prove begins a test: the tenant's discovery document beside the token, whose
// endpoint is known without it. What can't be sent is not asked for.
func (s State) prove() (State, []Effect) {
	if s.needsSignIn() {
		s.Way = ""
		return s.enter(StepSignIn)
	}
	s.Seen = Seen{Asked: true}
	s.Problems, s.Insisted = nil, false
	s.Attempt++
	s.Waiting = nil
	if s.Offline {
		return s, nil
	}
	var effects []Effect
	e := Judge(s.Answers, FieldToken)
	if e.Sendable {
		s.Waiting = []Check{TenantCheck}
		effects = append(effects, s.lookUp(e))
	}
	if fetch, ok := s.fetch(); ok {
		s.Waiting = append(slices.Clone(s.Waiting), TokenCheck)
		effects = append(effects, fetch)
	}
	if len(effects) > 0 {
		s.Phase = Proving
	}
	return s, effects
}

// lookUp asks for the tenant that the token endpoint names.
func (s State) lookUp(token Judged) LookUpTenant {
	e := token.Endpoint
	return LookUpTenant{Attempt: s.Attempt, Cloud: e.Cloud, Host: e.Host, Tenant: e.Tenant}
}

// fetch is the token request, where it can be sent.
func (s State) fetch() (FetchToken, bool) {
	if !s.sendable() {
		return FetchToken{}, false
	}
	e := Judge(s.Answers, FieldToken)
	return FetchToken{
		Attempt: s.Attempt, Endpoint: e.Value, ClientID: Judge(s.Answers, FieldClientID).Value,
		Secret: Judge(s.Answers, FieldSecret).Secret, Scope: s.scope(e.Endpoint.Cloud), Looks: s.looks(s.needsSignIn()),
	}, true
}

func (s State) tokenSeen(e TokenSeen) (State, []Effect) {
	if !s.awaits(e.Attempt, TokenCheck) {
		return s, nil
	}
	s.Case = s.confirmed(e.Grant.At)
	s.Seen = s.Seen.counted(e.Grant)
	if s.Fresh && !s.Seen.Retried && spreading(e.Grant) && !Judge(s.Answers, FieldSecret).idShaped() {
		s.Seen.Retried = true
		s.Seen.Held += spread
		fetch, _ := s.fetch()
		fetch.After = spread
		return s, []Effect{fetch}
	}
	g := e.Grant
	if s.Seen.Polls > 0 && s.Seen.Token != nil && unanswered(g.Reply) {
		g = *s.Seen.Token // a poll that brought no word leaves the last one
	}
	if next, effects := s.again(g); effects != nil {
		return next, effects
	}
	s = s.got(TokenCheck)
	s.Seen.Token = &g
	return s.rescoped()
}

// rescoped asks for a token once more, for the Graph that the discovery document
// names: the US Government's two clouds share a sign-in host, and the first
// request could not wait to be told which one it is.
func (s State) rescoped() (State, []Effect) {
	d, e := s.Seen.Tenant, Judge(s.Answers, FieldToken)
	if len(s.Waiting) > 0 || d == nil || d.Cloud != USGovDoD || e.Endpoint.Cloud != USGov || s.Answers.Cloud == USGovDoD {
		return s.settle(), nil
	}
	s.Answers.Cloud = USGovDoD
	fetch, ok := s.fetch()
	if !ok || s.Seen.Token == nil {
		return s.settle(), nil
	}
	s.Seen.Token, s.Waiting = nil, []Check{TokenCheck}
	return s, []Effect{fetch}
}

// counted is x with the requests of a grant.
func (x Seen) counted(g Grant) Seen {
	if g.Trouble != NotAsked {
		x.Tries += max(1, g.Tries)
	}
	x.Held += g.Waited
	return x
}

func (s State) settle() State {
	if len(s.Waiting) == 0 {
		s.Phase = Asking
	}
	return s
}

// abandon settles a proof that the person left: what was still awaited is said
// to be unknown.
func (s State) abandon() State {
	left := Reply{Trouble: Abandoned, Host: Judge(s.Answers, FieldToken).Endpoint.Host}
	if slices.Contains(s.Waiting, TokenCheck) && s.Seen.Token == nil {
		s.Seen.Token = &Grant{Reply: left}
	}
	if slices.Contains(s.Waiting, TenantCheck) {
		s.Seen.Tenant = &Discovery{Reply: left}
	}
	return s
}

// spreading reports a refusal that a new secret or a new app can bring by being
// new.
func spreading(g Grant) bool {
	c := causeOf(g.Codes)
	return g.Trouble == NoTrouble && (c == SecretWrong || c == AppNotFound)
}
