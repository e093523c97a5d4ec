package wizard

import (
	"strings"
	"testing"

	tea "github.com/charmbracelet/bubbletea"

	"mailgrant/flow"
	"mailgrant/flow/form"
	"mailgrant/flow/guide"
	"mailgrant/flow/value"
)

// On every page of every guide, what has the focus is in sight without
// scrolling, and so is what goes on.
func TestEveryPageOfEveryGuideShowsItsFieldAndItsButtonAtOnce(t *testing.T) {
	t.Parallel()
	for _, g := range guide.All() {
		t.Run(g.ID, func(t *testing.T) {
			in(t, goodWorld(), g.Product+": "+g.Grant.Words()).eachPage((*session).dockedEverywhere)
		})
	}
}

// eachPage looks at every page on the good way through a guide.
func (s *session) eachPage(look func(*session)) {
	s.Helper()
	for seen, tries := "", 0; s.m.state.At != guide.StepHandoff; tries++ {
		if tries > 60 {
			s.Fatalf("stuck at %s:\n%s", s.m.state.At, s.m.View())
		}
		if now := string(s.m.state.At) + s.m.page.Title; now != seen {
			seen = now
			was, w, h := s.m.focus, s.m.w, s.m.h
			look(s)
			s.send(tea.WindowSizeMsg{Width: w, Height: h})
			s.m.focus = was
			s.m.refresh()
		}
		s.answer()
	}
}

// dockedEverywhere looks at each item of the page in turn, in usual windows and
// in a small one.
func (s *session) dockedEverywhere() {
	s.Helper()
	for _, size := range []struct{ w, h int }{{100, 30}, {80, 24}, {60, 20}} {
		s.send(tea.WindowSizeMsg{Width: size.w, Height: size.h})
		for i := range s.m.items {
			s.m.focus, s.m.offset = i, 0
			s.m.refresh()
			s.m.layout()
			s.inDock()
		}
	}
}

func TestTheHeadShowsHowFarItIs(t *testing.T) {
	for _, size := range sizes {
		s := sit(t, goodWorld()).to(guide.StepClientID)
		s.m.resize(size.w, size.h)
		lines := strings.Split(s.m.View(), "\n")
		done, rest := strings.Count(lines[1], "━"), strings.Count(lines[1], "─")
		steps := len(s.m.state.Steps())
		if here := s.m.stepIndex() + 1; done != (size.w-2)*here/steps || done+rest != size.w-2 || !strings.HasSuffix(lines[0], s.m.progress()) {
			t.Errorf("%dx%d: step %d of %d:\n%s\n%s", size.w, size.h, here, steps, lines[0], lines[1])
		}
	}
	s := sit(t, goodWorld()).to(guide.StepClientID)
	s.m.ascii = true
	if bar := strings.Split(s.m.View(), "\n")[1]; !strings.HasPrefix(bar, " ==") || !strings.HasSuffix(bar, "--") {
		t.Errorf("without UTF-8 the bar is %q", bar)
	}
}

func TestWhatIfNotOpensOverThePageAndEscClosesItFirst(t *testing.T) {
	s := sit(t, goodWorld()).to(guide.StepSecret)
	s.m.resize(80, 24)
	s.keys("pgdn")
	at, offset := s.m.state.At, s.m.offset
	s.sees("▸ F4 Something else? The Value shows only three characters", "more")
	for _, closes := range []string{"esc", "f4", "enter"} {
		s.keys("f4").reads("New client secret is greyed out", "Choose a shorter lifetime")
		if s.keys(closes); s.m.state.At != at || s.m.pane != noPane || s.m.offset != offset {
			t.Errorf("%s leads to %s, line %d:\n%s", closes, s.m.state.At, s.m.offset, s.m.View())
		}
	}
	if s.keys("esc"); s.m.state.At == at {
		t.Error("esc does not go back once nothing is open")
	}
}

func TestTheFoldNamesWhatIsInItInOneLine(t *testing.T) {
	t.Parallel()
	for _, g := range guide.All() {
		in(t, goodWorld(), g.Product+": "+g.Grant.Words()).eachPage(func(s *session) {
			if len(s.m.page.IfNot) == 0 {
				return
			}
			for _, size := range sizes {
				s.m.resize(size.w, size.h)
				b := s.m.newBody()
				s.m.foldLine(b)
				first := strings.Fields(s.m.page.IfNot[0].If)[0]
				if len(b.lines) != 1 || !strings.Contains(b.lines[0], first[:min(6, len(first))]) || len(s.m.page.IfNot) > 1 && !strings.Contains(b.lines[0], " · ") {
					t.Errorf("%s, %s at %d: %q", g.ID, s.m.state.At, size.w, b.lines)
				}
			}
		})
	}
}

func TestF1ListsTheKeysOfThePageAndEscClosesThem(t *testing.T) {
	s := sit(t, goodWorld(), flow.Sample{Label: "Contoso", Values: form.Values{Secret: value.NewSecret(canary)}}).to(guide.StepSecret)
	s.m.resize(60, 20)
	for _, opens := range []string{"f1", "f1"} {
		s.keys(opens).reads("The keys that work here", "F2, ctrl+o", "F4, ctrl+t", "F5 fill in practice values", "F8, ctrl+p", "ctrl+c leave mailgrant")
		if s.keys("esc"); s.m.pane != noPane || s.m.state.At != guide.StepSecret {
			t.Fatalf("esc leads to %s, pane %d", s.m.state.At, s.m.pane)
		}
	}
}

func TestAQuestionMarkAndABAreKeysOnlyWhereNoTextIsTyped(t *testing.T) {
	s := sit(t, goodWorld()).to(guide.StepClientID).keys("?", "b")
	if got := s.m.state.Values.ClientID; got != "?b" || s.m.pane != noPane || s.m.brief {
		t.Errorf("the field holds %q, pane %d", got, s.m.pane)
	}
	s = sit(t, goodWorld()).to(guide.StepClientID).toOptions().keys("?").sees("The keys that work here").keys("?")
	if s.m.pane != noPane {
		t.Error("? does not close what it opened")
	}
	s.keys("b").sees("brief")
}

func TestBriefPagesLeaveTheInstructionsOut(t *testing.T) {
	s := sit(t, goodWorld()).to(guide.StepConsent).keys("b")
	s.lacks("Answer Yes").lacks("Permission Type").sees("brief", "F2 opens", "❯ It is granted: continue", "the instructions")
	s.keys("f4").reads("Answer Yes", "The button is greyed out").keys("esc")
	s.readable()
	s.keys("enter").to(guide.StepSecret).sees("❯ Client secret").lacks("Press Add")
	if s.m.state.At != guide.StepSecret {
		t.Errorf("at %s", s.m.state.At)
	}
	s.toOptions().keys("b").reads("Press Add").lacks("brief")
}

func TestTheSecondTenantHasBriefPages(t *testing.T) {
	s := sit(t, goodWorld()).to(guide.StepHandoff).pick("Onboard another tenant").to(guide.StepClientID)
	s.sees("brief", "❯ Client ID").lacks("You should see")
}

func TestADrawingKeepsWhatItPointsAt(t *testing.T) {
	s := sit(t, goodWorld()).to(guide.StepSecret)
	for _, size := range sizes {
		s.m.resize(size.w, size.h)
		s.reads("Secret ID", "↑ this one", "↑ not this one")
		fits(t, s.m.View(), size.w, size.h)
	}
	s.m.resize(60, 20)
	lines := narrowed(s.m.page.Sketch, 55)
	for _, c := range []struct{ above, below string }{{"aB38Q~", "^ this one"}, {"1f2e3d4c", "^ not this one"}} {
		if strings.Index(lines[1], c.above) != strings.Index(lines[2], c.below) {
			t.Errorf("%q is not below %q:\n%s", c.below, c.above, strings.Join(lines, "\n"))
		}
	}
}

func TestATooSmallWindowSaysWhatCtrlCDoes(t *testing.T) {
	s := sit(t, goodWorld()).to(guide.StepSecret).paste(canary)
	s.send(tea.WindowSizeMsg{Width: 39, Height: 11})
	s.sees("ctrl+c leaves", "What you typed is kept")
	if s.keys("ctrl+c"); s.ended {
		t.Fatal("one key loses what was typed")
	}
	s.sees("ctrl+c again leaves", "lost")
	s.send(tea.WindowSizeMsg{Width: 80, Height: 24})
	s.sees("Leave now?").keys("esc")
	s.send(tea.WindowSizeMsg{Width: 20, Height: 5})
	if s.keys("ctrl+c", "ctrl+c"); !s.ended {
		t.Error("a second ctrl+c does not leave")
	}
	s = sit(t, goodWorld()).to(guide.StepHandoff)
	s.send(tea.WindowSizeMsg{Width: 20, Height: 5})
	if s.keys("ctrl+c"); !s.ended {
		t.Error("with nothing to lose, one does not leave")
	}
}

func TestTheFooterIsOneLineThatNamesWhatMatters(t *testing.T) {
	s := sit(t, goodWorld()).to(guide.StepSecret)
	for w, want := range map[int][]string{
		100: {"enter next", "F2 open page", "F4 what if", "esc back", "F1 keys"},
		60:  {"enter next", "F2 open page", "F4 what if", "esc back", "F1 keys"},
		40:  {"enter next", "esc back", "F1 keys"},
	} {
		s.m.resize(w, 24)
		lines := strings.Split(s.m.View(), "\n")
		for _, key := range want {
			if !strings.Contains(lines[23], key) {
				t.Errorf("%d columns: no %q in %q", w, key, lines[23])
			}
		}
	}
}

// A press of a key in the field whose remarks do not fit leads to them.
func TestWhatDoesNotFitInTheDockIsBehindF4(t *testing.T) {
	s := sit(t, goodWorld()).to(guide.StepClientID).paste(tenantID).keys("enter")
	s.m.resize(40, 12)
	s.sees("✗ This is the Directory", "more: F4").keys("f4").reads("On the Overview page copy Application (client) ID")
}

func TestAFieldSaysWhereItsValueIsUntilItIsThere(t *testing.T) {
	for _, size := range []struct{ w, h int }{{100, 30}, {80, 24}} {
		s := sit(t, goodWorld()).pick("IDs and a secret").to(guide.StepValues)
		s.m.resize(size.w, size.h)
		s.sees("Where? The Directory (tenant) ID you were sent").paste("support@contoso.com").lacks("Where?")
		s = sit(t, goodWorld()).to(guide.StepClientID)
		s.m.resize(size.w, size.h)
		s.lacks("Where?").keys("f4").reads("Application (client) ID. Not the Object ID") // the instructions have said it
	}
}

// What a wait brings is news; no pane about the page before covers it.
func TestTheEndOfAWaitClosesWhatIsReadMeanwhile(t *testing.T) {
	for _, opens := range []string{"f1", "f4"} {
		s := in(t, nobodyComes(), grantFlow).to(guide.StepConsent).pick("Open it, and catch")
		s.keys(opens)
		s.send(happened{event: flow.RedirectCaught{Attempt: s.m.state.Attempt, Answer: value.NewSecret(here + "?error=access_denied&state=st4te")}})
		if s.m.pane != noPane || s.m.offset != 0 {
			t.Errorf("%s: pane %d is still open:\n%s", opens, s.m.pane, s.m.View())
		}
	}
}

func TestCtrlCOnTheSheetIsAGoodEnd(t *testing.T) {
	s := sit(t, goodWorld()).to(guide.StepHandoff).keys("ctrl+c")
	if !s.ended || !s.m.state.AllDone() || len(s.m.state.Outcomes()) != 1 {
		t.Errorf("ended %v, %d outcomes", s.ended, len(s.m.state.Outcomes()))
	}
}

func TestAnAddressWithoutRoomIsOneLineAndWholeBehindF4(t *testing.T) {
	s := pasting(t, goodWorld())
	s.m.resize(60, 20)
	s.sees("1 Open the link in any browser").reads("the whole address").keys("f4").reads(s.m.page.Link)
}
