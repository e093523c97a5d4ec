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
				if s.readable(); len(s.m.page.IfNot) > 0 {
					s.keys("f4").readable()
				}
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
// is and what Enter does, the focus is in sight or further down, and paging to
// the end shows all that the page has to say, in its order.
func (s *session) readable() {
	s.Helper()
	for _, size := range sizes {
		s.send(tea.WindowSizeMsg{Width: size.w, Height: size.h})
		s.keys("pgup")
		for s.m.offset > 0 {
			s.keys("pgup")
		}
		s.wellDrawn()
		text := s.readThrough()
		rest := text
		for _, want := range s.words() {
			_, after, ok := strings.Cut(rest, want)
			switch {
			case ok:
				rest = after
			case strings.Contains(text, want):
				s.Errorf("%dx%d: %q comes too early:\n%s", size.w, size.h, want, text)
				return
			default:
				s.Errorf("%dx%d: %q is not shown:\n%s", size.w, size.h, want, text)
				return
			}
		}
	}
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
	if !strings.HasPrefix(view, " mailgrant") {
		s.Errorf("it does not begin with the name:\n%s", view)
	}
	if i := m.stepIndex(); i >= 0 && m.pane != startPane && !strings.Contains(lines[1], m.progress()) {
		s.Errorf("it does not say which step this is:\n%s", view)
	}
	if m.sidebarOn() {
		for i, step := range m.state.Steps() {
			if l := lines[2+i]; !strings.HasPrefix(string([]rune(l)[2:]), " "+step.Short+" ") || strings.HasPrefix(l, " > ") != (i == m.stepIndex()) {
				s.Errorf("the list of steps lacks %q, or marks it wrongly:\n%s", step.Short, view)
			}
		}
	}
	help := flat(strings.Join(lines[len(lines)-len(m.helpLines()):], ""))
	cut := "" // the first key without room
	for i, b := range m.help() {
		key := flat(b.Help().Key + b.Help().Desc)
		switch shown := strings.Contains(help, key); {
		case !shown && (i == 0 || b.Help().Key == "ctrl+c" || m.w >= 100):
			s.Errorf("it does not show the key %q:\n%s", key, view)
		case !shown && cut == "":
			cut = key
		case shown && cut != "":
			s.Errorf("it shows %q, and not %q, which comes first:\n%s", key, cut, view)
		}
	}
	focused := 0
	for _, l := range s.body() {
		if strings.HasPrefix(strings.TrimPrefix(l, "│ "), "> ") {
			focused++
		}
	}
	switch onward := strings.Contains(view, "pgdn"); {
	case m.pane == noPane && len(m.items) == 0: // a wait
		if focused > 0 || !strings.Contains(help, "escstopwaiting") {
			s.Errorf("a wait with a focus, or that can't be left:\n%s", view)
		}
	case focused == 0 && m.pane == detailsPane: // only read
	case focused > 1, focused == 0 && !onward:
		s.Errorf("%d lines have the focus:\n%s", focused, view)
	case focused == 0 && m.pane == noPane && !strings.Contains(help, "enterreadon"):
		s.Errorf("Enter would choose what is out of sight:\n%s", view)
	}
}

// body is the part of the frame that scrolls.
func (s *session) body() []string {
	lines := strings.Split(s.m.View(), "\n")
	end := slices.IndexFunc(lines[2:], func(l string) bool { return strings.HasPrefix(l, " ──") }) + 2
	var body []string
	for _, l := range lines[2:end] {
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
	read := map[int]string{}
	for range 400 {
		for i, l := range s.body() {
			read[s.m.offset+i] = l
		}
		if !strings.Contains(s.m.View(), "pgdn") {
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
	if !strings.Contains(strings.Join(s.body(), "\n"), "> ") {
		t.Errorf("the cursor is out of sight:\n%s", s.m.View())
	}
}
