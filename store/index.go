package store

import (
	"bytes"
	"encoding/json"
	"fmt"
	"slices"
	"strconv"
	"strings"
)

// The schema of the index file. A change that an older mailgrant must not
// rewrite increases the number; a new field of an entry does not.
const (
	schemaName   = "mailgrant.index/"
	schemaNumber = 1
)

// maxIndex bounds the file: an entry with a dozen mailboxes takes about 1.5
// KiB, so a thousand of them fit, and a stray file is not read entirely.
const maxIndex = 4 << 20

// index is the content of the index file. Its methods return changed copies.
type index struct {
	Schema  string  `json:"schema"`
	Entries []Entry `json:"entries"`
	// Begun are saves that were noted before the keyring was changed and have
	// not ended: they are in progress or were interrupted.
	Begun []Entry `json:"begun"`

	unknown unknownFields
}

// plainIndex is an index without its own JSON methods.
type plainIndex index

// MarshalJSON writes every field, and the unknown ones that were read.
func (idx index) MarshalJSON() ([]byte, error) { return encode(plainIndex(idx), idx.unknown) }

// readIndex parses the file's content; nil is the empty index.
func readIndex(data []byte) (index, error) {
	if data == nil {
		return index{}, nil
	}
	var head struct{ Schema string }
	if err := json.Unmarshal(data, &head); err != nil {
		return index{}, newError(Index, Damaged, "it is incomplete or not JSON", "")
	}
	number, ours := strings.CutPrefix(head.Schema, schemaName)
	n, err := strconv.Atoi(number)
	if !ours || err != nil || n < 1 {
		return index{}, newError(Index, Damaged, "it does not name a mailgrant schema", "")
	}
	if n > schemaNumber {
		return index{}, newError(Index, Newer, fmt.Sprintf("its schema is %d, this mailgrant supports %d", n, schemaNumber), "")
	}
	plain, unknown, err := decode[plainIndex](data)
	if err != nil {
		return index{}, newError(Index, Damaged, "a field has the wrong type", "")
	}
	idx := index(plain)
	idx.unknown = unknown
	for _, entries := range [][]Entry{idx.Entries, idx.Begun} {
		seen := map[string]bool{}
		for _, e := range entries {
			if seen[e.Slug] || !isAccount(e.Slug) {
				return index{}, newError(Index, Damaged, "a credential has no unique short name", "")
			}
			seen[e.Slug] = true
		}
	}
	return idx, nil
}

// bytes is the file's content.
func (idx index) bytes() ([]byte, error) {
	idx.Schema = schemaName + strconv.Itoa(schemaNumber)
	for _, list := range []*[]Entry{&idx.Entries, &idx.Begun} {
		*list = slices.Clone(*list)
		if *list == nil {
			*list = []Entry{}
		}
		slices.SortFunc(*list, func(x, y Entry) int { return strings.Compare(x.Slug, y.Slug) })
	}
	var out bytes.Buffer
	enc := json.NewEncoder(&out)
	enc.SetIndent("", " ")
	if err := enc.Encode(idx); err != nil {
		return nil, newError(Index, Other, err.Error(), "")
	}
	if out.Len() > maxIndex {
		return nil, newError(Index, Disk, fmt.Sprintf("the index would be larger than %d bytes", maxIndex), "")
	}
	return out.Bytes(), nil
}

// begin notes that a save of e starts.
func (idx index) begin(e Entry) index {
	idx.Begun = append(without(idx.Begun, e.Slug), e)
	return idx
}

// keep is idx with e saved.
func (idx index) keep(e Entry) index {
	idx.Entries = append(without(idx.Entries, e.Slug), e)
	idx.Begun = without(idx.Begun, e.Slug)
	return idx
}

// drop is idx without slug.
func (idx index) drop(slug string) index {
	idx.Entries, idx.Begun = without(idx.Entries, slug), without(idx.Begun, slug)
	return idx
}

// lose is idx with the secret of slug marked as lost.
func (idx index) lose(slug string) index {
	idx.Begun = without(idx.Begun, slug)
	return idx.mark(slug, func(e *Entry) { e.Lost = true })
}

// remove notes that the removal of slug starts.
func (idx index) remove(slug string) index {
	return idx.mark(slug, func(e *Entry) { e.Removing = true })
}

// mark changes every entry of slug.
func (idx index) mark(slug string, change func(*Entry)) index {
	for _, list := range []*[]Entry{&idx.Entries, &idx.Begun} {
		*list = slices.Clone(*list)
		for i := range *list {
			if (*list)[i].Slug == slug {
				change(&(*list)[i])
			}
		}
	}
	return idx
}

// list is every credential once; those with an interrupted save are marked.
func (idx index) list() []Entry {
	all := slices.Clone(idx.Entries)
	for _, e := range idx.Begun {
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

// lacksSecret reports whether an entry has no secret and no save of it has
// begun.
func (idx index) lacksSecret(slug string) bool {
	e, kept := bySlug(idx.Entries, slug)
	_, open := bySlug(idx.Begun, slug)
	return kept && e.NoSecret && !open
}

// settle returns the entry that matches what the keyring holds; an entry
// without a secret matches anything. After an interrupted save, the secret's
// hint tells the old entry from the new one; if it can't, settle does not
// guess. Without one, a secret with another hint is reported as different.
func (idx index) settle(held keyringItem) (Entry, error) {
	old, kept := bySlug(idx.Entries, held.account)
	begun, open := bySlug(idx.Begun, held.account)
	fitsOld := kept && !old.NoSecret && !old.Lost && old.SecretHint == hint(held.secret)
	fitsNew := open && begun.SecretHint == hint(held.secret)
	switch {
	case old.NoSecret && (!held.found || !open):
		return old, nil
	case !held.found && kept:
		return Entry{}, &Error{Kind: Missing, Op: Read}
	case !held.found && open:
		return Entry{}, &Error{Kind: NotFound, Op: Read, Detail: "its save was interrupted before the keyring had the secret"}
	case !held.found || !kept && !open:
		return Entry{}, &Error{Kind: NotFound, Op: Read}
	case !open && old.Lost:
		return Entry{}, &Error{Kind: Lost, Op: Read}
	case !open:
		if old.Differs = old.SecretHint != "" && !fitsOld; old.Differs {
			old.Held = hint(held.secret)
		}
		return old, nil
	case fitsOld == fitsNew:
		return Entry{}, &Error{Kind: Unsettled, Op: Read}
	case fitsOld:
		return old, nil
	}
	return begun, nil
}

// occupied is the reason why e would replace something under its slug; nil if
// it would not. An unfinished first save blocks nobody if it is the caller's
// own, or if e finishes it: the same app with the secret that the keyring
// already holds.
func (idx index) occupied(e Entry, was keyringItem, sameSecret bool) error {
	_, kept := bySlug(idx.Entries, e.Slug)
	begun, open := bySlug(idx.Begun, e.Slug)
	own := begun.Revision != "" && slices.Contains(e.Over, begun.Revision)
	finishes := sameSecret && begun.ClientID == e.ClientID && begun.Tenant == e.Tenant
	if open && !kept && (own || finishes) {
		return nil
	}
	_, err := idx.settle(was)
	switch {
	case KindOf(err) != NotFound:
		return &Error{Kind: Exists, Op: Save}
	case was.found && !sameSecret:
		return &Error{Kind: Orphan, Op: Save}
	}
	return nil
}

// overtaken reports whether the saved revision under e's slug is one that the
// caller does not know.
func (idx index) overtaken(e Entry) bool {
	has := func(entries []Entry) bool {
		x, ok := bySlug(entries, e.Slug)
		return ok && slices.Contains(e.Over, x.Revision)
	}
	_, listed := bySlug(idx.list(), e.Slug)
	return listed && len(e.Over) > 0 && !has(idx.Entries) && !has(idx.Begun)
}
