package plain

import (
	"slices"
	"strconv"

	"mailgrant/flow"
	"mailgrant/flow/page"
)

// choose lists the options, the usual one first, and takes one.
func (t *dialog) choose(page page.Page) error {
	options := t.ways(page)
	prompt := "Choose [1]: "
	for i, o := range options {
		switch {
		case len(options) > 1:
			t.out.say(strconv.Itoa(i+1)+". ", inWords(o))
		case o.Note != "":
			t.out.say("", inWords(o))
			fallthrough
		default:
			prompt = "Press Enter (" + o.Label + "): "
		}
	}
	for {
		answer, err := t.question(prompt, nil)
		if err != nil {
			return err
		}
		n, err := strconv.Atoi(answer)
		switch {
		case answer == "":
			n = 1
		case err != nil || n < 1 || n > len(options):
			t.out.say("", "Press Enter, or type a number from 1 to "+strconv.Itoa(len(options))+", or help.")
			continue
		}
		e := options[n-1].Event
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
		t.send(e)
		switch e.(type) {
		case flow.Retry: // even if the result is the same
			clear(t.said)
		default:
			if t.said != nil {
				t.said[problemsAt] = nil // repeat a refusal each time
			}
		}
		return nil
	}
}

func inWords(o page.Option) string {
	if o.Note == "" {
		return o.Label
	}
	return o.Label + ": " + o.Note
}

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
	change := page.Option{Label: "Change what was typed"}
	if pg.Settled { // the name is proposed
		change.Label = "Choose another name"
	}
	_, tests := options[0].Event.(flow.ChoseUse)
	if t.state.Refused() && (tests || options[0].Event == flow.Continue{}) {
		return append([]page.Option{change}, options...)
	}
	return append(slices.Clone(options), change)
}
