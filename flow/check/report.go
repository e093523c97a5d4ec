package check

import (
	"slices"
	"time"

	"mailgrant/flow/finding"
	"mailgrant/flow/form"
	"mailgrant/flow/guide"
	"mailgrant/flow/value"
	"mailgrant/flow/wire"
)

// Verdict is the result of all findings together. Skipped checks never lower
// it, but if nothing tested a token, the result is unknown.
func Verdict(findings []finding.Finding) finding.Status {
	if root, ok := finding.Root(findings); ok {
		return root.Status
	}
	return finding.Pass
}

// Report is the result of a verification. It is made from the fields named here
// and nothing else, so no secret can get into it.
type Report struct {
	Name     string
	Guide    string
	Cloud    value.Cloud
	Tenant   string
	ClientID string
	Verdict  finding.Status
	Root     *finding.Finding // the deciding finding; nil if all is well
	Summary  string           // one sentence
	Verified []finding.Check
	Findings []finding.Finding
	Changed  []string // since the last good verification, in sentences; never nil
	Permits  Permits
	Expires  string        // YYYY-MM-DD; "" if no end date is known
	DaysLeft *int          // days in UTC until then, negative after it; nil if no end date is known
	Waited   time.Duration // for consent or a secret to spread, or at the server's request
	Tries    int           // token requests made
	Facts    Facts
}

// Permits are the permissions of a token, compared with the wanted ones.
type Permits struct {
	Granted []string // what the token carries
	Missing []string // of the wanted ones, without what Exchange is said to grant
	Excess  []string // not wanted
}

// Linked is the report with each link replaced, as practice mode does.
func (r Report) Linked(to func(url string) string) Report {
	lead := func(f finding.Finding) finding.Finding {
		if f.Link != "" {
			f.Link = to(f.Link)
		}
		return f
	}
	r.Findings = slices.Clone(r.Findings)
	for i, f := range r.Findings {
		r.Findings[i] = lead(f)
	}
	if r.Root != nil {
		root := lead(*r.Root)
		r.Root = &root
	}
	return r
}

// ReportOf is the report of a finished verification.
func ReportOf(c Case) Report {
	findings := withoutSecret(c.Values.Secret, Examine(c))
	a := c.Values
	r := Report{
		Name: c.reportedName(), Guide: a.Guide, Cloud: a.Cloud, Tenant: a.Tenant, ClientID: a.UsableClientID(),
		Verdict: Verdict(findings), Verified: []finding.Check{}, Findings: findings, Changed: c.sinceLast(findings), Facts: factsOf(c),
		Permits: c.permits(), Waited: c.Results.Waited + c.Results.Held, Tries: c.Results.Tries,
	}
	r.Expires, r.DaysLeft = c.End()
	if d := c.Results.Tenant; d != nil && d.TenantID != "" {
		r.Tenant, r.Cloud = d.TenantID, d.Cloud
	}
	for i, f := range findings {
		if f.Status != finding.Pass && f.Status != finding.Skip {
			findings[i].Link = c.Guide().Step(f.Step).Blade.Link(r.Cloud, r.ClientID)
		}
	}
	if root, ok := finding.Root(findings); ok {
		r.Root = &root
	}
	for _, k := range finding.Checks {
		if slices.ContainsFunc(findings, func(f finding.Finding) bool { return f.Check == k && f.Status == finding.Pass }) {
			r.Verified = append(r.Verified, k)
		}
	}
	if untested := c.Results.Token == nil || !c.Results.Token.Got; untested && !c.Offline && (r.Verdict == finding.Pass || r.Verdict == finding.Warn) {
		r.Verdict = finding.Undecided
	}
	r.Summary = summary(c, r)
	return r
}

// reportedName is the name of a saved credential, whatever it looks like; a
// typed name is judged.
func (c Case) reportedName() string {
	if c.Kept != "" && c.Kept == c.Values.Name {
		return c.Kept
	}
	return form.Judge(c.Values, guide.FieldName).Value
}

func summary(c Case, r Report) string {
	switch {
	case r.Root != nil && r.Root.Status == r.Verdict:
		return r.Root.Says
	case r.Verdict == finding.Undecided:
		return "What can be proven without a client secret is well; the secret was not tested."
	case c.Offline:
		return "The values are well-formed. Nothing was sent, so nothing is proven."
	case c.Guide().Delegated() && c.Results.SignIn == nil:
		return "Client ID, secret and tenant are right. Nobody signed in, so redirect URI, permissions and mailbox are not proven."
	}
	return "The credential works: Microsoft issued a token, and it carries what is needed to " + c.Values.Use.Words() + "."
}

// VerificationOf is what is saved about a finished verification.
func VerificationOf(c Case) Verification {
	r := ReportOf(c)
	p := Verification{Verdict: string(r.Verdict), Tenant: guid(r.Tenant)}
	if r.Root != nil {
		p.Cause = string(r.Root.Cause)
	}
	for _, reply := range c.replies() {
		p.At = latest(p.At, reply.At)
		if id := reply.Evidence.RequestID; id != "" {
			p.RequestIDs = append(p.RequestIDs, id)
		}
	}
	if c.Results.Token != nil {
		p.Roles = c.Results.Token.Roles
	}
	for _, x := range c.Results.Token.ProbedBy(wire.ProbeInbox) {
		if x.Reached && !x.MustRefuse && x.Mailbox != "" {
			p.Mailboxes = append(p.Mailboxes, x.Mailbox)
		}
	}
	return p
}

func latest(a, b time.Time) time.Time {
	if b.After(a) {
		return b
	}
	return a
}

// Verification is the result of a verification in plain types: the index stores
// it unchanged (store.Verification).
type Verification struct {
	At         time.Time
	Verdict    string // a finding.Status
	Cause      string // a finding.Cause
	Tenant     string // GUID
	Roles      []string
	Mailboxes  []string // those that opened
	RequestIDs []string
	Replaced   bool // the secret it was made with is no longer kept
}
