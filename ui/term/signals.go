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
	busy func() bool // a change of the store is under way
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

// WatchSignals gives a context that ends at the first such signal. Where that is
// not enough within the grace, or at a second signal, the program is ended. Signals
// are caught from when something first waits for the context: before, there is
// nothing to end in order, and catching them is a tenth of a short command's time.
func WatchSignals(r *Rescue) context.Context {
	// Caught, so that a write to a reader that went away is an error to handle
	// and no sudden death.
	signal.Notify(make(chan os.Signal, 1), syscall.SIGPIPE)

	ctx, cancel := context.WithCancelCause(context.Background())
	return watched{ctx, sync.OnceFunc(func() {
		came := make(chan os.Signal, 2)
		signal.Notify(came, endingSignals()...)
		go r.heed(came, cancel)
	})}
}

// watched is a context that catches signals once something waits for it.
type watched struct {
	context.Context
	catch func()
}

func (w watched) Done() <-chan struct{} {
	w.catch()
	return w.Context.Done()
}

// heed ends the context at the first signal, and the program if it has not ended
// in time.
func (r *Rescue) heed(came <-chan os.Signal, cancel context.CancelCauseFunc) {
	first, _ := (<-came).(syscall.Signal)
	cancel(Interruption{first})
	select {
	case <-came:
	case <-time.After(grace + r.patience()):
	}
	r.end(bySignal + int(first))
}
