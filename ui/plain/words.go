package plain

import (
	"strings"

	"mailgrant/flow"
	"mailgrant/flow/form"
	"mailgrant/flow/guide"
	"mailgrant/flow/page"
)

// longestWord is the limit of a command with its number.
const longestWord = 12

// question asks a question and carries out commands until an answer comes.
func (t *dialog) question(prompt string, about *guide.Field) (string, error) {
	for {
		t.out.prompt(prompt)
		answer, err := t.in.next(t.ctx)
		if err != nil {
			t.out.line("")
			return "", err
		}
		word := t.isWord(answer)
		behind := t.in.held
		if !word && (about == nil || !about.Pasted()) {
			block := t.in.gather(answer, t.goesOn)
			if about == nil && block == answer && t.echo && !t.chooses(answer) {
				block = t.letter(answer)
			}
			took, err := t.pasted(block, about)
			if err != nil {
				return "", err
			}
			if took {
				continue
			}
			if about == nil && !t.echo && (behind || strings.Contains(block, "\n")) {
				t.out.say("", severalLines)
				continue
			}
			answer = t.in.putBack(block)
		}
		switch {
		case t.echo && word && len(answer) <= longestWord:
			t.out.line(answer)
		case t.echo:
			t.out.line(repeated(answer, about))
		}
		if !word {
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

// obey carries out a command. It returns errMoved if the page must be read
// again.
func (t *dialog) obey(answer string, about *guide.Field) error {
	word, rest, n, _ := t.named(answer)
	switch word {
	case "request":
		return t.request(rest)
	case "where":
		t.where(about)
	case "more":
		t.more()
	case "undo":
		return t.undo()
	case "back":
		return t.move(flow.Back{})
	case "page":
		return t.goTo(n)
	case "pages":
		t.listPages()
	case "again":
		t.step, t.brief = "", false
		return errMoved
	case "open":
		t.open()
	case "link":
		t.link()
	case "copy":
		t.copy(rest)
	case "fill":
		return t.fill(n)
	case "samples":
		t.listSamples()
	case "quit":
		return t.leave()
	case "stop":
		t.out.say("", "Nothing is waited for.")
	case "help":
		t.help(about)
	}
	return nil
}

// help says what the question is for, and the words that do something here.
func (t *dialog) help(about *guide.Field) {
	if about != nil {
		t.where(about)
	}
	t.out.say("", "Words you can type here:")
	for _, c := range t.fitting(about) {
		t.out.say(c.word+": ", c.says)
	}
}

func (t *dialog) where(about *guide.Field) {
	if about == nil {
		t.out.say("", "Press Enter for what the question says, or type help.")
		return
	}
	t.out.say(about.Label+": ", about.Where)
	t.out.say("Example: ", about.Example)
}

// more reads what a page leaves out.
func (t *dialog) more() {
	p := t.page()
	b := allNotes(p)
	if t.brief {
		b = append(checks(p.Checks), b...)
	}
	if len(b) == 0 {
		t.out.say("", "There is nothing more to this page.")
	}
	for _, p := range b {
		t.phrase(p)
	}
}

// leave first asks if something would be lost.
func (t *dialog) leave() error {
	if t.state.AtStake() {
		_, leave := page.Leaving(t.state)
		t.out.prompt("Quit? What you typed is lost: " + leave + ". y or n (Enter: no): ")
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
