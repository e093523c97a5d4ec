package wizard

import (
	"io"
	"maps"
	"slices"
	"strings"
	"testing"

	tea "github.com/charmbracelet/bubbletea"
	"github.com/charmbracelet/lipgloss"
	"github.com/charmbracelet/x/ansi"
	"github.com/muesli/termenv"

	"mailgrant/flow/guide"
	"mailgrant/flow/soak"
)

func TestEveryScreenIsReadable(t *testing.T) {
	t.Parallel()
	for name, bring := range screens {
		t.Run(name, func(t *testing.T) { bring(t).readable() })
	}
}

func TestSoakEveryPageOfEveryGuideIsReadable(t *testing.T) {
	t.Parallel()
	for _, g := range guide.All() {
		t.Run(g.ID, func(t *testing.T) {
			for _, step := range soak.Some(t, 6, g.Pages) {
				s := in(t, goodWorld(), g.Product+": "+g.Grant.Words()).to(step.ID)
				s.readable()
			}
		})
	}
}

// Colors only repeat what the text says, on a light and on a dark background.
func TestNoColorChangesTheText(t *testing.T) {
	t.Parallel()
	for name, bring := range screens {
		s := bring(t)
		plain := s.m.View()
		for _, dark := range []bool{false, true} {
			for _, colourless := range []bool{false, true} {
				r := lipgloss.NewRenderer(io.Discard)
				r.SetColorProfile(termenv.ANSI)
				r.SetHasDarkBackground(dark)
				s.m.style = newStyles(r, colourless)
				styled := s.m.View()
				if ansi.Strip(styled) != plain || styled == plain {
					t.Errorf("%s: dark %v, without colors %v:\n%s", name, dark, colourless, styled)
				}
			}
		}
	}
}

// readable checks the screen in windows of every size: it fits, it says where one
// is and what Enter does, paging to the end shows all that the page has to say,
// in its order, and whatever has the focus is in the dock.
func (s *session) readable() {
	s.Helper()
	for _, size := range sizes {
		s.send(tea.WindowSizeMsg{Width: size.w, Height: size.h})
		s.m.offset = 0
		s.wellDrawn()
		if !s.inOrder() {
			return
		}
		if s.m.pane != noPane {
			continue
		}
		if s.m.folds() {
			s.keys("f4")
			s.wellDrawn()
			ok := s.inOrder()
			if s.keys("esc"); !ok {
				return
			}
		}
		was := s.m.focus
		for i := 0; i == 0 || i < len(s.m.items); i++ {
			s.m.focus = i
			s.m.refresh()
			s.wellDrawn()
			s.inDock()
		}
		s.m.focus = was
		s.m.refresh()
	}
}

// inOrder pages to the end and requires all words, in their order.
func (s *session) inOrder() bool {
	s.Helper()
	text := s.readThrough()
	rest := text
	for _, want := range s.words() {
		_, after, ok := strings.Cut(rest, want)
		switch {
		case ok:
			rest = after
		case strings.Contains(text, want):
			s.Errorf("%dx%d: %q comes too early:\n%s", s.m.w, s.m.h, want, text)
			return false
		default:
			s.Errorf("%dx%d: %q is not shown:\n%s\n%s", s.m.w, s.m.h, want, text, s.m.View())
			return false
		}
	}
	s.m.offset = 0
	return true
}

// wellDrawn checks one frame.
func (s *session) wellDrawn() {
	s.Helper()
	m := s.m
	view := m.View()
	fits(s.TB, view, m.w, m.h)
	if part := gives(view, canary, 7); part != "" {
		s.Errorf("it shows %q of the secret:\n%s", part, view)
	}
	lines := strings.Split(view, "\n")
	if len(lines) != m.h {
		s.Errorf("%d lines in a window of %d:\n%s", len(lines), m.h, view)
	}
	if !strings.HasPrefix(view, " mailgrant") || !strings.HasSuffix(lines[0], m.progress()) {
		s.Errorf("it does not begin with the name and the step:\n%s", view)
	}
	if m.sidebarOn() {
		for i, step := range m.state.Steps() {
			if l := lines[len(m.head())+i]; !strings.HasPrefix(string([]rune(l)[2:]), " "+step.Short+" ") || strings.HasPrefix(l, " ❯ ") != (i == m.stepIndex()) {
				s.Errorf("the list of steps lacks %q, or marks it wrongly:\n%s", step.Short, view)
			}
		}
	}
	s.keysShown(lines[len(lines)-1])
	focused := 0
	for _, l := range append(s.body(), m.dock...) {
		if strings.HasPrefix(strings.TrimLeft(l, "╭├─│ "), "❯ ") {
			focused++
		}
	}
	switch onward := strings.Contains(view, "pgdn"); {
	case m.pane == foldPane || m.pane == keysPane:
	case m.pane == noPane && len(m.items) == 0: // a wait
		if focused > 0 || !strings.Contains(lines[len(lines)-1], "esc stop waiting") {
			s.Errorf("a wait with a focus, or that can't be left:\n%s", view)
		}
	case focused == 0 && m.pane == detailsPane: // only read
	case focused > 1, focused == 0 && !onward:
		s.Errorf("%d lines have the focus:\n%s", focused, view)
	case focused == 0 && m.pane == noPane && !strings.Contains(lines[len(lines)-1], "enter read on"):
		s.Errorf("Enter would choose what is out of sight:\n%s", view)
	}
}

// keysShown requires one line of at most five keys, the first of which does
// something here and the last of which lists all.
func (s *session) keysShown(line string) {
	s.Helper()
	keys := s.m.help()
	if len(keys) > 5 {
		s.Errorf("%d keys", len(keys))
	}
	for i, b := range keys {
		if shown := strings.Contains(line, b.Help().Key+" "+b.Help().Desc); !shown && (i == 0 || i == len(keys)-1 || s.m.w >= 60 && b.Help().Key != "ctrl+c") {
			s.Errorf("it does not show the key %q:\n%s", b.Help().Key, s.m.View())
		}
	}
}

// body is the part of the frame that scrolls.
func (s *session) body() []string {
	lines := strings.Split(s.m.View(), "\n")
	top := len(s.m.head())
	var body []string
	for _, l := range lines[top : top+s.m.height] {
		margin := 1
		if s.m.sidebarOn() {
			margin += sidebarWidth + len([]rune("│ "))
		}
		r := []rune(l)
		body = append(body, string(r[min(margin, len(r)):]))
	}
	return body
}

// readThrough is all that can be read on the page, from its top, as one text.
func (s *session) readThrough() string {
	s.Helper()
	s.m.layout()
	read := map[int]string{}
	for range 400 {
		for i, l := range s.body() {
			read[s.m.offset+i] = l
		}
		if !strings.Contains(s.m.position(), "pgdn") {
			break
		}
		if before := s.m.offset; s.keys("pgdn").m.offset == before {
			s.Errorf("pgdn is said to show more, and does not:\n%s", s.m.View())
			break
		}
	}
	var b strings.Builder
	for _, i := range slices.Sorted(maps.Keys(read)) {
		b.WriteString(read[i] + "\n")
	}
	return flat(bars.Replace(b.String()))
}

// reads requires a text on the page, wherever one has to scroll.
func (s *session) reads(texts ...string) *session {
	s.Helper()
	all := s.readThrough()
	for _, t := range texts {
		if !strings.Contains(all, flat(t)) {
			s.Errorf("no %q on the page:\n%s", t, all)
		}
	}
	s.m.offset = 0
	return s
}

// bars are the sides of a banner and of a frame.
var bars = strings.NewReplacer("┃", "", "│", "")

// flat is a text without its spaces, since a long word is broken anywhere.
func flat(text string) string { return strings.Join(strings.Fields(text), "") }

// A list keeps its cursor in sight when the window gets smaller: Enter chooses it.
func TestASmallerWindowKeepsTheCursorOfAListInSight(t *testing.T) {
	t.Parallel()
	s := in(t, goodWorld(), grantFlow).to(guide.StepSecret).keys("f6")
	for range 20 {
		s.keys("down")
	}
	s.send(tea.WindowSizeMsg{Width: 40, Height: 12})
	if !strings.Contains(strings.Join(s.body(), "\n"), "❯ ") {
		t.Errorf("the cursor is out of sight:\n%s", s.m.View())
	}
}
