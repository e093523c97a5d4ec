package wizard

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	tea "github.com/charmbracelet/bubbletea"
	"github.com/charmbracelet/lipgloss"

	"mailgrant/flow"
	"mailgrant/flow/guide"
)

var sizes = []struct{ w, h int }{{100, 30}, {80, 24}, {60, 20}, {40, 12}}

// atDesk is a session in a made-up guide, so that no guide's words move the
// layout.
func atDesk(t *testing.T, w *world) *session {
	t.Helper()
	text, err := os.ReadFile("testdata/contoso-desk.md")
	if err != nil {
		t.Fatal(err)
	}
	own, problems := guide.Read("contoso-desk.md", string(text))
	if len(problems) > 0 {
		t.Fatal(problems)
	}
	state := flow.Begin(today, nil)
	state.Own = &own
	return sitAt(t, w, Config{State: state, Start: true})
}

// drawn are the screens whose layout the golden files show. readable holds for
// all others.
var drawn = map[string]func(*testing.T) *session{
	"start":      func(t *testing.T) *session { return atDesk(t, goodWorld()) },
	"list":       func(t *testing.T) *session { return returning(t, goodWorld()) },
	"credential": func(t *testing.T) *session { return returning(t, goodWorld()).pick("adatum") },
	"portal":     func(t *testing.T) *session { return atDesk(t, goodWorld()).to(guide.StepRegister) },
	"refused-field": func(t *testing.T) *session {
		return atDesk(t, goodWorld()).to(guide.StepClientID).paste(tenantID).keys("enter")
	},
	"pasted": func(t *testing.T) *session {
		return atDesk(t, goodWorld()).to(guide.StepClientID).paste(clientID).keys("ctrl+u").paste(block)
	},
	"permissions": func(t *testing.T) *session { return atDesk(t, goodWorld()).to(guide.StepPermission) },
	"secret":      func(t *testing.T) *session { return atDesk(t, goodWorld()).to(guide.StepSecret).paste(canary) },
	"test-running": func(t *testing.T) *session {
		s := atDesk(t, goodWorld()).enterSecret()
		s.hold = true
		return s.keys("enter")
	},
	"test-failed": func(t *testing.T) *session { return atDesk(t, expiredWorld()).to(guide.StepVerify) },
	"sheet":       func(t *testing.T) *session { return atDesk(t, goodWorld()).to(guide.StepHandoff) },
}

func TestTheLayoutOfAScreenInEveryWindow(t *testing.T) {
	t.Parallel()
	for name, bring := range drawn {
		t.Run(name, func(t *testing.T) {
			s := bring(t)
			var golden strings.Builder
			for _, size := range sizes {
				s.send(tea.WindowSizeMsg{Width: size.w, Height: size.h})
				fmt.Fprintf(&golden, "=== %dx%d\n%s\n", size.w, size.h, trimRight(s.m.View()))
			}
			same(t, filepath.Join("testdata", name+".golden"), golden.String())
			s.readable()
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
	s.sees("7/9", "Create the client secret")
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
