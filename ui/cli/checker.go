package cli

import (
	"context"
	"fmt"
	"io"
	"slices"
	"sync"
	"time"

	"mailgrant/flow"
	"mailgrant/flow/check"
	"mailgrant/flow/finding"
	"mailgrant/flow/form"
	"mailgrant/flow/value"
	"mailgrant/store"
	"mailgrant/ui/report"
	"mailgrant/ui/run"
)

// checker checks credentials.
type checker struct {
	rig   *rig
	do    flow.Doer
	now   func() time.Time
	o     *checkOptions
	first *run.FirstRead
	lines sync.Mutex
	warn  io.Writer

	unsaved func(name string, f finding.Finding) // takes why a result could not be saved; nil: warn does
}

// outcome is the result of one check.
type outcome struct {
	report.Result
	code int // exit code for this one alone
}

// checkAll checks the subjects, several at once, and passes each outcome to the
// printer: in order, or as they finish if the printer streams.
func (c *checker) checkAll(ctx context.Context, subjects []subject, to report.Printer) []outcome {
	finished := make(chan numbered, len(subjects))
	c.first = run.NewFirstRead("")
	if i := slices.IndexFunc(subjects, func(s subject) bool { return s.slug != "" && !s.bare }); i >= 0 {
		c.first = run.NewFirstRead(subjects[i].slug)
	}
	c.start(ctx, subjects, finished)
	q := queue{to: to, done: make([]*outcome, len(subjects))}
	for range subjects {
		select {
		case n := <-finished:
			q.take(n)
			continue
		case <-ctx.Done():
		}
		break
	}
	for len(finished) > 0 { // what finished before a signal came
		q.take(<-finished)
	}
	return q.end()
}

// start starts checking the subjects in order, several at once. It does not
// send those that a signal interrupted.
func (c *checker) start(ctx context.Context, subjects []subject, finished chan<- numbered) {
	turns := make(chan int, len(subjects))
	for i := range subjects {
		turns <- i
	}
	close(turns)
	for range min(c.o.concurrency, len(subjects)) {
		go func() {
			for i := range turns {
				if ctx.Err() != nil {
					return
				}
				if out := c.check(ctx, subjects[i]); ctx.Err() == nil {
					finished <- numbered{i, out}
				}
			}
		}()
	}
}

// check checks one credential within its time limit. It runs on its own
// goroutine, where an unrecovered panic would end the program and could print
// anything.
func (c *checker) check(ctx context.Context, sub subject) (out outcome) {
	defer func() {
		if r := recover(); r != nil {
			who := form.Values{Registration: form.Registration{Name: sub.answers.Name, Guide: sub.answers.Guide}} // the rest was not checked
			out.Report, out.code = reportOn(who, run.OurFault(finding.Values, r)), exitOurs
		}
	}()
	began := c.now()
	out.Started = began
	if sub.unknown != nil {
		out.Report, out.code = reportOn(sub.answers, *sub.unknown), exitUsage
		return out
	}
	ctx, cancel := context.WithTimeout(ctx, c.o.timeout+c.o.wait-c.o.spent)
	defer cancel()
	answers := sub.answers
	var of *store.Entry
	var err error
	if sub.slug != "" {
		answers, of, err = c.open(ctx, sub)
	}
	if err != nil {
		out.Report, out.code = reportOn(answers, *c.rig.Finding(err)), storeCode(err)
	} else {
		out.Report, out.code = c.prove(ctx, sub.slug, answers, of)
	}
	if c.o.hint {
		out.Hint = answers.Secret.Hint()
	}
	out.Took = c.now().Sub(began)
	return out
}

// open reads a saved credential; there is no entry if it has no secret yet.
func (c *checker) open(ctx context.Context, sub subject) (form.Values, *store.Entry, error) {
	creds, err := c.rig.openStore()
	if err != nil {
		return sub.answers, nil, err
	}
	var e store.Entry
	var secret string
	if sub.bare {
		e, secret, err = creds.Open(ctx, sub.slug)
	} else {
		err = c.first.Read(ctx, sub.slug, func() error {
			e, secret, err = creds.Open(ctx, sub.slug)
			return err
		})
	}
	if store.KindOf(err) == store.NoSecret { // check what can be tested without a secret
		return sub.answers, nil, nil
	}
	if err != nil {
		return sub.answers, nil, err
	}
	answers := run.CredentialOf(e).Values()
	answers.Secret = value.NewSecret(secret)
	return answers, &e, nil
}

// reportOn is the report of a credential that could not be tested at all.
func reportOn(a form.Values, f finding.Finding) check.Report {
	return check.Report{
		Name: a.Name, Guide: a.Guide, Cloud: a.Cloud, Tenant: a.Tenant, ClientID: a.ClientID,
		Verdict: f.Status, Root: &f, Summary: f.Says, Findings: []finding.Finding{f},
	}
}

func (c *checker) prove(ctx context.Context, slug string, a form.Values, of *store.Entry) (check.Report, int) {
	if slug != "" {
		a = c.o.beside(a)
	}
	s := flow.Examination(a, c.now())
	if of != nil {
		s.Case = s.OfSaved(run.VerificationOf(of.Good()), of.Differs)
	}
	s.Settings, s.Wait = c.o.settings(s.Settings), c.o.wait
	do, stop := c.telling(ctx, a.Name)
	s = run.New(ctx, s, do).Settle(flow.Retry{}) //nolint:contextcheck // the driver has the context
	stop()
	r := check.ReportOf(s.AsCase())
	if _, problem := value.ParseTenant(r.Tenant); problem != nil {
		r.Tenant = "" // it may hold anything
	}
	r = r.Linked(c.rig.page)
	switch {
	case slug != "" && a.ClientID == "" && a.Secret.Empty():
		r = toCome(r)
	case slug != "" && !c.o.offline && r.Verdict != finding.Undecided:
		c.note(ctx, slug, a.Name, check.VerificationOf(s.AsCase()), of)
	}
	if c.o.strict && r.Verdict == finding.Warn {
		r.Verdict = finding.Fail
	}
	return r, verdictCode(r.Verdict)
}

// note saves the outcome in the index as the credential's last verification. An
// undecided outcome does not replace a decided one.
func (c *checker) note(ctx context.Context, slug, name string, p check.Verification, of *store.Entry) {
	if p.At.IsZero() {
		p.At = c.now()
	}
	creds, err := c.rig.openStore()
	if err == nil {
		err = creds.NoteCheck(ctx, slug, store.Check{Verification: store.Verification(p), Of: of})
	}
	if err != nil && ctx.Err() == nil {
		f := c.rig.Finding(err)
		if c.unsaved != nil {
			c.unsaved(name, *f)
			return
		}
		c.lines.Lock()
		defer c.lines.Unlock()
		fmt.Fprintf(c.warn, "mailgrant: The result for %s could not be saved: %s\n", name, f.Says)
	}
}

func verdictCode(v finding.Status) int {
	switch v {
	case finding.Pass, finding.Warn, finding.Skip:
		return exitGood
	case finding.Fail:
		return exitBroken
	case finding.Undecided:
	}
	return exitUndecided
}

// exitOf is the exit code of all outcomes together: the first that applies.
func exitOf(outcomes []outcome) int {
	for _, code := range []int{exitBroken, exitUsage, exitKeyring, exitOurs, exitUndecided} {
		if slices.ContainsFunc(outcomes, func(o outcome) bool { return o.code == code }) {
			return code
		}
	}
	return exitGood
}
