package run

import (
	"context"
	"errors"

	"mailgrant/flow"
)

// Driver takes a session's events through the rules of package flow, and makes
// jobs of what they ask for. Its caller runs the jobs, waits for them in its own
// way and sends what they give. Send and State belong to one goroutine; a job may
// run on any.
type Driver struct {
	ctx   context.Context
	do    flow.Doer
	state flow.State
	wait  context.Context // of the calls under way
	leave context.CancelCauseFunc
}

// Job carries out one effect and gives the event that answers it: nil where its
// wait was left meanwhile.
type Job func() flow.Event

var errLeft = errors.New("the wait was left")

// New makes a driver whose jobs end with ctx.
func New(ctx context.Context, s flow.State, do flow.Doer) *Driver {
	return &Driver{ctx: ctx, do: Safe(do), state: s}
}

// State is the session after the last event.
func (d *Driver) State() flow.State { return d.state }

// Send takes one event. Calls are to be run apart from each other, acts may be
// run at once. Where the event leaves a wait or begins another, the calls of the
// old one end, and what they bring is dropped.
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

// Settle sends one event and all that follows from it, until nothing is under
// way. It ends because every call does.
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

// Act is the job of an act that no event asked for.
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

// Stop ends the calls under way.
func (d *Driver) Stop() {
	if d.leave != nil {
		d.leave(errLeft)
		d.leave = nil
	}
}
