package wizard

import (
	"io"
	"maps"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/charmbracelet/bubbles/textinput"
	tea "github.com/charmbracelet/bubbletea"
	"github.com/charmbracelet/lipgloss"
	"github.com/charmbracelet/x/ansi"
	"github.com/muesli/termenv"

	"mailgrant/flow/finding"
	"mailgrant/flow/guide"
	"mailgrant/flow/soak"
	"mailgrant/flow/text"
	"mailgrant/ui/palettetest"
)

func TestSoakEveryScreenCanBeReadInEveryPalette(t *testing.T) {
	t.Parallel()
	for _, name := range soak.Some(t, 15, slices.Sorted(maps.Keys(screens))) {
		t.Run(name, func(t *testing.T) { screens[name](t).inColours(false).legible() })
	}
}

func TestSoakEveryPageOfEveryGuideCanBeReadInEveryPalette(t *testing.T) {
	t.Parallel()
	for _, g := range guide.All() {
		t.Run(g.ID, func(t *testing.T) {
			s := in(t, goodWorld(), g.Product+": "+g.Grant.Words())
			for _, step := range soak.Some(t, 4, g.Pages) {
				s.to(step.ID).inColours(false).legible()
				if len(s.m.page.IfNot) > 0 {
					s.keys("f4").legible()
				}
			}
		})
	}
}

// inColours draws with styles from now on, what is drawn already too.
func (s *session) inColours(colourless bool) *session {
	r := lipgloss.NewRenderer(io.Discard)
	r.SetColorProfile(termenv.ANSI)
	s.m.style = newStyles(r, colourless)
	s.m.spin.Style = s.m.style.accent.whole
	s.m.inputs = map[finding.FieldID]textinput.Model{}
	s.m.refresh()
	return s
}

// legible checks the whole page, beside the list of steps and without it, with
// each of its items focused.
func (s *session) legible() {
	s.Helper()
	was := s.m.focus
	for _, size := range []struct{ w, h int }{{60, 20}, {80, 400}, {100, 400}} {
		s.send(tea.WindowSizeMsg{Width: size.w, Height: size.h})
		s.legibleNow()
	}
	for i := range s.m.items {
		s.m.focus = i
		s.m.refresh()
		s.legibleNow()
	}
	s.m.focus = was
	s.m.refresh()
}

func (s *session) legibleNow() {
	s.Helper()
	frame := s.m.View()
	for _, c := range palettetest.Complaints(frame) {
		s.Errorf("%dx%d: %s", s.m.w, s.m.h, c)
	}
	if at := strings.IndexFunc(text.ASCII(ansi.Strip(frame)), func(r rune) bool { return r > '~' && (r < '⠁' || r > '⣿') }); at >= 0 {
		s.Errorf("not all is ASCII where the locale is not UTF-8: %.30q", text.ASCII(ansi.Strip(frame))[at:])
	}
	s.focusShows(frame)
}

// focusShows requires that the focused row differs in more than its color.
func (s *session) focusShows(frame string) {
	s.Helper()
	for _, line := range palettetest.Lines(frame) {
		mark := slices.IndexFunc(line, func(r palettetest.Run) bool { return strings.HasSuffix(strings.TrimSpace(r.Text), "❯") && r.Fg != -1 })
		if mark >= 0 && !slices.ContainsFunc(line[mark:], func(r palettetest.Run) bool { return r.Reverse || r.Bold }) {
			s.Errorf("the focus is only a color: %+v", line)
		}
	}
}

var hue = regexp.MustCompile(`\x1b\[([0-9;]*;)?(3[0-8]|4[0-8]|9[0-7]|10[0-7])[;m]`)

func TestNoColorDropsTheHuesAndKeepsTheWeight(t *testing.T) {
	t.Parallel()
	for name, bring := range screens {
		s := bring(t).inColours(false)
		coloured := s.m.View()
		plain := s.inColours(true).m.View()
		switch {
		case !hue.MatchString(coloured):
			t.Errorf("%s has no accent", name)
		case hue.MatchString(plain):
			t.Errorf("%s: %q", name, hue.FindString(plain))
		case !strings.Contains(plain, "\x1b[1m"), ansi.Strip(plain) != ansi.Strip(coloured):
			t.Errorf("%s differs:\n%s", name, plain)
		}
	}
}
