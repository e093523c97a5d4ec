package wizard

import (
	"strings"
	"testing"

	tea "github.com/charmbracelet/bubbletea"
	"github.com/charmbracelet/lipgloss"

	"mailgrant/flow/guide"
)

// TestARequestIsLaidOut: no sign of Markdown is on the screen, and all words are.
func TestARequestIsLaidOut(t *testing.T) {
	t.Parallel()
	for _, width := range []int{100, 80, 60, 40} {
		for _, step := range []struct {
			name string
			s    *session
		}{
			{"the registration", sit(t, goodWorld()).to(guide.StepClientID)},
			{"a consent", sit(t, goodWorld()).to(guide.StepConsent)},
			{"what a test found", sit(t, noConsent()).to(guide.StepVerify)},
		} {
			s := step.s
			s.send(tea.WindowSizeMsg{Width: width, Height: 200})
			s.keys("f7")
			_, view, _ := strings.Cut(s.m.View(), "Request: ")
			for _, sign := range []string{"`", "# ", "<http", "| ", "|-"} {
				if strings.Contains(view, sign) {
					t.Errorf("%s, %d wide: %q is on the screen:\n%s", step.name, width, sign, view)
				}
			}
		}
	}
}

func TestATableHasColumnsWhereTheyFit(t *testing.T) {
	t.Parallel()
	s := sit(t, goodWorld()).to(guide.StepClientID)
	s.send(tea.WindowSizeMsg{Width: 140, Height: 200})
	s.keys("f7")
	var at []int
	for _, l := range strings.Split(s.m.View(), "\n") {
		if before, _, ok := strings.Cut(l, "Application  "); ok {
			at = append(at, lipgloss.Width(before))
		}
	}
	if len(at) != 3 || at[0] != at[1] || at[1] != at[2] {
		t.Errorf("the types are in the columns %v:\n%s", at, s.m.View())
	}
}

func TestAnItemOfAListHangs(t *testing.T) {
	t.Parallel()
	s := sit(t, goodWorld()).to(guide.StepClientID)
	b := &body{style: s.m.style, width: 24}
	s.m.markdownLines(b, "- one two three four five six\n1. one two three four five six\n")
	for i, want := range []string{"  - one two three four", "    five six", "  1. one two three four", "     five six"} {
		if b.lines[i] != want {
			t.Errorf("%q, not %q", b.lines[i], want)
		}
	}
}
