package store

import "context"

// Update changes what the index says of a credential; the secret, the slug and
// the date of creation stay. The keyring is asked only where the last save was
// cut short.
func (s *Safe) Update(ctx context.Context, slug string, change func(*Entry)) error {
	return s.update(ctx, slug, func(e *Entry) bool {
		old := *e
		change(e)
		e.SecretHint, e.Revision, e.Lost, e.Removing = old.SecretHint, old.Revision, old.Lost, old.Removing
		return true
	})
}

// update writes an entry that change reports to have changed.
func (s *Safe) update(ctx context.Context, slug string, change func(*Entry) bool) error {
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
	old := e
	if !change(&e) {
		return nil
	}
	e.Slug, e.Bare, e.Created, e.foreign = old.Slug, old.Bare, old.Created, old.foreign
	e = e.after(old, true)
	e.Updated = s.today()
	return s.write(b.keep(e))
}

// Prove notes the outcome of a check. A parked credential that passes is
// parked no longer, and one that passes with roles waits for nobody: they are
// what an administrator's consent brings. A secret that differed from the saved
// one and passes is the saved one from then on; when it ends is not known.
func (s *Safe) Prove(ctx context.Context, slug string, p Proof) error {
	return s.update(ctx, slug, func(e *Entry) bool {
		of := p.Of
		if of != nil && of.Revision != e.Revision {
			return false
		}
		differed := of != nil && of.Differs
		p.Differs = differed && !p.good()
		e.LastProof = &p
		e.Removing = e.Removing && of == nil
		if !p.good() {
			return true
		}
		if differed {
			e.SecretHint, e.Expires = of.Held, ""
		}
		e.Parked = false
		if len(p.Roles) > 0 {
			e.Waiting = nil
		}
		return true
	})
}

// Remove takes a credential out of the keyring, and then out of the index,
// where the removal is noted first: an index that can't be written costs no
// secret. nil means a read found the secret gone. A secret that was gone before
// is no error where the index listed it; else NotFound. Half is a secret gone
// whose entry could not be taken out. The keyring is not asked for one that was
// set aside without a secret.
func (s *Safe) Remove(ctx context.Context, slug string) error {
	b, unlock, err := s.change(ctx)
	if err != nil {
		return err
	}
	defer unlock()
	if b.bare(slug) {
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
