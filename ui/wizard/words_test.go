package wizard

import (
	"strings"

	"github.com/charmbracelet/x/ansi"

	"mailgrant/flow/finding"
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
		if m.pane == requestPane {
			add(m.state.Request())
		}
		return all
	}
	add(p.Title)
	add(p.Lead...)
	if f, bad := finding.Root(p.Checks); bad && p.Waiting == "" {
		add(string(f.Cause))
		for _, l := range page.Moves(f.Cause.Owner(), f.Do) {
			add(l.Text)
		}
		add(f.Evidence.TraceID)
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
	if p.Waiting != "" {
		add(p.After...)
		add(p.Waiting)
	} else {
		s.wordsOfItems(add)
	}
	for _, f := range p.Checks {
		add(string(f.Check)+page.WordsFor(f.Status).Short, f.Says)
	}
	for _, c := range p.Awaited {
		add(string(c))
	}
	add(p.Request)
	return all
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
		add(c.Says, string(c.Cause))
		add(c.Do...)
		add(c.Apart)
	}
	for _, l := range p.Sheet {
		value, note := page.Entered(l, secretMask)
		add(l.Label, value, note)
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
