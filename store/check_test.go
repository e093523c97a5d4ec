package store

import (
	"path/filepath"
	"slices"
	"testing"
	"time"
)

var tuesday = time.Date(2026, 11, 17, 8, 0, 0, 0, time.UTC)

func passed(at time.Time) Check {
	return Check{Verification: Verification{At: at, Verdict: "pass", Tenant: "t", Roles: []string{"Mail.Send"}, Mailboxes: []string{"a@contoso.com"}}}
}

func failedAt(at time.Time) Check {
	return Check{Verification: Verification{At: at, Verdict: "fail", Cause: "secret-wrong"}}
}

// again saves a credential again with the same secret, changed.
func again(t *testing.T, s *Store, change func(*Entry)) {
	t.Helper()
	e, secret, err := s.Open(t.Context(), "a")
	wantKind(t, "", err)
	change(&e)
	wantKind(t, "", s.Save(t.Context(), e, secret, true))
}

func TestTheLastGoodCheckOutlivesLaterOnes(t *testing.T) {
	later := tuesday.Add(96 * time.Hour)
	for sentence, c := range map[string]struct {
		then     func(t *testing.T, s *Store)
		at       time.Time // of the last good check; zero if there is none
		replaced bool
	}{
		"a failure keeps it": {func(t *testing.T, s *Store) {
			wantKind(t, "", s.NoteCheck(t.Context(), "a", failedAt(later)))
			wantKind(t, "", s.NoteCheck(t.Context(), "a", failedAt(later.Add(time.Hour))))
		}, tuesday, false},
		"a later good one takes its place": {func(t *testing.T, s *Store) { wantKind(t, "", s.NoteCheck(t.Context(), "a", passed(later))) }, later, false},
		"a warning is good": {func(t *testing.T, s *Store) {
			wantKind(t, "", s.NoteCheck(t.Context(), "a", Check{Verification: Verification{At: later, Verdict: "warn"}}))
		}, later, false},
		"the same secret, unproven, keeps it": {func(t *testing.T, s *Store) {
			wantKind(t, "", s.Save(t.Context(), full("a"), oldSecret, true))
		}, tuesday, false},
		"another secret says that it was another's": {func(t *testing.T, s *Store) {
			wantKind(t, "", s.Save(t.Context(), full("a"), newSecret, true))
			wantKind(t, "", s.NoteCheck(t.Context(), "a", failedAt(later)))
		}, tuesday, true},
		"and still does with a third": {func(t *testing.T, s *Store) {
			wantKind(t, "", s.Save(t.Context(), full("a"), newSecret, true))
			wantKind(t, "", s.Save(t.Context(), full("a"), oldSecret, true))
		}, tuesday, true},
		"another secret saved with the old proof, too": {func(t *testing.T, s *Store) {
			e, p := full("a"), passed(tuesday)
			e.LastCheck = &p
			wantKind(t, "", s.Save(t.Context(), e, newSecret, true))
		}, tuesday, true},
		"another secret with its own check is good": {func(t *testing.T, s *Store) {
			e, p := full("a"), passed(later)
			e.LastCheck = &p
			wantKind(t, "", s.Save(t.Context(), e, newSecret, true))
		}, later, false},
		"another secret that the keyring was given from elsewhere": {func(t *testing.T, s *Store) {
			wantKind(t, "", s.keyring.Set(t.Context(), "a", newSecret))
			e := full("a")
			e.Unverified = true
			wantKind(t, "", s.Save(t.Context(), e, newSecret, true))
		}, tuesday, true},
		"another app has none": {func(t *testing.T, s *Store) {
			again(t, s, func(e *Entry) { e.ClientID = "another" })
		}, time.Time{}, false},
		"another tenant has none": {func(t *testing.T, s *Store) {
			again(t, s, func(e *Entry) { e.Tenant = "another" })
		}, time.Time{}, false},
		"a new name changes nothing": {func(t *testing.T, s *Store) {
			again(t, s, func(e *Entry) { e.Name = "another" })
		}, tuesday, false},
		"no change sets it": {func(t *testing.T, s *Store) {
			p := passed(later)
			again(t, s, func(e *Entry) { e.LastGood = &p })
		}, tuesday, false},
	} {
		t.Run(sentence, func(t *testing.T) {
			s := OpenMemory(NewMemory())
			wantKind(t, "", s.Save(t.Context(), full("a"), oldSecret, false))
			wantKind(t, "", s.NoteCheck(t.Context(), "a", passed(tuesday)))
			c.then(t, s)
			e, err := s.Find("a")
			if err != nil {
				t.Fatal(err)
			}
			good := e.Good()
			switch {
			case c.at.IsZero() && good != nil:
				t.Errorf("%+v; want none", good)
			case c.at.IsZero() && e.LastCheck != nil:
				t.Errorf("%+v is of another app", e.LastCheck)
			case c.at.IsZero():
			case good == nil || !good.At.Equal(c.at) || good.Replaced != c.replaced:
				t.Errorf("%+v; want that of %v, replaced %v", good, c.at, c.replaced)
			case good.Verdict == "pass" && (good.Tenant != "t" || !slices.Equal(good.Mailboxes, []string{"a@contoso.com"})):
				t.Errorf("%+v lost something", good)
			}
		})
	}
}

func TestAnIndexWithOnlyTheLastCheckIsRead(t *testing.T) {
	for sentence, c := range map[string]struct {
		verdict string
		good    bool
	}{
		"a good one is the last good one": {"pass", true}, "a failure is none": {"fail", false},
	} {
		t.Run(sentence, func(t *testing.T) {
			dir := t.TempDir()
			path := filepath.Join(dir, "index.json")
			old := `{"schema":"mailgrant.index/1","entries":[{"slug":"a","secret_hint":"oLd",` +
				`"last_proof":{"at":"2026-11-17T08:00:00Z","verdict":"` + c.verdict + `","cause":"","roles":["Mail.Send"],"request_ids":[]}}],"begun":[]}`
			if err := write(old)(path); err != nil {
				t.Fatal(err)
			}
			s := OpenDir(dir, NewMemory())
			wantKind(t, "", s.NoteCheck(t.Context(), "a", failedAt(tuesday.Add(time.Hour))))
			e, err := s.Find("a")
			if err != nil || (e.Good() != nil) != c.good || c.good && !e.Good().At.Equal(tuesday) {
				t.Errorf("%+v (%v)", e.Good(), err)
			}
		})
	}
}

// A check of a credential that was saved again since changes nothing, not even
// the date, and does not settle an interrupted save.
func TestACheckOfWhatWasSavedAgainSinceWritesNothing(t *testing.T) {
	s := OpenMemory(NewMemory())
	wantKind(t, "", s.Save(t.Context(), full("a"), oldSecret, false))
	opened, _, err := s.Open(t.Context(), "a")
	if err != nil {
		t.Fatal(err)
	}
	wantKind(t, "", s.Save(t.Context(), full("a"), newSecret, true))
	idx, err := s.read()
	if err != nil {
		t.Fatal(err)
	}
	begun := full("a")
	begun.Revision, begun.SecretHint = "third", hint(canary)
	wantKind(t, "", s.write(idx.begin(begun)))
	before, err := s.file.load()
	if err != nil {
		t.Fatal(err)
	}
	s.now = func() time.Time { return tuesday.Add(1000 * time.Hour) }
	wantKind(t, "", s.NoteCheck(t.Context(), "a", Check{Verification: Verification{At: tuesday, Verdict: "pass"}, Of: &opened}))
	if after, err := s.file.load(); err != nil || string(after) != string(before) {
		t.Errorf("%v\nbefore %s\nafter  %s", err, before, after)
	}
}
