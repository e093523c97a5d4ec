package plain

import (
	"slices"
	"strconv"
	"strings"

	"mailgrant/flow/finding"
	"mailgrant/flow/guide"
	"mailgrant/flow/page"
	"mailgrant/flow/text"
)

// command is a word that can be typed at any question in place of an answer.
type command struct {
	word  string
	also  string // another word for it, which help does not list
	takes takes
	says  string           // in help; "" if help does not list it
	fits  func(place) bool // it does something there; nil: always
}

// takes is what may follow a command.
type takes int

const (
	nothing takes = iota
	aNumber       // must follow
	maybeNumber
	aLabel // of the hand-off sheet
)

// place is where a command is typed.
type place struct {
	*dialog
	page  page.Page
	field *guide.Field // that is asked for; nil if none is
}

func commands() []command {
	return []command{
		{"where", "?", nothing, "where to find what is asked for", func(at place) bool { return at.field != nil }},
		{"more", "", nothing, "what to do if something goes wrong, and the notes", place.leavesOut},
		{"again", "read", nothing, "read this page again", nil},
		{"back", "", nothing, "the page before; nothing typed is lost", place.leadsBack},
		{"pages", "steps", nothing, "the list of pages; page 4 goes to page 4, if it was reached before", place.inGuide},
		{"page", "step", aNumber, "", nil},
		{"open", "", nothing, "open the page's link in the browser", place.hasLink},
		{"link", "", nothing, "hear the address of the page's link", place.hasLink},
		{"copy", "", aLabel, "copy the page's link", place.hasLink},
		{"copy", "", aLabel, "copy the next line of the hand-off sheet; copy and a label copies that line", func(at place) bool { return len(at.page.Sheet) > 0 }},
		{"request", "", nothing, "hear the request for someone who may do what you can't; request copy copies it, request file writes it", func(at place) bool { return at.state.RequestFits() }},
		{"request keep", "", nothing, "keep this as waiting for the answer to the request, and leave", func(at place) bool { return at.state.MaySaveWaiting() }},
		{"undo", "", nothing, "take back what was just pasted", func(at place) bool { return at.state.MayUndo() }},
		{"clear", "", nothing, "empty the field", place.clearable},
		{"fill", "", maybeNumber, "fill in this page from a sample app; fill 2 takes sample 2", place.fillable},
		{"samples", "", nothing, "the sample apps", func(at place) bool { return len(at.samples) > 0 }},
		{"stop", "", nothing, "", nil},
		{"quit", "exit", nothing, "end here", nil},
		{"help", "", nothing, "these words; put one in quotes to type it as a value", nil},
	}
}

// leavesOut reports a page that was not read in full.
func (at place) leavesOut() bool {
	return at.brief || len(at.page.IfNot) > 0 || len(at.page.Folded) > 0
}

func (at place) hasLink() bool { return at.page.Link != "" }

func (at place) fillable() bool {
	return len(at.samples) > 0 && len(at.page.Fields) > 0
}

func (at place) clearable() bool {
	f := at.field
	return f != nil && !f.Secret() && !f.Pasted() && at.state.Values.Text(f.ID) != ""
}

// named is the command that an answer is, with what follows it.
func (t *dialog) named(answer string) (word, rest string, n int, ok bool) {
	if isRequest(answer) {
		return "request", answer, 0, true
	}
	word, rest, _ = strings.Cut(strings.ToLower(answer), " ")
	rest = strings.TrimSpace(rest)
	if word == "" || word == "clear" || word == "request" { // clear is an answer; other requests are none
		return "", "", 0, false
	}
	all := commands()
	i := slices.IndexFunc(all, func(c command) bool { return c.word == word || c.also == word })
	if i < 0 {
		return "", "", 0, false
	}
	n, err := strconv.Atoi(rest)
	number := err == nil && n > 0
	switch all[i].takes {
	case nothing:
		ok = rest == ""
	case aNumber:
		ok = number
	case maybeNumber:
		ok = rest == "" || number
	case aLabel:
		ok = rest == "" || !slices.ContainsFunc(t.page().Fields, isPasted) // a message may begin like this
	}
	return all[i].word, rest, n, ok
}

func isPasted(id finding.FieldID) bool { return guide.FieldOf(id).Pasted() }

func (t *dialog) isWord(answer string) bool {
	_, _, _, ok := t.named(answer)
	return ok
}

// fitting are the commands that do something at a question.
func (t *dialog) fitting(about *guide.Field) []command {
	at := place{t, t.page(), about}
	return slices.DeleteFunc(commands(), func(c command) bool { return c.says == "" || c.fits != nil && !c.fits(at) })
}

// near is the command that a mistyped word probably means; "" if there is none.
func (t *dialog) near(answer string, about *guide.Field) string {
	var words []string
	for _, c := range t.fitting(about) {
		words = append(words, c.word)
	}
	return text.Nearest(answer, words)
}
