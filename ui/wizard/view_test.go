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
)

var sizes = []struct{ w, h int }{{100, 30}, {80, 24}, {60, 20}, {40, 12}}

// screens brings a sitting to each screen there is.
var screens = map[string]func(*testing.T) *sitting{
	"00-start":      func(t *testing.T) *sitting { return sit(t, goodWorld()) },
	"01-guide":      func(t *testing.T) *sitting { return sit(t, goodWorld()).to(flow.StepGuide) },
	"02-use":        func(t *testing.T) *sitting { return sit(t, goodWorld()).to(flow.StepUse) },
	"03-tenant":     func(t *testing.T) *sitting { return sit(t, goodWorld()).to(flow.StepTenant) },
	"03-tenant-yes": func(t *testing.T) *sitting { s := sit(t, goodWorld()).to(flow.StepTenant); s.answer(); return s },
	"04-portal":     func(t *testing.T) *sitting { return sit(t, goodWorld()).to(flow.StepPortal) },
	"05-register":   func(t *testing.T) *sitting { return sit(t, goodWorld()).to(flow.StepRegister) },
	"06-client-id":  func(t *testing.T) *sitting { return sit(t, goodWorld()).to(flow.StepClientID) },
	"06-client-id-wrong": func(t *testing.T) *sitting {
		s := sit(t, goodWorld()).to(flow.StepClientID)
		s.paste(tenantID)
		return s.keys("enter")
	},
	"07-permissions": func(t *testing.T) *sitting { return sit(t, goodWorld()).to(flow.StepPermission) },
	"08-consent":     func(t *testing.T) *sitting { return sit(t, goodWorld()).to(flow.StepConsent) },
	"08-consent-if":  func(t *testing.T) *sitting { return sit(t, goodWorld()).to(flow.StepConsent).keys("f4") },
	"09-keyring":     func(t *testing.T) *sitting { return sit(t, goodWorld()).to(flow.StepKeyring) },
	"09-keyring-none": func(t *testing.T) *sitting {
		w := goodWorld()
		f := flow.Found(flow.KeyringCheck, flow.KeyringUnavailable, "There is no keyring on this computer.", "Start one, such as gnome-keyring.")
		w.keyring = &f
		return sit(t, w).to(flow.StepKeyring)
	},
	"10-secret": func(t *testing.T) *sitting { return sit(t, goodWorld()).to(flow.StepSecret) },
	"10-secret-given": func(t *testing.T) *sitting {
		return sit(t, goodWorld()).to(flow.StepSecret).paste(canary)
	},
	"11-endpoint": func(t *testing.T) *sitting { return sit(t, goodWorld()).to(flow.StepEndpoint) },
	"12-prove":    func(t *testing.T) *sitting { return sit(t, goodWorld()).to(flow.StepProve) },
	"12-prove-waiting": func(t *testing.T) *sitting {
		s := sit(t, goodWorld()).to(flow.StepEndpoint)
		s.hold = true
		return s.keys("enter")
	},
	"12-prove-expired": func(t *testing.T) *sitting {
		w := goodWorld()
		w.grant = refused(401, 7000222, "AADSTS7000222: The provided client secret keys for app are expired.")
		return sit(t, w).to(flow.StepProve)
	},
	"13-keep":    func(t *testing.T) *sitting { return sit(t, goodWorld()).to(flow.StepKeep) },
	"14-handoff": func(t *testing.T) *sitting { return sit(t, goodWorld()).to(flow.StepHandoff) },
	"11-values":  func(t *testing.T) *sitting { return sit(t, goodWorld()).keys("down", "enter").to(flow.StepValues) },
	"05-mailbox": func(t *testing.T) *sitting {
		return sit(t, goodWorld()).to(flow.StepGuide).pick("Automation Anywhere").to(flow.StepMailbox)
	},
	"15-quit":  func(t *testing.T) *sitting { return sit(t, goodWorld()).to(flow.StepEndpoint).keys("ctrl+c") },
	"16-steps": func(t *testing.T) *sitting { return sit(t, goodWorld()).to(flow.StepConsent).keys("f6") },
}

func TestEveryScreenFitsEveryWindow(t *testing.T) {
	for name, bring := range screens {
		t.Run(name, func(t *testing.T) {
			s := bring(t)
			var golden strings.Builder
			for _, size := range sizes {
				s.send(tea.WindowSizeMsg{Width: size.w, Height: size.h})
				view := s.m.View()
				fits(t, view, size.w, size.h)
				fmt.Fprintf(&golden, "=== %dx%d\n%s\n", size.w, size.h, trimRight(view))
			}
			if strings.Contains(golden.String(), canary) {
				t.Error("the secret is on the screen")
			}
			same(t, filepath.Join("testdata", name+".golden"), golden.String())
		})
	}
}

func TestATooSmallWindowSaysSoAndLosesNothing(t *testing.T) {
	s := sit(t, goodWorld()).to(flow.StepSecret)
	for _, size := range []struct{ w, h int }{{39, 30}, {80, 11}, {1, 1}, {0, 0}} {
		s.send(tea.WindowSizeMsg{Width: size.w, Height: size.h})
		s.keys("x")
		fits(t, s.m.View(), max(1, size.w), max(1, size.h))
	}
	s.send(tea.WindowSizeMsg{Width: 80, Height: 24})
	s.sees("Step 10 of 14: Client secret")
	if s.m.state.At != flow.StepSecret || !s.m.state.Answers.Secret.Empty() {
		t.Error("something was typed unseen")
	}
}

func fits(t *testing.T, view string, w, h int) {
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
