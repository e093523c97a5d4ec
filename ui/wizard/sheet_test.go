package wizard

import (
	"strings"
	"testing"

	tea "github.com/charmbracelet/bubbletea"

	"mailgrant/flow"
	"mailgrant/flow/guide"
	"mailgrant/flow/page"
)

func TestEnterCopiesALineOfTheSheetAndMovesOn(t *testing.T) {
	t.Parallel()
	w := goodWorld()
	s := sit(t, w).to(guide.StepHandoff)
	s.sees("Email This Issue > OAuth2 credentials", " 0/7 ")
	for i, l := range s.m.page.Sheet {
		if got := s.m.at().line; got == nil || *got != l {
			t.Fatalf("line %d has not the focus:\n%s", i, s.m.View())
		}
		copied := count[flow.CopyText](w) + count[flow.CopySecret](w)
		s.keys("enter")
		if now := count[flow.CopyText](w) + count[flow.CopySecret](w); (now > copied) == empty(l) {
			t.Errorf("%s: copied %d times", l.Label, now-copied)
		}
	}
	s.sees("✓ Name", "✓ Client Secret", "✓ Auth Endpoint URL", " 7/7 ")
	if s.m.at().option == nil {
		t.Error("after the last line the focus is on no option")
	}
	if s.keys("enter"); !s.ended {
		t.Error("Finish does not end the wizard")
	}
}

func TestWhatCouldNotBeCopiedHasNoTick(t *testing.T) {
	t.Parallel()
	w := goodWorld()
	s := sit(t, w).to(guide.StepHandoff)
	s.m.told(happened{line: &s.m.page.Sheet[0]}, flow.Told{Says: "There is no clipboard.", Failed: true})
	s.sees(" 0/7 ", "There is no clipboard.")
	s.m.told(happened{line: &s.m.page.Sheet[0]}, flow.Told{Says: "Copied."})
	s.sees(" 1/7 ")
}

func TestAnotherSecretIsAnotherSheet(t *testing.T) {
	t.Parallel()
	s := sit(t, goodWorld()).to(guide.StepHandoff).keys("enter", "enter")
	s.sees(" 2/7 ")
	s.pick("Onboard another tenant")
	s.to(guide.StepHandoff).sees(" 0/7 ")
}

// TestASheetsValuesAreWholeAndAlone: a value can be read to its end in any window,
// and no remark is in its frame.
func TestASheetsValuesAreWholeAndAlone(t *testing.T) {
	t.Parallel()
	for _, g := range guide.All() {
		s := in(t, goodWorld(), g.Product+": "+g.Grant.Words()).to(guide.StepHandoff)
		for _, size := range []struct{ w, h int }{{100, 60}, {80, 60}, {60, 60}, {40, 80}} {
			s.send(tea.WindowSizeMsg{Width: size.w, Height: size.h})
			frame, _ := s.framed()
			for i, l := range s.m.page.Sheet {
				value, remark := page.Entered(l, secretMask)
				if !strings.Contains(frame, flat(l.Label+value)) {
					t.Errorf("%s, %d wide: %q is not whole:\n%s", g.ID, size.w, value, s.m.View())
				}
				if remark != "" && strings.Contains(frame, flat(remark)) {
					t.Errorf("%s: the remark on %s is in the frame", g.ID, l.Label)
				}
				s.m.focus = i
				s.m.refresh()
				if _, rest := s.framed(); !strings.Contains(rest, flat(remark)) {
					t.Errorf("%s: the remark on %s is not shown:\n%s", g.ID, l.Label, s.m.View())
				}
			}
			s.m.focus = 0
			s.m.refresh()
		}
	}
}

// framed is the text in the sheet's frame, and that below.
func (s *session) framed() (frame, rest string) {
	body := strings.Join(s.body(), "\n")
	_, body, _ = strings.Cut(body, "╭")
	frame, rest, _ = strings.Cut(body, "╰")
	return flat(bars.Replace(frame)), flat(rest)
}

func TestAFieldThatStaysEmptySaysSo(t *testing.T) {
	t.Parallel()
	s := sit(t, goodWorld()).to(guide.StepHandoff)
	s.sees("Auth Endpoint URL leave empty")
	if strings.Contains(s.m.View(), "leave empty:") {
		t.Errorf("it is said twice:\n%s", s.m.View())
	}
}
