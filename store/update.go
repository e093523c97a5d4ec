package store

import "context"

// NoteCheck notes the outcome of a check. A parked credential that passes is
// parked no longer, and one that passes with roles waits for nobody: they are
// what an administrator's consent brings. A secret that differed from the saved
// one and passes is the saved one from then on; when it ends is not known. The
// keyring is asked only where the last save was cut short.
func (s *Store) NoteCheck(ctx context.Context, slug string, p Check) error {
	b, unlock, err := s.change(ctx)
	if err != nil {
		return err
	}
	defer unlock()
	e, ok := bySlug(b.list(), slug)
	if !ok {
		return newError(Index, NotFound, slug, "")
	}
	if e.Unsettled {
		if e, _, err = s.settled(ctx, b, slug); err != nil {
			return err
		}
	}
	if p.Of != nil && p.Of.Revision != e.Revision {
		return nil
	}
	e = e.checked(p).after(e, true)
	e.Updated = s.today()
	return s.write(b.keep(e))
}

// checked is e with the outcome of a check of it.
func (e Entry) checked(p Check) Entry {
	differed := p.Of != nil && p.Of.Differs
	p.Differs = differed && !p.good()
	e.LastCheck = &p
	e.Removing = e.Removing && p.Of == nil
	if !p.good() {
		return e
	}
	if differed {
		e.SecretHint, e.Expires = p.Of.Held, ""
	}
	e.Unverified = false
	if len(p.Roles) > 0 {
		e.Waiting = nil
	}
	return e
}

// Remove takes a credential out of the keyring, and then out of the index,
// where the removal is noted first: an index that can't be written costs no
// secret. nil means a read found the secret gone. A secret that was gone before
// is no error where the index listed it; else NotFound. Half is a secret gone
// whose entry could not be taken out. The keyring is not asked for one that was
// set aside without a secret.
func (s *Store) Remove(ctx context.Context, slug string) error {
	b, unlock, err := s.change(ctx)
	if err != nil {
		return err
	}
	defer unlock()
	if b.lacksSecret(slug) {
		return s.write(b.drop(slug))
	}
	_, listed := bySlug(b.list(), slug)
	if listed {
		if err := s.write(b.remove(slug)); err != nil {
			return err
		}
	}
	err = s.keyring.Delete(ctx, slug)
	if err != nil && (KindOf(err) != NotFound || !listed) {
		e := asError(Remove, err, "")
		if listed && !e.Unsure {
			_ = s.write(b) // where this fails the note stays, which costs nothing
		}
		return e
	}
	if !listed {
		return nil
	}
	if err := s.write(b.drop(slug)); err != nil {
		return &Error{Kind: Half, Op: Remove, Detail: asError(Remove, err, "").Detail}
	}
	return nil
}
