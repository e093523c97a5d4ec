package store

import (
	"context"
	"sync"
)

// Memory is a Keyring that forgets everything when the program ends, for
// practice and tests. It is safe for concurrent use.
type Memory struct {
	mu   sync.Mutex
	kept map[string]string
	fail func(op Op, account string) error
}

// NewMemory makes an empty Memory.
func NewMemory() *Memory { return &Memory{kept: map[string]string{}} }

// FailWith makes every later call ask fail first: Set with Save, Get with Read,
// Delete with Remove. The call returns fail's error, preferably an *Error, and
// changes nothing. nil ends this.
func (m *Memory) FailWith(fail func(op Op, account string) error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	m.fail = fail
}

// Set saves secret under account.
func (m *Memory) Set(ctx context.Context, account, secret string) error {
	if err := fitSecret(Save, secret); err != nil {
		return err
	}
	return m.do(ctx, Save, account, func() error {
		m.kept[account] = secret
		return nil
	})
}

// Get returns the secret of account.
func (m *Memory) Get(ctx context.Context, account string) (secret string, err error) {
	err = m.do(ctx, Read, account, func() error {
		var ok bool
		if secret, ok = m.kept[account]; !ok {
			return &Error{Kind: NotFound, Op: Read}
		}
		return nil
	})
	return secret, err
}

// Delete removes the secret of account.
func (m *Memory) Delete(ctx context.Context, account string) error {
	return m.do(ctx, Remove, account, func() error {
		if _, ok := m.kept[account]; !ok {
			return &Error{Kind: NotFound, Op: Remove}
		}
		delete(m.kept, account)
		return nil
	})
}

// Probe writes, reads and deletes a dummy.
func (m *Memory) Probe(ctx context.Context, secret string) error { return probe(ctx, m, secret) }

// do runs work under the lock, unless the arguments, ctx or fail prevent it.
func (m *Memory) do(ctx context.Context, op Op, account string, work func() error) error {
	if err := fitAccount(op, account); err != nil {
		return err
	}
	if ctx.Err() != nil {
		return &Error{Kind: ended(ctx), Op: op}
	}
	m.mu.Lock()
	fail := m.fail
	m.mu.Unlock()
	if fail != nil { // without the lock: it may wait, or call back
		if err := fail(op, account); err != nil {
			return err
		}
	}
	m.mu.Lock()
	defer m.mu.Unlock()
	return work()
}
