package plain

import (
	"slices"
	"strconv"
	"strings"

	"mailgrant/flow/guide"
	"mailgrant/flow/page"
)

// block is a part of a page as it is said: paragraphs with their prefixes.
type block []phrase

type phrase struct {
	prefix, text string
	asIs         bool // not wrapped: a line of a sketch
}

// problemsAt is the place of the block of problems, which are said each time
// someone runs into them.
const problemsAt = 10

// read says a page: all of it where the step is new, else what was not said of
// it just before.
func (t *talk) read(page page.Page) {
	lead, result := page.Lead, []string(nil)
	if len(page.Checks) > 0 && t.state.Settled() {
		lead, result = nil, page.Lead
	}
	blocks := []block{
		paragraphs("", lead), checks(page.Checks), paragraphs("Result: ", result), t.way(page), numbered(page.Do), sketch(page.Sketch), see(page.See),
		ifNot(page.IfNot), paragraphs("Note: ", page.Notes), ticks(page.Ticks),
		problems(page.Problems), t.sheet(page.Sheet), paragraphs("", page.After), request(page.Request), meanings(page.Meanings),
	}
	if page.Step != t.step {
		t.heading(page)
		t.step, t.said, t.asked = page.Step, make([]block, len(blocks)), false
	}
	if !slices.Equal(page.Fields, t.fields) {
		t.fields, t.asked = page.Fields, false
	}
	for i, b := range blocks {
		if slices.Equal(b, t.said[i]) {
			continue
		}
		for _, p := range b {
			if i == problemsAt || !slices.Contains(t.said[i], p) {
				t.phrase(p)
			}
		}
	}
	t.said = blocks
}

func (t *talk) phrase(p phrase) {
	if p.asIs {
		t.out.line(p.prefix + p.text)
		return
	}
	t.out.say(p.prefix, p.text)
}

func (t *talk) heading(page page.Page) {
	steps := t.state.Steps()
	i := slices.IndexFunc(steps, func(s guide.Step) bool { return s.ID == page.Step })
	t.out.line("")
	if i < 0 {
		t.out.say("", page.Title)
		return
	}
	t.out.say("", "Step "+strconv.Itoa(i+1)+" of "+strconv.Itoa(len(steps))+": "+page.Title)
}

func paragraphs(prefix string, texts []string) block {
	var b block
	for _, text := range texts {
		b = append(b, phrase{prefix: prefix, text: text})
	}
	return b
}

func (t *talk) way(pg page.Page) block {
	var b block
	if pg.Link != "" {
		b = append(b, phrase{prefix: "Link: ", text: pg.Link + " (open opens it, copy copies it)"})
	}
	if tunnel := page.Tunnel(t.state.Settings, pg.Link); tunnel != "" {
		b = append(b, phrase{prefix: "Over SSH: ", text: tunnel})
	}
	if pg.Path != "" {
		b = append(b, phrase{prefix: "By clicks: ", text: pg.Path})
	}
	return b
}

func numbered(texts []string) block {
	var b block
	for i, text := range texts {
		b = append(b, phrase{prefix: strconv.Itoa(i+1) + ". ", text: text})
	}
	return b
}

func sketch(lines []string) block {
	var b block
	for _, line := range lines {
		b = append(b, phrase{prefix: "    ", text: line, asIs: true})
	}
	return b
}

func see(text string) block {
	if text == "" {
		return nil
	}
	return block{{prefix: "You should see: ", text: text}}
}

func ifNot(cases []guide.IfNot) block {
	var b block
	for _, c := range cases {
		b = append(b, phrase{prefix: "If not: ", text: c.If + "? " + c.Then})
	}
	return b
}

// request is the text for somebody else, line by line as it will be sent.
func request(text string) block {
	if text == "" {
		return nil
	}
	b := block{{prefix: "", text: "The request:"}}
	for line := range strings.Lines(text) {
		if line = strings.TrimSpace(line); line != "" {
			b = append(b, phrase{prefix: "  ", text: line})
		}
	}
	return b
}

func ticks(permissions []guide.Permission) block {
	var b block
	for _, p := range permissions {
		b = append(b, phrase{prefix: "Permission: ", text: p.Name + ", type " + string(p.Kind) + ": " + p.Why + "."})
	}
	return b
}
