package store

import (
	"context"
	"crypto/rand"
	"time"
)

// Save stores secret in the keyring and e in the index. It overwrites a saved
// credential only with replace; otherwise it returns Exists, or Orphan if only
// the keyring knows the name. A credential that was saved without a secret
// needs replace as well, which does not cover a secret that the keyring
// nevertheless holds under the name: Orphan. The caller's own unfinished first
// save needs no replace. If e.Over names revisions, a credential that somebody
// else saved meanwhile is not replaced: Exists. nil means that both are stored
// and the secret was read back.
//
// The index notes the save first, so that Open or the next change can detect
// and settle one that was killed half-way.
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
	if replace && KindOf(err) == Invalid { // it would not destroy a secret of ours
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

// overwrite is a save that changes the content of the keyring. It puts an
// existing secret at risk only after the keyring stored a dummy of the new
// one's form.
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

// stamp fills in the fields that Save sets, and carries over those that outlive
// a change; held reports that the keyring already holds the secret.
func (s *Store) stamp(e Entry, idx index, secret string, held bool) Entry {
	old, _ := bySlug(idx.list(), e.Slug)
	known := old.SecretHint == "" || old.SecretHint == hint(secret) // else the keyring got it from elsewhere
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

// today is the current time to the second, as the index stores it.
func (s *Store) today() time.Time { return s.now().UTC().Truncate(time.Second) }

// undo restores keyring and index after a save that failed with cause. If a
// write to the keyring may still be in progress, or the keyring can't be
// restored, the note in the index stays.
func (s *Store) undo(ctx context.Context, idx index, was keyringItem, cause *Error) error {
	gaveUp := cause.Op == Save && (cause.Kind == Timeout || cause.Kind == Cancelled || cause.Kind == Stuck)
	if gaveUp && cause.Unsure {
		return cause
	}
	if !gaveUp { // else the keyring was not changed
		err := s.putBack(context.WithoutCancel(ctx), was)
		if KindOf(err) == NotKept {
			return s.lost(context.WithoutCancel(ctx), idx, was.account)
		}
		if cause.Unsure = err != nil; err != nil {
			return cause
		}
	}
	_ = s.write(idx) // if this fails, the note stays, and the old secret settles it
	return cause
}

// putBack restores what the keyring held.
func (s *Store) putBack(ctx context.Context, was keyringItem) error {
	now, err := s.held(ctx, was.account)
	switch {
	case err != nil && KindOf(err) != Invalid: // Invalid: a mangled value, which can be replaced
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

// lost records and returns that the keyring keeps neither the new secret nor
// the old one.
func (s *Store) lost(ctx context.Context, idx index, account string) error {
	e := &Error{Kind: Lost, Op: Save, Detail: "the keyring now holds an altered value under this name"}
	if now, err := s.held(ctx, account); err == nil && !now.found {
		e.Detail = "the keyring now holds nothing under this name"
	}
	e.Unsure = s.write(idx.lose(account)) != nil
	return e
}

// SaveWaiting stores e in the index as a credential without a secret; it does
// not change the keyring. It overwrites another of that kind only with replace,
// and never one that has a secret: Exists. The keyring is read only if the last
// save was interrupted.
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
