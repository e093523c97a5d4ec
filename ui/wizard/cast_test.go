package wizard

import (
	"slices"
	"strings"
	"testing"
	"time"

	tea "github.com/charmbracelet/bubbletea"

	"mailgrant/flow"
	"mailgrant/flow/finding"
	"mailgrant/flow/guide"
)

// session drives a wizard like Bubble Tea does, but runs commands at once.
type session struct {
	testing.TB
	m     *Model
	w     *world
	held  []tea.Cmd // commands not run yet, while holding
	hold  bool
	ended bool
	frame string                    // as last drawn
	later []func(time.Time) tea.Msg // what the clock brings
}

func sit(t testing.TB, w *world, samples ...flow.Sample) *session {
	t.Helper()
	return sitAt(t, w, Config{State: flow.Begin(today, nil), Start: true, Samples: samples})
}

// sitAt starts a wizard with this configuration.
func sitAt(t testing.TB, w *world, c Config) *session {
	t.Helper()
	c.Do = w.do
	s := &session{TB: t, w: w}
	c.After = func(_ time.Duration, then func(time.Time) tea.Msg) tea.Cmd {
		s.later = append(s.later, then)
		return nil
	}
	s.m = New(c)
	s.run(s.m.Init())
	s.send(tea.WindowSizeMsg{Width: 100, Height: 30})
	return s
}

// in is a session in the guide whose name on the screen starts with g.
func in(t testing.TB, w *world, g string) *session {
	t.Helper()
	return sit(t, w).to(guide.StepGuide).pick(g)
}

func (s *session) send(msg tea.Msg) {
	s.Helper()
	busy := s.m.state.Busy()
	_, cmd := s.m.Update(msg)
	s.frame = s.m.View()
	if busy && !s.m.state.Busy() {
		s.startsWithTheNews(s.frame)
	}
	s.run(cmd)
}

// startsWithTheNews requires that a page after a wait is shown from its top, or
// from the failure if that is below.
func (s *session) startsWithTheNews(view string) {
	s.Helper()
	switch problems := s.m.page.Problems; {
	case s.m.pane != noPane || s.m.tiny() || s.m.offset == 0:
	case len(problems) == 0:
		s.Errorf("the page begins at line %d:\n%s", s.m.offset, view)
	case !strings.Contains(view, problems[0].Says[:10]):
		s.Errorf("%q is out of sight:\n%s", problems[0].Says, view)
	}
}

func (s *session) run(cmd tea.Cmd) {
	if cmd == nil {
		return
	}
	if s.hold {
		s.held = append(s.held, cmd)
		return
	}
	switch msg := cmd().(type) {
	case tea.BatchMsg:
		for _, c := range msg {
			s.run(c)
		}
	case happened:
		s.send(msg)
	case tea.QuitMsg:
		s.ended = true
	}
}

// release runs the commands that were held back.
func (s *session) release() {
	held := s.held
	s.hold, s.held = false, nil
	for _, c := range held {
		s.run(c)
	}
}

var named = map[string]tea.KeyMsg{
	"enter": {Type: tea.KeyEnter}, "esc": {Type: tea.KeyEsc}, "up": {Type: tea.KeyUp}, "down": {Type: tea.KeyDown},
	"ctrl+c": {Type: tea.KeyCtrlC}, "ctrl+n": {Type: tea.KeyCtrlN}, "f1": {Type: tea.KeyF1}, "f2": {Type: tea.KeyF2}, "f3": {Type: tea.KeyF3}, "f4": {Type: tea.KeyF4},
	"f5": {Type: tea.KeyF5}, "f6": {Type: tea.KeyF6}, "f7": {Type: tea.KeyF7}, "f8": {Type: tea.KeyF8}, "f9": {Type: tea.KeyF9}, "pgdn": {Type: tea.KeyPgDown}, "pgup": {Type: tea.KeyPgUp}, "home": {Type: tea.KeyHome}, "end": {Type: tea.KeyEnd},
	"space": {Type: tea.KeySpace, Runes: []rune{' '}}, "backspace": {Type: tea.KeyBackspace}, "ctrl+u": {Type: tea.KeyCtrlU},
}

func (s *session) keys(names ...string) *session {
	s.Helper()
	for _, n := range names {
		k, ok := named[n]
		if !ok {
			k = tea.KeyMsg{Type: tea.KeyRunes, Runes: []rune(n)}
		}
		s.send(k)
	}
	return s
}

func (s *session) paste(text string) *session {
	text = strings.ReplaceAll(text, "\n", "\r") // as terminals do
	s.send(tea.KeyMsg{Type: tea.KeyRunes, Runes: []rune(text), Paste: true})
	return s
}

// to goes on to a step and enters good values on the way.
func (s *session) to(step finding.StepID) *session {
	s.Helper()
	for range 80 {
		if s.m.pane == noPane && s.m.state.At == step {
			return s
		}
		s.answer()
	}
	s.Fatalf("never reached %s; stuck at %s:\n%s", step, s.m.state.At, s.m.View())
	return s
}

// toOptions moves to the first option.
func (s *session) toOptions() *session {
	for range 30 {
		if s.m.at().option != nil {
			break
		}
		s.keys("down")
	}
	return s
}

// pick moves to the option or list line whose label starts so, and takes it.
func (s *session) pick(label string) *session {
	s.Helper()
	if s.m.pane != noPane {
		s.m.cursor = 0
	}
	if len(s.m.page.Rows) > 0 {
		s.m.focus = 0
	}
	for range 60 {
		if strings.HasPrefix(s.focused(), label) {
			for s.m.layout(); s.m.pane == noPane && s.m.below(); s.m.layout() {
				s.keys("enter") // scroll on
			}
			return s.keys("enter")
		}
		s.keys("down")
	}
	s.Fatalf("no option %q:\n%s", label, s.m.View())
	return s
}

// focused is the label of what Enter would take.
func (s *session) focused() string {
	if s.m.pane != noPane {
		return s.m.choices()[s.m.cursor].label
	}
	if o := s.m.at().option; o != nil {
		return o.Label
	}
	if r := s.m.at().row; r != nil {
		return r.Name
	}
	return ""
}

func (s *session) answer() {
	a := s.m.state.Values
	switch {
	case s.m.pane != noPane:
	case s.m.state.At == guide.StepTenant && a.Organization == "":
		s.paste("support@contoso.com")
	case s.m.state.At == guide.StepRegister && s.m.state.Guide().Redirected && a.Redirect == "":
		s.paste(redirect)
	case s.m.state.At == guide.StepSignIn:
		s.pick("Not now")
		return
	case s.m.state.At == guide.StepClientID && a.ClientID == "":
		s.paste(clientID)
	case s.m.state.At == guide.StepSecret && a.Secret.Empty():
		s.enterSecret()
	}
	s.keys("enter")
}

// enterSecret fills in the secret's page, where one Enter then goes on.
func (s *session) enterSecret() *session {
	s.Helper()
	s.to(guide.StepSecret).paste(canary).keys("enter")
	return s.paste("2027-05-21")
}

// into pastes a text into a field of the page.
func (s *session) into(field finding.FieldID, text string) *session {
	s.Helper()
	i := slices.IndexFunc(s.m.items, func(it item) bool { return it.field == field })
	if i < 0 {
		s.Fatalf("no field %s:\n%s", field, s.m.View())
	}
	s.m.focus = i
	s.m.refresh()
	return s.paste(text)
}

// given fills in the values that somebody sent.
func (s *session) given() *session {
	s.Helper()
	return s.to(guide.StepValues).into(guide.FieldOrganization, "support@contoso.com").
		into(guide.FieldClientID, clientID).into(guide.FieldSecret, canary).into(guide.FieldExpires, "2027-05-21")
}

// found looks the organization up.
func (s *session) found() *session {
	s.Helper()
	return s.to(guide.StepTenant).paste("support@contoso.com").keys("enter")
}

// sees requires texts on the screen, however they are broken into lines.
func (s *session) sees(texts ...string) *session {
	s.Helper()
	view := strings.Join(strings.Fields(s.m.View()), " ")
	for _, t := range texts {
		if !strings.Contains(view, t) {
			s.Errorf("no %q on the screen:\n%s", t, s.m.View())
		}
	}
	return s
}
