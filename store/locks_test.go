package store

import (
	"context"
	"sync/atomic"
	"testing"
	"time"
)

func TestAWriteLeftBehindBarsOnlyWhatItCouldUndo(t *testing.T) {
	for sentence, c := range map[string]struct {
		left, then func(context.Context, *guard) error
		want       Kind
	}{
		"a save, then the same once more":       {setting("a", "first"), setting("a", "first"), ""},
		"a save, then another secret":           {setting("a", "first"), setting("a", "second"), Stuck},
		"a save, then a removal":                {setting("a", "first"), removing("a"), Stuck},
		"a save, then one under another name":   {setting("a", "first"), setting("b", "first"), ""},
		"a save, then a removal elsewhere":      {setting("a", "first"), removing("c"), ""},
		"a save, then a probe":                  {setting("a", "first"), func(ctx context.Context, g *guard) error { return g.Probe(ctx, canary) }, ""},
		"a removal, then a save":                {removing("c"), setting("c", "first"), Stuck},
		"a removal, then the same once more":    {removing("c"), removing("c"), ""},
		"a removal, then a save somewhere else": {removing("c"), setting("b", "first"), ""},
	} {
		t.Run(sentence, func(t *testing.T) {
			bubble(t, func(t *testing.T) {
				f := &hung{faulty: faulty{kept: map[string]string{"c": "old"}}}
				g := guarded(f)
				wantKind(t, Timeout, c.left(t.Context(), g))
				f.healed.Store(true) // but the hung call does not end
				start := time.Now()
				err := c.then(t.Context(), g)
				wantKind(t, c.want, err)
				wantUnsure(t, false, err)
				if took := time.Since(start); took != 0 {
					t.Errorf("took %v", took)
				}
			})
		})
	}
}

// hung is a backend whose writes hang until it is healed.
type hung struct {
	faulty
	healed atomic.Bool
}

func (h *hung) Set(service, account, secret string) error {
	if !h.healed.Load() {
		hang()
	}
	return h.faulty.Set(service, account, secret)
}

func (h *hung) Delete(service, account string) error {
	if !h.healed.Load() {
		hang()
	}
	return h.faulty.Delete(service, account)
}

func setting(account, secret string) func(context.Context, *guard) error {
	return func(ctx context.Context, g *guard) error { return g.Set(ctx, account, secret) }
}

func removing(account string) func(context.Context, *guard) error {
	return func(ctx context.Context, g *guard) error { return g.Delete(ctx, account) }
}

func TestALateWriteNeverOverwritesAConfirmedOne(t *testing.T) {
	bubble(t, func(t *testing.T) {
		f := &faulty{kept: map[string]string{}}
		f.set = func(f *faulty, a, s string) error {
			if s == "first" {
				time.Sleep(5 * time.Second) // past the limit; then it succeeds
			}
			f.put(a, s)
			return nil
		}
		g := guarded(f)
		wantKind(t, Timeout, g.Set(t.Context(), "a", "first"))
		wantKind(t, Stuck, g.Set(t.Context(), "a", "second"))
		time.Sleep(5 * time.Second)
		wantKind(t, "", g.Set(t.Context(), "a", "second"))
		hang()
		wantSecret(t, g, "a", "second")
	})
}
