package plain

import (
	"slices"
	"strconv"
	"strings"

	"mailgrant/flow"
	"mailgrant/flow/finding"
	"mailgrant/flow/guide"
	"mailgrant/flow/page"
	"mailgrant/flow/value"
)

// longestPaste is the limit of the lines that are read as one paste, in bytes.
const longestPaste = 64 << 10

// gather adds the lines that are already there to the first line of a paste.
// goesOn tells those that belong to it. Others stay for the next questions.
func (l *lines) gather(first string, goesOn func(block, line string) bool) string {
	block := first
	for len(block) < longestPaste && l.came == nil && (len(l.kept) > 0 || l.more != nil && l.more()) {
		text, err := l.hand()()
		if err != nil || !goesOn(block, text) {
			l.kept = slices.Insert(l.kept, 0, line{text: text, err: err})
			break
		}
		block += "\n" + text
	}
	return block
}

// putBack keeps the lines of a block after its first, which is no paste.
func (l *lines) putBack(block string) (first string) {
	lines := strings.Split(block, "\n")
	for i, text := range lines[1:] {
		l.kept = slices.Insert(l.kept, i, line{text: text, pasted: true})
	}
	return lines[0]
}

// severalLines refuses what was pasted at a choice and holds no values: none of its
// lines may choose anything.
const severalLines = "That is several lines, and nothing in them can be filled in. Nothing is chosen."

// goesOn reports a line that is part of a paste. On a terminal nobody types
// several lines at once; in a script other answers follow.
func (t *dialog) goesOn(block, line string) bool { return !t.echo || flow.Continues(block, line) }

// chooses reports an answer that a choice on this page takes.
func (t *dialog) chooses(answer string) bool {
	if _, err := strconv.Atoi(strings.TrimRight(answer, ".)")); err == nil || answer == "" {
		return true
	}
	var labels []string
	for _, o := range t.ways(t.page()) {
		labels = append(labels, o.Label)
	}
	return len(begun(answer, labels)) > 0
}

// letter reads a text of which nobody types the first line at a choice, up to its
// last line with a value. Without values it is that line alone.
func (t *dialog) letter(first string) string {
	lines := strings.Split(t.in.gather(first, func(string, string) bool { return true }), "\n")
	offered := func(n int) []flow.Put {
		next, _ := flow.Next(t.state, flow.Pasted{Text: value.NewSecret(strings.Join(lines[:n], "\n"))})
		if !next.Offers() {
			return nil
		}
		return next.Paste.Puts
	}
	end, all := len(lines), offered(len(lines))
	for end > 1 && (len(all) == 0 || slices.Equal(offered(end-1), all)) {
		end--
	}
	for i, text := range lines[end:] {
		t.in.kept = slices.Insert(t.in.kept, i, line{text: text})
	}
	return strings.Join(lines[:end], "\n")
}

// pasted takes an answer that holds values of this session, as a paste does. It
// returns errMoved once they are in place.
func (t *dialog) pasted(text string, about *guide.Field) (took bool, err error) {
	e := flow.Pasted{Text: value.NewSecret(text)}
	if about != nil {
		e.Field = about.ID
	}
	t.send(e)
	if t.state.Paste.Kind == flow.NotRead {
		return false, nil
	}
	if t.echo {
		t.out.line("(not repeated)")
	} else if about == nil || !about.Secret() {
		t.warn(text)
	}
	switch t.state.Paste.Kind {
	case flow.Offered:
		return true, t.offer()
	case flow.Placed:
		return true, t.placed()
	case flow.NotRead, flow.Unusable, flow.InPlace, flow.Misplaced, flow.Unnamed, flow.Ambiguous, flow.Undone:
	}
	t.out.say("", page.PasteSays(t.state))
	return true, nil
}

// warn says that a secret was pasted where the terminal shows it.
func (t *dialog) warn(pasted string) {
	if value.HoldsSecret(pasted) || slices.ContainsFunc(t.state.Paste.Puts, func(p flow.Put) bool { return guide.FieldOf(p.Field).Secret() }) {
		t.out.say("", "mailgrant does not repeat the client secret, but your terminal showed it as you pasted it. Clear the screen if others can see it.")
	}
}

// offer says what a pasted text holds and asks whether to put it in place.
func (t *dialog) offer() error {
	t.readFound()
	for {
		pg := t.page()
		t.out.prompt(pg.Options[0].Label + "? (Enter: yes, n: no): ")
		answer, err := t.in.next(t.ctx)
		if err != nil {
			t.out.line("")
			return err
		}
		if block := t.in.gather(answer, t.goesOn); block != answer || t.in.held {
			t.send(flow.Pasted{Text: value.NewSecret(block)})
			t.readFound()
			continue
		}
		if t.echo {
			t.out.line(repeated(answer, nil))
		}
		switch strings.ToLower(answer) {
		case "", "y", "yes":
			t.send(flow.PutPasted{})
			return t.placed()
		case "n", "no":
			t.send(flow.DropPasted{})
			t.out.say("", "Nothing is changed.")
			return nil
		case "quit":
			if err := t.leave(); err != nil {
				return err
			}
		default:
			if t.send(flow.Pasted{Text: value.NewSecret(answer)}); t.state.Paste.Vain {
				t.out.say("", "Press Enter for yes, or type n.")
				continue
			}
			t.readFound()
		}
	}
}

// readFound says what a pasted text holds.
func (t *dialog) readFound() {
	if t.state.Paste.Vain {
		t.out.say("", page.PasteSays(t.state))
		return
	}
	found := t.page().Found
	t.out.say("", found.Says)
	for _, l := range found.Lines {
		t.out.say(l.Label+": ", strings.Replace(l.Text, value.Mask, "not shown", 1))
	}
	for _, p := range paragraphs("Note: ", found.Notes) {
		t.phrase(p)
	}
}

// placed says what is in place. The page's questions are asked again if one of
// them still lacks its answer.
func (t *dialog) placed() error {
	t.out.say("", page.PasteSays(t.state)+" Type undo to take it back.")
	t.asked = !slices.ContainsFunc(t.page().Fields, t.lacks)
	return errMoved
}

func (t *dialog) lacks(id finding.FieldID) bool {
	f := t.state.Guide().Field(id)
	empty := t.state.Values.Text(id) == ""
	if f.Secret() {
		empty = t.state.Values.Secret.Empty()
	}
	return empty && !f.Optional && !t.state.MayBeEmpty(id)
}

// undo takes back the latest paste.
func (t *dialog) undo() error {
	if !t.state.MayUndo() {
		t.out.say("", "There is nothing to undo here.")
		return nil
	}
	t.send(flow.Undo{})
	t.out.say("", page.PasteSays(t.state))
	t.asked = false
	return errMoved
}
