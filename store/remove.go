package store

import "context"

// Remove takes a credential out of the keyring, and then out of the index,
// where the removal is noted first: an index that can't be written costs no
// secret. nil means a read found the secret gone. A secret that was gone before
// is no error where the index listed it; else NotFound. Half is a secret gone
// whose entry could not be taken out. The keyring is not asked for one that was
// saved without a secret.
func (s *Store) Remove(ctx context.Context, slug string) error {
	idx, unlock, err := s.change(ctx)
	if err != nil {
		return err
	}
	defer unlock()
	if idx.lacksSecret(slug) {
		return s.write(idx.drop(slug))
	}
	_, listed := bySlug(idx.list(), slug)
	if listed {
		if err := s.write(idx.remove(slug)); err != nil {
			return err
		}
	}
	err = s.keyring.Delete(ctx, slug)
	if err != nil && (KindOf(err) != NotFound || !listed) {
		e := asError(Remove, err, "")
		if listed && !e.Unsure {
			_ = s.write(idx) // where this fails the note stays, which costs nothing
		}
		return e
	}
	if !listed {
		return nil
	}
	if err := s.write(idx.drop(slug)); err != nil {
		return &Error{Kind: Half, Op: Remove, Detail: asError(Remove, err, "").Detail}
	}
	return nil
}
