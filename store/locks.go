package store

import (
	"context"
	"slices"
	"sync"
)

// accountLocks allows one write per account at a time.
type accountLocks struct {
	mu sync.Mutex
	of map[string]chan struct{}
}

// lock waits for the lock of account; ok is false if ctx ended first.
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

// running are the writes in progress, including those abandoned at their time
// limit. An abandoned write may still succeed, so it blocks every other write
// at its account: it could undo what was confirmed later. Repeating the same
// write does no harm.
type running struct {
	mu    sync.Mutex
	calls []*change
}

// begin is called with the lock of c's account held, so any other call still
// running there was abandoned. ok is false if that blocks c.
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
