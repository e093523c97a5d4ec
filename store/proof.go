package store

import "time"

// Verification is check.Verification as the index spells it: the same fields in the
// same order, so that Go converts one into the other.
type Verification struct {
	At         time.Time `json:"at"`
	Verdict    string    `json:"verdict"`
	Cause      string    `json:"cause"`
	Tenant     string    `json:"tenant"` // GUID
	Roles      []string  `json:"roles"`
	Mailboxes  []string  `json:"mailboxes"` // those that opened
	RequestIDs []string  `json:"request_ids"`
	Replaced   bool      `json:"replaced"` // the secret it was made with is kept no longer; Save sets it
}

// Check is the outcome of a check.
type Check struct {
	Verification
	Differs bool `json:"differs"` // it was made with another secret than the one saved; Prove sets it

	// Of is the credential it was made of, as Open gave it: Prove notes nothing of
	// one that was saved again since.
	Of *Entry `json:"-"`

	unknown unknownFields
}

// plainCheck is a Proof without its own JSON methods.
type plainCheck Check

// UnmarshalJSON keeps the fields it does not know.
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
			*list = []string{} // no null where a list belongs
		}
	}
	return encode(plainCheck(p), p.unknown)
}

// good reports a proof that passed.
func (p *Check) good() bool { return p != nil && (p.Verdict == "pass" || p.Verdict == "warn") }

// Good is the last proof that passed, nil where there is none. An index may hold
// the last proof alone.
func (e Entry) Good() *Check {
	if e.LastGood == nil && e.LastCheck.good() {
		return e.LastCheck
	}
	return e.LastGood
}

// after is e with the proofs that hold for it, in the place of old. One of
// another app says nothing of this one; one made with another secret still says
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
