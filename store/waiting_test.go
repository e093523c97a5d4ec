package store

import (
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

func TestWaitingLastsUntilItEnds(t *testing.T) {
	s := OpenMemory(NewMemory())
	first := time.Date(2026, 11, 20, 9, 30, 0, 0, time.UTC)
	now := first
	s.now = func() time.Time { return now }
	waits := func(step string, since time.Time) {
		t.Helper()
		if e, err := s.Find("a"); err != nil || e.Waiting == nil || e.Waiting.Step != step || !e.Waiting.Since.Equal(since) {
			t.Errorf("%+v (%v), want %s since %v", e.Waiting, err, step, since)
		}
	}
	wantKind(t, "", s.SaveWaiting(t.Context(), Entry{Slug: "a", Waiting: &Waiting{Step: "values"}}, false))
	waits("values", first)
	now = now.Add(24 * time.Hour)
	wantKind(t, "", s.SaveWaiting(t.Context(), Entry{Slug: "a", Waiting: &Waiting{Step: "values"}}, true))
	waits("values", first)
	wantKind(t, "", s.Save(t.Context(), Entry{Slug: "a", Waiting: &Waiting{Step: "consent"}}, newSecret, true))
	waits("consent", now)
	for sentence, p := range map[string]Check{
		"a failure":                 {Verification: Verification{Verdict: "fail", Roles: []string{"Mail.Send"}}},
		"a token that grants none":  {Verification: Verification{Verdict: "pass"}},
		"what could not be decided": {Verification: Verification{Verdict: "unknown", Roles: []string{"Mail.Send"}}},
	} {
		wantKind(t, "", s.NoteCheck(t.Context(), "a", p))
		if e, err := s.Find("a"); err != nil || e.Waiting == nil {
			t.Errorf("%s ended the waiting (%v)", sentence, err)
		}
	}
	wantKind(t, "", s.NoteCheck(t.Context(), "a", Check{Verification: Verification{Verdict: "warn", Roles: []string{"Mail.Send"}}}))
	if e, err := s.Find("a"); err != nil || e.Waiting != nil || e.NoSecret {
		t.Errorf("%+v (%v)", e, err)
	}
}

func TestAnIndexOfTheVersionBeforeIsRead(t *testing.T) {
	dir := t.TempDir()
	path := filepath.Join(dir, "index.json")
	if err := write(`{"schema":"mailgrant.index/1","entries":[{"slug":"a","name":"A","secret_hint":"oLd","parked":true,"last_proof":null}],"begun":[]}`)(path); err != nil {
		t.Fatal(err)
	}
	m := NewMemory()
	wantKind(t, "", m.Set(t.Context(), "a", oldSecret))
	s := OpenDir(dir, m)
	e, secret, err := s.Open(t.Context(), "a")
	if err != nil || secret != oldSecret || e.NoSecret || e.Waiting != nil || !e.Unverified {
		t.Errorf("%+v with %q (%v)", e, secret, err)
	}
	wantKind(t, "", s.SaveWaiting(t.Context(), Entry{Slug: "b", Waiting: &Waiting{Step: "values"}}, false))
	data, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	var read struct{ Entries []map[string]json.RawMessage }
	if err := json.Unmarshal(data, &read); err != nil || len(read.Entries) != 2 {
		t.Fatalf("%s (%v)", data, err)
	}
	if w := string(read.Entries[0]["waiting"]); w != "null" {
		t.Errorf("what waits for nobody is kept as %s", w)
	}
	if w := string(read.Entries[1]["waiting"]); !strings.Contains(w, `"step"`) || string(read.Entries[1]["bare"]) != "true" {
		t.Errorf("%s", data)
	}
}
