package run

import (
	"context"
	"slices"

	"mailgrant/store"
)

// FirstRead makes one credential read the keyring before all others: if no
// keyring answers, or it is locked, that holds for all of them, so none of them
// waits for it again.
type FirstRead struct {
	slug     string
	answered chan struct{}
	err      error // set before answered is closed
}

// NewFirstRead lets the credential of that short name, "" for none, go first.
func NewFirstRead(slug string) *FirstRead {
	return &FirstRead{slug: slug, answered: make(chan struct{})}
}

// Read reads the keyring, unless the first read got no answer.
func (f *FirstRead) Read(ctx context.Context, slug string, ask func() error) error {
	if slug == f.slug {
		defer close(f.answered)
		err := ask()
		if ofWhole(err) {
			f.err = err
		}
		return err
	}
	select {
	case <-f.answered:
	case <-ctx.Done():
		return &store.Error{Kind: store.Timeout, Op: store.Read}
	}
	if f.err != nil {
		return f.err
	}
	return ask()
}

// ofWhole reports an error of the whole keyring, not of one secret in it.
func ofWhole(err error) bool {
	return slices.Contains([]store.Kind{store.Unavailable, store.Locked, store.Timeout, store.Cancelled}, store.KindOf(err))
}
