package store

import (
	"context"
	"crypto/rand"
	"time"
)

// Save keeps secret in the keyring and e in the index. Over a saved credential
// it does so only with replace; else Exists, or Orphan where only the keyring
// knows the name. Over one that was saved without a secret replace is
// needed too, and covers no secret that the keyring holds under the name all
// the same: Orphan. An unfinished first save of the caller's own needs no
// replace. Where e.Over names revisions, a credential that was saved meanwhile
// by somebody else is not replaced: Exists. nil means both are kept and the
// secret was read back.
//
// The save is noted in the index first, so that one that is killed half-way is
// seen, and settled by Open or the next change.
func (s *Store) Save(ctx context.Context, e Entry, secret string, replace bool) error {
	if err := fitSecret(Save, secret); err != nil {
		return err
	}
	if err := fitEntry(e, secret); err != nil {
		return err
	}
	idx, unlock, err := s.change(ctx)
	if err != nil {
		return err
	}
	defer unlock()
	if replace && idx.overtaken(e) {
		return &Error{Kind: Exists, Op: Save}
	}
	was, err := s.held(ctx, e.Slug)
	if replace && KindOf(err) == Invalid { // no secret of ours is lost with it
		was, err = keyringItem{account: e.Slug, found: true, mangled: true}, nil
	}
	if err != nil {
		return asError(Save, err, secret)
	}
	kept := was.found && same(was.secret, secret)
	if replace && idx.lacksSecret(e.Slug) && was.found && !kept {
		return &Error{Kind: Orphan, Op: Save}
	}
	if !replace {
		if err := idx.occupied(e, was, kept); err != nil {
			return err
		}
	}
	e = s.stamp(e, idx, secret, kept)
	if err := s.keepGuide(e); err != nil {
		return asError(Save, err, secret)
	}
	if kept {
		return s.write(idx.keep(e))
	}
	return s.overwrite(ctx, idx, e, secret, was)
}

// overwrite is a save that changes what the keyring holds. A secret that it
// holds is at stake only once the keyring has kept a dummy of the new one's form.
func (s *Store) overwrite(ctx context.Context, idx index, e Entry, secret string, was keyringItem) error {
	if was.found {
		if err := s.keyring.Probe(ctx, secret); err != nil {
			return asError(Save, err, secret)
		}
	}
	if err := s.write(idx.begin(e)); err != nil {
		return err
	}
	if err := s.keyring.Set(ctx, e.Slug, secret); err != nil {
		return s.undo(ctx, idx, was, asError(Save, err, secret))
	}
	if err := s.write(idx.keep(e)); err != nil {
		return s.undo(ctx, idx, was, asError(Index, err, secret))
	}
	return nil
}

// stamp fills what is Save's to fill, and carries over what outlives a change; held
// says that the keyring holds the secret already.
func (s *Store) stamp(e Entry, idx index, secret string, held bool) Entry {
	old, _ := bySlug(idx.list(), e.Slug)
	known := old.SecretHint == "" || old.SecretHint == hint(secret) // else the keyring has it from elsewhere
	e = e.after(old, held && known)
	e.SecretHint, e.NoSecret = hint(secret), secret == ""
	e.Waiting = e.Waiting.since(old.Waiting, s.today())
	e.Updated = s.today()
	e.Created = old.Created
	if e.Created.IsZero() {
		e.Created = e.Updated
	}
	e.unknown = old.unknown
	if e.Revision == "" || e.Revision == old.Revision {
		e.Revision = rand.Text()
	}
	e.Unsettled, e.Unfinished, e.Differs, e.Held, e.Lost, e.Removing = false, false, false, "", false, false
	return e
}

// today is the time to the second, as the index keeps it.
func (s *Store) today() time.Time { return s.now().UTC().Truncate(time.Second) }

// undo puts keyring and index back after a save that failed with cause. Where
// a write to the keyring may still be under way, or the keyring can't be put
// back, the note in the index stays.
func (s *Store) undo(ctx context.Context, idx index, was keyringItem, cause *Error) error {
	gaveUp := cause.Op == Save && (cause.Kind == Timeout || cause.Kind == Cancelled || cause.Kind == Stuck)
	if gaveUp && cause.Unsure {
		return cause
	}
	if !gaveUp { // else the keyring was not touched
		err := s.putBack(context.WithoutCancel(ctx), was)
		if KindOf(err) == NotKept {
			return s.lost(context.WithoutCancel(ctx), idx, was.account)
		}
		if cause.Unsure = err != nil; err != nil {
			return cause
		}
	}
	_ = s.write(idx) // where this fails the note stays, and the old secret settles it
	return cause
}

// putBack makes the keyring hold again what it held.
func (s *Store) putBack(ctx context.Context, was keyringItem) error {
	now, err := s.held(ctx, was.account)
	switch {
	case err != nil && KindOf(err) != Invalid: // Invalid: a mangled value, to be replaced
		return err
	case err == nil && now.found == was.found && same(now.secret, was.secret):
		return nil
	case was.found && !was.mangled:
		return s.keyring.Set(ctx, was.account, was.secret)
	}
	if err := s.keyring.Delete(ctx, was.account); KindOf(err) != NotFound {
		return err
	}
	return nil
}

// lost says that the keyring keeps neither the new secret nor the old one, and
// notes it.
func (s *Store) lost(ctx context.Context, idx index, account string) error {
	e := &Error{Kind: Lost, Op: Save, Detail: "the keyring now holds an altered value under this name"}
	if now, err := s.held(ctx, account); err == nil && !now.found {
		e.Detail = "the keyring now holds nothing under this name"
	}
	e.Unsure = s.write(idx.lose(account)) != nil
	return e
}

// SaveWaiting keeps e in the index as a credential that has no secret yet; the
// keyring is left alone. Over another of that kind it does so only with
// replace, and over one that has a secret never: Exists. The keyring is asked
// only where the last save was cut short.
func (s *Store) SaveWaiting(ctx context.Context, e Entry, replace bool) error {
	if err := fitEntry(e, ""); err != nil {
		return err
	}
	idx, unlock, err := s.change(ctx)
	if err != nil {
		return err
	}
	defer unlock()
	if replace && idx.overtaken(e) {
		return &Error{Kind: Exists, Op: Save}
	}
	if _, listed := bySlug(idx.list(), e.Slug); listed {
		kept, _, err := s.settled(ctx, idx, e.Slug)
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
	return s.write(idx.keep(s.stamp(e, idx, "", false)))
}
