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

// Verdict is the outcome of all findings together. Skipped checks never lower
// it, but where nothing proved a token, nothing is known.
func Verdict(findings []finding.Finding) finding.Status {
	if root, ok := finding.Root(findings); ok {
		return root.Status
	}
	return finding.Pass
}

// Report is what a proof came to. It is made from the fields named here and
// nothing else, so no secret can get into it.
type Report struct {
	Name     string
	Guide    string
	Cloud    value.Cloud
	Tenant   string
	ClientID string
	Verdict  finding.Status
	Root     *finding.Finding // what decided; nil where all is well
	Summary  string           // one sentence
	Proved   []finding.Check
	Findings []finding.Finding
	Changed  []string // since the last good proof, in sentences; never nil
	Permits  Permits
	Expires  string        // YYYY-MM-DD; "" where no end date is known
	DaysLeft *int          // days in UTC until then, below 0 after it; nil where no end date is known
	Waited   time.Duration // for consent or a secret to spread, or because the server asked for it
	Tries    int           // token requests made
	Facts    Facts
}

// Permits are the permissions of a token, held against those wanted.
type Permits struct {
	Granted []string // what the token carries
	Missing []string // of those wanted, less what Exchange is said to grant
	Excess  []string // beyond those wanted
}

// Linked is the report with each link led elsewhere, as practice does.
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

// ReportOf is the report of a settled proof.
func ReportOf(s Case) Report {
	findings := withoutSecret(s.Answers.Secret, Examine(s))
	a := s.Answers
	r := Report{
		Name: s.reportedName(), Guide: a.Guide, Cloud: a.Cloud, Tenant: a.Tenant, ClientID: a.UsableClientID(),
		Verdict: Verdict(findings), Proved: []finding.Check{}, Findings: findings, Changed: s.sinceLast(findings), Facts: factsOf(s),
		Permits: s.permits(), Waited: s.Seen.Waited + s.Seen.Held, Tries: s.Seen.Tries,
	}
	r.Expires, r.DaysLeft = s.End()
	if d := s.Seen.Tenant; d != nil && d.TenantID != "" {
		r.Tenant, r.Cloud = d.TenantID, d.Cloud
	}
	for i, f := range findings {
		if f.Status != finding.Pass && f.Status != finding.Skip {
			findings[i].Link = s.Guide().Step(f.Step).Blade.Link(r.Cloud, r.ClientID)
		}
	}
	if root, ok := finding.Root(findings); ok {
		r.Root = &root
	}
	for _, c := range finding.Checks {
		if slices.ContainsFunc(findings, func(f finding.Finding) bool { return f.Check == c && f.Status == finding.Pass }) {
			r.Proved = append(r.Proved, c)
		}
	}
	if untested := s.Seen.Token == nil || !s.Seen.Token.Got; untested && !s.Offline && (r.Verdict == finding.Pass || r.Verdict == finding.Warn) {
		r.Verdict = finding.Undecided
	}
	r.Summary = summary(s, r)
	return r
}

// reportedName is that of what is saved, whatever it looks like; one that was typed
// is judged.
func (s Case) reportedName() string {
	if s.Kept != "" && s.Kept == s.Answers.Name {
		return s.Kept
	}
	return form.Judge(s.Answers, guide.FieldName).Value
}

func summary(s Case, r Report) string {
	switch {
	case r.Root != nil && r.Root.Status == r.Verdict:
		return r.Root.Says
	case r.Verdict == finding.Undecided:
		return "What can be proven without a client secret is well; the secret was not tested."
	case s.Offline:
		return "The values are well-formed. Nothing was sent, so nothing is proven."
	case s.Guide().Delegated() && s.Seen.Session == nil:
		return "Client ID, secret and tenant are right. Nobody signed in, so redirect URI, permissions and mailbox are not proven."
	}
	return "The credential works: Microsoft issued a token, and it carries what is needed to " + s.Answers.Use.Words() + "."
}

// ProofOf is what is remembered of a settled proof.
func ProofOf(s Case) Proof {
	r := ReportOf(s)
	p := Proof{Verdict: r.Verdict, Tenant: guid(r.Tenant)}
	if r.Root != nil {
		p.Cause = r.Root.Cause
	}
	for _, reply := range s.replies() {
		p.At = latest(p.At, reply.At)
		if id := reply.Evidence.RequestID; id != "" {
			p.RequestIDs = append(p.RequestIDs, id)
		}
	}
	if s.Seen.Token != nil {
		p.Roles = s.Seen.Token.Roles
	}
	for _, x := range s.Seen.Token.SightsOf(wire.LookInbox) {
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
