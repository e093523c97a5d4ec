package term

import (
	"context"
	"os"
	"os/signal"
	"sync"
	"syscall"
	"time"
)

// bySignal and the number of a signal is the exit code of a program that it ended.
const bySignal = 128

// grace is how long the program may take to end after a signal.
const grace = time.Second

// Interruption is a signal that asked the program to end.
type Interruption struct{ Signal syscall.Signal }

func (i Interruption) Error() string { return "ended by " + i.Signal.String() }

// Rescue puts the terminal back by force where the program hangs, and ends it.
type Rescue struct {
	mu   sync.Mutex
	back func()      // nil: the terminal is as it was found
	busy func() bool // a change of the safe is under way
	wait time.Duration
	tell func() // says what became of those, as far as is known
}

// Minding makes the end by force wait, up to that long, while busy reports a
// change under way, and call tell.
func (r *Rescue) Minding(busy func() bool, wait time.Duration, tell func()) {
	if r == nil {
		return
	}
	r.mu.Lock()
	defer r.mu.Unlock()
	r.busy, r.wait, r.tell = busy, wait, tell
}

// patience is how much longer than the grace the program may take.
func (r *Rescue) patience() time.Duration {
	r.mu.Lock()
	defer r.mu.Unlock()
	if r.busy == nil || !r.busy() {
		return 0
	}
	return r.wait
}

// with makes back what must be done before a forced end, until the function
// it returns is called.
func (r *Rescue) with(back func()) (done func()) {
	if r == nil {
		return func() {}
	}
	r.mu.Lock()
	defer r.mu.Unlock()
	r.back = back
	return func() {
		r.mu.Lock()
		defer r.mu.Unlock()
		r.back = nil
	}
}

func (r *Rescue) end(code int) {
	if r != nil {
		r.mu.Lock()
		if r.back != nil {
			r.back()
		}
		if r.tell != nil {
			r.tell()
		}
	}
	os.Exit(code)
}

// endingSignals ask the program to end. Those it was started to ignore, as
// under nohup, stay ignored.
func endingSignals() []os.Signal {
	var signals []os.Signal
	for _, s := range []os.Signal{syscall.SIGINT, syscall.SIGTERM, syscall.SIGHUP, syscall.SIGQUIT} {
		if !signal.Ignored(s) {
			signals = append(signals, s)
		}
	}
	return signals
}

// WatchSignals ends the context at the first such signal. Where that is not enough
// within the grace, or at a second signal, it ends the program.
func WatchSignals(r *Rescue) (ctx context.Context, stop func()) {
	// Caught, so that a write to a reader that went away is an error to handle
	// and no sudden death.
	signal.Notify(make(chan os.Signal, 1), syscall.SIGPIPE)

	ctx, cancel := context.WithCancelCause(context.Background())
	came := make(chan os.Signal, 2)
	signal.Notify(came, endingSignals()...)
	over := make(chan struct{})
	go func() {
		var first syscall.Signal
		select {
		case s := <-came:
			first, _ = s.(syscall.Signal)
			cancel(Interruption{first})
		case <-over:
			return
		}
		select {
		case <-came:
		case <-time.After(grace + r.patience()):
		case <-over:
			return
		}
		r.end(bySignal + int(first))
	}()
	return ctx, func() { close(over); signal.Stop(came) }
}
