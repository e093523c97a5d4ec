package plain

import (
	"slices"
	"strconv"
	"strings"

	"mailgrant/flow/guide"
	"mailgrant/flow/page"
	"mailgrant/flow/text"
)

// section is a part of a page: paragraphs with their prefixes.
type section []paragraph

type paragraph struct{ prefix, text string }

// problemsAt is the index of the section with the problems, which are repeated
// each time they occur.
const problemsAt = 9

// read reads a page out: all of it if the step is new, otherwise only what has
// changed.
func (t *dialog) read(page page.Page) {
	lead, result := page.Lead, []string(nil)
	v := page.Verdict
	settled := v != nil && v.Status != ""
	t.brief = settled && (t.brief || t.step != "" && t.step != page.Step)
	if settled {
		says := []string{v.Title + "."}
		if len(v.Do) == 0 { // otherwise the check that decided has said it
			says = append(says, v.Says...)
		}
		lead, result = nil, append([]string{strings.Join(says, " ")}, page.Lead...)
	}
	blocks := []section{
		append(paragraphs("", lead), facts(page)...), checks(t.toRead(page.Checks)), results(result), t.way(page), steps(page.Do), permissions(page.Permissions),
		drawing(page), see(page.See), t.notes(page),
		t.problems(page.Problems), t.sheet(page.Sheet), paragraphs("", page.After), offered(page.Request), meanings(page.Meanings),
	}
	if page.Step != t.step {
		t.heading(page)
		t.step, t.said, t.asked = page.Step, make([]section, len(blocks)), page.Settled
	} else if page.Title != t.title && t.state.Index(page.Step) < 0 { // another choice on the same page
		t.heading(page)
	}
	t.title = page.Title
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

func (t *dialog) phrase(p paragraph) { t.out.say(p.prefix, p.text) }

// heading calls a step of the session a page: the steps on it are numbered, too.
func (t *dialog) heading(page page.Page) {
	steps := t.state.Steps()
	i := slices.IndexFunc(steps, func(s guide.Step) bool { return s.ID == page.Step })
	t.out.line("")
	if i < 0 {
		t.out.say("", page.Title)
		return
	}
	t.out.say("Page "+strconv.Itoa(i+1)+" of "+strconv.Itoa(len(steps))+": ", page.Title)
}

// results are the result of a test, and what else there is to say of it.
func results(texts []string) section {
	b := paragraphs("", texts)
	if len(b) > 0 {
		b[0].prefix = "Result: "
	}
	return b
}

func paragraphs(prefix string, texts []string) section {
	var b section
	for _, text := range texts {
		b = append(b, paragraph{prefix, text})
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
		b = append(b, paragraph{"", linkWords})
	}
	if tunnel := page.Tunnel(t.state.Settings, pg.Link); tunnel != "" {
		b = append(b, paragraph{"Over SSH: ", tunnel})
	}
	if pg.Path != "" {
		b = append(b, paragraph{"By clicks: ", pg.Path})
	}
	return b
}

// linkWords stand for a page's address, which is read on demand.
const linkWords = "Type open to open the page, or link to hear its address."

// steps are the actions on a page. Only choices begin with a number.
func steps(texts []string) section {
	var b section
	for i, text := range texts {
		b = append(b, paragraph{"Step " + strconv.Itoa(i+1) + " of " + strconv.Itoa(len(texts)) + ": ", text})
	}
	return b
}

func see(text string) section {
	if text == "" {
		return nil
	}
	return section{{"You should see: ", text}}
}

// notes are a page's notes. What to do if something goes wrong is read on
// demand, and on a page with enough to do the notes are, too.
func (t *dialog) notes(p page.Page) section {
	var names []string
	if n := len(p.IfNot); n > 0 {
		names = append(names, text.Count(n, "question"))
	}
	b := paragraphs("Note: ", p.Notes)
	if n := len(p.Folded); n > 0 {
		names = append(names, text.Count(n, "note"))
	}
	if len(t.toRead(p.Checks)) < len(p.Checks) {
		names = append(names, "every check")
	}
	if len(names) == 0 {
		return b
	}
	return append(b, paragraph{"Type more for: ", strings.Join(names, ", ") + "."})
}

func allNotes(p page.Page) section {
	var b section
	for _, c := range p.IfNot {
		b = append(b, paragraph{"If not: ", c.If + "? " + c.Then})
	}
	return append(b, paragraphs("Note: ", slices.Concat(p.Notes, p.Folded))...)
}

func permissions(list []guide.Permission) section {
	var b section
	for _, p := range list {
		b = append(b, paragraph{"Permission: ", p.Name + ", type " + string(p.Kind) + ", " + page.Needed(p) + "."})
	}
	return b
}
