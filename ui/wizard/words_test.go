package wizard

import (
	"strings"

	"github.com/charmbracelet/x/ansi"

	"mailgrant/flow/finding"
	"mailgrant/flow/guide"
	"mailgrant/flow/page"
)

// words are the texts of what scrolls, in the order in which they must be read.
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
	switch m.pane {
	case foldPane:
		s.wordsFolded(add)
		return all
	case noPane:
	default:
		for _, c := range m.choices() {
			add(c.label, c.note)
		}
		if m.pane == requestPane {
			add(m.state.Request())
		}
		return all
	}
	add(p.Title)
	if !m.briefly() {
		add(p.Lead...)
	}
	for _, f := range p.Problems {
		if s.m.failing(f) < 0 {
			add(f.Says)
			add(f.Do...)
		}
	}
	if f, bad := finding.Root(p.Checks); bad && p.Waiting == "" {
		add(string(f.Cause))
		for _, l := range page.Moves(f.Cause.Owner(), f.Do) {
			add(l.Text)
		}
		add(f.Evidence.TraceID)
	}
	add(p.Path)
	if !m.briefly() {
		add(p.Do...)
	}
	for _, allowed := range p.Permissions {
		add(allowed.Name, page.Needed(allowed))
	}
	if m.w >= 80 && !m.sketchFolds() { // elsewhere it is cut or narrowed
		for _, l := range p.Sketch {
			add(ansi.Truncate(l, m.bodyWidth()-2, ""))
		}
	}
	if !m.briefly() {
		add(p.See)
	}
	add(m.openNotes()...)
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
	for _, f := range p.Checks {
		add(string(f.Check)+page.WordsFor(f.Status).Short, f.Says)
	}
	for _, c := range p.Awaited {
		add(string(c))
	}
	add(p.Request)
	return all
}

// wordsFolded are those that F4 shows.
func (s *session) wordsFolded(add func(...string)) {
	p := s.m.page
	add(p.Title)
	if s.m.briefly() {
		add(p.Lead...)
		add(p.Do...)
		add(p.See)
	}
	for _, n := range p.IfNot {
		add(n.If, n.Then)
	}
	add(s.m.foldedNotes()...)
	for _, id := range p.Fields {
		f := s.m.state.Guide().Field(id)
		add(f.Label, f.Where)
		for _, problem := range p.Problems {
			if problem.Field == id {
				add(problem.Says)
				add(problem.Do...)
			}
		}
	}
	add(p.Link)
}

// inDock requires what has the focus in the dock, its label and the first line of
// what is said about it, and what Enter would choose.
func (s *session) inDock() {
	s.Helper()
	m, at := s.m, s.m.at()
	rows := strings.Join(m.dock, "\n")
	want := func(text string) {
		if t := flat(text); !strings.Contains(flat(unframed.Replace(rows)), t) {
			s.Errorf("%dx%d: %q is not in the dock:\n%s", m.w, m.h, t, m.View())
		}
	}
	switch {
	case m.page.Waiting != "":
		want(m.page.Waiting)
	case at.option != nil:
		want(at.option.Label)
		want(at.option.Note)
	case at.field != "":
		want(s.m.state.Guide().Field(at.field).Label)
		if shown := m.state.Values.Shown(at.field); inBox(guide.FieldOf(at.field)) && len(shown) < m.bodyWidth()-6 {
			want(shown)
		}
		if f, refused := m.refusal(at.field); refused {
			want(wrap(f.Says, m.bodyWidth()-8)[0])
		}
		want(m.page.Options[0].Label)
	default:
		want(m.page.Options[0].Label)
	}
}

// unframed drops the frames around fields.
var unframed = strings.NewReplacer("│", "", "┃", "")
