package plain

import (
	"slices"
	"strconv"
	"strings"

	"mailgrant/flow"
	"mailgrant/flow/page"
)

// choose lists the options, the usual one first, and takes one.
func (t *dialog) choose(page page.Page) error {
	options := t.ways(page)
	prompt := t.list(options)
	for {
		answer, err := t.question(prompt, nil)
		if err != nil {
			return err
		}
		i, ok := t.picked(answer, options)
		if !ok {
			continue
		}
		e := options[i].Event
		if e == nil {
			t.asked = false
			return nil
		}
		if e == (flow.AskOthers{Show: true}) {
			if err := t.request("request"); err != nil {
				return err
			}
			continue
		}
		did := t.send(e)
		switch e.(type) {
		case flow.AskOthers, flow.RequestReport: // it said what it did, and the choices are the same
			if did {
				continue
			}
		}
		if _, again := e.(flow.Retry); again && (page.Settled || len(page.Fields) == 0) { // even if the result is the same
			clear(t.said)
		} else if t.said != nil {
			t.said[problemsAt] = nil // repeat a refusal each time
		}
		return nil
	}
}

// list reads the options out and returns the question for one.
func (t *dialog) list(options []page.Option) (prompt string) {
	if changes(options) {
		return "Press Enter (" + options[0].Label + "), or type change: "
	}
	if len(options) == 1 {
		if options[0].Note != "" {
			t.out.say("", inWords(options[0]))
		}
		return "Press Enter (" + options[0].Label + "): "
	}
	for i, o := range options {
		t.out.say(strconv.Itoa(i+1)+") ", inWords(o))
	}
	return "Choose 1 to " + strconv.Itoa(len(options)) + " (Enter: " + options[0].Label + "): "
}

// changes reports one way on beside the one to change what was typed.
func changes(options []page.Option) bool { return len(options) == 2 && options[1] == change }

// picked is the index of the option that an answer picks: by its number or its
// label, or the first by Enter.
func (t *dialog) picked(answer string, options []page.Option) (int, bool) {
	if answer == "" {
		return 0, true
	}
	n, err := strconv.Atoi(strings.TrimRight(answer, ".)"))
	if err == nil && n >= 1 && n <= len(options) && len(options) > 1 && !changes(options) { // only a list has numbers
		return n - 1, true
	}
	var labels []string
	for _, o := range options {
		labels = append(labels, o.Label)
	}
	if found := begun(answer, labels); len(found) == 1 {
		return found[0], true
	}
	near := t.near(answer, nil)
	switch {
	case near != "":
		t.out.say("", "There is no such choice. Did you mean "+near+"?")
	case len(options) == 1:
		t.out.say("", "Press Enter, or type help.")
	case changes(options):
		t.out.say("", "Press Enter, or type change, or help.")
	default:
		t.out.say("", "Press Enter, or type a number from 1 to "+strconv.Itoa(len(options))+", or help.")
	}
	return 0, false
}

func inWords(o page.Option) string {
	if o.Note == "" {
		return o.Label
	}
	return o.Label + ": " + o.Note
}

// change asks the page's questions again.
var change = page.Option{Label: "Change what was typed"}

// rowOptions are the saved credentials of a list.
func rowOptions(rows []page.Row) []page.Option {
	var options []page.Option
	for _, r := range rows {
		options = append(options, page.Option{Label: r.Name, Note: r.Words(), Event: r.Event})
	}
	return options
}

// ways are the page's options and one more, without an event, that asks the
// page's questions again. It comes first if Continue would be refused.
func (t *dialog) ways(pg page.Page) []page.Option {
	options := slices.Concat(rowOptions(pg.Rows), pg.Options)
	if len(pg.Fields) == 0 {
		return options
	}
	change := change
	if pg.Settled { // the name is proposed
		change.Label = "Choose another name"
	}
	_, tests := options[0].Event.(flow.ChoseUse)
	if t.state.Refused() && (tests || options[0].Event == flow.Continue{}) {
		return append([]page.Option{change}, options...)
	}
	return append(slices.Clone(options), change)
}
