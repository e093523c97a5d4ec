package store

import (
	"errors"
	"testing"
	"time"
)

// unknown makes a write whose result is unknown.
func unknown(lands bool) func(f *faulty, account, secret string) error {
	return func(f *faulty, account, secret string) error {
		if lands {
			f.put(account, secret)
		}
		return errors.New("Message recipient disconnected from message bus without replying")
	}
}

// TestAnUnfinishedSaveIsFinished makes a first save whose result is unknown and
// continues it, in the same run or in another one.
func TestAnUnfinishedSaveIsFinished(t *testing.T) {
	first := Entry{Registration: Registration{ClientID: "c", Tenant: "t"}, Slug: "a", Revision: "one"}
	again := Entry{Registration: Registration{ClientID: "c", Tenant: "t"}, Slug: "a", Over: []string{"one"}}
	later := Entry{Registration: Registration{ClientID: "c", Tenant: "t"}, Slug: "a"} // a run that knows of no attempt
	for sentence, c := range map[string]struct {
		landed    string // what the keyring holds when it continues; "" is nothing
		meanwhile func(*testing.T, *Store)
		then      Entry
		secret    string
		want      Kind
	}{
		"it had not arrived": {then: again, secret: newSecret},
		"it had arrived":     {landed: newSecret, then: again, secret: newSecret},
		"it had not arrived, and another secret was entered":     {then: again, secret: canary},
		"it had arrived, and another secret was entered":         {landed: newSecret, then: again, secret: canary},
		"after a restart, it had not arrived":                    {then: later, secret: newSecret},
		"after a restart, it had arrived":                        {landed: newSecret, then: later, secret: newSecret},
		"after a restart, another secret is in the keyring":      {landed: newSecret, then: later, secret: canary, want: Exists},
		"after a restart, the same secret for another app":       {landed: newSecret, then: Entry{Registration: Registration{ClientID: "d", Tenant: "t"}, Slug: "a"}, secret: newSecret, want: Exists},
		"another run saved another secret":                       {meanwhile: saves(canary), then: again, secret: newSecret, want: Exists},
		"another run finished it":                                {landed: newSecret, meanwhile: saves(newSecret), then: again, secret: newSecret, want: Exists},
		"another run saved, and another secret was entered here": {meanwhile: saves(canary), then: again, secret: oldSecret, want: Exists},
		"another run began one that is not finished either":      {meanwhile: begins, then: again, secret: newSecret, want: Exists},
	} {
		t.Run(sentence, func(t *testing.T) {
			f := &faulty{kept: map[string]string{}}
			f.set = unknown(true)
			f.get = func(*faulty, string) (string, error) { return "", errors.New("connection closed by user") }
			dir := t.TempDir()
			s := OpenDir(dir, guarded(&turned{faulty: f}))
			err := s.Save(t.Context(), first, newSecret, false)
			wantKind(t, Crashed, err)
			wantUnsure(t, true, err)
			f.lies, f.kept = lies{}, map[string]string{}
			if c.landed != "" {
				f.put("a", c.landed)
			}
			if c.meanwhile != nil {
				c.meanwhile(t, OpenDir(dir, guarded(f)))
			}
			before, _ := f.look("a")
			wantKind(t, c.want, s.Save(t.Context(), c.then, c.secret, false))
			if c.want != "" {
				if now, _ := f.look("a"); now != before {
					t.Errorf("%q became %q", before, now)
				}
				return
			}
			e, secret, err := s.Open(t.Context(), "a")
			if err != nil || secret != c.secret || e.Unsettled || e.Unfinished || e.Differs {
				t.Errorf("%+v with %q (%v)", e, secret, err)
			}
		})
	}
}

// turned reads nothing before the first write, so that a save gets that far.
type turned struct {
	*faulty
	wrote bool
}

func (f *turned) Set(service, account, secret string) error {
	f.wrote = true
	return f.faulty.Set(service, account, secret)
}

func (f *turned) Get(service, account string) (string, error) {
	if !f.wrote {
		return f.look(account)
	}
	return f.faulty.Get(service, account)
}

func saves(secret string) func(*testing.T, *Store) {
	return func(t *testing.T, s *Store) {
		wantKind(t, "", s.Save(t.Context(), Entry{Registration: Registration{ClientID: "c", Tenant: "t"}, Slug: "a"}, secret, true))
	}
}

func begins(t *testing.T, s *Store) {
	idx, err := s.read()
	wantKind(t, "", err)
	wantKind(t, "", s.write(idx.begin(Entry{Registration: Registration{ClientID: "c", Tenant: "t"}, Slug: "a", SecretHint: "cAn", Revision: "theirs"})))
	wantKind(t, "", s.keyring.Set(t.Context(), "a", canary))
}

func TestAHungSaveLeavesEveryOtherWayOpen(t *testing.T) {
	bubble(t, func(t *testing.T) {
		f := &hung{faulty: faulty{kept: map[string]string{}}}
		s := OpenMemory(guarded(f))
		err := s.Save(t.Context(), Entry{Slug: "a", Revision: "one"}, newSecret, false)
		wantKind(t, Timeout, err)
		wantUnsure(t, true, err)
		f.healed.Store(true)
		start := time.Now()
		wantKind(t, Stuck, s.Save(t.Context(), Entry{Slug: "a", Over: []string{"one"}, Revision: "two"}, canary, false))
		if e, err := s.Find("a"); err != nil || !e.Unsettled || e.SecretHint != "nEw" {
			t.Errorf("the note of the hung save became %+v (%v)", e, err)
		}
		wantKind(t, "", s.Save(t.Context(), Entry{Slug: "b"}, canary, false))
		wantKind(t, "", s.Save(t.Context(), Entry{Slug: "a", Over: []string{"one", "two"}}, newSecret, false))
		if took := time.Since(start); took != 0 {
			t.Errorf("took %v", took)
		}
		wantSecret(t, s.keyring, "a", newSecret)
	})
}

func TestAReplacementGoesOverNothingItDoesNotKnow(t *testing.T) {
	m := NewMemory()
	s := OpenMemory(m)
	wantKind(t, "", s.Save(t.Context(), Entry{Slug: "a"}, oldSecret, false))
	e, _, err := s.Open(t.Context(), "a")
	wantKind(t, "", err)
	wantKind(t, "", s.NoteCheck(t.Context(), "a", Check{Verification: Verification{Verdict: "fail", Cause: "x"}})) // no save
	known := Entry{Slug: "a", Over: []string{e.Revision}}
	wantKind(t, "", s.Save(t.Context(), known, newSecret, true))
	wantKind(t, Exists, s.Save(t.Context(), known, canary, true))
	wantKind(t, Exists, s.SaveWaiting(t.Context(), known, true))
	wantSecret(t, m, "a", newSecret)
}

func TestAMangledValueCanBeReplaced(t *testing.T) {
	f := &faulty{kept: map[string]string{"a": "two\nlines"}}
	s := OpenMemory(guarded(f))
	wantKind(t, "", s.write(index{}.keep(Entry{Slug: "a", SecretHint: "oLd"})))
	_, _, err := s.Open(t.Context(), "a")
	wantKind(t, Invalid, err)
	wantKind(t, Invalid, s.Save(t.Context(), Entry{Slug: "a"}, newSecret, false))
	wantKind(t, "", s.Save(t.Context(), Entry{Slug: "a"}, newSecret, true))
	wantSecret(t, s.keyring, "a", newSecret)
}

func TestALimitOfTheBuildIsTaken(t *testing.T) {
	for set, want := range map[string]time.Duration{"": time.Minute, "2s": 2 * time.Second, "soon": time.Minute, "-1s": time.Minute} {
		if got := limitOf(set, time.Minute); got != want {
			t.Errorf("%q is %v, want %v", set, got, want)
		}
	}
}
