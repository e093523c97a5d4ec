package term

import (
	"context"
	"os"
	"os/signal"
	"sync"
	"syscall"
	"time"
)

// bySignal plus the signal's number is the exit code of a program that a signal
// ended.
const bySignal = 128

// grace is how long the program may take to end after a signal.
const grace = time.Second

// Interruption is a signal that asked the program to end.
type Interruption struct{ Signal syscall.Signal }

func (i Interruption) Error() string { return "ended by " + i.Signal.String() }

// Rescue restores the terminal by force when the program hangs, and ends the
// program.
type Rescue struct {
	mu   sync.Mutex
	back func()      // restores the terminal; nil: nothing to restore
	busy func() bool // reports a change in the store in progress
	wait time.Duration
	tell func() // reports what is known about those changes
}

// Minding makes a forced end wait, at most that long, while busy reports a
// change in progress, and then call tell.
func (r *Rescue) Minding(busy func() bool, wait time.Duration, tell func()) {
	if r == nil {
		return
	}
	r.mu.Lock()
	defer r.mu.Unlock()
	r.busy, r.wait, r.tell = busy, wait, tell
}

// patience is the extra time that the program gets after the grace period.
func (r *Rescue) patience() time.Duration {
	r.mu.Lock()
	defer r.mu.Unlock()
	if r.busy == nil || !r.busy() {
		return 0
	}
	return r.wait
}

// with registers back, which must run before a forced end. The returned
// function removes it.
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

// endingSignals are the signals that ask the program to end. A signal that it
// was started to ignore, as under nohup, stays ignored.
func endingSignals() []os.Signal {
	var signals []os.Signal
	for _, s := range []os.Signal{syscall.SIGINT, syscall.SIGTERM, syscall.SIGHUP, syscall.SIGQUIT} {
		if !signal.Ignored(s) {
			signals = append(signals, s)
		}
	}
	return signals
}

// WatchSignals returns a context that the first such signal cancels. If the program
// is still running after the grace period, or at a second signal, it is ended.
// Signals are caught once something waits for the context: before that there is
// nothing to clean up, and catching them takes a tenth of a short command's time.
func WatchSignals(r *Rescue) context.Context {
	// With SIGPIPE caught, a write to a reader that has gone away returns an error
	// and does not kill the program.
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

// heed cancels the context at the first signal, and ends the program if it does not
// end in time.
func (r *Rescue) heed(came <-chan os.Signal, cancel context.CancelCauseFunc) {
	first, _ := (<-came).(syscall.Signal)
	cancel(Interruption{first})
	select {
	case <-came:
	case <-time.After(grace + r.patience()):
	}
	r.end(bySignal + int(first))
}
