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

// Entry is what the index holds about a credential: everything except the
// secret.
type Entry struct {
	Slug string `json:"slug"` // ASCII; its account in the keyring
	Registration
	GuideFile  string    `json:"guide_file"` // the kept text of somebody's own guide; "" for a built-in one. WithGuide sets it
	Use        []string  `json:"use"`
	Cloud      string    `json:"cloud"`
	SecretHint string    `json:"secret_hint"` // the first three characters; Save sets it
	Unverified bool      `json:"parked"`      // saved, but not verified
	NoSecret   bool      `json:"bare"`        // no secret is saved yet; Save and SaveWaiting set it
	Waiting    *Waiting  `json:"waiting"`     // nil if it waits for nobody
	Created    time.Time `json:"created"`     // Save sets it
	Updated    time.Time `json:"updated"`     // Save and NoteCheck set it
	LastCheck  *Check    `json:"last_proof"`
	LastGood   *Check    `json:"last_good"` // the last check that passed, kept despite later failures; Save and NoteCheck set it
	Revision   string    `json:"revision"`  // identifies one save; Save and SaveWaiting set it if it is ""
	Lost       bool      `json:"lost"`      // the keyring altered its secret; Save sets it
	Removing   bool      `json:"removing"`  // its removal has begun; Remove sets it

	// Unsettled marks an entry whose last save was interrupted. Open finds out
	// which secret the keyring holds.
	Unsettled bool `json:"-"`

	// Differs reports that the secret in the keyring is not the saved one,
	// judged by its hint. Open sets it, and Held is the hint of the secret in
	// the keyring.
	Differs bool   `json:"-"`
	Held    string `json:"-"`

	// Unfinished marks an entry whose first save did not finish.
	Unfinished bool `json:"-"`

	// Over are the revisions that the caller knows: those it read, and those of
	// its own earlier attempts to save. Save replaces no other.
	Over []string `json:"-"`

	guideText string // of GuideFile
	unknown   unknownFields
}

// Registration is form.Registration as the index stores it: the same fields in
// the same order, so that Go can convert one to the other.
type Registration struct {
	Name          string   `json:"name"` // display name
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

// Waiting describes what a credential waits for: somebody else must act first.
type Waiting struct {
	Step   string    `json:"step"`    // the step to continue at
	Rights string    `json:"ability"` // the rights of the user
	Since  time.Time `json:"since"`   // Save and SaveWaiting set it if it is zero

	unknown unknownFields
}

// since is w with its start date: that of before if it still waits at the same
// step, else today.
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

// UnmarshalJSON keeps unknown fields.
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

// UnmarshalJSON keeps unknown fields.
func (w *Waiting) UnmarshalJSON(data []byte) error {
	p, unknown, err := decode[plainWaiting](data)
	p.unknown = unknown
	*w = Waiting(p)
	return err
}

// MarshalJSON writes every field, and the unknown ones that were read.
func (w Waiting) MarshalJSON() ([]byte, error) { return encode(plainWaiting(w), w.unknown) }

// hint is the first three characters of a secret, which the portal also shows
// for a stored one. A secret that is too short has no hint.
func hint(secret string) string {
	if len(secret) < 16 {
		return ""
	}
	return secret[:3]
}

// fitEntry is the reason why e can't be saved; nil if it can. A secret pasted
// into the wrong field must not reach the disk.
func fitEntry(e Entry, secret string) error {
	if err := fitAccount(Save, e.Slug); err != nil {
		return err
	}
	if e.Slug != strings.ToLower(e.Slug) || strings.Trim(e.Slug, "._@-") != e.Slug {
		return newError(Save, Invalid, "the short name must be lower case and must not begin or end with . _ @ -", "")
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
		return newError(Save, Invalid, "another field contains the secret too", "")
	}
	return nil
}

// called reports whether name is the display name of e.
func (e Entry) called(name string) bool { return strings.EqualFold(e.Name, name) }

// bySlug finds the entry with this slug.
func bySlug(entries []Entry, slug string) (Entry, bool) {
	i := slices.IndexFunc(entries, func(e Entry) bool { return e.Slug == slug })
	if i < 0 {
		return Entry{}, false
	}
	return entries[i], true
}

// without is a copy of entries without the one of slug.
func without(entries []Entry, slug string) []Entry {
	return slices.DeleteFunc(slices.Clone(entries), func(e Entry) bool { return e.Slug == slug })
}

// Slug turns a display name into the short ASCII name that is the credential's
// account in the keyring and its name on the command line: lower case, at most
// 64 of a-z 0-9 . _ @ -. A name without any such character gets a slug made
// from its hash. Two names may give the same slug; the caller must resolve
// that.
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
		case norm.NFKD.PropertiesString(string(r)).CCC() != 0: // an accent, separated from its letter
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
