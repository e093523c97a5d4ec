package wizard

import (
	"strings"

	"github.com/charmbracelet/x/ansi"

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
	if m.pane == foldPane {
		s.wordsFolded(add)
		return all
	}
	if m.pane != noPane {
		for _, c := range m.choices() {
			add(c.label, c.note)
		}
		if m.pane == requestPane {
			wordsOfRequest(add, m.state.Request())
		}
		if m.pane == detailsPane {
			for _, f := range badFirst(p.Checks) {
				add(page.CheckName(f.Check), f.Says, strings.Join(f.Codes, ", "), f.Evidence.TraceID, f.Evidence.ServerText)
			}
		}
		return all
	}
	if p.Step == guide.StepStart { // its list comes after what happened
		add(p.Title)
		add(p.Lead...)
		s.wordsOfStart(add)
		return all
	}
	v := p.Verdict
	switch {
	case v == nil:
		add(p.Title)
		if !m.briefly() {
			add(p.Lead...)
		}
	case v.Status == "":
		add(p.Waiting)
		add(p.Lead...)
		for _, l := range v.Checks {
			add(page.CheckName(l.Check))
		}
	default:
		add(v.Title)
		add(v.Says...)
		add(p.Path)
		add(p.Lead...)
		add(v.Do...)
	}
	for _, f := range p.Problems {
		if s.m.failing(f) < 0 {
			add(f.Says)
			add(f.Do...)
		}
	}
	for _, f := range p.Facts {
		add(f.Label + f.Text)
	}
	if !m.detailed() {
		add(p.Path)
	}
	if !m.briefly() {
		add(p.Do...)
	}
	for _, allowed := range p.Permissions {
		add(allowed.Name, page.Needed(allowed))
	}
	if m.w >= 80 && !m.sketchFolds() { // elsewhere it is cut or narrowed
		for _, l := range p.Sketch {
			add(asDrawn.Replace(ansi.Truncate(l, m.bodyWidth()-len(edge), "")))
		}
	}
	if !m.briefly() {
		add(p.See)
	}
	add(m.openNotes()...)
	if v != nil && v.Status != "" {
		for _, l := range v.Checks {
			add(page.CheckName(l.Check))
		}
	}
	for _, c := range p.Meanings {
		if title := c.Cause.Title(); title+"." != c.Says {
			add(title)
		}
		add(c.Says)
		add(c.Do...)
		add(c.Apart)
	}
	if m.sheet == adviceFirst && p.Sheet != nil {
		add(p.After...)
	}
	for _, l := range p.Sheet {
		value, _ := page.Entered(l, secretMask)
		add(l.Label, value)
	}
	if l := s.m.at().line; l != nil {
		_, remark := page.Entered(*l, secretMask)
		add(remark)
	}
	if m.sheet != adviceFirst || p.Sheet == nil {
		add(p.After...)
	}
	wordsOfRequest(add, p.Request)
	return all
}

// asDrawn turns the arrows of a guide into those of the screen.
var asDrawn = strings.NewReplacer("<- ", "← ", "^ ", "↑ ")

func (s *session) wordsOfStart(add func(...string)) {
	p := s.m.page
	for _, f := range p.Problems {
		add(f.Says)
		add(f.Do...)
	}
	s.wordsOfRows(add)
	if !s.m.tailed {
		add(p.After...)
	}
}

// wordsOfRows are the names and states of a list of credentials, as far as they
// are never cut.
func (s *session) wordsOfRows(add func(...string)) {
	for _, r := range s.m.page.Rows {
		name, state := []rune(r.Name), []rune(r.State)
		add(string(name[:min(len(name), 12)]))
		if s.m.w >= 60 {
			if r.Soon && s.m.w < 100 {
				add(r.Days)
			}
			add(string(state[:min(len(state), 10)]))
		}
	}
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
		f := s.m.state.Field(id)
		add(f.Label, f.Where)
		for _, problem := range p.Problems {
			if problem.Field == id {
				add(problem.Says)
				add(page.Advice(s.m.state, problem)...)
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
		if t := flat(text); !strings.Contains(flat(bars.Replace(rows)), t) {
			s.Errorf("%dx%d: %q is not in the dock:\n%s", m.w, m.h, t, m.View())
		}
	}
	switch {
	case m.testing():
	case m.page.Waiting != "":
		want(m.page.Waiting)
	case at.option != nil:
		want(at.option.Label)
		want(at.option.Note)
	case at.field != "":
		want(s.m.state.Field(at.field).Label)
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
