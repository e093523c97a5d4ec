package store

import (
	"encoding/json"
	"os"
	"path/filepath"
	"reflect"
	"testing"
)

// later is an index of a later mailgrant: new fields and new values everywhere.
const later = `{
 "schema": "mailgrant.index/1", "theme": {"dark": true}, "order": ["a"],
 "entries": [{
  "slug": "a", "name": "A", "cloud": "moon", "use": ["incoming", "calendar"], "secret_hint": "oLd", "colour": {"hue": 7},
  "waiting": {"step": "orbit", "ability": "fly", "since": "2026-11-17T08:00:00Z", "until": "noon"},
  "last_proof": {"at": "2026-11-17T08:00:00Z", "verdict": "splendid", "cause": "moon-phase", "score": 7, "by": {"host": "x"}},
  "last_good": {"at": "2026-11-16T08:00:00Z", "verdict": "pass", "score": 9}
 }],
 "begun": [{"slug": "b", "secret_hint": "nEw", "colour": "red"}]
}`

func TestAnIndexOfALaterMailgrantKeepsAllItHolds(t *testing.T) {
	for sentence, change := range map[string]func(*testing.T, *Store){
		"saving another": func(t *testing.T, s *Store) {
			wantKind(t, "", s.Save(t.Context(), Entry{Slug: "c"}, newSecret, false))
			wantKind(t, "", s.Remove(t.Context(), "c"))
		},
		"a failed save": func(t *testing.T, s *Store) {
			wantKind(t, Exists, s.Save(t.Context(), Entry{Slug: "a"}, newSecret, false))
		},
		"a removal that fails": func(t *testing.T, s *Store) {
			s.keyring.(*Memory).FailWith(func(op Op, _ string) error { return &Error{Kind: Locked, Op: op} })
			wantKind(t, Locked, s.Remove(t.Context(), "a"))
		},
	} {
		t.Run(sentence, func(t *testing.T) {
			dir := t.TempDir()
			path := filepath.Join(dir, "index.json")
			if err := write(later)(path); err != nil {
				t.Fatal(err)
			}
			m := NewMemory()
			wantKind(t, "", m.Set(t.Context(), "a", oldSecret))
			change(t, OpenDir(dir, m))
			data, err := os.ReadFile(path)
			if err != nil {
				t.Fatal(err)
			}
			var want, got any
			if err := json.Unmarshal([]byte(later), &want); err != nil {
				t.Fatal(err)
			}
			if err := json.Unmarshal(data, &got); err != nil {
				t.Fatal(err)
			}
			held(t, "", want, got)
		})
	}
}

// held checks that got contains all of want; it may contain more.
func held(t *testing.T, at string, want, got any) {
	t.Helper()
	switch want := want.(type) {
	case map[string]any:
		got, _ := got.(map[string]any)
		for name, value := range want {
			held(t, at+"."+name, value, got[name])
		}
	case []any:
		got, _ := got.([]any)
		if len(got) != len(want) {
			t.Errorf("%s has %d, want %d", at, len(got), len(want))
			return
		}
		for i := range want {
			held(t, at, want[i], got[i])
		}
	default:
		if !reflect.DeepEqual(want, got) {
			t.Errorf("%s is %v, want %v", at, got, want)
		}
	}
}

func TestARemovalThatCannotBeNotedCostsNoSecret(t *testing.T) {
	for sentence, c := range map[string]struct {
		full   func(write int) bool // whether the disk is full at that write
		want   Kind
		gone   bool
		listed bool
	}{
		"the disk is full":                   {func(int) bool { return true }, Disk, false, true},
		"it gets full meanwhile":             {func(n int) bool { return n > 1 }, Half, true, true},
		"it has room":                        {func(int) bool { return false }, "", true, false},
		"full where the keyring refuses too": {func(n int) bool { return n > 1 }, Locked, false, true},
	} {
		t.Run(sentence, func(t *testing.T) {
			m := NewMemory()
			good := OpenMemory(m)
			wantKind(t, "", good.Save(t.Context(), Entry{Slug: "a"}, oldSecret, false))
			s := &Store{m, &filling{indexFile: good.file, full: c.full}, good.now}
			if c.want == Locked {
				m.FailWith(func(op Op, _ string) error { return &Error{Kind: Locked, Op: op} })
			}
			wantKind(t, c.want, s.Remove(t.Context(), "a"))
			m.FailWith(nil)
			_, err := m.Get(t.Context(), "a")
			if gone := KindOf(err) == NotFound; gone != c.gone {
				t.Errorf("gone %v, want %v", gone, c.gone)
			}
			if _, err := good.Find("a"); (err == nil) != c.listed {
				t.Errorf("listed: %v", err)
			}
			if c.listed { // when there is room again
				wantKind(t, "", good.Remove(t.Context(), "a"))
				_, err := good.Find("a")
				wantKind(t, NotFound, err)
			}
		})
	}
}

// filling is an index file on a disk that fills up.
type filling struct {
	indexFile
	full   func(write int) bool
	writes int
}

func (f *filling) store(data []byte) error {
	f.writes++
	if f.full(f.writes) {
		return newError(Index, Disk, "no space left on device", "")
	}
	return f.indexFile.store(data)
}
