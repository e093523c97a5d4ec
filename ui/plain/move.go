package plain

import (
	"slices"
	"strconv"
	"strings"

	"mailgrant/flow"
	"mailgrant/flow/guide"
	"mailgrant/flow/page"
	"mailgrant/flow/text"
	"mailgrant/ui/run"
)

// move sends an event that leads elsewhere, and says so if it can't.
func (t *dialog) move(e flow.Event) error {
	before := t.state
	t.send(e)
	if !elsewhere(before, t.state) && !t.state.Busy() {
		t.out.say("", "You can't go there from here.")
		return nil
	}
	return errMoved
}

// leadsBack reports that there is a page before this one.
func (at place) leadsBack() bool {
	next, _ := flow.Next(at.state, flow.Back{})
	return elsewhere(at.state, next)
}

// elsewhere reports another page, or another part of the same one.
func elsewhere(from, to flow.State) bool {
	return from.At != to.At || from.Given != to.Given || from.BrowserFlow.URL != to.BrowserFlow.URL || (from.Explained == nil) != (to.Explained == nil)
}

// inGuide reports that this page is one of a guide's.
func (at place) inGuide() bool { return at.state.Index(at.state.At) >= 0 }

func (t *dialog) goTo(n int) error {
	steps := t.state.Steps()
	if n > len(steps) || steps[n-1].ID == t.state.At {
		t.out.say("", "Type pages to hear which there are.")
		return nil
	}
	return t.move(flow.Jump{To: steps[n-1].ID})
}

func (t *dialog) listPages() {
	steps := t.state.Steps()
	at := slices.IndexFunc(steps, func(s guide.Step) bool { return s.ID == t.state.At })
	for i, status := range page.StepStatuses(t.state) {
		t.out.say("Page "+strconv.Itoa(i+1)+": ", steps[i].Short+", "+page.StepNote(status, i == at)+".")
	}
	if len(steps) == 0 {
		t.out.say("", "The pages are known once a guide is chosen.")
	}
}

// open acts on the page's link.
func (t *dialog) open() {
	link := t.page().Link
	if link == "" {
		t.out.say("", "This page has no link.")
		return
	}
	t.act(flow.OpenURL{URL: link})
	t.send(flow.LinkTaken{})
}

// link says the address of the page's link.
func (t *dialog) link() {
	link := t.page().Link
	if link == "" {
		t.out.say("", "This page has no link.")
		return
	}
	t.out.say("Link: ", link)
	t.send(flow.LinkTaken{})
}

// copy copies the page's link, or a line of the sheet: the one with this label,
// else the next one.
func (t *dialog) copy(label string) {
	p := t.page()
	switch {
	case label == "" && p.Link != "":
		t.act(page.CopyLink(p.Link))
		t.send(flow.LinkTaken{})
	case len(p.Sheet) == 0:
		t.out.say("", "There is nothing to copy here.")
	case label == "":
		for range p.Sheet {
			i := t.copied % len(p.Sheet)
			sent, failed := t.copyLine(p.Sheet[i])
			if !failed {
				t.copied = i + 1
			}
			if sent || failed {
				return
			}
		}
	default:
		var labels []string
		for _, l := range p.Sheet {
			labels = append(labels, l.Label)
		}
		i := t.oneOf(label, labels)
		if i < 0 {
			return
		}
		if _, failed := t.copyLine(p.Sheet[i]); !failed {
			t.copied = i + 1
		}
	}
}

// copyLine reports whether a line was sent to the clipboard, and whether that
// failed or may not be. With neither, there is nothing in it to copy.
func (t *dialog) copyLine(l page.SheetLine) (sent, failed bool) {
	a, refused := page.CopyLine(t.state, l)
	if refused != "" {
		t.out.say("", refused)
		return false, l.Secret
	}
	failed = t.act(a)
	return !failed, failed
}

// oneOf is the index of the label that a text names, in full or by its
// beginning. If it names none, or several, it says so and returns -1.
func (t *dialog) oneOf(name string, labels []string) int {
	found := begun(name, labels)
	if len(found) == 0 {
		found = holding(name, labels)
	}
	if len(found) == 1 {
		return found[0]
	}
	var names []string
	for _, i := range found {
		names = append(names, labels[i])
	}
	near := text.Nearest(name, labels)
	switch {
	case len(found) > 1:
		t.out.say("", "Several match that: "+text.List(names)+". Type more of it.")
	case near != "":
		t.out.say("", "There is no such label. Did you mean "+near+"?")
	default:
		t.out.say("", "There is no such label. The labels are "+text.List(labels)+".")
	}
	return -1
}

// begun are the indices of the labels that begin with a name, or of the one that
// it is.
func begun(name string, labels []string) (found []int) {
	name = strings.ToLower(strings.Join(strings.Fields(name), " "))
	for i, l := range labels {
		switch l = strings.ToLower(l); {
		case l == name:
			return []int{i}
		case name != "" && strings.HasPrefix(l, name):
			found = append(found, i)
		}
	}
	return found
}

// holding are the indices of the labels with these words in them.
func holding(name string, labels []string) (found []int) {
	name = strings.ToLower(strings.Join(strings.Fields(name), " "))
	for i, l := range labels {
		if strings.Contains(" "+strings.ToLower(strings.NewReplacer("(", " ", ")", " ").Replace(l))+" ", " "+name+" ") {
			found = append(found, i)
		}
	}
	return found
}

// act starts an effect that changes nothing in the session.
func (t *dialog) act(a flow.Act) (failed bool) { return t.tell(t.driver.Act(a)) }

// tell runs a job that changes nothing in the session, and prints its result.
func (t *dialog) tell(act run.Job) (failed bool) {
	told, ok := act().(flow.Told)
	if ok && told.Says != "" {
		t.out.say("", told.Says)
	}
	return ok && told.Failed
}
