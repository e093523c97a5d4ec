package run

import (
	"slices"
	"sync"

	"mailgrant/store"
)

// revisions are the revisions of credentials that a session read or tried to save,
// by short name. The session may replace only these.
type revisions struct {
	mu        sync.Mutex
	revisions map[string][]string
	entries   map[string]store.Entry // those whose secret was read, by display name
}

// read remembers a credential whose secret was read.
func (k *revisions) read(e store.Entry) {
	k.mu.Lock()
	defer k.mu.Unlock()
	if k.entries == nil {
		k.entries = map[string]store.Entry{}
	}
	k.entries[e.Name] = e
}

// opened is the credential of that name as its secret was read.
func (k *revisions) opened(name string) (store.Entry, bool) {
	k.mu.Lock()
	defer k.mu.Unlock()
	e, ok := k.entries[name]
	return e, ok
}

func (k *revisions) add(e store.Entry) {
	k.mu.Lock()
	defer k.mu.Unlock()
	if k.revisions == nil {
		k.revisions = map[string][]string{}
	}
	if of := k.revisions[e.Slug]; !slices.Contains(of, e.Revision) {
		k.revisions[e.Slug] = append(slices.Clone(of), e.Revision)
	}
}

func (k *revisions) of(slug string) []string {
	k.mu.Lock()
	defer k.mu.Unlock()
	return k.revisions[slug]
}
