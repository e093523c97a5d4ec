package cli

import (
	"context"
	"slices"
	"sync"

	"mailgrant/flow"
	"mailgrant/flow/check"
	"mailgrant/flow/finding"
	"mailgrant/flow/form"
	"mailgrant/flow/guide"
	"mailgrant/ui/report"
)

// testAll checks saved credentials for the first screen, as check --all does.
func (a *app) testAll(r *rig) func(context.Context, []string, func(flow.SavedTested)) {
	return func(ctx context.Context, names []string, came func(flow.SavedTested)) {
		o := &checkOptions{timeout: usualTimeout, concurrency: usualConcurrency, practice: r.Practice}
		h := r.hands()
		h.Patience = o.timeout
		to := passedOn{came: came, names: map[string]string{}, unsaved: &sync.Map{}}
		c := &checker{rig: r, do: h.Do, now: a.Now, o: o, unsaved: func(name string, f finding.Finding) { to.unsaved.Store(name, f) }}
		var subjects []subject
		for _, e := range r.entries() {
			if slices.Contains(names, e.Name) {
				sub := r.subjectOf(e)
				to.names[e.Name], to.names[form.Judge(sub.answers, guide.FieldName).Value] = e.Name, e.Name
				subjects = append(subjects, sub)
			}
		}
		c.checkAll(ctx, subjects, to)
	}
}

// passedOn passes each result on as it comes.
type passedOn struct {
	came    func(flow.SavedTested)
	names   map[string]string // of the saved credentials, by the name in a report
	unsaved *sync.Map         // findings: why results could not be saved, by name
}

func (passedOn) Streams() bool { return true }

func (p passedOn) One(r report.Result) {
	tested := flow.SavedTested{Name: p.names[r.Name], Verification: check.Verification{At: r.Started.Add(r.Took), Verdict: string(r.Verdict)}}
	if r.Root != nil {
		tested.Verification.Cause = string(r.Root.Cause)
	}
	if f, ok := p.unsaved.Load(tested.Name); ok {
		f := f.(finding.Finding)
		f.Says = "The result could not be saved. " + f.Says
		tested.Problem = &f
	}
	p.came(tested)
}

func (passedOn) End([]report.Result) {}
