package cli

import (
	"context"
	"io"
	"slices"

	"mailgrant/flow/check"
	"mailgrant/flow/form"
	"mailgrant/flow/guide"
	"mailgrant/ui/report"
)

// testAll checks saved credentials for the first screen, as check --all does.
func (a *app) testAll(r *rig) func(context.Context, []string, func(string, check.Verification)) {
	return func(ctx context.Context, names []string, came func(string, check.Verification)) {
		o := &checkOptions{timeout: usualTimeout, concurrency: usualConcurrency, practice: r.Practice}
		h := r.hands()
		h.Patience = o.timeout
		c := &checker{rig: r, do: h.Do, now: a.Now, o: o, warn: io.Discard}
		var subjects []subject
		saved := map[string]string{} // by the name in a report
		for _, e := range r.entries() {
			if slices.Contains(names, e.Name) {
				sub := r.subjectOf(e)
				saved[e.Name], saved[form.Judge(sub.answers, guide.FieldName).Value] = e.Name, e.Name
				subjects = append(subjects, sub)
			}
		}
		c.checkAll(ctx, subjects, passedOn{func(name string, v check.Verification) { came(saved[name], v) }})
	}
}

// passedOn passes each result on as it comes.
type passedOn struct {
	came func(name string, v check.Verification)
}

func (passedOn) Streams() bool { return true }

func (p passedOn) One(r report.Result) {
	v := check.Verification{At: r.Started.Add(r.Took), Verdict: string(r.Verdict)}
	if r.Root != nil {
		v.Cause = string(r.Root.Cause)
	}
	p.came(r.Name, v)
}

func (passedOn) End([]report.Result) {}
