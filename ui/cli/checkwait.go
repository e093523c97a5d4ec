package cli

import (
	"context"
	"fmt"
	"sync"
	"time"

	"mailgrant/flow"
	"mailgrant/flow/finding"
)

// telling is c.do, but reports each minute of a long wait: a silent CI log
// looks as if the run hung. Practice mode shortens waits and reports nothing.
func (c *checker) telling(ctx context.Context, name string) (do flow.Doer, stop func()) {
	if c.o.wait <= 0 || c.o.practice {
		return c.do, func() {}
	}
	w := &wait{began: time.Now(), limit: c.o.wait, name: name}
	ctx, cancel := context.WithCancel(ctx)
	var clock sync.WaitGroup
	clock.Go(func() {
		minutes := time.NewTicker(time.Minute)
		defer minutes.Stop()
		for {
			select {
			case <-minutes.C:
				c.say(w.words())
			case <-ctx.Done():
				return
			}
		}
	})
	stop = func() { cancel(); clock.Wait() }
	return func(ctx context.Context, e flow.Effect) flow.Event {
		if fetch, ok := e.(flow.FetchToken); ok {
			w.until(fetch.Awaits, fetch.After)
		}
		return c.do(ctx, e)
	}, stop
}

func (c *checker) say(line string) {
	if line == "" {
		return
	}
	c.lines.Lock()
	defer c.lines.Unlock()
	fmt.Fprintln(c.warn, "mailgrant: "+line)
}

// wait is what a poll waits for, and how long.
type wait struct {
	began time.Time
	limit time.Duration
	name  string

	mu    sync.Mutex
	cause finding.Cause // "" before the first token arrives
	next  time.Time     // time of the next token request
}

func (w *wait) until(cause finding.Cause, after time.Duration) {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.cause, w.next = cause, time.Now().Add(after)
}

func (w *wait) words() string {
	w.mu.Lock()
	defer w.mu.Unlock()
	what := ""
	switch w.cause {
	case "":
		return ""
	case finding.SecretWrong:
		what = "the new secret"
	case finding.AppNotFound:
		what = "the new app"
	default:
		what = "consent"
	}
	if w.name != "" {
		what += " (" + w.name + ")"
	}
	now := time.Now()
	next := "now"
	if left := w.next.Sub(now); left >= time.Second {
		next = "in " + short(left)
	}
	return fmt.Sprintf("Still waiting for %s: %s of %s, next try %s.", what, short(now.Sub(w.began)), short(w.limit), next)
}

// short is a duration in a few characters.
func short(d time.Duration) string {
	switch d = d.Round(time.Second); {
	case d%time.Hour == 0:
		return fmt.Sprintf("%d h", d/time.Hour)
	case d < 2*time.Minute && d%time.Minute != 0:
		return fmt.Sprintf("%d s", d/time.Second)
	}
	return fmt.Sprintf("%d min", d.Round(time.Minute)/time.Minute)
}
