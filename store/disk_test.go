package store

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"sync"
	"syscall"
	"testing"
	"time"

	"github.com/gofrs/flock"
)

func TestTheIndexIsForItsOwnerOnlyAndHoldsNoSecret(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "config", "mailgrant")
	s := OpenDir(dir, NewMemory())
	wantKind(t, "", s.Save(t.Context(), full("a"), canary, false))
	wantMode(t, dir, fs.ModeDir|0o700)
	wantMode(t, filepath.Join(dir, "index.json"), 0o600)
	entries, err := os.ReadDir(dir)
	if err != nil {
		t.Fatal(err)
	}
	for _, e := range entries {
		data, err := os.ReadFile(filepath.Join(dir, e.Name()))
		if err != nil || strings.Contains(string(data), canary) || strings.Contains(string(data), canary[:5]) {
			t.Errorf("%s holds the secret or cannot be read (%v)", e.Name(), err)
		}
		if e.Name() != "index.json" && e.Name() != "index.lock" {
			t.Errorf("%s was left behind", e.Name())
		}
	}
}

func wantMode(t *testing.T, path string, want fs.FileMode) {
	t.Helper()
	if runtime.GOOS == "windows" {
		return // its file modes do not tell who may read
	}
	info, err := os.Stat(path)
	if err != nil || info.Mode() != want {
		t.Errorf("%s: %v (%v), want %v", path, info.Mode(), err, want)
	}
}

// full is an entry with every field set.
func full(slug string) Entry {
	at := time.Date(2026, 11, 21, 9, 30, 0, 0, time.UTC)
	return Entry{
		Registration: Registration{
			Name: "Contoso " + slug, Guide: "email-this-issue-client-credentials",
			ClientID: "11111111-2222-3333-4444-555555555555",
			Tenant:   "66666666-7777-8888-9999-000000000000", Domain: "contoso.com",
			TokenEndpoint: "https://login.microsoftonline.com/66666666-7777-8888-9999-000000000000/oauth2/v2.0/token",
			AuthEndpoint:  "https://login.microsoftonline.com/66666666-7777-8888-9999-000000000000/oauth2/v2.0/authorize",
			Redirect:      "https://jira.contoso.com/plugins/servlet/oauth2", Mailboxes: []string{"support@contoso.com"},
			Expires: "2027-11-21",
		},
		Slug:       slug,
		Use:        []string{"incoming", "outgoing"},
		Cloud:      "global",
		Unverified: true, Waiting: &Waiting{Step: "consent", Rights: "register", Since: at},
		LastCheck: &Check{Verification: Verification{At: at, Verdict: "fail", Cause: "consent-missing", Roles: []string{"Mail.Send"}, Mailboxes: []string{}, RequestIDs: []string{"r1"}}},
	}
}

func TestAnIndexThatCannotBeTrustedIsRefusedAndLeftAlone(t *testing.T) {
	for sentence, c := range map[string]struct {
		make func(path string) error
		want Kind
	}{
		"cut in half":       {write(`{"schema":"mailgrant.index/1","entries":[{"slug":"a"`), Damaged},
		"empty":             {write(""), Damaged},
		"null":              {write("null"), Damaged},
		"another program's": {write(`{"version":3}`), Damaged},
		"schema 0":          {write(`{"schema":"mailgrant.index/0"}`), Damaged},
		"wrong types":       {write(`{"schema":"mailgrant.index/1","entries":[{"slug":7}]}`), Damaged},
		"one slug twice":    {write(`{"schema":"mailgrant.index/1","entries":[{"slug":"a"},{"slug":"a"}]}`), Damaged},
		"slug of a path":    {write(`{"schema":"mailgrant.index/1","entries":[{"slug":"../a"}]}`), Damaged},
		"followed by more":  {write(`{"schema":"mailgrant.index/1"}{}`), Damaged},
		"newer":             {write(`{"schema":"mailgrant.index/2","entries":"changed"}`), Newer},
		"too large":         {func(path string) error { return errors.Join(write("{")(path), os.Truncate(path, maxIndex+1)) }, Damaged},
		"100 MB":            {func(path string) error { return errors.Join(write("{")(path), os.Truncate(path, 100<<20)) }, Damaged},
		"a directory":       {func(path string) error { return os.Mkdir(path, 0o700) }, Damaged},
		"a symlink": {func(path string) error {
			return errors.Join(write(`{"schema":"mailgrant.index/1"}`)(path+".target"), os.Symlink(path+".target", path))
		}, Damaged},
		"a dangling symlink": {func(path string) error { return os.Symlink(path+".none", path) }, Damaged},
		"a FIFO":             {makeFIFO, Damaged},
	} {
		t.Run(sentence, func(t *testing.T) {
			dir := t.TempDir()
			path := filepath.Join(dir, "index.json")
			if err := c.make(path); err != nil {
				t.Fatal(err)
			}
			before, err := os.Lstat(path)
			if err != nil {
				t.Fatal(err)
			}
			m := NewMemory()
			s := OpenDir(dir, m)
			_, err = s.List()
			wantKind(t, c.want, err)
			wantKind(t, c.want, s.Save(t.Context(), full("a"), canary, true))
			wantKind(t, c.want, s.SaveWaiting(t.Context(), full("a"), true))
			wantKind(t, c.want, s.Remove(t.Context(), "a"))
			wantKind(t, c.want, s.NoteCheck(t.Context(), "a", Check{}))
			if after, err := os.Lstat(path); err != nil || !os.SameFile(before, after) || after.ModTime() != before.ModTime() {
				t.Errorf("the file was touched (%v)", err)
			}
			if len(m.kept) != 0 {
				t.Error("a secret was saved that no index lists")
			}
		})
	}
}

func write(content string) func(path string) error {
	return func(path string) error { return os.WriteFile(path, []byte(content), 0o600) }
}

func TestWhatALaterMailgrantAddedSurvives(t *testing.T) {
	dir := t.TempDir()
	path := filepath.Join(dir, "index.json")
	if err := write(`{"schema":"mailgrant.index/1","entries":[{"slug":"a","name":"A","colour":{"hue":7}}]}`)(path); err != nil {
		t.Fatal(err)
	}
	m := NewMemory()
	wantKind(t, "", m.Set(t.Context(), "a", "old"))
	s := OpenDir(dir, m)
	wantKind(t, "", s.NoteCheck(t.Context(), "a", Check{Verification: Verification{Verdict: "pass"}}))
	wantKind(t, "", s.Save(t.Context(), full("a"), canary, true))
	wantKind(t, "", s.SaveWaiting(t.Context(), full("b"), false))
	data, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	var read struct {
		Entries []struct {
			Name   string
			Colour struct{ Hue int }
		}
	}
	if err := json.Unmarshal(data, &read); err != nil || read.Entries[0].Colour.Hue != 7 || read.Entries[0].Name != "Contoso a" {
		t.Errorf("%s (%v)", data, err)
	}
}

func TestAThousandCredentialsFit(t *testing.T) {
	t.Parallel()
	var idx index
	for i := range 1000 {
		e := full(fmt.Sprintf("credential-%04d", i))
		for j := range 12 {
			e.Mailboxes = append(e.Mailboxes, fmt.Sprintf("a-rather-long-mailbox-%d@contoso.example.com", j))
		}
		idx = idx.keep(e)
	}
	data, err := idx.bytes()
	if err != nil {
		t.Fatal(err)
	}
	again, err := readIndex(data)
	if err != nil || len(again.Entries) != 1000 {
		t.Errorf("%d entries read back (%v)", len(again.Entries), err)
	}
	idx.Entries[0].Name = strings.Repeat("n", maxIndex)
	_, err = idx.bytes()
	wantKind(t, Disk, err) // never overwrite what could not be read
}

// patiently retries if others held the lock for as long as one try waits, as on
// a busy machine.
func patiently(try func() error) error {
	for {
		if err := try(); KindOf(err) != Busy {
			return err
		}
	}
}

func TestWritersAtOnceLoseNothing(t *testing.T) {
	t.Parallel()
	dir, m := t.TempDir(), NewMemory()
	var writers sync.WaitGroup
	for i := range 8 {
		writers.Go(func() {
			s := OpenDir(dir, m) // its own lock, like another process
			for j := range 3 {
				wantKind(t, "", patiently(func() error {
					return s.SaveWaiting(t.Context(), full(fmt.Sprintf("w%d-%d", i, j)), false)
				}))
				wantKind(t, "", patiently(func() error {
					return s.Save(t.Context(), full(fmt.Sprintf("c%d-%d", i, j)), canary, false)
				}))
				if _, err := s.List(); err != nil { // readers need no lock
					t.Error(err)
				}
			}
		})
	}
	writers.Wait()
	entries, err := OpenDir(dir, m).List()
	if err != nil || len(entries) != 48 || len(m.kept) != 24 {
		t.Errorf("%d entries, %d secrets (%v), want 48 and 24", len(entries), len(m.kept), err)
	}
}

func TestALockedIndexIsWaitedForAndThenSaidToBeBusy(t *testing.T) {
	dir := t.TempDir()
	other := flock.New(filepath.Join(dir, "index.lock"))
	if ok, err := other.TryLock(); !ok || err != nil {
		t.Fatal(err)
	}
	bubble(t, func(t *testing.T) {
		s := OpenDir(dir, NewMemory())
		start := time.Now()
		wantKind(t, Busy, s.Save(t.Context(), full("a"), canary, false))
		if took := time.Since(start); took != lockLimit {
			t.Errorf("waited %v, want %v", took, lockLimit)
		}
		ctx, cancel := context.WithCancel(t.Context())
		time.AfterFunc(time.Second, cancel)
		wantKind(t, Cancelled, s.Save(ctx, full("a"), canary, false))
	})
	if err := other.Unlock(); err != nil {
		t.Fatal(err)
	}
	wantKind(t, "", OpenDir(dir, NewMemory()).Save(t.Context(), full("a"), canary, false))
}

func TestALeftOverPartIsNoHindrance(t *testing.T) {
	dir := t.TempDir()
	if err := write("half")(filepath.Join(dir, "index.json.new")); err != nil {
		t.Fatal(err)
	}
	s := OpenDir(dir, NewMemory())
	wantKind(t, "", s.Save(t.Context(), full("a"), canary, false))
	if _, err := s.Find("a"); err != nil {
		t.Error(err)
	}
}

func TestADirectoryThatCannotBeMadeIsTheDisksFault(t *testing.T) {
	file := filepath.Join(t.TempDir(), "file")
	if err := write("")(file); err != nil {
		t.Fatal(err)
	}
	m := NewMemory()
	err := OpenDir(filepath.Join(file, "mailgrant"), m).Save(t.Context(), full("a"), canary, false)
	wantKind(t, Disk, err)
	if len(m.kept) != 0 {
		t.Error("a secret was saved that no index lists")
	}
}

func TestAnIndexThatIsSomebodyElsesIsNoFullDisk(t *testing.T) {
	for what, err := range map[string]error{"as it is": fs.ErrPermission, "in a path's error": &fs.PathError{Op: "lstat", Path: "x", Err: syscall.EACCES}} {
		t.Run(what, func(t *testing.T) { wantKind(t, Denied, diskError(err)) })
	}
}

func TestHomeNeedsAConfigurationDirectory(t *testing.T) {
	t.Setenv("HOME", "")
	t.Setenv("XDG_CONFIG_HOME", "")
	t.Setenv("AppData", "")
	_, err := OpenUser(NewMemory())
	wantKind(t, NoPlace, err)
}
