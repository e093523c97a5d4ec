package store

import "context"

// SaveWaiting keeps e in the index as a credential that has no secret yet; the
// keyring is left alone. Over another that was set aside it does so only with
// replace, and over one that has a secret never: Exists. The keyring is asked
// only where the last save was cut short.
func (s *Store) SaveWaiting(ctx context.Context, e Entry, replace bool) error {
	if err := fitEntry(e, ""); err != nil {
		return err
	}
	b, unlock, err := s.change(ctx)
	if err != nil {
		return err
	}
	defer unlock()
	if replace && b.overtaken(e) {
		return &Error{Kind: Exists, Op: Save}
	}
	if _, listed := bySlug(b.list(), e.Slug); listed {
		kept, _, err := s.settled(ctx, b, e.Slug)
		switch {
		case KindOf(err) == NotFound: // a first save that never reached the keyring
		case err != nil:
			return err
		case !kept.NoSecret || !replace:
			return &Error{Kind: Exists, Op: Save}
		}
	}
	if err := s.keepGuide(e); err != nil {
		return err
	}
	return s.write(b.keep(s.stamp(e, b, "", false)))
}
