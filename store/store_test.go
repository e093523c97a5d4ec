package store

import (
	"reflect"
	"strings"
	"testing"
	"time"
)

const (
	oldSecret = "oLd~0123456789.abcdefghijklmnopqrstuvwxy"
	newSecret = "nEw~9876543210.zyxwvutsrqponmlkjihgfedcb"
)

func TestACredentialComesBackAsItWasSaved(t *testing.T) {
	for sentence, s := range map[string]*Store{"in memory": OpenMemory(NewMemory()), "on disk": OpenDir(t.TempDir(), NewMemory())} {
		t.Run(sentence, func(t *testing.T) {
			now := time.Date(2026, 11, 21, 9, 30, 0, 0, time.UTC)
			s.now = func() time.Time { return now }
			wantKind(t, "", s.Save(t.Context(), full("a"), oldSecret, false))
			want := full("a")
			want.SecretHint, want.Created, want.Updated = "oLd", now, now
			e, secret, err := s.Open(t.Context(), "a")
			e.unknown, e.Revision = nil, ""
			if err != nil || secret != oldSecret || !reflect.DeepEqual(e, want) {
				t.Errorf("%+v with %q (%v), want %+v", e, secret, err, want)
			}
			now = now.Add(time.Hour)
			wantKind(t, "", s.Save(t.Context(), full("a"), newSecret, true))
			e, secret, err = s.Open(t.Context(), "a")
			if err != nil || secret != newSecret || e.SecretHint != "nEw" || e.Created.Equal(e.Updated) || !e.Updated.Equal(now) {
				t.Errorf("%+v with %q (%v)", e, secret, err)
			}
			wantKind(t, "", s.Remove(t.Context(), "a"))
			_, _, err = s.Open(t.Context(), "a")
			wantKind(t, NotFound, err)
			_, err = s.keyring.Get(t.Context(), "a")
			wantKind(t, NotFound, err)
		})
	}
}

func TestSaveRefuses(t *testing.T) {
	for sentence, c := range map[string]struct {
		entry  Entry
		secret string
		want   Kind
	}{
		"a saved credential, unless told":     {full("taken"), newSecret, Exists},
		"even with the same secret":           {full("taken"), oldSecret, Exists},
		"a secret only the keyring knows of":  {full("stray"), newSecret, Orphan},
		"a slug in upper case":                {full("Taken"), newSecret, Invalid},
		"a slug that looks like a flag":       {full("-a"), newSecret, Invalid},
		"no slug":                             {full(""), newSecret, Invalid},
		"a secret with a line end":            {full("a"), newSecret + "\n", Invalid},
		"a secret pasted into the name, too":  {Entry{Registration: Registration{Name: "x " + newSecret}, Slug: "a"}, newSecret, Invalid},
		"a secret with quotes in a mailbox":   {Entry{Registration: Registration{Mailboxes: []string{`<"0123456789abcdef\&>"`}}, Slug: "a"}, `<"0123456789abcdef\&>"`, Invalid},
		"a secret that is larger than 1 KiB ": {full("a"), strings.Repeat("k", 1025), TooLarge},
	} {
		t.Run(sentence, func(t *testing.T) {
			m := NewMemory()
			s := OpenMemory(m)
			wantKind(t, "", s.Save(t.Context(), full("taken"), oldSecret, false))
			wantKind(t, "", m.Set(t.Context(), "stray", oldSecret))
			err := s.Save(t.Context(), c.entry, c.secret, false)
			wantKind(t, c.want, err)
			if strings.Contains(err.Error(), newSecret) {
				t.Errorf("%q shows the secret", err)
			}
			wantSecret(t, m, "taken", oldSecret)
			wantSecret(t, m, "stray", oldSecret)
			if entries, err := s.List(); err != nil || len(entries) != 1 {
				t.Errorf("%d entries (%v)", len(entries), err)
			}
		})
	}
}

func TestASecretTheIndexForgotIsTakenUpAgain(t *testing.T) {
	m := NewMemory()
	wantKind(t, "", m.Set(t.Context(), "a", oldSecret))
	s := OpenMemory(m)
	wantKind(t, "", s.Save(t.Context(), full("a"), oldSecret, false))
	wantKind(t, "", m.Set(t.Context(), "b", oldSecret))
	wantKind(t, "", s.Save(t.Context(), full("b"), newSecret, true))
	wantSecret(t, m, "b", newSecret)
}

func TestFind(t *testing.T) {
	s := OpenMemory(NewMemory())
	for slug, name := range map[string]string{"contoso": "Contoso Support", "two": "Twin", "three": "twin", "twin-x": "contoso"} {
		wantKind(t, "", s.Save(t.Context(), Entry{Registration: Registration{Name: name}, Slug: slug}, oldSecret, false))
	}
	for name, want := range map[string]struct {
		slug string
		kind Kind
	}{
		"contoso":         {"contoso", ""}, // a slug takes precedence over a name
		"CONTOSO":         {"contoso", ""},
		"contoso support": {"contoso", ""},
		"two":             {"two", ""},
		"TWIN":            {"", Ambiguous},
		"nobody":          {"", NotFound},
		"":                {"", NotFound},
	} {
		e, err := s.Find(name)
		wantKind(t, want.kind, err)
		if e.Slug != want.slug {
			t.Errorf("%q is %q, want %q", name, e.Slug, want.slug)
		}
	}
}

func TestNoteCheckChangesOnlyTheIndex(t *testing.T) {
	m := NewMemory()
	s := OpenMemory(m)
	wantKind(t, "", s.Save(t.Context(), full("a"), oldSecret, false))
	m.FailWith(func(op Op, account string) error { t.Errorf("%s of %s", op, account); return nil })
	for _, c := range []struct {
		verdict string
		parked  bool
	}{{"fail", true}, {"unknown", true}, {"warn", false}} {
		wantKind(t, "", s.NoteCheck(t.Context(), "a", Check{Verification: Verification{Verdict: c.verdict, Cause: "x"}}))
		e, err := s.Find("a")
		if err != nil || e.LastCheck.Verdict != c.verdict || e.Unverified != c.parked {
			t.Errorf("%+v (%v)", e, err)
		}
	}
	wantKind(t, NotFound, s.NoteCheck(t.Context(), "b", Check{}))
}

func TestRemove(t *testing.T) {
	refuse := func(kind Kind, unsure bool) func(Op, string) error {
		return func(op Op, _ string) error {
			if op == Remove {
				return &Error{Kind: kind, Op: op, Unsure: unsure}
			}
			return nil
		}
	}
	for sentence, c := range map[string]struct {
		listed, held bool
		fail         func(Op, string) error
		want         Kind
		stays        bool
	}{
		"what both hold":                            {listed: true, held: true},
		"what the keyring lost":                     {listed: true},
		"what only the keyring holds":               {held: true},
		"nothing":                                   {want: NotFound},
		"not, where the keyring keeps it":           {listed: true, held: true, fail: refuse(NotRemoved, false), want: NotRemoved, stays: true},
		"not, where nobody knows whether it worked": {listed: true, held: true, fail: refuse(Timeout, true), want: Timeout, stays: true},
	} {
		t.Run(sentence, func(t *testing.T) {
			m := NewMemory()
			s := OpenMemory(m)
			if c.listed {
				wantKind(t, "", s.Save(t.Context(), full("a"), oldSecret, false))
			}
			if !c.held {
				_ = m.Delete(t.Context(), "a")
			} else {
				wantKind(t, "", m.Set(t.Context(), "a", oldSecret))
			}
			m.FailWith(c.fail)
			wantKind(t, c.want, s.Remove(t.Context(), "a"))
			m.FailWith(nil)
			_, err := s.Find("a")
			if listed := err == nil; listed != c.stays {
				t.Errorf("listed %v, want %v", listed, c.stays)
			}
		})
	}
}

func TestAHalfRemovedCredentialIsReported(t *testing.T) {
	other := strings.Repeat("q", 40)
	for sentence, c := range map[string]struct {
		entries, begun []string // hints
		held           string
		want           Kind
		hint           string // of the valid entry
	}{
		"the keyring lost the secret":                           {entries: []string{"oLd"}, want: Missing},
		"a first save that never reached the keyring":           {begun: []string{"nEw"}, want: NotFound},
		"a first save that reached the keyring":                 {begun: []string{"nEw"}, held: newSecret, hint: "nEw"},
		"a first save beside some other secret":                 {begun: []string{"nEw"}, held: other, want: Unsettled},
		"a replacement that never reached the keyring":          {entries: []string{"oLd"}, begun: []string{"nEw"}, held: oldSecret, hint: "oLd"},
		"a replacement that reached the keyring":                {entries: []string{"oLd"}, begun: []string{"nEw"}, held: newSecret, hint: "nEw"},
		"a replacement whose secrets begin alike":               {entries: []string{"nEw"}, begun: []string{"nEw"}, held: newSecret, want: Unsettled},
		"a replacement beside some other secret":                {entries: []string{"oLd"}, begun: []string{"nEw"}, held: other, want: Unsettled},
		"a replacement after which the keyring lost the secret": {entries: []string{"oLd"}, begun: []string{"nEw"}, want: Missing},
	} {
		t.Run(sentence, func(t *testing.T) {
			m := NewMemory()
			s := OpenMemory(m)
			var idx index
			for _, h := range c.entries {
				idx = idx.keep(Entry{Slug: "a", SecretHint: h})
			}
			for _, h := range c.begun {
				idx = idx.begin(Entry{Slug: "a", SecretHint: h})
			}
			wantKind(t, "", s.write(idx))
			if c.held != "" {
				wantKind(t, "", m.Set(t.Context(), "a", c.held))
			}
			listed, err := s.Find("a")
			if err != nil || listed.Unsettled != (c.begun != nil) {
				t.Errorf("listed %+v (%v)", listed, err)
			}
			e, secret, err := s.Open(t.Context(), "a")
			wantKind(t, c.want, err)
			if e.SecretHint != c.hint || (err == nil) != (secret != "") {
				t.Errorf("opened %q with %q", e.SecretHint, secret)
			}
			if c.want == "" { // the next change records what was found out
				wantKind(t, "", s.NoteCheck(t.Context(), "a", Check{}))
				e, err := s.Find("a")
				if err != nil || e.Unsettled || e.SecretHint != c.hint {
					t.Errorf("settled as %+v (%v)", e, err)
				}
			}
			wantKind(t, "", s.Save(t.Context(), Entry{Slug: "a"}, newSecret, true)) // and a new save repairs everything
			_, _, err = s.Open(t.Context(), "a")
			wantKind(t, "", err)
		})
	}
}
