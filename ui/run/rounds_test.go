package run

import (
	"context"
	"testing"
	"time"

	"mailgrant/flow"
	"mailgrant/flow/check"
	"mailgrant/store"
)

// rounded is a runner whose test of all does this.
func rounded(all func(context.Context, []string, func(flow.SavedTested))) *Runner {
	return &Runner{Limit: time.Minute, OpenStore: func() (*store.Store, error) { return store.OpenMemory(store.NewMemory()), nil }, TestAll: all}
}

func TestATestOfAllIsBegunOnceForItsAttempt(t *testing.T) {
	begun := 0
	h := rounded(func(_ context.Context, names []string, came func(flow.SavedTested)) {
		begun++
		for _, name := range names {
			came(flow.SavedTested{Name: name, Verification: check.Verification{Verdict: "pass", Cause: name}})
			came(flow.SavedTested{Name: name, Verification: check.Verification{Verdict: "fail"}}) // nobody awaits it
		}
		came(flow.SavedTested{Name: "nosuch"})
	})
	for _, attempt := range []int{1, 2} {
		for _, name := range []string{"b", "a"} {
			got := h.Do(t.Context(), flow.TestCredential{Attempt: attempt, Name: name, All: []string{"a", "b"}}).(flow.SavedTested)
			if got.Attempt != attempt || got.Name != name || got.Verification.Verdict != "pass" || got.Verification.Cause != name {
				t.Errorf("%+v", got)
			}
		}
	}
	if begun != 2 {
		t.Errorf("begun %d times", begun)
	}
}

func TestEveryTestOfAllEnds(t *testing.T) {
	left, cancel := context.WithCancel(t.Context())
	cancel()
	for name, tt := range map[string]struct {
		ctx context.Context
		all func(context.Context, []string, func(flow.SavedTested))
	}{
		"it broke":         {t.Context(), func(context.Context, []string, func(flow.SavedTested)) { panic("boom") }},
		"it forgot one":    {t.Context(), func(context.Context, []string, func(flow.SavedTested)) {}},
		"there is none":    {t.Context(), nil},
		"the wait is over": {left, func(ctx context.Context, _ []string, _ func(flow.SavedTested)) { <-ctx.Done() }},
	} {
		got := rounded(tt.all).Do(tt.ctx, flow.TestCredential{Attempt: 1, Name: "a", All: []string{"a"}}).(flow.SavedTested)
		if got.Verification.Verdict != "unknown" || got.Name != "a" {
			t.Errorf("%s: %+v", name, got)
		}
	}
}
