package wizard

import (
	"strings"
	"testing"
	"time"

	"mailgrant/flow"
	"mailgrant/flow/guide"
)

// pass lets the time of the n-th notice pass.
func (s *session) pass(n int) *session {
	s.Helper()
	if len(s.later) <= n {
		s.Fatalf("only %d notices pass", len(s.later))
	}
	s.send(s.later[n](time.Time{}))
	return s
}

func (s *session) lacks(text string) *session {
	s.Helper()
	if strings.Contains(s.m.View(), text) {
		s.Errorf("%q is still there:\n%s", text, s.m.View())
	}
	return s
}

func TestANoticePassesByItself(t *testing.T) {
	const refused = "Not pasted: that is more than one line"
	s := sit(t, goodWorld()).to(guide.StepClientID).keys("ctrl+u").paste("one\ntwo").sees(refused)
	height := s.m.height
	if s.pass(0).lacks(refused); s.m.height != height {
		t.Errorf("the page has %d lines, and had %d", s.m.height, height)
	}
}

func TestANoticeOutlivesTheOneBefore(t *testing.T) {
	s := sit(t, goodWorld()).to(guide.StepClientID).keys("ctrl+u").paste("one\ntwo").paste(strings.Repeat("x", 3000)).sees("longer than any value")
	s.pass(0).sees("longer than any value")
	s.pass(1).lacks("longer than any value")
}

func TestWhatIsToldAgainStaysAsLongAgain(t *testing.T) {
	s := sit(t, goodWorld())
	s.keys("enter").send(happened{event: flow.Told{Says: "Copied."}})
	s.send(happened{event: flow.Told{Says: "Copied."}})
	s.pass(0).sees("Copied.")
	s.pass(1).lacks("Copied.")
}

func TestEveryKindOfNoticePasses(t *testing.T) {
	for name, bring := range map[string]func(*session) *session{
		"a copy": func(s *session) *session { return s.to(guide.StepRegister).keys("f3") },
		"a paste, cleaned": func(s *session) *session {
			return s.to(guide.StepClientID).keys("ctrl+u").paste("  " + clientID + "\u200b ")
		},
		"a secret, too long": func(s *session) *session { return s.to(guide.StepSecret).paste(strings.Repeat("x", 3000)) },
	} {
		s := bring(sit(t, goodWorld()))
		if s.m.notice == "" {
			t.Errorf("%s: no notice:\n%s", name, s.m.View())
			continue
		}
		if s.pass(len(s.later) - 1); s.m.notice != "" {
			t.Errorf("%s: %q stays", name, s.m.notice)
		}
	}
}
