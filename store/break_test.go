package store

import (
	"context"
	"testing"
	"time"
)

// worn breaks at its nth step: it stops the program there, or fails, once or
// from then on.
type worn struct {
	Keyring
	indexFile
	n, at  int
	after  bool // the step is done before it breaks
	stops  bool // stops the program instead of failing
	stays  bool // every later step fails too
	unsure Kind // the kind of a failure; Unsure if the step is done first
}

// stopped simulates a kill: nothing after it runs except deferred calls.
type stopped struct{}

func (w *worn) step(op Op, do func() error) error {
	w.n++
	broken := w.n == w.at || w.stays && w.n > w.at
	if !broken {
		return do()
	}
	if w.after {
		_ = do()
	}
	if w.stops {
		panic(stopped{})
	}
	return &Error{Kind: w.unsure, Op: op, Unsure: w.after && op != Index}
}

func (w *worn) Set(ctx context.Context, a, s string) error {
	return w.step(Save, func() error { return w.Keyring.Set(ctx, a, s) })
}

func (w *worn) Delete(ctx context.Context, a string) error {
	return w.step(Remove, func() error { return w.Keyring.Delete(ctx, a) })
}

func (w *worn) Get(ctx context.Context, a string) (secret string, err error) {
	err = w.step(Read, func() (err error) { secret, err = w.Keyring.Get(ctx, a); return err })
	return secret, err
}

func (w *worn) store(data []byte) error {
	return w.step(Index, func() error { return w.indexFile.store(data) })
}

// TestOldOrNewWhateverBreaks breaks each change of a credential at every step,
// in every way, and checks what is left.
func TestOldOrNewWhateverBreaks(t *testing.T) {
	for sentence, w := range map[string]worn{
		"killed before the step":                {stops: true},
		"killed after the step":                 {stops: true, after: true},
		"the step fails":                        {unsure: Disk},
		"the step fails, though it was done":    {unsure: Crashed, after: true},
		"everything fails from the step on":     {unsure: Unavailable, stays: true},
		"the step times out, though it is done": {unsure: Timeout, after: true},
		"all time out from the step on":         {unsure: Timeout, after: true, stays: true},
	} {
		t.Run(sentence, func(t *testing.T) {
			for name, c := range map[string]struct {
				change func(*testing.T, worn) bool
				steps  int // at least
			}{
				"a first save":                 {firstSaveWith, 4},
				"a replacement":                {replaceWith, 4},
				"a removal":                    {removeWith, 2},
				"setting aside":                {setAsideWith, 1},
				"a save over a waiting one":    {fillWith, 4},
				"the removal of a waiting one": {removeBareWith, 1},
			} {
				w.at = 1
				for c.change(t, w) {
					w.at++
				}
				if w.at <= c.steps {
					t.Errorf("%s has only %d steps", name, w.at-1)
				}
			}
		})
	}
}

// run calls change on a store that breaks, and reports whether it broke and
// whether change succeeded.
func run(w worn, m *Memory, shelf *memoryIndex, change func(*Store) error) (reached, ok bool) {
	w.Keyring, w.indexFile = m, shelf
	defer func() {
		p := recover()
		if _, ours := p.(stopped); p != nil && !ours {
			panic(p)
		}
		reached = w.n >= w.at
	}()
	err := change(&Store{&w, &w, time.Now})
	return true, err == nil
}

func replaceWith(t *testing.T, w worn) bool {
	t.Helper()
	m, shelf := NewMemory(), &memoryIndex{}
	good := &Store{m, shelf, time.Now}
	wantKind(t, "", good.Save(t.Context(), Entry{Registration: Registration{ClientID: "old"}, Slug: "a"}, oldSecret, false))
	reached, ok := run(w, m, shelf, func(s *Store) error {
		return s.Save(t.Context(), Entry{Registration: Registration{ClientID: "new"}, Slug: "a"}, newSecret, true)
	})
	e, secret, err := good.Open(t.Context(), "a")
	isOld := err == nil && e.ClientID == "old" && secret == oldSecret
	isNew := err == nil && e.ClientID == "new" && secret == newSecret
	if !isOld && !isNew || ok && !isNew {
		t.Errorf("step %d, said %v: %s with %q (%v)", w.at, ok, e.ClientID, secret, err)
	}
	return reached
}

func firstSaveWith(t *testing.T, w worn) bool {
	t.Helper()
	m, shelf := NewMemory(), &memoryIndex{}
	good := &Store{m, shelf, time.Now}
	reached, ok := run(w, m, shelf, func(s *Store) error {
		return s.Save(t.Context(), Entry{Registration: Registration{ClientID: "new"}, Slug: "a"}, newSecret, false)
	})
	e, secret, err := good.Open(t.Context(), "a")
	isNew := err == nil && e.ClientID == "new" && secret == newSecret
	if !isNew && KindOf(err) != NotFound || ok && !isNew {
		t.Errorf("step %d, said %v: %s with %q (%v)", w.at, ok, e.ClientID, secret, err)
	}
	if KindOf(err) == NotFound && len(m.kept) > 0 {
		t.Errorf("step %d: a secret was left that no index lists", w.at)
	}
	return reached
}

func removeWith(t *testing.T, w worn) bool {
	t.Helper()
	m, shelf := NewMemory(), &memoryIndex{}
	good := &Store{m, shelf, time.Now}
	wantKind(t, "", good.Save(t.Context(), Entry{Slug: "a"}, oldSecret, false))
	reached, ok := run(w, m, shelf, func(s *Store) error { return s.Remove(t.Context(), "a") })
	_, _, err := good.Open(t.Context(), "a")
	if kind := KindOf(err); ok && kind != NotFound || kind != "" && kind != NotFound && kind != Missing {
		t.Errorf("step %d, said %v: %v", w.at, ok, err)
	}
	if KindOf(err) == NotFound && len(m.kept) > 0 {
		t.Errorf("step %d: a secret was left that no index lists", w.at)
	}
	return reached
}

func setAsideWith(t *testing.T, w worn) bool {
	t.Helper()
	m, shelf := NewMemory(), &memoryIndex{}
	reached, ok := run(w, m, shelf, func(s *Store) error {
		return s.SaveWaiting(t.Context(), Entry{Registration: Registration{ClientID: "new"}, Slug: "a"}, false)
	})
	_, _, err := (&Store{m, shelf, time.Now}).Open(t.Context(), "a")
	if kind := KindOf(err); kind != NoSecret && kind != NotFound || ok && kind != NoSecret {
		t.Errorf("step %d, said %v: %v", w.at, ok, err)
	}
	return reached
}

func fillWith(t *testing.T, w worn) bool {
	t.Helper()
	m, shelf := NewMemory(), &memoryIndex{}
	good := &Store{m, shelf, time.Now}
	wantKind(t, "", good.SaveWaiting(t.Context(), Entry{Registration: Registration{ClientID: "old"}, Slug: "a"}, false))
	reached, ok := run(w, m, shelf, func(s *Store) error {
		return s.Save(t.Context(), Entry{Registration: Registration{ClientID: "new"}, Slug: "a"}, newSecret, true)
	})
	e, secret, err := good.Open(t.Context(), "a")
	isNew := err == nil && e.ClientID == "new" && secret == newSecret
	if !isNew && KindOf(err) != NoSecret || ok && !isNew {
		t.Errorf("step %d, said %v: %s with %q (%v)", w.at, ok, e.ClientID, secret, err)
	}
	if KindOf(err) == NoSecret && len(m.kept) > 0 {
		t.Errorf("step %d: a secret was left that no index lists", w.at)
	}
	if listed, missing := good.Find("a"); missing != nil || KindOf(err) == NoSecret && listed.ClientID != "old" {
		t.Errorf("step %d: listed as %+v (%v)", w.at, listed, missing)
	}
	wantKind(t, "", good.Save(t.Context(), Entry{Registration: Registration{ClientID: "new"}, Slug: "a"}, newSecret, true))
	wantSecret(t, m, "a", newSecret)
	return reached
}

func removeBareWith(t *testing.T, w worn) bool {
	t.Helper()
	m, shelf := NewMemory(), &memoryIndex{}
	good := &Store{m, shelf, time.Now}
	wantKind(t, "", good.SaveWaiting(t.Context(), Entry{Slug: "a"}, false))
	reached, ok := run(w, m, shelf, func(s *Store) error { return s.Remove(t.Context(), "a") })
	_, _, err := good.Open(t.Context(), "a")
	if kind := KindOf(err); ok && kind != NotFound || kind != NotFound && kind != NoSecret {
		t.Errorf("step %d, said %v: %v", w.at, ok, err)
	}
	return reached
}
