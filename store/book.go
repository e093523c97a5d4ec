package store

import (
	"bytes"
	"encoding/json"
	"fmt"
	"slices"
	"strconv"
	"strings"
)

// The schema of the index file. A change that an older mailgrant may not
// rewrite raises the number; a new field of an entry does not.
const (
	schemaName   = "mailgrant.index/"
	schemaNumber = 1
)

// maxIndex bounds the file: an entry with a dozen mailboxes takes about 1.5 KiB,
// so a thousand of them fit, and no stray file is read whole.
const maxIndex = 4 << 20

// index is the content of the index. Its methods return changed copies.
type index struct {
	Schema  string  `json:"schema"`
	Entries []Entry `json:"entries"`
	// Begun are saves that were noted before the keyring was touched and have
	// not ended: under way now, or cut short.
	Begun []Entry `json:"begun"`

	unknown unknownFields
}

// plainIndex is a book without its own JSON methods.
type plainIndex index

// MarshalJSON writes every field, and the unknown ones that were read.
func (b index) MarshalJSON() ([]byte, error) { return encode(plainIndex(b), b.unknown) }

// readIndex makes a book of the file's content; nil is the empty index.
func readIndex(data []byte) (index, error) {
	if data == nil {
		return index{}, nil
	}
	var head struct{ Schema string }
	if err := json.Unmarshal(data, &head); err != nil {
		return index{}, newError(Index, Damaged, "it is half-written or no JSON", "")
	}
	number, ours := strings.CutPrefix(head.Schema, schemaName)
	n, err := strconv.Atoi(number)
	if !ours || err != nil || n < 1 {
		return index{}, newError(Index, Damaged, "it names no schema of mailgrant's", "")
	}
	if n > schemaNumber {
		return index{}, newError(Index, Newer, fmt.Sprintf("its schema is %d, this mailgrant knows %d", n, schemaNumber), "")
	}
	plain, unknown, err := decode[plainIndex](data)
	if err != nil {
		return index{}, newError(Index, Damaged, "a field has the wrong type", "")
	}
	b := index(plain)
	b.unknown = unknown
	for _, entries := range [][]Entry{b.Entries, b.Begun} {
		seen := map[string]bool{}
		for _, e := range entries {
			if seen[e.Slug] || !isAccount(e.Slug) {
				return index{}, newError(Index, Damaged, "a credential has no short name of its own", "")
			}
			seen[e.Slug] = true
		}
	}
	return b, nil
}

// bytes is the file's content.
func (b index) bytes() ([]byte, error) {
	b.Schema = schemaName + strconv.Itoa(schemaNumber)
	for _, list := range []*[]Entry{&b.Entries, &b.Begun} {
		*list = slices.Clone(*list)
		if *list == nil {
			*list = []Entry{}
		}
		slices.SortFunc(*list, func(x, y Entry) int { return strings.Compare(x.Slug, y.Slug) })
	}
	var out bytes.Buffer
	enc := json.NewEncoder(&out)
	enc.SetIndent("", " ")
	if err := enc.Encode(b); err != nil {
		return nil, newError(Index, Other, err.Error(), "")
	}
	if out.Len() > maxIndex {
		return nil, newError(Index, Disk, fmt.Sprintf("the index would be larger than %d bytes", maxIndex), "")
	}
	return out.Bytes(), nil
}

// begin notes that e is about to be saved.
func (b index) begin(e Entry) index {
	b.Begun = append(without(b.Begun, e.Slug), e)
	return b
}

// keep is b with e in force.
func (b index) keep(e Entry) index {
	b.Entries = append(without(b.Entries, e.Slug), e)
	b.Begun = without(b.Begun, e.Slug)
	return b
}

// drop is b without slug.
func (b index) drop(slug string) index {
	b.Entries, b.Begun = without(b.Entries, slug), without(b.Begun, slug)
	return b
}

// lose is b with the secret of slug marked as lost.
func (b index) lose(slug string) index {
	b.Begun = without(b.Begun, slug)
	return b.mark(slug, func(e *Entry) { e.Lost = true })
}

// remove notes that slug is about to be removed.
func (b index) remove(slug string) index {
	return b.mark(slug, func(e *Entry) { e.Removing = true })
}

// mark changes every entry of slug.
func (b index) mark(slug string, change func(*Entry)) index {
	for _, list := range []*[]Entry{&b.Entries, &b.Begun} {
		*list = slices.Clone(*list)
		for i := range *list {
			if (*list)[i].Slug == slug {
				change(&(*list)[i])
			}
		}
	}
	return b
}

// list is every credential once; those whose save was cut short are marked.
func (b index) list() []Entry {
	all := slices.Clone(b.Entries)
	for _, e := range b.Begun {
		i := slices.IndexFunc(all, func(have Entry) bool { return have.Slug == e.Slug })
		if i < 0 {
			i, all = len(all), append(all, e)
			all[i].Unfinished = true
		}
		all[i].Unsettled = true
	}
	slices.SortFunc(all, func(x, y Entry) int { return strings.Compare(x.Slug, y.Slug) })
	return all
}

// lacksSecret reports an entry that has no secret, and that no save was begun for.
func (b index) lacksSecret(slug string) bool {
	e, kept := bySlug(b.Entries, slug)
	_, open := bySlug(b.Begun, slug)
	return kept && e.NoSecret && !open
}

// settle says which entry goes with what the keyring holds; a bare one goes
// with nothing. Where a save was cut short the secret's hint tells the old
// entry from the new; where it can't, settle does not guess. Where none was, a
// secret of another hint is said to differ.
func (b index) settle(has keyringItem) (Entry, error) {
	old, kept := bySlug(b.Entries, has.account)
	begun, open := bySlug(b.Begun, has.account)
	fitsOld := kept && !old.NoSecret && !old.Lost && old.SecretHint == hint(has.secret)
	fitsNew := open && begun.SecretHint == hint(has.secret)
	switch {
	case old.NoSecret && (!has.found || !open):
		return old, nil
	case !has.found && kept:
		return Entry{}, &Error{Kind: Missing, Op: Read}
	case !has.found && open:
		return Entry{}, &Error{Kind: NotFound, Op: Read, Detail: "its save was cut short before the keyring had the secret"}
	case !has.found || !kept && !open:
		return Entry{}, &Error{Kind: NotFound, Op: Read}
	case !open && old.Lost:
		return Entry{}, &Error{Kind: Lost, Op: Read}
	case !open:
		if old.Differs = old.SecretHint != "" && !fitsOld; old.Differs {
			old.Held = hint(has.secret)
		}
		return old, nil
	case fitsOld == fitsNew:
		return Entry{}, &Error{Kind: Unsettled, Op: Read}
	case fitsOld:
		return old, nil
	}
	return begun, nil
}

// occupied says why e may not be saved under its slug without replacing
// something, if so. An unfinished first save is in nobody's way where it is the
// caller's own, or where e finishes it: the same app with the secret that the
// keyring holds already.
func (b index) occupied(e Entry, was keyringItem, sameSecret bool) error {
	_, kept := bySlug(b.Entries, e.Slug)
	begun, open := bySlug(b.Begun, e.Slug)
	own := begun.Revision != "" && slices.Contains(e.Over, begun.Revision)
	finishes := sameSecret && begun.ClientID == e.ClientID && begun.Tenant == e.Tenant
	if open && !kept && (own || finishes) {
		return nil
	}
	_, err := b.settle(was)
	switch {
	case KindOf(err) != NotFound:
		return &Error{Kind: Exists, Op: Save}
	case was.found && !sameSecret:
		return &Error{Kind: Orphan, Op: Save}
	}
	return nil
}

// overtaken reports that what is kept under e's slug is none of the revisions
// that the caller knows.
func (b index) overtaken(e Entry) bool {
	has := func(entries []Entry) bool {
		x, ok := bySlug(entries, e.Slug)
		return ok && slices.Contains(e.Over, x.Revision)
	}
	_, listed := bySlug(b.list(), e.Slug)
	return listed && len(e.Over) > 0 && !has(b.Entries) && !has(b.Begun)
}
