package store

import (
	"context"
	"reflect"
	"sync"
	"testing"
	"time"
)

func TestWhatWaitsIsSavedWithoutTheKeyring(t *testing.T) {
	for sentence, at := range map[string]func(*testing.T, Keyring) *Store{
		"in memory": func(_ *testing.T, k Keyring) *Store { return OpenMemory(k) },
		"on disk":   func(t *testing.T, k Keyring) *Store { return OpenDir(t.TempDir(), k) },
	} {
		t.Run(sentence, func(t *testing.T) {
			m := NewMemory()
			m.FailWith(func(op Op, account string) error { t.Errorf("%s of %s", op, account); return nil })
			s := at(t, m)
			now := time.Date(2026, 11, 20, 9, 30, 0, 0, time.UTC)
			s.now = func() time.Time { return now }
			e := full("a")
			e.Waiting = &Waiting{Step: "values", Rights: "neither"}
			wantKind(t, "", s.SaveWaiting(t.Context(), e, false))
			if !e.Waiting.Since.IsZero() {
				t.Error("the caller's own was changed")
			}
			want := full("a")
			want.NoSecret, want.Created, want.Updated = true, now, now
			want.Waiting = &Waiting{Step: "values", Rights: "neither", Since: now}
			got, err := s.Find("Contoso a")
			got.unknown, got.Revision = nil, ""
			if err != nil || !reflect.DeepEqual(got, want) {
				t.Errorf("%+v (%v), want %+v", got, err, want)
			}
			_, secret, err := s.Open(t.Context(), "a")
			wantKind(t, NoSecret, err)
			if secret != "" {
				t.Errorf("a secret came from nowhere: %q", secret)
			}
			wantKind(t, "", s.NoteCheck(t.Context(), "a", Check{Verification: Verification{Verdict: "fail", Cause: "tenant-not-found"}}))
			if e, err := s.Find("a"); err != nil || !e.NoSecret || e.LastCheck.Cause != "tenant-not-found" {
				t.Errorf("%+v (%v)", e, err)
			}
			wantKind(t, "", s.Remove(t.Context(), "a"))
			_, err = s.Find("a")
			wantKind(t, NotFound, err)
		})
	}
}

func TestSaveWaitingNeverCostsASecret(t *testing.T) {
	bare := Entry{Registration: Registration{ClientID: "old"}, Slug: "a", NoSecret: true}
	sound := Entry{Registration: Registration{ClientID: "old"}, Slug: "a", SecretHint: "oLd"}
	begun := Entry{Registration: Registration{ClientID: "begun"}, Slug: "a", SecretHint: "nEw"}
	for sentence, c := range map[string]struct {
		entries, begun []Entry
		held           string
		replace        bool
		entry          Entry
		want           Kind
	}{
		"a name that is free":                               {entry: Entry{Slug: "a"}},
		"over a waiting one, with replace":                  {entries: []Entry{bare}, replace: true, entry: Entry{Slug: "a"}},
		"over a waiting one, without replace":               {entries: []Entry{bare}, entry: Entry{Slug: "a"}, want: Exists},
		"over one with a secret, told so":                   {entries: []Entry{sound}, held: oldSecret, replace: true, entry: Entry{Slug: "a"}, want: Exists},
		"over one with a secret, untold":                    {entries: []Entry{sound}, held: oldSecret, entry: Entry{Slug: "a"}, want: Exists},
		"over a first save that never reached the keyring":  {begun: []Entry{begun}, entry: Entry{Slug: "a"}},
		"over a first save that reached the keyring":        {begun: []Entry{begun}, held: newSecret, replace: true, entry: Entry{Slug: "a"}, want: Exists},
		"over a waiting one with an interrupted save":       {entries: []Entry{bare}, begun: []Entry{begun}, replace: true, entry: Entry{Slug: "a"}},
		"over a waiting one whose save reached the keyring": {entries: []Entry{bare}, begun: []Entry{begun}, held: newSecret, replace: true, entry: Entry{Slug: "a"}, want: Exists},
		"over one whose secret may be either":               {entries: []Entry{sound}, begun: []Entry{begun}, held: canary, replace: true, entry: Entry{Slug: "a"}, want: Unsettled},
		"over one whose secret the keyring lost":            {entries: []Entry{sound}, begun: []Entry{begun}, replace: true, entry: Entry{Slug: "a"}, want: Missing},
		"a slug that looks like a flag":                     {entry: Entry{Slug: "-a"}, want: Invalid},
	} {
		t.Run(sentence, func(t *testing.T) {
			m := NewMemory()
			s := OpenMemory(m)
			idx := index{Entries: c.entries, Begun: c.begun}
			wantKind(t, "", s.write(idx))
			if c.held != "" {
				wantKind(t, "", m.Set(t.Context(), "a", c.held))
			}
			c.entry.ClientID = "new"
			wantKind(t, c.want, s.SaveWaiting(t.Context(), c.entry, c.replace))
			if c.held != "" {
				wantSecret(t, m, "a", c.held)
			}
			after, err := s.read()
			if err != nil {
				t.Fatal(err)
			}
			if e, _ := bySlug(after.Entries, "a"); c.want == "" && (e.ClientID != "new" || !e.NoSecret || len(after.Begun) > 0) {
				t.Errorf("left %+v", after)
			} else if c.want != "" && e.ClientID == "new" {
				t.Error("it was replaced")
			}
		})
	}
}

func TestOneThatWaitsGetsItsSecretLater(t *testing.T) {
	for sentence, c := range map[string]struct {
		begun   bool   // a save was interrupted
		held    string // what the keyring holds under the name
		replace bool
		want    Kind
	}{
		"told so": {replace: true},
		"untold":  {want: Exists},
		"beside a secret the index does not know":  {held: oldSecret, replace: true, want: Orphan},
		"beside the very same one":                 {held: newSecret, replace: true},
		"after a save that was cut short":          {begun: true, replace: true},
		"after one whose secret got as far":        {begun: true, held: newSecret, replace: true},
		"after several, some other secret is held": {begun: true, held: oldSecret, replace: true},
	} {
		t.Run(sentence, func(t *testing.T) {
			m := NewMemory()
			s := OpenMemory(m)
			wantKind(t, "", s.SaveWaiting(t.Context(), full("a"), false))
			if c.begun {
				idx, err := s.read()
				wantKind(t, "", err)
				wantKind(t, "", s.write(idx.begin(Entry{Slug: "a", SecretHint: "nEw"})))
			}
			if c.held != "" {
				wantKind(t, "", m.Set(t.Context(), "a", c.held))
			}
			done := full("a")
			done.Waiting = nil
			wantKind(t, c.want, s.Save(t.Context(), done, newSecret, c.replace))
			e, secret, err := s.Open(t.Context(), "a")
			if c.want != "" {
				wantKind(t, NoSecret, err)
				if c.held != "" {
					wantSecret(t, m, "a", c.held)
				}
				return
			}
			if err != nil || secret != newSecret || e.NoSecret || e.Waiting != nil || e.SecretHint != "nEw" || e.Unsettled {
				t.Errorf("%+v with %q (%v)", e, secret, err)
			}
		})
	}
}

func TestAnInterruptedSaveOverAWaitingOneIsSettled(t *testing.T) {
	for sentence, c := range map[string]struct {
		held string
		want Kind
		bare bool
	}{
		"it never reached the keyring":     {"", NoSecret, true},
		"it reached the keyring":           {newSecret, "", false},
		"the keyring holds some other one": {oldSecret, Unsettled, true},
	} {
		t.Run(sentence, func(t *testing.T) {
			m := NewMemory()
			s := OpenMemory(m)
			idx := index{}.keep(Entry{Slug: "a", NoSecret: true}).begin(Entry{Slug: "a", SecretHint: "nEw"})
			wantKind(t, "", s.write(idx))
			if c.held != "" {
				wantKind(t, "", m.Set(t.Context(), "a", c.held))
			}
			if e, err := s.Find("a"); err != nil || !e.Unsettled {
				t.Errorf("listed %+v (%v)", e, err)
			}
			_, secret, err := s.Open(t.Context(), "a")
			wantKind(t, c.want, err)
			if err == nil && secret != newSecret {
				t.Errorf("opened with %q", secret)
			}
			if c.want != Unsettled {
				wantKind(t, "", s.NoteCheck(t.Context(), "a", Check{}))
				if e, err := s.Find("a"); err != nil || e.Unsettled || e.NoSecret != c.bare {
					t.Errorf("settled as %+v (%v)", e, err)
				}
			}
			wantKind(t, "", s.Remove(t.Context(), "a"))
			if len(m.kept) > 0 {
				t.Error("a secret was left that no index lists")
			}
		})
	}
}

func TestOfManyWhoSetTheSameAsideOneDoes(t *testing.T) {
	dir := t.TempDir()
	var won sync.Map
	var writers sync.WaitGroup
	for i := range 8 {
		writers.Go(func() {
			if err := OpenDir(dir, NewMemory()).SaveWaiting(t.Context(), full("a"), false); err == nil {
				won.Store(i, true)
			} else {
				wantKind(t, Exists, err)
			}
		})
	}
	writers.Wait()
	winners := 0
	won.Range(func(any, any) bool { winners++; return true })
	if winners != 1 {
		t.Errorf("%d of 8 set it aside, want 1", winners)
	}
}

func TestSettingAsideCanBeCancelled(t *testing.T) {
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	s := OpenDir(t.TempDir(), NewMemory())
	wantKind(t, Cancelled, s.SaveWaiting(ctx, full("a"), false))
	_, err := s.Find("a")
	wantKind(t, NotFound, err)
}
