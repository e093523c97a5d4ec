package store

import (
	"context"
	"sync"
)

// turns lets one write at a time at each account. A write that was left behind
// after its time limit keeps its turn until it ends, so that it can't
// overwrite, late, a value that was saved and confirmed after it.
type turns struct {
	mu sync.Mutex
	of map[string]chan struct{}
}

// take waits for the turn at account; ok is false where ctx ended first.
func (t *turns) take(ctx context.Context, account string) (done func(), ok bool) {
	t.mu.Lock()
	if t.of == nil {
		t.of = map[string]chan struct{}{}
	}
	turn := t.of[account]
	if turn == nil {
		turn = make(chan struct{}, 1)
		t.of[account] = turn
	}
	t.mu.Unlock()

	select {
	case turn <- struct{}{}:
		return func() { <-turn }, true
	case <-ctx.Done():
		return nil, false
	}
}
