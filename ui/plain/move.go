package plain

import (
	"slices"
	"strconv"

	"mailgrant/flow"
	"mailgrant/flow/guide"
	"mailgrant/flow/page"
	"mailgrant/ui/run"
)

// move sends an event that leads elsewhere, and says so if it can't.
func (t *dialog) move(e flow.Event) error {
	before := t.state.At
	t.send(e)
	if t.state.At == before && !t.state.Busy() {
		t.out.say("", "You can't go there from here.")
		return nil
	}
	return errMoved
}

func (t *dialog) goTo(n int) error {
	steps := t.state.Steps()
	if n > len(steps) || steps[n-1].ID == t.state.At {
		t.out.say("", "Type steps to hear which there are.")
		return nil
	}
	return t.move(flow.Jump{To: steps[n-1].ID})
}

func (t *dialog) listSteps() {
	steps := t.state.Steps()
	at := slices.IndexFunc(steps, func(s guide.Step) bool { return s.ID == t.state.At })
	for i, status := range page.StepStatuses(t.state) {
		t.out.say(strconv.Itoa(i+1)+". ", steps[i].Short+", "+page.StepNote(status, i == at))
	}
}

// open and copy act on the step's link, or on a line of the sheet.
func (t *dialog) open() {
	link := t.page().Link
	if link == "" {
		t.out.say("", "This step has no link.")
		return
	}
	t.act(flow.OpenURL{URL: link})
	t.send(flow.LinkTaken{})
}

func (t *dialog) copy(n int) {
	p := t.page()
	switch {
	case n == 0 && p.Link != "":
		t.act(page.CopyLink(p.Link))
		t.send(flow.LinkTaken{})
	case n == 0 || n > len(p.Sheet):
		t.out.say("", "There is nothing of that number to copy here.")
	default:
		a, refused := page.CopyLine(t.state, p.Sheet[n-1])
		if refused != "" {
			t.out.say("", refused)
			return
		}
		t.act(a)
	}
}

// act starts an effect that changes nothing in the session.
func (t *dialog) act(a flow.Act) { t.tell(t.driver.Act(a)) }

// tell runs a job that changes nothing in the session, and prints its result.
func (t *dialog) tell(act run.Job) {
	if told, ok := act().(flow.Told); ok && told.Says != "" {
		t.out.say("", told.Says)
	}
}
