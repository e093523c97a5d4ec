package run

import (
	"context"
	"errors"
	"fmt"
	"io"
	"maps"
	"slices"
	"strconv"
	"sync"
	"time"

	"mailgrant/store"
)

// LastWait is how long the program waits at its end for a save or a removal in
// progress.
const LastWait = 3 * time.Second

// Changes are the saves and removals of one run. When the run ends, no new one
// starts, those in progress get some more time, and results that were not
// reported yet are reported.
type Changes struct {
	Wait time.Duration

	mu      sync.Mutex
	over    bool
	running map[*ongoing]struct{}
	told    []string          // to report at the end
	unsure  map[string]string // what may or may not have happened, by short name
}

// NewChanges are those of one run.
func NewChanges() *Changes {
	return &Changes{Wait: LastWait, running: map[*ongoing]struct{}{}, unsure: map[string]string{}}
}

// ongoing is a change in progress.
type ongoing struct {
	op     store.Op
	slug   string
	ended  chan struct{}
	cancel context.CancelFunc
}

// Begin registers a change. Its context ends with ctx. If root, the program's
// context, ends, the change's context lasts longer by the last wait. Call end with
// the change's error; it returns true if the result will be reported at the end of
// the run. ok is false if the program is ending.
func (c *Changes) Begin(ctx, root context.Context, op store.Op, slug string) (_ context.Context, end func(error) (told bool), ok bool) {
	if c == nil {
		return ctx, func(error) bool { return false }, true
	}
	if root == nil {
		root = context.Background()
	}
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.over || root.Err() != nil {
		return ctx, nil, false
	}
	work, cancel := context.WithCancel(context.WithoutCancel(ctx))
	o := &ongoing{op: op, slug: slug, ended: make(chan struct{}), cancel: cancel}
	c.running[o] = struct{}{}
	stop := context.AfterFunc(ctx, func() {
		if root.Err() == nil {
			cancel()
		}
	})
	last := context.AfterFunc(root, func() { time.AfterFunc(c.Wait, cancel) })
	return work, func(err error) bool {
		stop()
		last()
		cancel()
		return c.end(o, err, root.Err() != nil)
	}, true
}

func (c *Changes) end(o *ongoing, err error, late bool) (told bool) {
	c.mu.Lock()
	defer c.mu.Unlock()
	delete(c.running, o)
	defer close(o.ended)
	if err == nil {
		delete(c.unsure, o.slug)
	}
	late = late || c.over
	var e *store.Error
	switch {
	case errors.As(err, &e) && e.Unsure && (late || o.op == store.Save): // a removal is reported by its command
		c.unsure[o.slug] = o.open()
	case !late:
	case c.unsure[o.slug] != "": // the earlier change may still have happened
	case err == nil && o.op == store.Remove:
		c.told = append(c.told, o.slug+" is removed.")
	case err == nil:
		c.told = append(c.told, o.slug+" is saved, and was confirmed by reading it back.")
	case o.op == store.Remove:
		c.told = append(c.told, o.slug+" is not removed.")
	default:
		c.told = append(c.told, o.slug+" is not saved.")
	}
	return late
}

// open reports a change with an unknown result.
func (o *ongoing) open() string {
	if o.op == store.Remove {
		return o.slug + " may or may not be removed. Run mailgrant remove " + o.slug + " again to make sure."
	}
	return o.slug + " may or may not be saved. Run mailgrant check " + o.slug + " to find out."
}

// Finish lets no new change start, waits for those in progress, and writes the
// remaining reports to w.
func (c *Changes) Finish(w io.Writer) {
	c.mu.Lock()
	c.over = true
	running := slices.Collect(maps.Keys(c.running))
	c.mu.Unlock()
	if len(running) > 0 {
		fmt.Fprintln(w, "mailgrant: The keyring is still saving or removing. mailgrant waits up to "+strconv.FormatFloat(c.Wait.Seconds(), 'g', -1, 64)+" s.")
	}
	limit := time.NewTimer(c.Wait)
	defer limit.Stop()
	for _, o := range running {
		select {
		case <-o.ended:
		case <-limit.C:
			o.cancel()
			limit.Reset(0)
		}
	}
	c.Tell(w)
}

// Tell writes the remaining reports, once.
func (c *Changes) Tell(w io.Writer) {
	c.mu.Lock()
	defer c.mu.Unlock()
	for o := range c.running {
		c.unsure[o.slug] = o.open()
	}
	for _, says := range append(c.told, slices.Sorted(maps.Values(c.unsure))...) {
		fmt.Fprintln(w, "mailgrant: "+says)
	}
	c.told, c.unsure = nil, map[string]string{}
}

// Busy reports whether a change is in progress.
func (c *Changes) Busy() bool {
	c.mu.Lock()
	defer c.mu.Unlock()
	return len(c.running) > 0
}
