package store

import (
	"context"
	"errors"
	"strings"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"github.com/zalando/go-keyring"
)

const canary = "cAn4ry~0123456789.abcdefghijklmnopqrstuv"

// faulty is a backend over a map that lies, crashes or hangs on request.
type faulty struct {
	lies
	mu   sync.Mutex
	kept map[string]string
}

// lies are calls that replace the honest ones if set.
type lies struct {
	set    func(f *faulty, account, secret string) error
	get    func(f *faulty, account string) (string, error)
	remove func(f *faulty, account string) error
}

func (f *faulty) Set(_, account, secret string) error {
	if f.set != nil {
		return f.set(f, account, secret)
	}
	f.put(account, secret)
	return nil
}

func (f *faulty) Get(_, account string) (string, error) {
	if f.get != nil {
		return f.get(f, account)
	}
	return f.look(account)
}

func (f *faulty) Delete(_, account string) error {
	if f.remove != nil {
		return f.remove(f, account)
	}
	f.mu.Lock()
	defer f.mu.Unlock()
	if _, ok := f.kept[account]; !ok {
		return keyring.ErrNotFound
	}
	delete(f.kept, account)
	return nil
}

func (f *faulty) put(account, secret string) {
	f.mu.Lock()
	defer f.mu.Unlock()
	f.kept[account] = secret
}

func (f *faulty) look(account string) (string, error) {
	f.mu.Lock()
	defer f.mu.Unlock()
	secret, ok := f.kept[account]
	if !ok {
		return "", keyring.ErrNotFound
	}
	return secret, nil
}

func guarded(b backend) *guard {
	return &guard{backend: b, limit: Unattended, reach: func(context.Context) error { return nil }}
}

// The keyring's message is dropped if the caller finds the secret in it.
func TestATextThatRevealsTheSecretIsDropped(t *testing.T) {
	g := guarded(&faulty{kept: map[string]string{}, lies: lies{
		set: func(_ *faulty, _, s string) error { return errors.New("refused: " + strings.ToUpper(s)) },
	}})
	g.reveals = func(text, secret string) bool { return strings.Contains(text, strings.ToUpper(secret)) }
	var e *Error
	if err := g.Set(t.Context(), "a", canary); !errors.As(err, &e) || e.Kind != Other || e.Detail != "" {
		t.Errorf("%+v", e)
	}
}

func TestAnHonestBackendKeepsTheContract(t *testing.T) {
	keepsContract(t, guarded(&faulty{kept: map[string]string{}}))
}

// crash dereferences nil, as go-keyring does when the bus dies during a prompt.
func crash() {
	var p *faulty
	p.kept = nil
}

// faults are those of bare go-keyring, and worse ones. Before each, "a" holds
// "old".
var faults = map[string]struct {
	lies   lies
	save   Kind
	unsure bool // of the save
	remove Kind
	get    Kind
	waits  bool // until the time limit
}{
	"acknowledges and loses":                       {lies: lies{set: func(f *faulty, a, _ string) error { f.mu.Lock(); delete(f.kept, a); f.mu.Unlock(); return nil }}, save: NotKept, remove: NotFound, get: NotFound},
	"create prompt dismissed, the old value stays": {lies: lies{set: func(*faulty, string, string) error { return nil }}, save: NotKept},
	"truncates":                        {lies: lies{set: func(f *faulty, a, s string) error { f.put(a, s[:8]); return nil }}, save: NotKept},
	"alters":                           {lies: lies{set: func(f *faulty, a, s string) error { f.put(a, strings.ToLower(s)); return nil }}, save: NotKept},
	"keeps nothing, in an empty value": {lies: lies{set: func(f *faulty, a, _ string) error { f.put(a, ""); return nil }}, save: NotKept, get: Invalid},
	"delete prompt dismissed":          {lies: lies{remove: func(*faulty, string) error { return nil }}, remove: NotRemoved},
	"unlock prompt dismissed": {lies: lies{
		set: func(*faulty, string, string) error {
			return errors.New("failed to unlock correct collection '/org/freedesktop/secrets/collection/login'")
		},
		remove: func(*faulty, string) error { return errors.New("failed to unlock correct collection '/x'") },
	}, save: Locked, remove: Locked},
	"panics": {lies: lies{
		set:    func(*faulty, string, string) error { crash(); return nil },
		get:    func(*faulty, string) (string, error) { crash(); return "", nil },
		remove: func(*faulty, string) error { crash(); return nil },
	}, save: Crashed, unsure: true, get: Crashed, remove: Crashed},
	"panics with the secret in its mouth": {lies: lies{set: func(_ *faulty, _, s string) error { panic("bad value " + s) }}, save: Crashed, unsure: true},
	"quotes the secret":                   {lies: lies{set: func(_ *faulty, _, s string) error { return errors.New("cannot store " + s[:20] + "\x1b" + s[20:]) }}, save: Other, unsure: true},
	"service dies at the read-back": {lies: lies{get: func(*faulty, string) (string, error) {
		return "", errors.New("Message recipient disconnected from message bus without replying")
	}}, save: Crashed, unsure: true, get: Crashed, remove: Crashed},
	"locks itself before the read-back": {lies: lies{get: func(*faulty, string) (string, error) { return "", errors.New("item is locked") }},
		save: Locked, unsure: true, get: Locked, remove: Locked},
	"hangs in the write":  {lies: lies{set: func(*faulty, string, string) error { hang(); return nil }, remove: func(*faulty, string) error { hang(); return nil }}, save: Timeout, unsure: true, remove: Timeout, waits: true},
	"hangs in the read":   {lies: lies{get: func(*faulty, string) (string, error) { hang(); return "", nil }}, save: Timeout, unsure: true, get: Timeout, remove: Timeout, waits: true},
	"hangs after writing": {lies: lies{set: func(f *faulty, a, s string) error { f.put(a, s); hang(); return nil }}, save: Timeout, unsure: true, waits: true},
}

// hang blocks for what the caller's clock takes as forever.
func hang() { time.Sleep(24 * time.Hour) }

// bubble runs f on a fake clock, and lets hung calls end.
func bubble(t *testing.T, f func(t *testing.T)) {
	synctest.Test(t, func(t *testing.T) {
		f(t)
		time.Sleep(72 * time.Hour)
	})
}

func TestNoFaultIsTakenForSuccess(t *testing.T) {
	for sentence, fault := range faults {
		t.Run(sentence, func(t *testing.T) {
			bubble(t, func(t *testing.T) {
				f := &faulty{lies: fault.lies, kept: map[string]string{"a": "old", "b": "old"}}
				g := guarded(f)
				start := time.Now()
				err := g.Set(t.Context(), "a", canary)
				wantKind(t, fault.save, err)
				wantUnsure(t, fault.unsure, err)
				_, err = g.Get(t.Context(), "a")
				wantKind(t, fault.get, err)
				wantUnsure(t, false, err)
				remove := "a"
				if fault.waits {
					remove = "b" // the hung save still holds the lock of "a"
				}
				wantKind(t, fault.remove, g.Delete(t.Context(), remove))
				if most := 3 * Unattended; time.Since(start) > most {
					t.Errorf("three calls took %v, at most %v", time.Since(start), most)
				}
			})
		})
	}
}

func wantUnsure(t *testing.T, want bool, err error) {
	t.Helper()
	if err == nil {
		return
	}
	var e *Error
	if !errors.As(err, &e) {
		t.Fatalf("%T is no *Error", err)
	}
	if e.Unsure != want {
		t.Errorf("unsure %v, want %v (%v)", e.Unsure, want, err)
	}
	for _, text := range []string{err.Error(), e.Says(), e.Fix()} {
		if strings.Contains(text, canary) || strings.Contains(text, canary[:20]) || strings.ContainsRune(text, 0x1b) {
			t.Errorf("an error shows the secret or drives the terminal: %q", text)
		}
	}
}

func TestAHangEndsAtTheLimitOrWhenCancelled(t *testing.T) {
	f := &faulty{lies: lies{set: func(*faulty, string, string) error { hang(); return nil }}}
	bubble(t, func(t *testing.T) {
		start := time.Now()
		wantKind(t, Timeout, guarded(f).Set(t.Context(), "a", canary))
		if took := time.Since(start); took != Unattended {
			t.Errorf("took %v, want %v", took, Unattended)
		}
	})
	bubble(t, func(t *testing.T) {
		ctx, cancel := context.WithCancel(t.Context())
		time.AfterFunc(time.Second, cancel)
		start := time.Now()
		wantKind(t, Cancelled, guarded(f).Set(ctx, "a", canary))
		if took := time.Since(start); took != time.Second {
			t.Errorf("took %v, want 1s", took)
		}
	})
}

func TestAProbeTakesNoLongerThanOneCall(t *testing.T) {
	bubble(t, func(t *testing.T) {
		slow := &faulty{kept: map[string]string{}}
		slow.set = func(f *faulty, a, s string) error { time.Sleep(2 * time.Second); f.put(a, s); return nil }
		slow.remove = func(*faulty, string) error { hang(); return nil }
		start := time.Now()
		err := guarded(slow).Probe(t.Context(), "")
		wantKind(t, Timeout, err)
		wantUnsure(t, false, err)
		if took := time.Since(start); took != Unattended {
			t.Errorf("took %v, want %v", took, Unattended)
		}
	})
}

func TestAPanicOfTheLibraryIsNotQuoted(t *testing.T) {
	f := &faulty{lies: lies{get: func(*faulty, string) (string, error) { crash(); return "", nil }}}
	_, err := guarded(f).Get(t.Context(), "a")
	if text := err.Error(); strings.Contains(text, "runtime") || strings.Contains(text, "nil pointer") || strings.Contains(text, "panic") {
		t.Errorf("a person reads %q", text)
	}
}

func TestNoCallEntersTheBackendWithoutAKeyring(t *testing.T) {
	entered := false
	g := guarded(&faulty{lies: lies{
		set:    func(*faulty, string, string) error { entered = true; return nil },
		get:    func(*faulty, string) (string, error) { entered = true; return "", nil },
		remove: func(*faulty, string) error { entered = true; return nil },
	}})
	g.reach = func(context.Context) error { return &Error{Kind: Unavailable} }
	wantKind(t, Unavailable, g.Set(t.Context(), "a", canary))
	_, err := g.Get(t.Context(), "a")
	wantKind(t, Unavailable, err)
	wantKind(t, Unavailable, g.Delete(t.Context(), "a"))
	wantKind(t, Unavailable, g.Probe(t.Context(), ""))
	if entered {
		t.Error("the backend was entered")
	}
}
