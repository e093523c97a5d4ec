package cli

import (
	"bytes"
	"context"
	"strings"
	"syscall"
	"testing"
	"time"

	"mailgrant/flow"
	"mailgrant/store"
)

// waitsForIt is a keyring whose write takes until it is let go.
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
	save := func(h *hands, _ *app) {
		h.do(context.Background(), flow.SaveCredential{Credential: flow.Credential{Name: "contoso"}, Secret: flow.NewSecret(anotherSecret)})
	}
	remove := func(h *hands, a *app) {
		safe, _ := h.safe()
		_ = a.takeOut(h.root, safe, "contoso")
	}
	for name, tt := range map[string]struct {
		change func(*hands, *app)
		ends   bool
		says   string
	}{
		"a save that ends":            {save, true, "contoso is saved, and was read back equal."},
		"a save that does not":        {save, false, "contoso may or may not be saved. Run mailgrant check contoso to find out."},
		"a removal that ends":         {remove, true, "contoso is removed."},
		"a removal that does not end": {remove, false, "contoso may or may not be removed. Run mailgrant remove contoso again"},
	} {
		t.Run(name, func(t *testing.T) {
			k := &waitsForIt{store.NewMemory(), make(chan struct{}), make(chan struct{})}
			safe := store.InMemory(k)
			if strings.HasPrefix(name, "a removal") {
				must(t, k.Memory.Set(context.Background(), "contoso", anotherSecret))
			}
			root, signal := context.WithCancelCause(context.Background())
			a := &app{changes: newChanges()}
			a.changes.wait = 50 * time.Millisecond
			if tt.ends {
				a.changes.wait = time.Minute
			}
			h := sitting(safe)
			h.limit, h.root, h.changes = time.Minute, root, a.changes
			over := make(chan struct{})
			go func() { tt.change(h, a); close(over) }()
			<-k.began
			if !a.changes.busy() {
				t.Error("nothing is said to be under way")
			}
			signal(interruption{syscall.SIGTERM})
			if tt.ends {
				close(k.ends)
			}
			var says bytes.Buffer
			a.changes.finish(&says)
			<-over
			if !strings.Contains(says.String(), tt.says) {
				t.Errorf("it says %q", says.String())
			}
			seen := h.keeps(flow.Credential{Name: "late"}, anotherSecret, false)
			if _, err := safe.Find("late"); seen.Problem == nil || store.KindOf(err) != store.NotFound {
				t.Errorf("a save began after the end: %+v (%v)", seen, err)
			}
		})
	}
}

func TestASaveOfUnknownOutcomeIsNamedAtTheEnd(t *testing.T) {
	k := &forgetful{Memory: store.NewMemory(), forgets: true}
	h := sitting(store.InMemory(k))
	h.changes = newChanges()
	c := flow.Credential{Name: "contoso", Tenant: "t", ClientID: "c"}
	h.keeps(c, anotherSecret, false)
	h.keeps(flow.Credential{Name: "fabrikam"}, anotherSecret, false)
	k.forgets = false
	h.keeps(c, anotherSecret, false)
	var says bytes.Buffer
	h.changes.finish(&says)
	if text := says.String(); strings.Contains(text, "contoso") || !strings.Contains(text, "fabrikam may or may not be saved") {
		t.Errorf("it says %q", text)
	}
}
