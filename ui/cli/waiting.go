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

// waiting lists the saved credentials that wait for somebody, the oldest first.
// Practice begins with none.
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

// toCome is the report on a credential that waits for both its client ID and
// its secret: that they are missing says nothing about the credential.
func toCome(r check.Report) check.Report {
	r.Findings = slices.Clone(r.Findings)
	for i, f := range r.Findings {
		if f.Field == guide.FieldClientID {
			r.Findings[i] = finding.Skipped(f.Check, "Not checked: the client ID is missing so far.")
		}
	}
	r.Verdict, r.Root = finding.Undecided, nil
	r.Summary = "The client ID and secret are missing so far; everything that can be tested without them is good."
	if root, found := finding.Root(r.Findings); found {
		r.Root, r.Summary = &root, root.Says
		if root.Status == finding.Fail {
			r.Verdict = finding.Fail
		}
	}
	return r
}
