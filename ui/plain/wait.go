package plain

import (
	"context"
	"strconv"
	"strings"

	"mailgrant/flow"
	"mailgrant/flow/page"
	"mailgrant/ui/run"
)

// send sends an event and starts the effects that follow. It reports whether one
// was carried out, and its result said.
func (t *dialog) send(e flow.Event) (did bool) {
	calls, acts := t.driver.Send(e)
	next := t.driver.State()
	if next.Values.Guide != t.state.Values.Guide || next.Values.Tenant != t.state.Values.Tenant {
		t.followSamples(next)
	}
	t.state = next
	for _, act := range acts { // carried out and reported at once
		t.tell(act)
	}
	for _, call := range calls {
		go func() {
			select {
			case t.seen <- call():
			case <-t.ctx.Done():
			}
		}()
	}
	return len(acts) > 0
}

// wait waits for the calls in progress and prints what they bring. A line typed
// meanwhile answers the next question, except stop and quit, which end the
// wait.
func (t *dialog) wait(page page.Page) error {
	waiting := page.Waiting
	if page.Pause > 0 {
		waiting += " in " + strconv.Itoa(int(page.Pause.Seconds())) + " seconds, try " + strconv.Itoa(page.Try+1)
	}
	if waiting != "" && waiting != t.waiting {
		t.out.say("", waiting+". Type stop to stop waiting.")
	}
	t.waiting = waiting
	over := "The wait is over."
	var came <-chan run.Ended[string]
	if len(t.in.kept) == 0 {
		came = t.in.want()
	}
	select {
	case e := <-t.seen:
		t.send(e)
	case e := <-came:
		got := t.in.took(e)
		word := strings.ToLower(strings.TrimSpace(got.text))
		if word != "stop" {
			t.in.kept = append(t.in.kept, got)
		}
		if word == "stop" || word == "quit" {
			over = "You stopped the wait."
			t.send(flow.Leave{})
		}
	case <-t.ctx.Done():
		t.send(flow.Leave{})
		return context.Cause(t.ctx)
	}
	if t.waiting != "" && (!t.state.Busy() || t.state.At != page.Step) {
		t.out.say("", over)
		t.waiting = ""
	}
	return nil
}
