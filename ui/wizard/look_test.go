package wizard

import (
	"slices"
	"strings"
	"testing"

	"github.com/charmbracelet/lipgloss"
	"github.com/charmbracelet/x/ansi"

	"mailgrant/flow"
	"mailgrant/flow/finding"
	"mailgrant/flow/guide"
	"mailgrant/flow/text"
	"mailgrant/ui/palettetest"
)

// runs are the texts of the frame that have a style.
func (s *session) runs(has func(palettetest.Run) bool) []string {
	s.Helper()
	var texts []string
	for _, line := range palettetest.Lines(s.inColours(false).m.View()) {
		for _, r := range line {
			if has(r) {
				texts = append(texts, r.Text)
			}
		}
	}
	return texts
}

func inverse(r palettetest.Run) bool { return r.Reverse }

func TestTheBarKeepsItsWidthAsItMoves(t *testing.T) {
	for name, bring := range map[string]func(testing.TB) *session{
		"options": func(t testing.TB) *session { return sit(t, noConsent()).to(guide.StepVerify) },
		"guides":  func(t testing.TB) *session { return returning(t, goodWorld()).pick("Set up another") },
		"sheet":   func(t testing.TB) *session { return sit(t, goodWorld()).to(guide.StepHandoff) },
	} {
		s, width := bring(t), 0
		s.m.resize(100, 30)
		kind := func(i int) bool { return s.m.items[i].option != nil }
		for i := range s.m.items {
			if kind(i) != kind(0) {
				break
			}
			s.m.focus = i
			s.m.refresh()
			bars := s.runs(inverse)
			if len(bars) != 1 || !strings.HasPrefix(bars[0], " ") || !strings.HasSuffix(bars[0], " ") {
				t.Fatalf("%s: inverse are %q", name, bars)
			}
			if w := lipgloss.Width(bars[0]); width != 0 && w != width {
				t.Errorf("%s: the bar of %q has %d cells, not %d", name, bars[0], w, width)
			} else {
				width = w
			}
		}
	}
}

func TestPracticeIsABoldWordBesideASign(t *testing.T) {
	s := sit(t, goodWorld(), flow.Sample{Label: "Contoso"}).to(guide.StepConsent)
	bold := s.runs(func(r palettetest.Run) bool { return r.Bold && !r.Reverse })
	signs := s.runs(func(r palettetest.Run) bool { return r.Fg == 3 && !r.Reverse })
	if !slices.Contains(bold, "PRACTICE") || !slices.Contains(signs, "●") || len(s.runs(inverse)) != 1 {
		t.Errorf("bold %q, signs %q, inverse %q", bold, signs, s.runs(inverse))
	}
	if got := text.ASCII("●"); got != "*" {
		t.Errorf("without UTF-8 it is %q", got)
	}
}

func TestNoRuleIsOnTopOfAnother(t *testing.T) {
	ruled := func(l string) bool {
		l = strings.Trim(ansi.Strip(l), " ❯·✓✗!│")
		return strings.HasPrefix(l, "──") || strings.HasPrefix(l, "╭") || strings.HasPrefix(l, "╰")
	}
	for name, bring := range screens {
		s := bring(t)
		for _, size := range sizes {
			s.m.resize(size.w, size.h)
			lines := strings.Split(s.m.View(), "\n")
			for i := 1; i < len(lines)-2; i++ { // a frame may end above the keys
				if ruled(lines[i-1]) && ruled(lines[i]) {
					t.Errorf("%s, %dx%d:\n%s", name, size.w, size.h, s.m.View())
				}
			}
		}
	}
}

func TestTheFrameOfTheSheetIsWholeOrNotDrawn(t *testing.T) {
	for _, g := range guide.All() {
		s := in(t, goodWorld(), g.Product+": "+g.Grant.Words()).to(guide.StepHandoff)
		for _, size := range sizes {
			s.m.resize(size.w, size.h)
			view := s.m.View()
			if strings.Contains(view, "╭") != strings.Contains(view, "╰") {
				t.Errorf("%s, %dx%d:\n%s", g.ID, size.w, size.h, view)
			}
		}
	}
	s := sit(t, goodWorld()).to(guide.StepHandoff)
	s.m.resize(100, 30)
	if view := s.m.View(); strings.Index(view, "Do not press Authorize") > strings.Index(view, "╭") {
		t.Errorf("what to do comes after the frame:\n%s", view)
	}
	s.m.resize(60, 20)
	s.sees("0/7", "more: pgdn")
}

func TestAnAddressBreaksAfterASlash(t *testing.T) {
	const address = "https://login.microsoftonline.com/11112222-bbbb-3333-cccc-4444dddd5555/oauth2/v2.0/token"
	for width := 37; width < 95; width++ {
		lines := wrapValue(address, width)
		for i, l := range lines {
			if lipgloss.Width(l) > width || i < len(lines)-1 && !strings.HasSuffix(l, "/") {
				t.Errorf("%d cells: %q", width, lines)
			}
		}
		if strings.Join(lines, "") != address {
			t.Errorf("%d cells: %q", width, lines)
		}
	}
	if got := breakAddress("a b  c", 3); strings.Join(got, "") != "a b  c" {
		t.Errorf("%q", got)
	}
}

func TestTheCursorIsWhereItWasOnTheWayBack(t *testing.T) {
	s := returning(t, goodWorld()).pick("Mail that stopped").sees("What stopped working?", "✗ client secret has expired", "✓ works, 273 days left").keys("esc")
	if s.focused() != "Mail that stopped" {
		t.Errorf("%q is selected", s.focused())
	}
	s = sit(t, goodWorld()).to(guide.StepPermission).keys("down")
	was := s.focused()
	if s.keys("enter", "esc"); s.m.state.At != guide.StepPermission || s.focused() == "" {
		t.Errorf("at %s on %q, was on %q", s.m.state.At, s.focused(), was)
	}
}

func TestTheListOfPracticeValuesBeginsWithTheSignOfEach(t *testing.T) {
	s := sit(t, goodWorld(), flow.Sample{Label: "Good"}, flow.Sample{Label: "Bad", Cause: finding.ConsentMissing}, flow.Sample{Label: "Soon", Cause: finding.SecretExpiring}, flow.Sample{Label: "Odd", SignIn: finding.ConsentMissing})
	s.to(guide.StepRegister).keys("f8").sees("Good ✓ Works", "Bad ✗ Admin consent is missing", "Soon ! The client secret ends soon", "Odd ✗ Sign-in: Admin consent is missing")
}

func TestADrawingsArrowsAreSignsAndItsHeadIsBold(t *testing.T) {
	s := sit(t, goodWorld()).to(guide.StepSecret)
	bold := s.runs(func(r palettetest.Run) bool { return r.Bold })
	green := s.runs(func(r palettetest.Run) bool { return r.Fg == 2 })
	if !slices.Contains(bold, "this one") || !slices.Contains(green, "↑") || !slices.ContainsFunc(bold, func(t string) bool { return strings.Contains(t, "Description") }) {
		t.Errorf("bold %q, green %q", bold, green)
	}
	if slices.ContainsFunc(bold, func(t string) bool { return strings.Contains(t, "not this one") }) {
		t.Errorf("bold %q", bold)
	}
	s.m.resize(60, 20)
	if view := strings.Join(strings.Fields(ansi.Strip(s.m.View())), " "); !strings.Contains(view, "Description Expires Value Secret ID mailgrant") || !strings.Contains(view, "↑ this one") {
		t.Errorf("the drawing lost what matters:\n%s", view)
	}
}

func TestWhereToGoFollowsTheBannerOfAFailedTest(t *testing.T) {
	s := sit(t, noConsent()).to(guide.StepVerify)
	view := s.m.View()
	if at, do := strings.Index(view, "Open  "), strings.Index(view, "1  "); at < 0 || do < at {
		t.Errorf("the way comes late:\n%s", view)
	}
	s.sees("Write the request for an administrator")
	if bold := s.runs(func(r palettetest.Run) bool { return r.Bold }); !slices.Contains(bold, "Who can fix it:") {
		t.Errorf("bold are %q", bold)
	}
}

func TestTheKeysAreInOrderAndGrouped(t *testing.T) {
	s := sit(t, goodWorld()).to(guide.StepSecret)
	s.m.resize(100, 30)
	s.keys("f1")
	view, last := s.m.View(), 0
	for _, key := range []string{"enter", "F1,", "F2,", "F3,", "F4,", "F6,"} {
		at := strings.Index(view, " "+key)
		if at < last {
			t.Errorf("%s is not in order:\n%s", key, view)
		}
		last = at
	}
	if strings.Contains(view, "?") {
		t.Errorf("? is a character here:\n%s", view)
	}
}

func TestANoticeTakesNoRowOfItsOwn(t *testing.T) {
	s := sit(t, goodWorld()).to(guide.StepClientID)
	for _, size := range sizes[:3] {
		s.m.resize(size.w, size.h)
		for _, notice := range []string{"Copied: Client ID", strings.Repeat("x", size.w-7), strings.Repeat("x", size.w-2)} {
			s.m.notice = notice
			s.sees(notice)
			if n := len(s.m.foot()); n != 2 {
				t.Errorf("%d columns: %q takes %d rows", size.w, notice, n)
			}
		}
	}
}
