package wizard

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	tea "github.com/charmbracelet/bubbletea"
	"github.com/charmbracelet/lipgloss"

	"mailgrant/flow/guide"
)

var sizes = []struct{ w, h int }{{100, 30}, {80, 24}, {60, 20}, {40, 12}}

// drawn are the screens whose layout the golden files show: options, a page of
// the portal, a refused field, ticks, a secret, a test that runs and one that
// failed, the sheet. readable holds for all others.
var drawn = []string{
	"00-start", "05-register", "06-client-id-wrong", "07-permissions", "10-secret-given", "12-prove-waiting", "12-prove-expired", "14-handoff",
}

func TestTheLayoutOfAScreenInEveryWindow(t *testing.T) {
	t.Parallel()
	for _, name := range drawn {
		t.Run(name, func(t *testing.T) {
			s := screens[name](t)
			var golden strings.Builder
			for _, size := range sizes {
				s.send(tea.WindowSizeMsg{Width: size.w, Height: size.h})
				fmt.Fprintf(&golden, "=== %dx%d\n%s\n", size.w, size.h, trimRight(s.m.View()))
			}
			same(t, filepath.Join("testdata", name+".golden"), golden.String())
		})
	}
}

func TestATooSmallWindowSaysSoAndLosesNothing(t *testing.T) {
	s := sit(t, goodWorld()).to(guide.StepSecret)
	for _, size := range []struct{ w, h int }{{39, 30}, {80, 11}, {1, 1}, {0, 0}} {
		s.send(tea.WindowSizeMsg{Width: size.w, Height: size.h})
		s.keys("x")
		fits(t, s.m.View(), max(1, size.w), max(1, size.h))
	}
	s.send(tea.WindowSizeMsg{Width: 80, Height: 24})
	s.sees("Step 10 of 14: Client secret")
	if s.m.state.At != guide.StepSecret || !s.m.state.Values.Secret.Empty() {
		t.Error("something was typed unseen")
	}
}

func fits(t testing.TB, view string, w, h int) {
	t.Helper()
	lines := strings.Split(view, "\n")
	if len(lines) > h {
		t.Errorf("%d lines in a window of %d", len(lines), h)
	}
	for _, l := range lines {
		if lipgloss.Width(l) > w {
			t.Errorf("%d cells in a window of %d: %q", lipgloss.Width(l), w, l)
		}
	}
}

func trimRight(view string) string {
	lines := strings.Split(view, "\n")
	for i := range lines {
		lines[i] = strings.TrimRight(lines[i], " ")
	}
	return strings.Join(lines, "\n")
}

func same(t *testing.T, path, got string) {
	t.Helper()
	if os.Getenv("MAILGRANT_GOLDEN") == "update" {
		if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, []byte(got), 0o644); err != nil {
			t.Fatal(err)
		}
		return
	}
	want, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if string(want) != got {
		t.Errorf("%s differs (make golden updates it):\n%s", path, got)
	}
}
