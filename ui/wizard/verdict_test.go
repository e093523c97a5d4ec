package wizard

import (
	"strings"
	"testing"

	tea "github.com/charmbracelet/bubbletea"

	"mailgrant/flow"
	"mailgrant/flow/catalogue"
	"mailgrant/flow/finding"
	"mailgrant/flow/guide"
	"mailgrant/flow/page"
)

func noConsent() *world {
	w := goodWorld()
	w.grant.Roles = nil
	return w
}

// lineOf is the line of the frame that holds a text; -1 for none.
func (s *session) lineOf(text string) int {
	for i, l := range strings.Split(s.m.View(), "\n") {
		if strings.Contains(l, text) {
			return i
		}
	}
	return -1
}

func TestChecksFillInPlace(t *testing.T) {
	t.Parallel()
	for _, size := range []struct{ w, h int }{{100, 30}, {80, 24}, {60, 20}} {
		s := sit(t, goodWorld()).enterSecret()
		s.hold = true
		s.keys("enter")
		s.send(tea.WindowSizeMsg{Width: size.w, Height: size.h})
		before := map[finding.Check]int{}
		for _, c := range finding.Checks {
			if before[c] = s.lineOf(" " + page.CheckName(c) + " "); before[c] < 0 {
				t.Fatalf("%dx%d: %s has no line:\n%s", size.w, size.h, c, s.m.View())
			}
		}
		s.send(happened{event: flow.TenantSeen{Attempt: s.m.state.Attempt, Discovery: s.w.tenant}})
		if !s.m.state.Busy() {
			t.Fatal("the test is over")
		}
		for _, c := range finding.Checks {
			if now := s.lineOf(" " + page.CheckName(c) + " "); now != before[c] {
				t.Errorf("%dx%d: %s moved from line %d to %d:\n%s", size.w, size.h, c, before[c], now, s.m.View())
			}
		}
		s.sees("✓ tenant", "token")
	}
}

func TestAVerdictIsABannerWithTheBestActionSelected(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		world          *world
		banner, action string
	}{
		"it works":   {goodWorld(), "┃ ✓ It works", "❯ Save it in the keyring"},
		"expired":    {expiredWorld(), "┃ ✗ The client secret has expired", "❯ Enter a new secret"},
		"no consent": {noConsent(), "┃ ✗ Admin consent is missing", "❯ Test again"},
	} {
		s := sit(t, c.world).to(guide.StepVerify)
		s.sees(c.banner)
		s.send(tea.WindowSizeMsg{Width: 80, Height: 60})
		s.sees(c.banner, c.action)
		if tick := strings.Contains(s.m.View(), "┃ ✓"); tick != (name == "it works") {
			t.Errorf("%s: a tick %t:\n%s", name, tick, s.m.View())
		}
	}
}

func TestDetailsOpenOverThePageAndEscClosesThem(t *testing.T) {
	t.Parallel()
	for _, key := range []string{"d", "f4"} {
		s := sit(t, expiredWorld()).to(guide.StepVerify)
		before := s.m.View()
		s.keys(key).sees("What each check found", "AADSTS7000222", "Trace ID 0a0b0c0d-0000-0000-0000-000000000000", "HTTP status 401", "Microsoft says")
		if s.keys("esc"); s.m.View() != before || s.m.state.At != guide.StepVerify {
			t.Errorf("esc leads to %s:\n%s", s.m.state.At, s.m.View())
		}
	}
}

func TestAnothersRequestIsReadBeforeItIsSent(t *testing.T) {
	t.Parallel()
	w := noConsent()
	s := sit(t, w).to(guide.StepVerify).pick("Write the request")
	s.sees("A request for someone who can", "Request: fix what stops an app for mail")
	s.pick("Copy it").sees("Copied: Request.")
	if text := last[flow.CopyText](t, w).Text; !strings.Contains(text, "# Request: fix") {
		t.Errorf("copied %q", text)
	}
	if s.keys("esc"); s.m.state.At != guide.StepVerify || s.m.pane != noPane {
		t.Errorf("left at %s", s.m.state.At)
	}
}

// TestNoCauseIsCalledByItsCodeName: scripts match those names; people read
// headlines.
func TestNoCauseIsCalledByItsCodeName(t *testing.T) {
	t.Parallel()
	for name, bring := range screens {
		s := bring(t)
		s.send(tea.WindowSizeMsg{Width: 120, Height: 400})
		views := s.m.View()
		if s.m.detailed() {
			views += s.keys("f4").m.View()
		}
		for _, c := range catalogue.Causes() {
			if strings.Contains(string(c), "-") && strings.Contains(views, string(c)) {
				t.Errorf("%s shows %s:\n%s", name, c, views)
			}
		}
	}
}
