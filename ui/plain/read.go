package plain

import (
	"slices"
	"strconv"
	"strings"

	"mailgrant/flow/guide"
	"mailgrant/flow/page"
)

// section is a part of a page: paragraphs with their prefixes.
type section []paragraph

type paragraph struct {
	prefix, text string
	asIs         bool // not wrapped, such as a line of a sketch
}

// problemsAt is the index of the section with the problems, which are repeated
// each time they occur.
const problemsAt = 10

// read reads a page out: all of it if the step is new, otherwise only what has
// changed.
func (t *dialog) read(page page.Page) {
	lead, result := page.Lead, []string(nil)
	if v := page.Verdict; v != nil && v.Status != "" {
		says := []string{v.Title + "."}
		if len(v.Do) == 0 { // otherwise the check that decided has said it
			says = append(says, v.Says...)
		}
		lead, result = nil, append([]string{strings.Join(says, " ")}, page.Lead...)
	}
	blocks := []section{
		append(paragraphs("", lead), facts(page)...), checks(page.Checks), paragraphs("Result: ", result), t.way(page), numbered(page.Do), sketch(page.Sketch), see(page.See),
		ifNot(page.IfNot), paragraphs("Note: ", slices.Concat(page.Notes, page.Folded)), permissions(page.Permissions),
		t.problems(page.Problems), t.sheet(page.Sheet), paragraphs("", page.After), request(page.Request), meanings(page.Meanings),
	}
	if page.Step != t.step {
		t.heading(page)
		t.step, t.said, t.asked = page.Step, make([]section, len(blocks)), page.Settled
	}
	if !slices.Equal(page.Fields, t.fields) {
		t.fields, t.asked = page.Fields, page.Settled
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

func (t *dialog) phrase(p paragraph) {
	if p.asIs {
		t.out.line(p.prefix + p.text)
		return
	}
	t.out.say(p.prefix, p.text)
}

func (t *dialog) heading(page page.Page) {
	steps := t.state.Steps()
	i := slices.IndexFunc(steps, func(s guide.Step) bool { return s.ID == page.Step })
	t.out.line("")
	if i < 0 {
		t.out.say("", page.Title)
		return
	}
	t.out.say("", "Step "+strconv.Itoa(i+1)+" of "+strconv.Itoa(len(steps))+": "+page.Title)
}

func paragraphs(prefix string, texts []string) section {
	var b section
	for _, text := range texts {
		b = append(b, paragraph{prefix: prefix, text: text})
	}
	return b
}

// facts are what is known about a saved credential, and the results of a test of
// all so far.
func facts(pg page.Page) section {
	var b section
	for _, f := range pg.Facts {
		b = append(b, paragraph{prefix: f.Label + ": ", text: f.Text})
	}
	for _, r := range pg.Rows {
		if pg.Waiting != "" && r.Tested {
			b = append(b, paragraph{prefix: r.Name + ": ", text: r.Words()})
		}
	}
	return b
}

func (t *dialog) way(pg page.Page) section {
	var b section
	if pg.Link != "" {
		b = append(b, paragraph{prefix: "Link: ", text: pg.Link + " (open opens it, copy copies it)"})
	}
	if tunnel := page.Tunnel(t.state.Settings, pg.Link); tunnel != "" {
		b = append(b, paragraph{prefix: "Over SSH: ", text: tunnel})
	}
	if pg.Path != "" {
		b = append(b, paragraph{prefix: "By clicks: ", text: pg.Path})
	}
	return b
}

func numbered(texts []string) section {
	var b section
	for i, text := range texts {
		b = append(b, paragraph{prefix: strconv.Itoa(i+1) + ". ", text: text})
	}
	return b
}

func sketch(lines []string) section {
	var b section
	for _, line := range lines {
		if line == "" {
			continue
		}
		b = append(b, paragraph{prefix: "    ", text: line, asIs: true})
	}
	return b
}

func see(text string) section {
	if text == "" {
		return nil
	}
	return section{{prefix: "You should see: ", text: text}}
}

func ifNot(cases []guide.IfNot) section {
	var b section
	for _, c := range cases {
		b = append(b, paragraph{prefix: "If not: ", text: c.If + "? " + c.Then})
	}
	return b
}

// request is the request for somebody else, line by line as it will be sent.
func request(text string) section {
	if text == "" {
		return nil
	}
	b := section{{prefix: "", text: "The request:"}}
	for line := range strings.Lines(text) {
		if line = strings.TrimSpace(line); line != "" {
			b = append(b, paragraph{prefix: "  ", text: line})
		}
	}
	return b
}

func permissions(list []guide.Permission) section {
	var b section
	for _, p := range list {
		b = append(b, paragraph{prefix: "Permission: ", text: p.Name + ", type " + string(p.Kind) + ", " + page.Needed(p) + "."})
	}
	return b
}
