package check

import (
	"cmp"
	"slices"
	"strings"
	"time"

	"mailgrant/flow/finding"
	"mailgrant/flow/form"
	"mailgrant/flow/guide"
	"mailgrant/flow/redact"
	"mailgrant/flow/value"
)

// Facts are what a support report says besides the findings.
type Facts struct {
	At        time.Time // time of the last answer
	Dated     bool      // an answer carried Microsoft's time
	Skew      time.Duration
	Proxy     string   // host and port of the proxy; "" for none
	Issuer    string   // of the certificate, as the other side names it
	Inspected bool     // not issued by an authority that Microsoft uses
	Mailboxes []string // the tested ones

	IDs []string // GUIDs of the credential itself
}

// factsOf are the facts of a finished verification.
func factsOf(c Case) Facts {
	a, g := c.Values, c.Results.Token
	facts := Facts{Mailboxes: slices.Concat(a.MailboxesFor(c.Guide()), form.Addresses(a.MustRefuse))}
	ids := []string{a.Tenant, a.UsableClientID(), form.Judge(a, guide.FieldToken).Endpoint.Tenant}
	for _, r := range c.replies() {
		facts.At = latest(facts.At, r.At)
		if r.Dated && !facts.Dated {
			facts.Dated, facts.Skew = true, r.Skew
		}
		if facts.Issuer == "" {
			facts.Issuer = r.Issuer
		}
		facts.Proxy = cmp.Or(facts.Proxy, r.Route.Proxy)
		facts.Inspected = facts.Inspected || r.Inspected
	}
	if d := c.Results.Tenant; d != nil {
		ids = append(ids, d.TenantID)
	}
	if g != nil {
		ids = append(ids, g.TenantID, g.AppID, g.ObjectID)
	}
	facts.IDs = slices.DeleteFunc(ids, func(id string) bool { return !value.IsGUID(id) }) // a secret may have been entered as an ID
	return facts
}

// guid is id if it is a GUID, else "".
func guid(id string) string {
	if value.IsGUID(id) {
		return id
	}
	return ""
}

// withoutSecret removes the secret from texts that quote a server. Requests
// with the secret hide it already, but a broken gateway can return it with the
// answer to another request.
func withoutSecret(secret value.Secret, findings []finding.Finding) []finding.Finding {
	clean, _ := value.CleanSecret(secret)
	if clean.Len() < 8 {
		return findings
	}
	known := redact.Of(clean.Reveal())
	for i := range findings {
		f := &findings[i]
		f.Says = strings.ReplaceAll(f.Says, clean.Reveal(), value.Mask) // our own words, which a part of a placeholder may match
		e := &f.Evidence
		for _, text := range []*string{&f.Detail, &e.ServerText, &e.TraceID, &e.CorrelationID, &e.RequestID, &e.Timestamp} {
			*text = known.Blank(*text)
		}
	}
	return findings
}
