package store

import (
	"context"
	"os"
	"path/filepath"
	"strings"
	"time"
)

// Safe joins the keyring and the index. Its changes are made under a lock
// that other processes honour, keyring first, then index, and a change that
// fails, is cancelled or is killed leaves the old credential or the new one.
type Safe struct {
	keyring Keyring
	shelf   shelf
	now     func() time.Time
}

// Home is the safe of this user: k, and index.json in the directory mailgrant
// of os.UserConfigDir. Nothing is read or made yet.
func Home(k Keyring) (*Safe, error) {
	dir, err := os.UserConfigDir()
	if err != nil {
		return nil, newError(Index, NoPlace, err.Error(), "")
	}
	return At(filepath.Join(dir, "mailgrant"), k), nil
}

// At is a safe with its index in dir.
func At(dir string, k Keyring) *Safe { return &Safe{k, diskShelf{dir}, time.Now} }

// InMemory is a safe whose index is in memory too.
func InMemory(k Keyring) *Safe { return &Safe{k, &memoryShelf{}, time.Now} }

// Probe tries the keyring with a dummy.
func (s *Safe) Probe(ctx context.Context) error { return s.keyring.Probe(ctx, "") }

// List is every credential, by slug. The keyring is not asked.
func (s *Safe) List() ([]Entry, error) {
	b, err := s.read()
	if err != nil {
		return nil, err
	}
	return allShown(b.list()), nil
}

// Find is the credential of a slug or a display name, in any case; NotFound,
// or Ambiguous where several carry the name. The keyring is not asked.
func (s *Safe) Find(name string) (Entry, error) {
	b, err := s.read()
	if err != nil {
		return Entry{}, err
	}
	entries := allShown(b.list())
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

// Open is a credential with the secret that belongs to it. Where the last save
// was cut short it tells from the secret which entry holds, and changes
// nothing. Where the keyring holds another secret than was saved, the entry
// says that it differs. The kinds of its own: NotFound, Missing, Lost,
// Unsettled, and Bare for one that was set aside without a secret; the keyring
// is not asked for that one.
func (s *Safe) Open(ctx context.Context, slug string) (Entry, string, error) {
	b, err := s.read()
	if err != nil {
		return Entry{}, "", err
	}
	if _, listed := bySlug(b.list(), slug); !listed {
		return Entry{}, "", newError(Index, NotFound, slug, "")
	}
	e, has, err := s.settled(ctx, b, slug)
	if err != nil {
		return Entry{}, "", err
	}
	if e.Bare {
		return Entry{}, "", &Error{Kind: Bare, Op: Read}
	}
	return e.shown(), has.secret, nil
}

// settled is the entry of slug that holds, and what the keyring has for it. The
// keyring is not asked where there is nothing to ask for.
func (s *Safe) settled(ctx context.Context, b book, slug string) (Entry, item, error) {
	has := item{account: slug}
	if !b.bare(slug) {
		var err error
		if has, err = s.held(ctx, slug); err != nil {
			return Entry{}, has, err
		}
	}
	e, err := b.settle(has)
	return e, has, err
}

// item is what the keyring holds under an account.
type item struct {
	account, secret string
	found           bool
	mangled         bool // found, but no secret of ours
}

// held asks the keyring for an account; nothing there is no error.
func (s *Safe) held(ctx context.Context, account string) (item, error) {
	secret, err := s.keyring.Get(ctx, account)
	if KindOf(err) == NotFound {
		return item{account: account}, nil
	}
	return item{account: account, secret: secret, found: err == nil}, err
}

func (s *Safe) read() (book, error) {
	data, err := s.shelf.load()
	if err != nil {
		return book{}, err
	}
	b, err := readBook(data)
	if err != nil {
		return b, err
	}
	return s.withGuides(b), nil
}

func (s *Safe) write(b book) error {
	data, err := b.bytes()
	if err != nil {
		return err
	}
	if err := s.shelf.store(data); err != nil {
		return err
	}
	s.dropGuides(b)
	return nil
}

// change locks the index and reads it. Call unlock when done.
func (s *Safe) change(ctx context.Context) (b book, unlock func(), err error) {
	unlock, err = s.shelf.lock(ctx)
	if err != nil {
		return book{}, nil, err
	}
	if b, err = s.read(); err != nil {
		unlock()
		return book{}, nil, err
	}
	return b, unlock, nil
}
