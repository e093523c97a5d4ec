package wizard

import (
	"strings"

	"github.com/charmbracelet/x/ansi"

	"mailgrant/flow/page"
)

// words are the texts of the screen in the order in which they must be read.
func (s *session) words() []string {
	m, p := s.m, s.m.page
	var all []string
	add := func(texts ...string) {
		for _, t := range texts {
			if t = flat(t); t != "" {
				all = append(all, t)
			}
		}
	}
	if m.pane != noPane {
		for _, c := range m.choices() {
			add(c.label, c.note)
		}
		switch m.pane {
		case requestPane:
			wordsOfRequest(add, m.state.Request())
		case detailsPane:
			for _, f := range badFirst(p.Checks) {
				add(string(f.Check), f.Says, strings.Join(f.Codes, ", "), f.Evidence.TraceID, f.Evidence.ServerText)
			}
		}
		return all
	}
	v := p.Verdict
	switch {
	case v == nil:
		add(p.Title)
		add(p.Lead...)
	case v.Status == "":
		add(p.Waiting)
		add(p.Lead...)
		for _, l := range v.Checks {
			add(string(l.Check))
		}
	default:
		add(v.Title)
		add(v.Says...)
		add(p.Lead...)
		add(v.Do...)
	}
	add(p.Path)
	add(p.Do...)
	if m.w >= 80 { // a sketch is cut where it does not fit
		for _, l := range p.Sketch {
			add(ansi.Truncate(l, m.bodyWidth()-2, ""))
		}
	}
	add(p.See)
	for _, n := range p.IfNot {
		if m.more {
			add(n.If, n.Then)
		}
	}
	add(p.Notes...)
	if v != nil && v.Status != "" {
		for _, l := range v.Checks {
			add(string(l.Check))
		}
	}
	switch {
	case p.Waiting == "":
		s.wordsOfItems(add)
	case v == nil:
		add(p.After...)
		add(p.Waiting)
	}
	wordsOfRequest(add, p.Request)
	return all
}

// wordsOfRequest are those of a request, without the signs of Markdown and the
// heads of its tables.
func wordsOfRequest(add func(...string), markdown string) {
	for line := range strings.Lines(markdown) {
		line = unmarked(strings.TrimSpace(line))
		switch {
		case strings.HasPrefix(line, "| Permission |"), strings.HasPrefix(line, "|-"):
		case strings.HasPrefix(line, "|"):
			cells := strings.Split(strings.Trim(line, "| "), " | ")
			add(cells...)
		default:
			add(strings.TrimLeft(strings.TrimPrefix(line, "- "), "# "))
		}
	}
}

// wordsOfItems are those of what can have the focus, and of what was refused.
func (s *session) wordsOfItems(add func(...string)) {
	p := s.m.page
	for _, id := range p.Fields {
		f := s.m.state.Guide().Field(id)
		add(f.Label)
		if shown := s.m.state.Values.Shown(id); inBox(f) && !f.Pasted() && !strings.Contains(shown, "•") { // what is masked, or pasted, may be longer than its box
			add(shown)
		}
		for _, f := range p.Problems {
			if f.Field == id {
				add(f.Says)
				add(f.Do...)
			}
		}
		if s.m.at().field == id {
			add(f.Where)
		}
	}
	for _, allowed := range p.Permissions {
		add(allowed.Name, page.Needed(allowed))
	}
	for _, c := range p.Meanings {
		if title := c.Cause.Title(); title+"." != c.Says {
			add(title)
		}
		add(c.Says)
		add(c.Do...)
		add(c.Apart)
	}
	for _, l := range p.Sheet {
		value, _ := page.Entered(l, secretMask)
		add(l.Label, value)
	}
	if l := s.m.at().line; l != nil {
		_, remark := page.Entered(*l, secretMask)
		add(remark)
	}
	add(p.After...)
	for _, f := range p.Problems {
		if s.m.failing(f) < 0 {
			add(f.Says)
			add(f.Do...)
		}
	}
	for _, o := range p.Options {
		add(o.Label, o.Note)
	}
}
