package store

import (
	"context"
	"os"
	"path/filepath"
	"strings"
	"time"
)

// Store joins the keyring and the index. It makes changes under a lock that
// other processes respect, first in the keyring, then in the index. A change
// that fails, is cancelled or is killed leaves either the old credential or the
// new one.
type Store struct {
	keyring Keyring
	file    indexFile
	now     func() time.Time
}

// OpenUser is the store of this user: k, and index.json in mailgrant's
// directory under os.UserConfigDir. It reads and creates nothing yet.
func OpenUser(k Keyring) (*Store, error) {
	dir, err := os.UserConfigDir()
	if err != nil {
		return nil, newError(Index, NoPlace, err.Error(), "")
	}
	return OpenDir(filepath.Join(dir, "mailgrant"), k), nil
}

// OpenDir is a store with its index in dir.
func OpenDir(dir string, k Keyring) *Store { return &Store{k, fileIndex{dir}, time.Now} }

// OpenMemory is a store whose index is in memory as well.
func OpenMemory(k Keyring) *Store { return &Store{k, &memoryIndex{}, time.Now} }

// Probe tests the keyring with a dummy.
func (s *Store) Probe(ctx context.Context) error { return s.keyring.Probe(ctx, "") }

// List is every credential, by slug. It does not use the keyring.
func (s *Store) List() ([]Entry, error) {
	idx, err := s.read()
	if err != nil {
		return nil, err
	}
	return allCleaned(idx.list()), nil
}

// Find is the credential with this slug or display name, in any case; NotFound,
// or Ambiguous if several have the name. It does not use the keyring.
func (s *Store) Find(name string) (Entry, error) {
	idx, err := s.read()
	if err != nil {
		return Entry{}, err
	}
	entries := allCleaned(idx.list())
	name = clean(name)
	if e, ok := bySlug(entries, strings.ToLower(name)); ok {
		return e, nil
	}
	var slugs []string
	var found Entry
	for _, e := range entries {
		if e.called(name) {
			found, slugs = e, append(slugs, e.Slug)
		}
	}
	switch len(slugs) {
	case 0:
		return Entry{}, newError(Index, NotFound, name, "")
	case 1:
		return found, nil
	}
	return Entry{}, newError(Index, Ambiguous, strings.Join(slugs, ", "), "")
}

// Open is a credential with its secret. After an interrupted save it determines
// from the secret which entry is valid, and changes nothing. If the keyring
// holds another secret than the saved one, the entry has Differs set. Its own
// error kinds are NotFound, Missing, Lost, Unsettled, and NoSecret for one that
// was saved without a secret; for that one it does not use the keyring.
func (s *Store) Open(ctx context.Context, slug string) (Entry, string, error) {
	idx, err := s.read()
	if err != nil {
		return Entry{}, "", err
	}
	if _, listed := bySlug(idx.list(), slug); !listed {
		return Entry{}, "", newError(Index, NotFound, slug, "")
	}
	e, held, err := s.settled(ctx, idx, slug)
	if err != nil {
		return Entry{}, "", err
	}
	if e.NoSecret {
		return Entry{}, "", &Error{Kind: NoSecret, Op: Read}
	}
	return e.cleaned(), held.secret, nil
}

// settled is the valid entry of slug, and what the keyring holds for it. It
// does not use the keyring if there is nothing to read.
func (s *Store) settled(ctx context.Context, idx index, slug string) (Entry, keyringItem, error) {
	held := keyringItem{account: slug}
	if !idx.lacksSecret(slug) {
		var err error
		if held, err = s.held(ctx, slug); err != nil {
			return Entry{}, held, err
		}
	}
	e, err := idx.settle(held)
	return e, held, err
}

// keyringItem is what the keyring holds under an account.
type keyringItem struct {
	account, secret string
	found           bool
	mangled         bool // found, but not a secret of mailgrant's
}

// held reads an account from the keyring; finding nothing is no error.
func (s *Store) held(ctx context.Context, account string) (keyringItem, error) {
	secret, err := s.keyring.Get(ctx, account)
	if KindOf(err) == NotFound {
		return keyringItem{account: account}, nil
	}
	return keyringItem{account: account, secret: secret, found: err == nil}, err
}

func (s *Store) read() (index, error) {
	data, err := s.file.load()
	if err != nil {
		return index{}, err
	}
	idx, err := readIndex(data)
	if err != nil {
		return idx, err
	}
	return s.withGuides(idx), nil
}

func (s *Store) write(idx index) error {
	data, err := idx.bytes()
	if err != nil {
		return err
	}
	if err := s.file.store(data); err != nil {
		return err
	}
	s.dropGuides(idx)
	return nil
}

// change locks the index and reads it. Call unlock when done.
func (s *Store) change(ctx context.Context) (idx index, unlock func(), err error) {
	unlock, err = s.file.lock(ctx)
	if err != nil {
		return index{}, nil, err
	}
	if idx, err = s.read(); err != nil {
		unlock()
		return index{}, nil, err
	}
	return idx, unlock, nil
}

// Seed is a credential with its secret that a new store starts with.
type Seed struct {
	Entry
	Secret string
}

// Seeded is OpenMemory with credentials in it, as if saved one by one, but with
// one write of the index. It fails as Save would.
func Seeded(ctx context.Context, k Keyring, seeds ...Seed) (*Store, error) {
	s := OpenMemory(k)
	var idx index
	for _, c := range seeds {
		if err := fitSecret(Save, c.Secret); err != nil {
			return nil, err
		}
		if err := fitEntry(c.Entry, c.Secret); err != nil {
			return nil, err
		}
		if _, taken := bySlug(idx.Entries, c.Slug); taken {
			return nil, &Error{Kind: Exists, Op: Save}
		}
		if err := k.Set(ctx, c.Slug, c.Secret); err != nil {
			return nil, asError(Save, err, c.Secret)
		}
		if err := s.keepGuide(c.Entry); err != nil {
			return nil, err
		}
		idx = idx.keep(s.stamp(c.Entry, idx, c.Secret, false))
	}
	return s, s.write(idx)
}
