package cli

import (
	"context"
	"fmt"
	"io"
	"slices"
	"sync"
	"time"

	"mailgrant/flow"
	"mailgrant/store"
)

// checker proves credentials.
type checker struct {
	rig   *rig
	do    flow.Doer
	now   func() time.Time
	o     *checkOptions
	lines sync.Mutex
	warn  io.Writer
}

// outcome is what the check of one credential came to.
type outcome struct {
	flow.Report
	code    int // exit code of this one alone
	started time.Time
	took    time.Duration
	hint    string // the secret's first three characters, where asked for
}

// checkAll checks the subjects, several at once, and hands each outcome to
// the printer: in their order, or as they finish where it wants that.
func (c *checker) checkAll(ctx context.Context, subjects []subject, to printer) []outcome {
	outcomes := make([]outcome, len(subjects))
	finished := make(chan int)
	turns := make(chan struct{}, c.o.concurrency)
	go func() {
		for i := range subjects {
			turns <- struct{}{}
			go func() {
				outcomes[i] = c.check(ctx, subjects[i])
				finished <- i
				<-turns
			}()
		}
	}()
	done := make([]bool, len(subjects))
	next := 0
	for range subjects {
		i := <-finished
		done[i] = true
		if ctx.Err() != nil {
			continue
		}
		if to.streams() {
			to.one(outcomes[i])
			continue
		}
		for ; next < len(done) && done[next]; next++ {
			to.one(outcomes[next])
		}
	}
	if ctx.Err() == nil {
		to.end(outcomes)
	}
	return outcomes
}

// check checks one credential within its time limit. It runs on a goroutine of
// its own, where a panic would otherwise end the program and print anything.
func (c *checker) check(ctx context.Context, sub subject) (out outcome) {
	defer func() {
		if r := recover(); r != nil {
			who := flow.Answers{Name: sub.answers.Name, Guide: sub.answers.Guide} // the rest was not judged
			out.Report, out.code = reportOn(who, ourFault(flow.Values, r)), exitOurs
		}
	}()
	began := c.now()
	ctx, cancel := context.WithTimeout(ctx, c.o.timeout+c.o.wait)
	defer cancel()
	out.started = began
	answers := sub.answers
	var last *flow.Proof
	var err error
	if sub.slug != "" {
		answers, last, err = c.open(ctx, sub)
	}
	if err != nil {
		out.Report, out.code = reportOn(answers, *keyringFinding(err)), safeCode(err)
	} else {
		out.Report, out.code = c.prove(ctx, sub.slug, answers, last)
	}
	if c.o.hint {
		out.hint = answers.Secret.Hint()
	}
	out.took = c.now().Sub(began)
	return out
}

// open reads a saved credential, and the last good proof of it.
func (c *checker) open(ctx context.Context, sub subject) (flow.Answers, *flow.Proof, error) {
	safe, err := c.rig.safe()
	if err != nil {
		return sub.answers, nil, err
	}
	e, secret, err := safe.Open(ctx, sub.slug)
	if store.KindOf(err) == store.Bare { // what can be proven without a secret is
		return sub.answers, nil, nil
	}
	if err != nil {
		return sub.answers, nil, err
	}
	return answersOf(e, flow.NewSecret(secret)), proofFrom(e.Good()), nil
}

// reportOn is the report of a credential that could not be tested at all.
func reportOn(a flow.Answers, f flow.Finding) flow.Report {
	return flow.Report{
		Name: a.Name, Guide: a.Guide, Cloud: a.Cloud, Tenant: a.Tenant, ClientID: a.ClientID,
		Verdict: f.Status, Root: &f, Summary: f.Says, Findings: []flow.Finding{f},
	}
}

func (c *checker) prove(ctx context.Context, slug string, a flow.Answers, last *flow.Proof) (flow.Report, int) {
	s := flow.Examination(a, c.now())
	s.Last = last
	s.Practice, s.Offline, s.MinDays, s.Wait = c.o.practice, c.o.offline, c.o.minDays, c.o.wait
	s = drive(ctx, s, flow.Retry{}, c.do)
	r := flow.ReportOf(s)
	if _, problem := flow.ParseTenant(r.Tenant); problem != nil {
		r.Tenant = "" // anything may have been given in its place
	}
	switch {
	case slug != "" && a.ClientID == "" && a.Secret.Empty():
		r = toCome(r)
	case slug != "" && !c.o.offline && r.Verdict != flow.Undecided:
		c.note(ctx, slug, a.Name, flow.ProofOf(s))
	}
	if c.o.strict && r.Verdict == flow.Warn {
		r.Verdict = flow.Fail
	}
	return r, verdictCode(r.Verdict)
}

// note keeps the outcome in the index as the credential's last proof. One that
// decided nothing does not replace one that did.
func (c *checker) note(ctx context.Context, slug, name string, p flow.Proof) {
	if p.At.IsZero() {
		p.At = c.now()
	}
	safe, err := c.rig.safe()
	if err == nil {
		err = safe.Prove(ctx, slug, proofOf(p))
	}
	if err != nil {
		f := keyringFinding(err)
		c.lines.Lock()
		defer c.lines.Unlock()
		fmt.Fprintf(c.warn, "mailgrant: The outcome for %s could not be noted: %s\n", name, f.Says)
	}
}

func verdictCode(v flow.Status) int {
	switch v {
	case flow.Pass, flow.Warn, flow.Skip:
		return exitGood
	case flow.Fail:
		return exitBroken
	case flow.Undecided:
	}
	return exitUndecided
}

// exitOf is the exit code of all together: the first that applies.
func exitOf(outcomes []outcome) int {
	for _, code := range []int{exitBroken, exitUsage, exitKeyring, exitOurs, exitUndecided} {
		if slices.ContainsFunc(outcomes, func(o outcome) bool { return o.code == code }) {
			return code
		}
	}
	return exitGood
}
