package cli

import (
	"cmp"
	"slices"

	"mailgrant/flow"
	"mailgrant/flow/check"
	"mailgrant/flow/finding"
	"mailgrant/flow/guide"
	"mailgrant/store"
	"mailgrant/ui/run"
)

// waiting lists the saved credentials that wait for somebody, the oldest wait
// first. Practice begins with none.
func waiting(r *rig) []flow.Credential {
	if r.names != nil {
		return nil
	}
	return waiters(r.entries())
}

func waiters(entries []store.Entry) []flow.Credential {
	entries = slices.DeleteFunc(slices.Clone(entries), func(e store.Entry) bool { return e.Waiting == nil || (wording{}).guideUnknown(e) != nil })
	slices.SortStableFunc(entries, func(x, y store.Entry) int {
		return cmp.Or(x.Waiting.Since.Compare(y.Waiting.Since), cmp.Compare(x.Slug, y.Slug))
	})
	var waiters []flow.Credential
	for _, e := range entries {
		waiters = append(waiters, run.CredentialOf(e))
	}
	return waiters
}

// toCome is the report on a credential that waits for its client ID as well as
// its secret: that they are not there yet speaks neither for nor against it.
func toCome(r check.Report) check.Report {
	r.Findings = slices.Clone(r.Findings)
	for i, f := range r.Findings {
		if f.Field == guide.FieldClientID {
			r.Findings[i] = finding.Skipped(f.Check, "Not judged: the client ID is still to come.")
		}
	}
	r.Verdict, r.Root = finding.Undecided, nil
	r.Summary = "The client ID and secret are still to come; what can be proven without them is well."
	if root, found := finding.Root(r.Findings); found {
		r.Root, r.Summary = &root, root.Says
		if root.Status == finding.Fail {
			r.Verdict = finding.Fail
		}
	}
	return r
}
