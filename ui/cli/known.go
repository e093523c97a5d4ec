package cli

import (
	"slices"
	"sync"

	"mailgrant/store"
)

// known are the revisions of credentials that a session read or tried to save,
// by short name: what it may replace.
type known struct {
	mu        sync.Mutex
	revisions map[string][]string
}

func (k *known) add(e store.Entry) {
	k.mu.Lock()
	defer k.mu.Unlock()
	if k.revisions == nil {
		k.revisions = map[string][]string{}
	}
	if of := k.revisions[e.Slug]; !slices.Contains(of, e.Revision) {
		k.revisions[e.Slug] = append(slices.Clone(of), e.Revision)
	}
}

func (k *known) of(slug string) []string {
	k.mu.Lock()
	defer k.mu.Unlock()
	return k.revisions[slug]
}
