package flow

import (
	"slices"
	"time"

	"mailgrant/flow/check"
	"mailgrant/flow/finding"
	"mailgrant/flow/form"
	"mailgrant/flow/guide"
	"mailgrant/flow/value"
	"mailgrant/flow/wire"
)

// spread is how long a new secret is given before the one visible retry. New
// secrets can be refused for some seconds (facts/entra.md section 8.3).
const spread = 5 * time.Second

// prove begins a test: the tenant's discovery document beside the token, whose
// endpoint is known without it. What can't be sent is not asked for.
func (s State) prove() (State, []Effect) {
	if s.needsSignIn() {
		s.Way = ""
		return s.enter(guide.StepSignIn)
	}
	s.Seen = check.Seen{Asked: true}
	s.Problems, s.Insisted = nil, false
	s.Attempt++
	s.Waiting = nil
	if s.Offline {
		return s, nil
	}
	var effects []Effect
	e := form.Judge(s.Answers, guide.FieldToken)
	if e.Sendable {
		s.Waiting = []finding.Check{finding.TenantCheck}
		effects = append(effects, s.lookUp(e))
	}
	if fetch, ok := s.fetch(); ok {
		s.Waiting = append(slices.Clone(s.Waiting), finding.TokenCheck)
		effects = append(effects, fetch)
	}
	if len(effects) > 0 {
		s.Phase = Proving
	}
	return s, effects
}

// lookUp asks for the tenant that the token endpoint names.
func (s State) lookUp(token form.Judged) LookUpTenant {
	e := token.Endpoint
	return LookUpTenant{Attempt: s.Attempt, Cloud: e.Cloud, Host: e.Host, Tenant: e.Tenant}
}

// fetch is the token request, where it can be sent.
func (s State) fetch() (FetchToken, bool) {
	if !s.Sendable() {
		return FetchToken{}, false
	}
	e := form.Judge(s.Answers, guide.FieldToken)
	return FetchToken{
		Attempt: s.Attempt, Endpoint: e.Value, ClientID: form.Judge(s.Answers, guide.FieldClientID).Value,
		Secret: form.Judge(s.Answers, guide.FieldSecret).Secret, Scope: s.Scope(e.Endpoint.Cloud), Looks: s.Looks(s.needsSignIn()),
	}, true
}

func (s State) tokenSeen(e TokenSeen) (State, []Effect) {
	if !s.awaits(e.Attempt, finding.TokenCheck) {
		return s, nil
	}
	s.Case = s.Confirmed(e.Grant.At)
	s.Seen = s.Seen.Counted(e.Grant)
	if s.Fresh && !s.Seen.Retried && spreading(e.Grant) && !form.Judge(s.Answers, guide.FieldSecret).IdShaped() {
		s.Seen.Retried = true
		s.Seen.Held += spread
		fetch, _ := s.fetch()
		fetch.After = spread
		return s, []Effect{fetch}
	}
	g := e.Grant
	if s.Seen.Polls > 0 && s.Seen.Token != nil && check.Unanswered(g.Reply) {
		g = *s.Seen.Token // a poll that brought no word leaves the last one
	}
	if next, effects := s.again(g); effects != nil {
		return next, effects
	}
	s = s.got(finding.TokenCheck)
	s.Seen.Token = &g
	return s.rescoped()
}

// rescoped asks for a token once more, for the Graph that the discovery document
// names: the US Government's two clouds share a sign-in host, and the first
// request could not wait to be told which one it is.
func (s State) rescoped() (State, []Effect) {
	d, e := s.Seen.Tenant, form.Judge(s.Answers, guide.FieldToken)
	if len(s.Waiting) > 0 || d == nil || d.Cloud != value.USGovDoD || e.Endpoint.Cloud != value.USGov || s.Answers.Cloud == value.USGovDoD {
		return s.settle(), nil
	}
	s.Answers.Cloud = value.USGovDoD
	fetch, ok := s.fetch()
	if !ok || s.Seen.Token == nil {
		return s.settle(), nil
	}
	s.Seen.Token, s.Waiting = nil, []finding.Check{finding.TokenCheck}
	return s, []Effect{fetch}
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
	left := wire.Reply{Trouble: wire.Abandoned, Host: form.Judge(s.Answers, guide.FieldToken).Endpoint.Host}
	if slices.Contains(s.Waiting, finding.TokenCheck) && s.Seen.Token == nil {
		s.Seen.Token = &wire.Grant{Reply: left}
	}
	if slices.Contains(s.Waiting, finding.TenantCheck) {
		s.Seen.Tenant = &wire.Discovery{Reply: left}
	}
	return s
}

// spreading reports a refusal that a new secret or a new app can bring by being
// new.
func spreading(g wire.Grant) bool {
	c := check.CauseOf(g.Codes)
	return g.Trouble == wire.NoTrouble && (c == finding.SecretWrong || c == finding.AppNotFound)
}
