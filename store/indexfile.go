package store

import (
	"context"
	"sync"
	"time"
)

// lockLimit bounds the wait for the change of another mailgrant.
const lockLimit = 10 * time.Second

// indexFile is where the index is stored.
type indexFile interface {
	// lock keeps out every other writer, in any process, until unlock.
	lock(ctx context.Context) (unlock func(), err error)
	// load returns the index as it was last stored; nil if there is none.
	load() ([]byte, error)
	// store replaces the whole index, or leaves it as it was. Call it with the
	// lock held.
	store(data []byte) error

	// guide reads a guide that is kept beside the index.
	guide(name string) (string, error)
	// keepGuide writes one whole, or not at all; dropGuide removes one. Call both
	// under lock.
	keepGuide(name, text string) error
	dropGuide(name string)
	// guides are the names of those kept.
	guides() []string
}

// memoryIndex is an index in memory only.
type memoryIndex struct {
	locks accountLocks
	mu    sync.Mutex
	data  []byte
	texts map[string]string // guides by name
}

func (m *memoryIndex) lock(ctx context.Context) (func(), error) {
	ctx, cancel := context.WithTimeout(ctx, lockLimit)
	defer cancel()
	unlock, ok := m.locks.lock(ctx, "")
	if !ok {
		return nil, busy(ctx)
	}
	return unlock, nil
}

func (m *memoryIndex) load() ([]byte, error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	return m.data, nil
}

func (m *memoryIndex) store(data []byte) error {
	m.mu.Lock()
	defer m.mu.Unlock()
	m.data = data
	return nil
}

// busy is the reason why the lock could not be acquired.
func busy(ctx context.Context) error {
	if kind := ended(ctx); kind == Cancelled {
		return &Error{Kind: kind, Op: Index}
	}
	return &Error{Kind: Busy, Op: Index}
}
