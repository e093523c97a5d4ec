package cli

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"sync"
	"time"

	"mailgrant/flow"
	"mailgrant/flow/value"
	"mailgrant/ui/plain"
	"mailgrant/ui/run"
	"mailgrant/ui/term"
)

// pasteGap is how long the next line of a paste may take to follow.
const pasteGap = 40 * time.Millisecond

// plainly runs a session line by line.
func (a *app) plainly(ctx context.Context, r *rig, s flow.State, o *setupOptions) (flow.State, error) {
	h := r.hands()
	h.Quick = false // a user needs time to get somewhere meanwhile
	h.Root, h.Changes, h.TestAll = ctx, a.changesOf(r), a.testAll(r)
	f, tty := term.Terminal(a.In)
	in, more := a.In, func() bool { return term.Waiting(f, pasteGap) }
	if !tty { // one system call per byte would cost more than everything else
		buffered := bufio.NewReader(in)
		in, more = buffered, func() bool { return buffered.Buffered() > 0 }
	}
	var asking sync.Mutex
	secret := func(prompt string, read func() (string, error)) (value.Secret, error) {
		if !tty {
			fmt.Fprint(a.out, prompt)
			defer fmt.Fprintln(a.out)
			return term.AsSecret(read())
		}
		asking.Lock()
		defer asking.Unlock()
		return term.AskSecret(ctx, f, a.out, prompt, read)
	}
	s, err := plain.Run(ctx, plain.Terminal{In: in, Out: a.shown(), Echo: !tty, Secret: secret, More: more},
		plain.Config{State: s, Do: h.Do, Samples: r.samples, Start: o.start, Local: r.local()})
	if tty {
		asking.Lock() // if a signal interrupted a question, it restores the terminal first, and no new one begins
	}
	if errors.Is(err, plain.ErrInputEnded) {
		return s, usage(o.help, "%s", run.Sentence(err.Error()))
	}
	return s, err
}
