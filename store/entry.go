package store

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"slices"
	"strings"
	"time"

	"golang.org/x/text/unicode/norm"
)

// Entry is what the index keeps of a credential: everything but the secret.
type Entry struct {
	Slug string `json:"slug"` // ASCII; its account in the keyring
	Registration
	GuideFile  string    `json:"guide_file"` // the kept text of somebody's own guide; "" for a built-in one. WithGuide sets it
	Use        []string  `json:"use"`
	Cloud      string    `json:"cloud"`
	SecretHint string    `json:"secret_hint"` // the first three characters; Save sets it
	Unverified bool      `json:"parked"`      // kept, but not proven
	NoSecret   bool      `json:"bare"`        // no secret is kept yet; Save and SaveWaiting set it
	Waiting    *Waiting  `json:"waiting"`     // nil where it waits for nobody
	Created    time.Time `json:"created"`     // Save sets it
	Updated    time.Time `json:"updated"`     // Save and NoteCheck set it
	LastCheck  *Check    `json:"last_proof"`
	LastGood   *Check    `json:"last_good"` // the last that passed, kept past later failures; Save and NoteCheck set it
	Revision   string    `json:"revision"`  // names one save; Save and SaveWaiting set it where it is ""
	Lost       bool      `json:"lost"`      // the keyring altered its secret; Save sets it
	Removing   bool      `json:"removing"`  // its removal was begun; Remove sets it

	// Unsettled marks an entry whose last save was cut short. Open finds out
	// what the keyring holds.
	Unsettled bool `json:"-"`

	// Differs says that the keyring holds another secret than the one that was
	// saved, by its hint. Open finds it out, and Held is the hint of that secret.
	Differs bool   `json:"-"`
	Held    string `json:"-"`

	// Unfinished marks an entry of which only an unfinished first save is known.
	Unfinished bool `json:"-"`

	// Over are revisions that the caller knows: those it read, and those of its
	// own earlier tries to save. Save goes over no other.
	Over []string `json:"-"`

	guideText string // of GuideFile
	unknown   unknownFields
}

// Registration is form.Registration as the index spells it: the same fields in the
// same order, so that Go converts one into the other.
type Registration struct {
	Name          string   `json:"name"` // for people
	Guide         string   `json:"guide"`
	ClientID      string   `json:"client_id"`
	Tenant        string   `json:"tenant"` // GUID
	Domain        string   `json:"domain"`
	TokenEndpoint string   `json:"token_endpoint"`
	AuthEndpoint  string   `json:"auth_endpoint"`
	Redirect      string   `json:"redirect_uri"`
	Mailboxes     []string `json:"mailboxes"`
	Expires       string   `json:"expires"` // YYYY-MM-DD, or ""
}

// Waiting is what a credential is kept for until somebody else has done their
// part.
type Waiting struct {
	Step   string    `json:"step"`    // where to go on then
	Rights string    `json:"ability"` // what the person may do themselves
	Since  time.Time `json:"since"`   // where it is zero, Save and SaveWaiting set it

	unknown unknownFields
}

// since is w with its beginning: that of before, where it waits at the same step
// still, else today.
func (w *Waiting) since(before *Waiting, today time.Time) *Waiting {
	if w == nil || !w.Since.IsZero() {
		return w
	}
	began := *w
	began.Since = today
	if before != nil && before.Step == w.Step {
		began.Since = before.Since
	}
	return &began
}

// plainEntry is an Entry without its own JSON methods.
type plainEntry Entry

// UnmarshalJSON keeps the fields it does not know.
func (e *Entry) UnmarshalJSON(data []byte) error {
	p, unknown, err := decode[plainEntry](data)
	p.unknown = unknown
	*e = Entry(p)
	return err
}

// MarshalJSON writes every field, and the unknown ones that were read.
func (e Entry) MarshalJSON() ([]byte, error) { return encode(plainEntry(e), e.unknown) }

// plainWaiting is a Waiting without its own JSON methods.
type plainWaiting Waiting

// UnmarshalJSON keeps the fields it does not know.
func (w *Waiting) UnmarshalJSON(data []byte) error {
	p, unknown, err := decode[plainWaiting](data)
	p.unknown = unknown
	*w = Waiting(p)
	return err
}

// MarshalJSON writes every field, and the unknown ones that were read.
func (w Waiting) MarshalJSON() ([]byte, error) { return encode(plainWaiting(w), w.unknown) }

// hint is the first three characters of a secret, what the portal shows of a
// stored one too. A secret too short to spare them has none.
func hint(secret string) string {
	if len(secret) < 16 {
		return ""
	}
	return secret[:3]
}

// fitEntry says why e can't be kept, if so. A secret pasted into a wrong field
// must not reach the disk.
func fitEntry(e Entry, secret string) error {
	if err := fitAccount(Save, e.Slug); err != nil {
		return err
	}
	if e.Slug != strings.ToLower(e.Slug) || strings.Trim(e.Slug, "._@-") != e.Slug {
		return newError(Save, Invalid, "the short name is not lower case, or begins or ends with . _ @ -", "")
	}
	if err := fitGuide(e, secret); err != nil || len(secret) < 16 {
		return err
	}
	data, err := json.Marshal(e)
	if err != nil {
		return asError(Save, err, secret)
	}
	quoted, _ := json.Marshal(secret)
	if bytes.Contains(data, quoted[1:len(quoted)-1]) {
		return newError(Save, Invalid, "another field holds the secret as well", "")
	}
	return nil
}

// called reports whether e answers to name as its display name.
func (e Entry) called(name string) bool { return strings.EqualFold(e.Name, name) }

// bySlug finds the entry of slug.
func bySlug(entries []Entry, slug string) (Entry, bool) {
	i := slices.IndexFunc(entries, func(e Entry) bool { return e.Slug == slug })
	if i < 0 {
		return Entry{}, false
	}
	return entries[i], true
}

// without is entries less the one of slug, in a slice of its own.
func without(entries []Entry, slug string) []Entry {
	return slices.DeleteFunc(slices.Clone(entries), func(e Entry) bool { return e.Slug == slug })
}

// Slug makes of a display name the short ASCII name that is the credential's
// account in the keyring and its name on the command line: lower case, at most
// 64 of a-z 0-9 . _ @ -. A name without any such character gets a slug from
// its hash. Two names may have one slug; which of them takes another is the
// caller's to choose.
func Slug(name string) string {
	var b strings.Builder
	gap := false
	for _, r := range strings.ReplaceAll(strings.ToLower(norm.NFKD.String(name)), "ß", "ss") {
		switch {
		case r >= 'a' && r <= 'z', r >= '0' && r <= '9', strings.ContainsRune("._@", r):
			if gap && b.Len() > 0 {
				b.WriteByte('-')
			}
			gap = false
			b.WriteRune(r)
		case norm.NFKD.PropertiesString(string(r)).CCC() != 0: // an accent, split off its letter
		default:
			gap = true
		}
	}
	slug := strings.Trim(b.String()[:min(b.Len(), 64)], "._@-")
	if slug == "" {
		sum := sha256.Sum256([]byte(name))
		return "c-" + hex.EncodeToString(sum[:4])
	}
	return slug
}
