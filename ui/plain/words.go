package plain

import (
	"strconv"
	"strings"

	"mailgrant/flow"
	"mailgrant/flow/form"
	"mailgrant/flow/guide"
)

// words are the commands that can be typed at any question in place of an
// answer.
var words = []struct{ word, says string }{
	{"?", "where to find what is asked for"},
	{"back", "the step before; nothing typed is lost"},
	{"steps", "the list of steps"},
	{"step 4", "go to step 4, if it was reached before"},
	{"read", "read this step again"},
	{"open", "open the step's link in the browser"},
	{"copy", "copy the step's link; copy 3 copies line 3 of the hand-off sheet"},
	{"request", "a request for someone who may do what you can't; request copy, request file and request keep hand it out, write it, or keep this as waiting"},
	{"clear", "empty the field that is asked for"},
	{"fill", "in practice: fill in the step from a sample; fill 2 takes sample 2"},
	{"samples", "in practice: the samples"},
	{"stop", "stop waiting"},
	{"quit", "end here"},
	{"help", "these words; put one in quotes to type it as a value"},
}

// longestWord is the limit of a command with its number.
const longestWord = 12

// question asks a question and carries out commands until an answer comes. "?"
// explains the field, if there is one.
func (t *dialog) question(prompt string, about *guide.Field) (string, error) {
	for {
		t.out.prompt(prompt)
		answer, err := t.in.next(t.ctx)
		if err != nil {
			t.out.line("")
			return "", err
		}
		if t.echo {
			t.out.line(repeated(answer, about))
		}
		if !t.isWord(answer) {
			return answer, nil
		}
		if err := t.obey(answer, about); err != nil {
			return "", err
		}
	}
}

// repeated is an answer as it may be printed. If the question is not about a
// field, only commands and numbers are shown.
func repeated(answer string, about *guide.Field) string {
	f := guide.FieldOf(guide.FieldMessage)
	if about != nil {
		f = *about
	}
	if form.Masked(f.ID, answer) || f.Kind == guide.KindCallback && holdsCode(answer) {
		return "(not repeated)"
	}
	return answer
}

// holdsCode reports a text with an authorization code in it, even if its = is
// encoded.
func holdsCode(text string) bool {
	text = strings.ToLower(text)
	for _, sign := range []string{"=", "%3d", "%253d", "&#61;", "&#x3d;"} {
		if strings.Contains(text, "code"+sign) {
			return true
		}
	}
	return false
}

// split separates a command from its number, which is 0 if there is none.
func split(answer string) (word string, n int, ok bool) {
	word, number, numbered := strings.Cut(strings.ToLower(answer), " ")
	if !numbered {
		return word, 0, true
	}
	n, err := strconv.Atoi(strings.TrimSpace(number))
	return word, n, err == nil && n > 0
}

func (t *dialog) isWord(answer string) bool {
	word, n, ok := split(answer)
	if isRequest(answer) {
		return true
	}
	switch word {
	case "?", "back", "steps", "read", "open", "samples", "stop", "quit", "exit", "help":
		return ok && n == 0
	case "step":
		return ok && n > 0
	case "copy", "fill":
		return ok
	}
	return false
}

// obey carries out a command. It returns errMoved if the page must be read
// again.
func (t *dialog) obey(answer string, about *guide.Field) error {
	if isRequest(answer) {
		return t.request(answer)
	}
	word, n, _ := split(answer)
	switch word {
	case "?":
		t.explain(about)
	case "back":
		return t.move(flow.Back{})
	case "step":
		return t.goTo(n)
	case "steps":
		t.listSteps()
	case "read":
		t.step = ""
		return errMoved
	case "open":
		t.open()
	case "copy":
		t.copy(n)
	case "fill":
		return t.fill(n)
	case "samples":
		t.listSamples()
	case "quit", "exit":
		return t.leave()
	case "stop":
		t.out.say("", "Nothing is waited for.")
	case "help":
		for _, w := range words {
			t.out.say("", w.word+": "+w.says)
		}
	}
	return nil
}

func (t *dialog) explain(about *guide.Field) {
	if about == nil {
		t.out.say("", "Press Enter for what stands in brackets, or type help.")
		return
	}
	t.out.say("", about.Where)
	t.out.say("", "Example: "+about.Example)
}

// leave first asks if something would be lost.
func (t *dialog) leave() error {
	if t.state.AtStake() {
		t.out.prompt("Quit? What you typed is lost, and nothing is saved. y or n [n]: ")
		answer, err := t.in.next(t.ctx)
		if err != nil {
			return err
		}
		if t.echo {
			t.out.line(repeated(answer, nil))
		}
		if a := strings.ToLower(answer); a != "y" && a != "yes" {
			return nil
		}
	}
	t.quit = true
	return errMoved
}
