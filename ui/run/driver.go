package run

import (
	"context"
	"errors"

	"mailgrant/flow"
)

// Driver passes a session's events to the rules in package flow and turns the
// effects into jobs. Its caller runs the jobs, waits for them in its own way, and
// sends their events. Send and State belong to one goroutine; jobs may run on
// any.
type Driver struct {
	ctx   context.Context
	do    flow.Doer
	state flow.State
	wait  context.Context // of the calls in progress
	leave context.CancelCauseFunc
}

// Job carries out one effect and returns the event that answers it; nil if its
// wait was left meanwhile.
type Job func() flow.Event

var errLeft = errors.New("the wait was left")

// New makes a driver whose jobs end when ctx does.
func New(ctx context.Context, s flow.State, do flow.Doer) *Driver {
	return &Driver{ctx: ctx, do: Safe(do), state: s}
}

// State is the session after the latest event.
func (d *Driver) State() flow.State { return d.state }

// Send handles one event. The caller must run each call on its own goroutine; it
// may run acts at once. If the event ends a wait or starts another, the old
// calls are cancelled and their results dropped.
func (d *Driver) Send(e flow.Event) (calls, acts []Job) {
	next, effects := flow.Next(d.state, e)
	if next.Attempt != d.state.Attempt || !next.Busy() {
		d.Stop()
	}
	d.state = next
	for _, effect := range effects {
		switch effect := effect.(type) {
		case flow.Call:
			calls = append(calls, d.call(effect))
		case flow.Act:
			acts = append(acts, d.Act(effect))
		}
	}
	return calls, acts
}

// Settle sends one event and all that follow from it, until no call is left. It
// ends because every call does.
func (d *Driver) Settle(e flow.Event) flow.State {
	came := make(chan flow.Event)
	for running := 0; ; running-- {
		calls, acts := d.Send(e)
		for _, job := range append(calls, acts...) {
			running++
			go func() { came <- job() }()
		}
		if running == 0 {
			return d.state
		}
		e = <-came
	}
}

// Act is the job for an act that did not come from an event.
func (d *Driver) Act(a flow.Act) Job {
	return func() flow.Event { return d.do(d.ctx, a) }
}

func (d *Driver) call(c flow.Call) Job {
	if d.leave == nil {
		d.wait, d.leave = context.WithCancelCause(d.ctx)
	}
	wait := d.wait
	return func() flow.Event {
		answer := d.do(wait, c)
		if errors.Is(context.Cause(wait), errLeft) {
			return nil
		}
		return answer
	}
}

// Stop cancels the calls in progress.
func (d *Driver) Stop() {
	if d.leave != nil {
		d.leave(errLeft)
		d.leave = nil
	}
}
