package cli

import (
	"bytes"
	"context"
	"fmt"
	"net/http"
	"slices"
	"strings"
	"testing"
	"time"

	"mailgrant/flow/entra/entratest"
	"mailgrant/flow/entra/entratest/fault"
	"mailgrant/flow/finding"
	"mailgrant/ui/report"
)

// trial is one row of the fault matrix: what goes wrong, and the one cause that
// a full check must name.
type trial struct {
	set   func(s *stage)                                 // on the local Microsoft
	way   func(t *testing.T, s *stage) http.RoundTripper // how to reach it; nil for the usual way
	real  func(t *testing.T, s *stage) (more []string)   // through the program's own transport, with these flags
	args  []string                                       // besides the values of the good app
	cause finding.Cause                                  // "" if all is well
	check finding.Check                                  // that names it; "" for any
	says  string                                         // a part of what it says
	warns bool                                           // although the cause alone would leave it undecided
}

// faulty sets a fault of the local Microsoft.
func faulty(m entratest.Match, f entratest.Fault) func(*stage) {
	return func(s *stage) { s.ms.Fault(m, f) }
}

// what faults apply to.
var (
	everything = entratest.Match{}
	onGraph    = entratest.Match{Host: "graph.microsoft.com"}
	onUsers    = entratest.Match{Host: "graph.microsoft.com", Path: "/v1.0/users"}
	onInbox    = entratest.Match{Path: "/mailFolders/inbox"}
)

// prove checks the good app with a mailbox, as one JSON report. A short time
// limit may be too short for a busy machine and is then raised.
func (tr trial) prove(t *testing.T) (r report.JSONReport, got result) {
	t.Helper()
	if !slices.Contains(tr.args, "--timeout") {
		return tr.proveOnce(t)
	}
	for limit := tr.given(); limit < time.Minute; limit *= 4 {
		longer := tr
		longer.args = append(slices.Clone(tr.args), "--timeout", limit.String())
		if r, got = longer.proveOnce(t); r.Cause != nil && *r.Cause == tr.cause && strings.Contains(r.Summary, tr.says) {
			break
		}
	}
	return r, got
}

func (tr trial) proveOnce(t *testing.T) (report.JSONReport, result) {
	t.Helper()
	s := newStage(t)
	s.env[secretVariable] = sample(t, "good").Values.Secret.Reveal()
	if tr.set != nil {
		tr.set(s)
	}
	args := values(t, "good", append([]string{"--format", "json", "--mailbox", "support@contoso.com"}, tr.args...)...)
	var out, errs bytes.Buffer
	w := s.world(&out, &errs)
	if tr.way != nil {
		w.Transport = tr.way(t, s)
	}
	if tr.real != nil {
		w.Transport = nil
		args = append(args, tr.real(t, s)...)
	}
	code := Run(context.Background(), args, w)
	r := result{code, out.String(), errs.String()}
	all := reports(t, r)
	if len(all.Reports) != 1 {
		t.Fatalf("%d reports:\n%s%s", len(all.Reports), r.out, r.err)
	}
	return all.Reports[0], r
}

// given is the time limit of a check that should exceed it.
func (tr trial) given() time.Duration {
	limit, _ := time.ParseDuration(tr.args[slices.Index(tr.args, "--timeout")+1])
	return limit
}

// matrix checks the rows of one list, each of which must end in its own cause
// and no other.
func matrix(t *testing.T, rows map[string]trial) {
	t.Helper()
	names := make([]string, 0, len(rows))
	for name := range rows {
		names = append(names, name)
	}
	slices.Sort(names)
	var table strings.Builder
	for _, name := range names {
		tr := rows[name]
		t.Run(name, func(t *testing.T) {
			began := time.Now()
			r, got := tr.prove(t)
			if took := time.Since(began); took > 2*time.Minute {
				t.Errorf("it took %v", took)
			}
			hold(t, r, got.code, tr)
			fmt.Fprintf(&table, "\n%-58s exit %d  %-22s %s", name, got.code, orWell(tr.cause), brief(r.Summary))
		})
	}
	t.Logf("%d rows%s", len(rows), &table)
}

func brief(summary string) string {
	if len(summary) > 90 {
		return summary[:90] + "..."
	}
	return summary
}

func orWell(c finding.Cause) string {
	if c == "" {
		return "(all well)"
	}
	return string(c)
}

// hold requires the one cause, its exit code, and a text for every finding.
func hold(t *testing.T, r report.JSONReport, code int, want trial) {
	t.Helper()
	root := finding.Cause("")
	if r.Cause != nil {
		root = *r.Cause
	}
	if root != want.cause {
		t.Errorf("the cause is %q, want %q: %s", root, want.cause, r.Summary)
	}
	status := want.cause.Status()
	if want.warns {
		status = finding.Warn
	}
	if c := verdictCode(status); code != c {
		t.Errorf("exit %d, want %d", code, c)
	}
	if !strings.Contains(r.Summary, want.says) {
		t.Errorf("it says %q, without %q", r.Summary, want.says)
	}
	for _, f := range r.Findings {
		if f.Cause == nil {
			continue
		}
		if *f.Cause != want.cause {
			t.Errorf("%s names %s too: %s", f.Check, *f.Cause, f.Says)
		}
		if want.check != "" && f.Check != want.check {
			t.Errorf("%s names it, not %s", f.Check, want.check)
		}
		owned := f.Owner != nil && *f.Owner != ""
		if owned != (*f.Cause != finding.Unknown) || len(f.Do) == 0 || f.Do[0] == "" || !strings.HasSuffix(f.Says, ".") && !strings.HasSuffix(f.Says, "…") {
			t.Errorf("%s: no owner, nothing to do, or no sentence: %+v", f.Check, f)
		}
	}
}

func TestTheFaultMatrixNothingIsReportedOnAHealthyCredential(t *testing.T) {
	t.Parallel()
	matrix(t, map[string]trial{
		"nothing is wrong":                   {},
		"every answer is slow":               {set: faulty(everything, fault.Slow(80*time.Millisecond))},
		"answers come in crumbs":             {set: faulty(everything, fault.Crumbs(40, time.Millisecond))},
		"answers are packed":                 {set: faulty(everything, fault.Packed())},
		"expires_in is a text":               {set: faulty(entratest.Token, fault.EditJSON(func(b map[string]any) { b["expires_in"] = "3599" }))},
		"expires_in is a day":                {set: faulty(entratest.Token, fault.EditJSON(func(b map[string]any) { b["expires_in"] = 86399 }))},
		"token_type is in small letters":     {set: faulty(entratest.Token, fault.EditJSON(func(b map[string]any) { b["token_type"] = "bearer" }))},
		"fields nobody has heard of":         {set: faulty(everything, fault.EditJSON(func(b map[string]any) { b["new"] = map[string]any{"error": nil} }))},
		"white space around the JSON":        {set: faulty(everything, fault.Edit(func(b []byte) []byte { return []byte("\r\n  " + string(b) + "\n\n") }))},
		"text/json as a type":                {set: faulty(everything, fault.With("Content-Type", "text/json"))},
		"no Date":                            {set: faulty(everything, fault.With("Date", ""))},
		"an invalid Date":                    {set: faulty(everything, fault.With("Date", "yesterday"))},
		"a clock 50 s off":                   {set: faulty(everything, fault.ClockOff(50*time.Second))},
		"one connection breaks at the token": {set: faulty(entratest.Token.Once(), fault.HangUp())},
		"one connection breaks at discovery": {set: faulty(entratest.Discovery.Once(), fault.HangUp())},
		"one connection breaks at Graph":     {set: faulty(entratest.Match{Host: "graph.microsoft.com", Times: 1}, fault.HangUp())},
		"one 503 at the token":               {set: faulty(entratest.Token.Once(), fault.Unavailable())},
		"one 502 at discovery":               {set: faulty(entratest.Discovery.Once(), fault.Answer(502, "text/html", "<html>bad gateway"))},
		"one 504 at Graph":                   {set: faulty(entratest.Match{Path: "/inbox", Times: 1}, fault.Answer(504, "", ""))},
		"one 429 that fits, at the token":    {set: faulty(entratest.Token.Once(), fault.Throttle("3"))},
		"one 429 that fits, at Graph":        {set: faulty(entratest.Match{Path: "/inbox", Times: 1}, fault.Throttle("3"))},
		"one 429 with a date that fits": {set: faulty(entratest.Token.Once(),
			func(w http.ResponseWriter, r *http.Request, answer http.Handler) {
				fault.Throttle(time.Now().Add(9*time.Second).UTC().Format(http.TimeFormat))(w, r, answer)
			})},
		"discovery fails, the token came": {set: faulty(entratest.Discovery, fault.HangUp())},
		"a fence that holds":              {args: []string{"--must-refuse", "ceo@contoso.com"}},
		"an end date far away":            {args: []string{"--expires", time.Now().AddDate(1, 0, 0).Format(time.DateOnly)}},
		"mail that is only sent":          {args: []string{"--use", "outgoing"}, set: func(s *stage) { s.ms.ChangeApp("good", roles("Mail.Send", "User.Read.All")) }},
	})
}

// roles grants an app only these application permissions.
func roles(names ...string) func(*entratest.App) {
	return func(a *entratest.App) { a.Roles = names }
}
