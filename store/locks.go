package store

import (
	"context"
	"slices"
	"sync"
)

// accountLocks lets one write at a time at each account.
type accountLocks struct {
	mu sync.Mutex
	of map[string]chan struct{}
}

// lock waits for the turn at account; ok is false where ctx ended first.
func (t *accountLocks) lock(ctx context.Context, account string) (done func(), ok bool) {
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

// change is one call on an account.
type change struct {
	op              Op
	account, secret string
}

// running are the writes under way, those that were left behind at their time
// limit included. Such a one may still succeed, so it bars every other write at
// its account: it could undo what was confirmed after it. The same write once
// more does no harm.
type running struct {
	mu    sync.Mutex
	calls []*change
}

// begin is called with the turn at c's account, so that a call found there was
// left behind. ok is false where that bars c.
func (r *running) begin(c *change) (ok bool) {
	r.mu.Lock()
	defer r.mu.Unlock()
	if slices.ContainsFunc(r.calls, func(left *change) bool { return left.account == c.account && *left != *c }) {
		return false
	}
	r.calls = append(r.calls, c)
	return true
}

func (r *running) end(c *change) {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.calls = slices.DeleteFunc(r.calls, func(one *change) bool { return one == c })
}
