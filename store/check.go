package store

import (
	"context"
	"time"
)

// Verification is check.Verification as the index stores it: the same fields in
// the same order, so that Go can convert one to the other.
type Verification struct {
	At         time.Time `json:"at"`
	Verdict    string    `json:"verdict"`
	Cause      string    `json:"cause"`
	Tenant     string    `json:"tenant"` // GUID
	Roles      []string  `json:"roles"`
	Mailboxes  []string  `json:"mailboxes"` // those that opened
	RequestIDs []string  `json:"request_ids"`
	Replaced   bool      `json:"replaced"` // the secret it was made with is no longer kept; Save sets it
}

// Check is the result of a check.
type Check struct {
	Verification
	Differs bool `json:"differs"` // the check used another secret than the saved one; NoteCheck sets it

	// Of is the checked credential, as Open returned it: if it was saved again
	// since, NoteCheck records nothing.
	Of *Entry `json:"-"`

	unknown unknownFields
}

// plainCheck is a Check without its own JSON methods.
type plainCheck Check

// UnmarshalJSON keeps unknown fields.
func (p *Check) UnmarshalJSON(data []byte) error {
	plain, unknown, err := decode[plainCheck](data)
	plain.unknown = unknown
	*p = Check(plain)
	return err
}

// MarshalJSON writes every field, and the unknown ones that were read.
func (p Check) MarshalJSON() ([]byte, error) {
	for _, list := range []*[]string{&p.Roles, &p.Mailboxes, &p.RequestIDs} {
		if *list == nil {
			*list = []string{} // write [], not null
		}
	}
	return encode(plainCheck(p), p.unknown)
}

// good reports a check that passed.
func (p *Check) good() bool { return p != nil && (p.Verdict == "pass" || p.Verdict == "warn") }

// Good is the last check that passed; nil if there is none. An index may hold
// only the last check.
func (e Entry) Good() *Check {
	if e.LastGood == nil && e.LastCheck.good() {
		return e.LastCheck
	}
	return e.LastGood
}

// after is e, as the successor of old, with the checks that still apply. A
// check of another app does not apply; a check with another secret still shows
// what the app could do.
func (e Entry) after(old Entry, sameSecret bool) Entry {
	fresh := old.LastCheck == nil || e.LastCheck != nil && !e.LastCheck.At.Equal(old.LastCheck.At)
	e.LastGood = old.Good()
	switch {
	case fresh && e.LastCheck.good():
		e.LastGood = e.LastCheck
	case e.ClientID != old.ClientID || e.Tenant != old.Tenant:
		e.LastGood = nil
		if !fresh {
			e.LastCheck = nil
		}
	case !sameSecret && e.LastGood != nil:
		before := *e.LastGood
		before.Replaced = true
		e.LastGood = &before
	}
	return e
}

// NoteCheck records the result of a check. An unverified credential that passes
// becomes verified, and a waiting one that passes with roles stops waiting:
// roles appear only after an administrator's consent. If a secret that differs
// from the saved one passes, it becomes the saved one, with an unknown expiry
// date. The keyring is read only if the last save was interrupted.
func (s *Store) NoteCheck(ctx context.Context, slug string, p Check) error {
	idx, unlock, err := s.change(ctx)
	if err != nil {
		return err
	}
	defer unlock()
	e, ok := bySlug(idx.list(), slug)
	if !ok {
		return newError(Index, NotFound, slug, "")
	}
	if e.Unsettled {
		if e, _, err = s.settled(ctx, idx, slug); err != nil {
			return err
		}
	}
	if p.Of != nil && p.Of.Revision != e.Revision {
		return nil
	}
	e = e.checked(p).after(e, true)
	e.Updated = s.today()
	return s.write(idx.keep(e))
}

// checked is e with the result of a check.
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
