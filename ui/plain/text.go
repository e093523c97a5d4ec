package plain

import (
	"errors"
	"io"
	"strings"

	"mailgrant/flow"
	"mailgrant/flow/guide"
)

// theEnd ends a text of several lines. An empty line may be part of one.
const theEnd = "end"

// askText asks for a text of many lines: a message, or what a page says in
// place of the expected address. An address is one line.
func (t *dialog) askText(f guide.Field) error {
	if f.Multiline() {
		t.out.say("", "Paste the text, then type "+theEnd+" on a line of its own.")
	}
	first := ""
	for n := 0; first == ""; n++ {
		var can []string
		if t.state.Values.Text(f.ID) != "" {
			can = []string{"Enter: keep what was pasted"}
		}
		answer, err := t.question(asking(f.Label, can), &f)
		if err != nil || answer == "" && t.passes(f, n) {
			return err
		}
		first = answer
	}
	more, missing := f.Multiline(), ""
	switch {
	case more, flow.HoldsCallback(first):
	case holdsCode(first):
		missing = "That is not the whole address. Paste the rest of it"
	case !strings.Contains(first, "://"):
		missing = "That is no address. Paste what else the page says"
	}
	if missing != "" {
		t.out.say("", missing+", then type "+theEnd+" on a line of its own.")
	}
	text := first
	if more || missing != "" {
		rest, err := t.rest()
		if err != nil {
			return err
		}
		text += rest
	}
	t.send(flow.Typed{Field: f.ID, Text: text})
	return nil
}

// rest is the lines up to the end; none of them is a command.
func (t *dialog) rest() (string, error) {
	var text strings.Builder
	for {
		line, err := t.in.next(t.ctx)
		switch {
		case errors.Is(err, io.EOF) || err == nil && strings.EqualFold(line, theEnd):
			return text.String(), nil
		case err != nil:
			return "", err
		}
		text.WriteString("\n" + line)
	}
}
