package cli

import (
	"context"
	"fmt"
	"sync"
	"time"

	"mailgrant/flow"
	"mailgrant/ui/run"
)

// telling is c.do, but reports each minute of a long wait: a silent CI log
// looks as if the run hung. Practice mode shortens waits and reports nothing.
func (c *checker) telling(ctx context.Context, name string) (do flow.Doer, stop func()) {
	if c.o.wait <= 0 || c.o.practice {
		return c.do, func() {}
	}
	w := &run.PollWait{Began: time.Now(), Limit: c.o.wait, Name: name}
	ctx, cancel := context.WithCancel(ctx)
	var clock sync.WaitGroup
	clock.Go(func() {
		minutes := time.NewTicker(time.Minute)
		defer minutes.Stop()
		for {
			select {
			case <-minutes.C:
				c.say(w.Words())
			case <-ctx.Done():
				return
			}
		}
	})
	stop = func() { cancel(); clock.Wait() }
	return func(ctx context.Context, e flow.Effect) flow.Event {
		if fetch, ok := e.(flow.FetchToken); ok {
			w.Until(fetch.Awaits, fetch.After)
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
