package report

import (
	"cmp"
	"encoding/json"
	"io"
	"time"

	"mailgrant/flow/finding"
	"mailgrant/flow/value"
	"mailgrant/ui/run"
)

// JSONReport is a report as JSON. It is a contract: its keys are always present, arrays are
// never null, and cause and owner are null if all is well. It is built from the
// fields named here and nothing else, so that no secret can get into it.
type JSONReport struct {
	Schema     string          `json:"schema"`
	Mode       string          `json:"mode"`
	Name       string          `json:"name"`
	Guide      string          `json:"guide"`
	Cloud      value.Cloud     `json:"cloud"`
	Tenant     string          `json:"tenant"`
	ClientID   string          `json:"client_id"`
	Verdict    finding.Status  `json:"verdict"`
	Cause      *finding.Cause  `json:"cause"`
	Owner      *finding.Owner  `json:"owner"`
	Summary    string          `json:"summary"`
	Proved     []finding.Check `json:"proved"`
	Findings   []JSONFinding   `json:"findings"`
	Changed    []string        `json:"changed"` // since the last good verification of a saved credential
	Permits    JSONPermissions `json:"permissions"`
	Expires    string          `json:"expires"`   // YYYY-MM-DD, or ""
	DaysLeft   *int            `json:"days_left"` // in UTC; null if no end date is known
	WaitedS    int64           `json:"waited_s"`
	Tries      int             `json:"tries"` // token requests made
	Started    string          `json:"started"`
	MS         int64           `json:"ms"`
	SecretHint string          `json:"secret_hint"` // "" without --hint
}

// JSONFinding is a finding in it.
type JSONFinding struct {
	Check    finding.Check    `json:"check"`
	Status   finding.Status   `json:"status"`
	Cause    *finding.Cause   `json:"cause"`
	Owner    *finding.Owner   `json:"owner"`
	Says     string           `json:"says"`
	Do       []string         `json:"do"`
	Step     finding.StepID   `json:"step"`
	Codes    []string         `json:"codes"`
	Evidence finding.Evidence `json:"evidence"`
	Link     string           `json:"link"`    // the portal page, or ""
	Mailbox  string           `json:"mailbox"` // the address it is about, or ""
	MS       int64            `json:"ms"`
}

// JSONPermissions are the token's permissions, compared with the wanted ones.
type JSONPermissions struct {
	Granted []string `json:"granted"`
	Missing []string `json:"missing"`
	Excess  []string `json:"excess"`
}

// JSONReports are those of one run.
type JSONReports struct {
	Schema  string       `json:"schema"`
	Mode    string       `json:"mode"`
	Totals  JSONTotals   `json:"totals"`
	Reports []JSONReport `json:"reports"`
}

// JSONTotals count them by verdict.
type JSONTotals struct {
	Pass    int `json:"pass"`
	Warn    int `json:"warn"`
	Fail    int `json:"fail"`
	Unknown int `json:"unknown"`
}

func jsonOf(o Result, mode string) JSONReport {
	r := JSONReport{
		Schema: "mailgrant.report/1", Mode: mode, Name: o.Name, Guide: o.Guide,
		Cloud: cmp.Or(o.Cloud, value.Other), Tenant: o.Tenant, ClientID: o.ClientID,
		Verdict: o.Verdict, Summary: o.Summary, Proved: run.List(o.Verified), Findings: []JSONFinding{}, Changed: run.List(o.Changed),
		Permits: JSONPermissions{run.List(o.Permits.Granted), run.List(o.Permits.Missing), run.List(o.Permits.Excess)},
		Expires: o.Expires, DaysLeft: o.DaysLeft, WaitedS: int64(o.Waited.Seconds()), Tries: o.Tries,
		Started: o.Started.UTC().Format(time.RFC3339), MS: o.Took.Milliseconds(), SecretHint: o.Hint,
	}
	if o.Root != nil {
		r.Cause, r.Owner = causeAndOwner(o.Root.Cause)
	}
	for _, f := range o.Findings {
		j := JSONFinding{
			Check: f.Check, Status: f.Status, Says: f.Says, Do: run.List(f.Do), Step: f.Step,
			Codes: run.List(f.Codes), Evidence: f.Evidence, Link: f.Link, Mailbox: f.Mailbox, MS: f.Took.Milliseconds(),
		}
		j.Evidence.PolicyIDs = run.List(f.Evidence.PolicyIDs)
		j.Cause, j.Owner = causeAndOwner(f.Cause)
		r.Findings = append(r.Findings, j)
	}
	return r
}

func causeAndOwner(c finding.Cause) (*finding.Cause, *finding.Owner) {
	if c == "" {
		return nil, nil
	}
	owner := c.Owner()
	return &c, &owner
}

func totalsOf(results []Result) JSONTotals {
	var t JSONTotals
	for _, o := range results {
		switch o.Verdict {
		case finding.Pass:
			t.Pass++
		case finding.Warn:
			t.Warn++
		case finding.Fail:
			t.Fail++
		case finding.Undecided, finding.Skip:
			t.Unknown++
		}
	}
	return t
}

// jsonPrinter prints one object at the end.
type jsonPrinter struct {
	out  io.Writer
	mode string
}

func (p *jsonPrinter) Streams() bool { return false }

func (p *jsonPrinter) One(Result) {}

func (p *jsonPrinter) End(results []Result) {
	all := JSONReports{Schema: "mailgrant.reports/1", Mode: p.mode, Totals: totalsOf(results), Reports: []JSONReport{}}
	for _, o := range results {
		all.Reports = append(all.Reports, jsonOf(o, p.mode))
	}
	WriteJSON(p.out, all)
}

// ndjsonPrinter prints one report per line, as soon as each is ready.
type ndjsonPrinter struct {
	out  io.Writer
	mode string
}

func (p *ndjsonPrinter) Streams() bool { return true }

func (p *ndjsonPrinter) End([]Result) {}

func (p *ndjsonPrinter) One(o Result) {
	WriteLine(p.out, jsonOf(o, p.mode))
}

// WriteLine prints a value on one line.
func WriteLine(w io.Writer, v any) {
	encoder := json.NewEncoder(w)
	encoder.SetEscapeHTML(false)
	_ = encoder.Encode(v) // w itself reports failed writes
}

// WriteJSON prints a value for people and programs.
func WriteJSON(w io.Writer, v any) {
	encoder := json.NewEncoder(w)
	encoder.SetEscapeHTML(false)
	encoder.SetIndent("", "  ")
	_ = encoder.Encode(v)
}
