package store

import "context"

// Remove deletes a credential from the keyring, then from the index. The index
// notes the removal first, so an index that can't be written costs no secret.
// nil means that a read found no secret. A secret that was already gone is an
// error only if the index did not list it: NotFound. Half means that the secret
// is gone but its entry could not be removed. The keyring is not used for a
// credential that was saved without a secret.
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
			_ = s.write(idx) // if this fails, the note stays and does no harm
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
