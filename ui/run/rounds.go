package run

import (
	"context"
	"sync"

	"mailgrant/flow"
	"mailgrant/flow/finding"
	"mailgrant/store"
)

// rounds is the latest test of all saved credentials. The calls of one attempt
// share it.
type rounds struct {
	mu      sync.Mutex
	attempt int
	results map[string]chan flow.SavedTested
	over    chan struct{} // closed when nothing more comes
}

// testSaved is the result of one credential in a test of all.
func (h *Runner) testSaved(ctx context.Context, e flow.TestCredential) flow.Event {
	result, over := h.round(ctx, e)
	var tested flow.SavedTested
	select {
	case tested = <-result:
	case <-ctx.Done():
	case <-over:
		select {
		case tested = <-result:
		default:
		}
	}
	tested.Attempt, tested.Name = e.Attempt, e.Name
	if tested.Verification.Verdict == "" { // no result came
		tested.Verification.Verdict = string(finding.Undecided)
	}
	if creds, err := h.OpenStore(); err == nil {
		if entry, err := creds.Find(e.Name); err == nil {
			now := CredentialOf(entry)
			tested.Saved = &now
		}
	}
	if tested.Saved != nil && tested.Saved.Verification.Verdict == tested.Verification.Verdict { // it was noted, with more than a report has
		at := tested.Verification.At
		tested.Verification = tested.Saved.Verification
		tested.Verification.At = at
	}
	return tested
}

// round starts the test of all when its first call comes.
func (h *Runner) round(ctx context.Context, e flow.TestCredential) (result <-chan flow.SavedTested, over <-chan struct{}) {
	r := &h.rounds
	r.mu.Lock()
	defer r.mu.Unlock()
	if r.results == nil || r.attempt != e.Attempt {
		results, ended := map[string]chan flow.SavedTested{}, make(chan struct{})
		for _, name := range e.All {
			results[name] = make(chan flow.SavedTested, 1)
		}
		r.attempt, r.results, r.over = e.Attempt, results, ended
		go func() {
			defer close(ended)
			<-Apart(func() (struct{}, error) { // a panic there leaves the rest without a result
				h.TestAll(ctx, e.All, func(tested flow.SavedTested) {
					select {
					case results[tested.Name] <- tested:
					default: // it is not awaited
					}
				})
				return struct{}{}, nil
			})
		}()
	}
	return r.results[e.Name], r.over
}

// noteCheck notes the result of a test in the index. It returns why that failed;
// "" if it did not.
func (h *Runner) noteCheck(ctx context.Context, e flow.NoteCheck) string {
	of, opened := h.known.opened(e.Name)
	creds, err := h.OpenStore()
	if err == nil && opened {
		err = creds.NoteCheck(ctx, of.Slug, store.Check{Verification: store.Verification(e.Verification), Of: &of})
	}
	if f := h.wording().Finding(err); f != nil {
		return "The result could not be saved. " + f.Says
	}
	return ""
}
