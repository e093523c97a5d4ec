package cli

import (
	"bytes"
	"context"
	"strings"
	"syscall"
	"testing"
	"time"

	"mailgrant/flow"
	"mailgrant/flow/form"
	"mailgrant/flow/value"
	"mailgrant/store"
	"mailgrant/ui/run"
	"mailgrant/ui/term"
)

// waitsForIt is a keyring whose write blocks until it is released.
type waitsForIt struct {
	*store.Memory
	began chan struct{}
	ends  chan struct{}
}

func (k *waitsForIt) wait(ctx context.Context, op store.Op) error {
	close(k.began)
	select {
	case <-k.ends:
		return nil
	case <-ctx.Done():
		return &store.Error{Kind: store.Cancelled, Op: op, Unsure: true}
	}
}

func (k *waitsForIt) Set(ctx context.Context, account, secret string) error {
	if err := k.wait(ctx, store.Save); err != nil {
		return err
	}
	return k.Memory.Set(ctx, account, secret)
}

func (k *waitsForIt) Delete(ctx context.Context, account string) error {
	if err := k.wait(ctx, store.Remove); err != nil {
		return err
	}
	return k.Memory.Delete(ctx, account)
}

func TestAChangeUnderWayAtTheEndIsAwaitedAndNamed(t *testing.T) {
	save := func(h *run.Runner, _ *app) {
		h.Do(context.Background(), flow.SaveCredential{Credential: flow.Credential{Registration: form.Registration{Name: "contoso"}}, Secret: value.NewSecret(anotherSecret)})
	}
	remove := func(h *run.Runner, a *app) {
		creds, _ := h.OpenStore()
		_ = run.TakeOut(h.Root, h.Root, a.changes, creds, "contoso")
	}
	for name, tt := range map[string]struct {
		change func(*run.Runner, *app)
		ends   bool
		says   string
	}{
		"a save that ends":            {save, true, "contoso is saved, and was confirmed by reading it back."},
		"a save that does not":        {save, false, "contoso may or may not be saved. Run mailgrant check contoso to find out."},
		"a removal that ends":         {remove, true, "contoso is removed."},
		"a removal that does not end": {remove, false, "contoso may or may not be removed. Run mailgrant remove contoso again"},
	} {
		t.Run(name, func(t *testing.T) {
			k := &waitsForIt{store.NewMemory(), make(chan struct{}), make(chan struct{})}
			creds := store.OpenMemory(k)
			if strings.HasPrefix(name, "a removal") {
				must(t, k.Memory.Set(context.Background(), "contoso", anotherSecret))
			}
			root, signal := context.WithCancelCause(context.Background())
			a := &app{changes: run.NewChanges()}
			a.changes.Wait = 50 * time.Millisecond
			if tt.ends {
				a.changes.Wait = time.Minute
			}
			h := session(creds)
			h.Limit, h.Root, h.Changes = time.Minute, root, a.changes
			over := make(chan struct{})
			go func() { tt.change(h, a); close(over) }()
			<-k.began
			if !a.changes.Busy() {
				t.Error("nothing is said to be under way")
			}
			signal(term.Interruption{Signal: syscall.SIGTERM})
			if tt.ends {
				close(k.ends)
			}
			var says bytes.Buffer
			a.changes.Finish(&says)
			<-over
			if waits := "The keyring is still saving or removing. mailgrant waits up to "; !strings.Contains(says.String(), tt.says) || !strings.Contains(says.String(), waits) {
				t.Errorf("it says %q", says.String())
			}
			seen := keeps(h, flow.Credential{Registration: form.Registration{Name: "late"}}, anotherSecret, false)
			if _, err := creds.Find("late"); seen.Problem == nil || store.KindOf(err) != store.NotFound {
				t.Errorf("a save began after the end: %+v (%v)", seen, err)
			}
		})
	}
}

func TestASaveOfUnknownOutcomeIsNamedAtTheEnd(t *testing.T) {
	k := &forgetful{Memory: store.NewMemory(), forgets: true}
	h := session(store.OpenMemory(k))
	h.Changes = run.NewChanges()
	c := flow.Credential{Registration: form.Registration{Name: "contoso", Tenant: "t", ClientID: "c"}}
	keeps(h, c, anotherSecret, false)
	keeps(h, flow.Credential{Registration: form.Registration{Name: "fabrikam"}}, anotherSecret, false)
	k.forgets = false
	keeps(h, c, anotherSecret, false)
	var says bytes.Buffer
	h.Changes.Finish(&says)
	if text := says.String(); strings.Contains(text, "contoso") || !strings.Contains(text, "fabrikam may or may not be saved") {
		t.Errorf("it says %q", text)
	}
}

// A save with an unknown result stays unknown until something is known to have
// succeeded.
func TestWhatMayBeSavedIsNamedThoughALaterSaveFails(t *testing.T) {
	unsure := &store.Error{Kind: store.Timeout, Op: store.Save, Unsure: true}
	for name, tt := range map[string]struct {
		then error
		late bool
		says string
	}{
		"one that is stuck":          {&store.Error{Kind: store.Stuck, Op: store.Save}, false, "contoso may or may not be saved."},
		"one that a lock refuses":    {&store.Error{Kind: store.Locked, Op: store.Save}, false, "contoso may or may not be saved."},
		"one onto a saved one":       {&store.Error{Kind: store.Exists, Op: store.Save}, false, "contoso may or may not be saved."},
		"one that the end cuts off":  {&store.Error{Kind: store.Cancelled, Op: store.Save}, true, "contoso may or may not be saved."},
		"one that is unsure as well": {unsure, false, "contoso may or may not be saved."},
		"one that is saved":          {nil, false, ""},
		"one that is saved, late":    {nil, true, "contoso is saved, and was confirmed by reading it back."},
	} {
		t.Run(name, func(t *testing.T) {
			c := run.NewChanges()
			root, signal := context.WithCancel(t.Context())
			defer signal()
			for i, err := range []error{unsure, tt.then} {
				_, end, ok := c.Begin(context.Background(), root, store.Save, "contoso")
				if !ok {
					t.Fatal("no save begins")
				}
				if i > 0 && tt.late {
					signal()
				}
				end(err)
			}
			var says bytes.Buffer
			c.Finish(&says)
			if text := says.String(); strings.Count(text, "mailgrant:") > 1 || tt.says == "" && text != "" || !strings.Contains(text, tt.says) {
				t.Errorf("it says %q; want %q alone", text, tt.says)
			}
		})
	}
}

// A removal that a signal interrupts is reported once.
func TestAnInterruptedRemovalIsReportedOnce(t *testing.T) {
	for name, ends := range map[string]bool{"it ends in time": true, "it does not": false} {
		t.Run(name, func(t *testing.T) {
			s := newStage(t)
			k := &waitsForIt{s.memory, make(chan struct{}), make(chan struct{})}
			must(t, k.Memory.Set(t.Context(), "contoso", anotherSecret))
			s.creds = store.OpenMemory(k)
			root, signal := context.WithCancelCause(t.Context())
			w, out, errs := s.buffered()
			a := &app{World: w, out: &sink{w: w.Out}, changes: run.NewChanges()}
			a.changes.Wait = 50 * time.Millisecond
			if ends {
				a.changes.Wait = time.Minute
			}
			done := make(chan error)
			go func() { done <- notRemoved(run.TakeOut(root, root, a.changes, s.creds, "contoso"), "contoso") }()
			<-k.began
			signal(term.Interruption{Signal: syscall.SIGTERM})
			if ends {
				close(k.ends)
			}
			a.changes.Finish(errs)
			if code := conclude(root, <-done, a.out, errs, "text"); code != exitSignal+int(syscall.SIGTERM) {
				t.Errorf("exit %d", code)
			}
			if n := strings.Count(errs.String(), "contoso"); out.Len() > 0 || ends && n != 1 || !ends && strings.Count(errs.String(), "may or may not") != 1 {
				t.Errorf("it says %q, %q", out, errs)
			}
		})
	}
}
