package flow

import (
	"slices"
	"time"
)

// Facts are what a report for support tells beside the findings.
type Facts struct {
	Dated     bool // an answer carried Microsoft's time
	Skew      time.Duration
	Issuer    string // of the certificate, as the other side names it
	Granted   []string
	Missing   []string // of the permissions wanted
	Mailboxes []string // those that were tried

	ids []string // GUIDs of the credential's own, which no server may pass off as a trace ID
}

// factsOf are the facts of a settled proof.
func factsOf(s State) Facts {
	a, g := s.Answers, s.Seen.Token
	facts := Facts{Mailboxes: slices.Concat(a.mailboxes(s.Guide()), a.MustRefuse)}
	ids := []string{a.Tenant, a.clientID(), Judge(a, FieldToken).Endpoint.Tenant}
	for _, r := range s.replies() {
		if r.Dated && !facts.Dated {
			facts.Dated, facts.Skew = true, r.Skew
		}
		if facts.Issuer == "" {
			facts.Issuer = r.Issuer
		}
	}
	if d := s.Seen.Tenant; d != nil {
		ids = append(ids, d.TenantID)
	}
	if g != nil {
		ids = append(ids, g.TenantID, g.AppID, g.ObjectID)
	}
	if g != nil && g.Got && !g.Opaque && !s.Guide().Delegated() {
		facts.Granted, facts.Missing = g.Roles, s.missing()
	}
	facts.ids = slices.DeleteFunc(ids, func(id string) bool { return !IsGUID(id) }) // a secret may stand in an ID's place
	return facts
}

// guid is id where it is one.
func guid(id string) string {
	if IsGUID(id) {
		return id
	}
	return ""
}
