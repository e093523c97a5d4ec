package flow

import (
	"slices"
	"strings"

	"mailgrant/flow/finding"
	"mailgrant/flow/form"
	"mailgrant/flow/guide"
	"mailgrant/flow/intake"
	"mailgrant/flow/redact"
	"mailgrant/flow/text"
	"mailgrant/flow/value"
)

// candidate is a value of a text that may be a field's.
type candidate struct {
	field finding.FieldID
	put   Put
	rank  int // the higher, the surer it is the one that is meant
}

// The ranks. Of several values for a field the one with the highest counts.
const (
	possible = iota
	likely
	certain
)

// candidateOf is a value as a field of a session can have it. A placeholder and
// what is masked are none.
func candidateOf(v intake.Value, format intake.Format) (candidate, bool) {
	c := candidate{field: v.Field, put: Put{Field: v.Field, Text: v.Text, Secret: v.Secret, Joined: v.Joined}, rank: possible}
	if v.Field == guide.FieldSecret {
		if redact.RealShape(v.Secret.Reveal()) {
			c.rank = certain
		}
		return c, usableSecret(v.Secret)
	}
	if !v.Secret.Absent() || text.Placeholder(v.Text) || text.Masked(v.Text) {
		return candidate{}, false
	}
	switch v.Field {
	case guide.FieldClientID:
		id, problems, _ := value.JudgeClientID(v.Text)
		c.put.Text = id
		return c, len(problems) == 0
	case guide.FieldExpires:
		day, problem := value.ParseDate(v.Text)
		c.put.Text = day.Format(value.DateLayout)
		return c, problem == nil && format != intake.App && format != intake.ServicePrincipal // there it may be another secret's
	case intake.FieldTenant, guide.FieldOrganization:
		c.field = guide.FieldOrganization
		where, problems, _ := value.ParseLocation(v.Text)
		switch {
		case value.IsGUID(where.Tenant) && v.Field == intake.FieldTenant:
			c.rank = certain
		case v.Field == intake.FieldTenant:
			c.rank = likely
		}
		c.put.Field = c.field
		return c, len(problems) == 0 && where.Tenant != ""
	case guide.FieldToken, guide.FieldAuth:
		if len(value.JudgeEndpoint(v.Text, "").Problems) == 0 {
			c.rank = certain
		}
		return c, value.URLLike(v.Text)
	case guide.FieldRedirect, guide.FieldMailbox:
		return c, true
	}
	return candidate{}, false
}

// usableSecret reports what may be a client secret. A Secret ID is kept, so that
// its field says what it is.
func usableSecret(s value.Secret) bool {
	return !slices.ContainsFunc(value.JudgeSecret(s), func(f finding.Finding) bool {
		return f.Status == finding.Fail && f.Cause != finding.SecretIDNotValue
	})
}

// order is the order in which values are shown and put in place. The
// organization comes first: the endpoints follow from it.
var order = []finding.FieldID{
	guide.FieldOrganization, guide.FieldClientID, guide.FieldSecret, guide.FieldExpires,
	guide.FieldRedirect, guide.FieldAuth, guide.FieldToken, guide.FieldMailbox,
}

// puts are the values to put in place: for each field the only one, if it is not
// there already. unsure are the fields with several.
func (s State) puts(found []candidate) (puts []Put, unsure []finding.FieldID) {
	if s.asksFor(guide.FieldOrganization) {
		found = withOrganization(found, s.Values.Organization == "")
	}
	for _, id := range order {
		best := bestFor(id, found)
		switch {
		case len(best) > 1:
			unsure = append(unsure, id)
		case len(best) == 1 && !s.has(best[0]) && !s.follows(best[0], found):
			puts = append(puts, best[0])
		}
	}
	return puts, unsure
}

// bestFor are the values of the highest rank for a field.
func bestFor(id finding.FieldID, found []candidate) []Put {
	var best []Put
	rank := 0
	for _, c := range found {
		if c.field != id || c.rank < rank {
			continue
		}
		if c.rank > rank {
			best, rank = nil, c.rank
		}
		if !slices.ContainsFunc(best, func(p Put) bool { return strings.EqualFold(p.Text, c.put.Text) && p.Secret == c.put.Secret }) {
			best = append(best, c.put)
		}
	}
	return best
}

// withOrganization adds the organization that an endpoint names, or else a
// mailbox, to values without a tenant.
func withOrganization(found []candidate, byMailbox bool) []candidate {
	for _, from := range [][]finding.FieldID{{guide.FieldOrganization}, {guide.FieldToken, guide.FieldAuth}, {guide.FieldMailbox}} {
		var tenants []candidate
		for _, c := range found {
			where, problems, _ := value.ParseLocation(c.put.Text)
			if slices.Contains(from, c.field) && len(problems) == 0 && !slices.ContainsFunc(tenants, func(o candidate) bool { return tenantIn(o.put.Text) == where.Tenant }) {
				tenants = append(tenants, candidate{guide.FieldOrganization, Put{Field: guide.FieldOrganization, Text: c.put.Text}, possible})
			}
		}
		if len(tenants) == 0 {
			continue
		}
		if from[0] == guide.FieldOrganization || from[0] == guide.FieldMailbox && !byMailbox {
			return found
		}
		return append(slices.Clone(found), tenants...)
	}
	return found
}

func tenantIn(txt string) string {
	where, _, _ := value.ParseLocation(txt)
	return where.Tenant
}

// has reports a value that is in place already.
func (s State) has(p Put) bool {
	a := s.Values
	switch p.Field {
	case guide.FieldSecret:
		return form.Judge(a, p.Field).Secret == p.Secret
	case guide.FieldOrganization:
		tenant := tenantIn(p.Text)
		return s.Discovered && (tenant == a.Tenant || tenant == a.Domain) || a.Organization != "" && tenant == tenantIn(a.Organization)
	}
	return strings.EqualFold(form.Judge(a, p.Field).Value, p.Text) || a.Text(p.Field) == p.Text
}

// follows reports an endpoint that mailgrant builds from the tenant itself.
func (s State) follows(p Put, found []candidate) bool {
	kind := value.EndpointToken
	switch p.Field {
	case guide.FieldToken:
	case guide.FieldAuth:
		kind = s.Guide().Auth
	default:
		return false
	}
	e := value.JudgeEndpoint(p.Text, kind)
	tenant := s.Values.Tenant
	if to := bestFor(guide.FieldOrganization, found); len(to) == 1 {
		tenant = tenantIn(to[0].Text)
	}
	return len(e.Problems) == 0 && e.Endpoint.Tenant == tenant && s.asksFor(guide.FieldOrganization)
}
