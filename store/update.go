package store

import "context"

// Update changes what the index says of a credential; the secret, the slug and
// the date of creation stay. The keyring is asked only where the last save was
// cut short.
func (s *Safe) Update(ctx context.Context, slug string, change func(*Entry)) error {
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
	change(&e)
	e.Slug, e.SecretHint, e.Bare, e.Created, e.foreign = old.Slug, old.SecretHint, old.Bare, old.Created, old.foreign
	e = e.after(old, true)
	e.Updated = s.today()
	return s.write(b.keep(e))
}

// Prove notes the outcome of a check. A parked credential that passes is
// parked no longer, and one that passes with roles waits for nobody: they are
// what an administrator's consent brings.
func (s *Safe) Prove(ctx context.Context, slug string, p Proof) error {
	return s.Update(ctx, slug, func(e *Entry) {
		e.LastProof = &p
		if p.Verdict != "pass" && p.Verdict != "warn" {
			return
		}
		e.Parked = false
		if len(p.Roles) > 0 {
			e.Waiting = nil
		}
	})
}

// Remove takes a credential out of the keyring, and then out of the index. nil
// means a read found the secret gone. A secret that was gone before is no
// error where the index listed it; else NotFound. The keyring is not asked for
// one that was set aside without a secret.
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
	err = s.keyring.Delete(ctx, slug)
	if err != nil && (KindOf(err) != NotFound || !listed) {
		return asError(Remove, err, "")
	}
	if !listed {
		return nil
	}
	return s.write(b.drop(slug))
}
