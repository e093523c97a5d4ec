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
