package wizard

import (
	"context"
	"strings"
	"testing"
	"time"

	tea "github.com/charmbracelet/bubbletea"

	"mailgrant/flow"
)

const (
	tenantID = "11112222-bbbb-3333-cccc-4444dddd5555"
	clientID = "00001111-aaaa-2222-bbbb-3333cccc4444"
	canary   = "aB3" + "8Q~" + "canarycanarycanarycanarycanary.-_1"
)

var today = time.Date(2026, 11, 21, 9, 0, 0, 0, time.UTC)

// world answers effects the way the outside would, and records them.
type world struct {
	grant   flow.Grant
	tenant  flow.Discovery
	keyring *flow.Finding
	effects []flow.Effect
}

func goodWorld() *world {
	reply := flow.Reply{Host: "login.microsoftonline.com", At: today, Dated: true}
	reply.Evidence.HTTPStatus = 200
	return &world{
		tenant: flow.Discovery{Reply: reply, TenantID: tenantID, Cloud: flow.Global},
		grant: flow.Grant{Reply: reply, Got: true, TenantID: tenantID, AppID: clientID, ObjectID: "x",
			Audience: "https://graph.microsoft.com", IDType: "app", ExpiresIn: time.Hour,
			Roles: []string{"User.Read.All", "Mail.ReadWrite", "Mail.Send"}},
	}
}

func refused(status int, code int, text string) flow.Grant {
	g := flow.Grant{Reply: flow.Reply{Host: "login.microsoftonline.com", Error: "invalid_client", Codes: []int{code}, At: today, Dated: true}}
	g.Evidence = flow.Evidence{HTTPStatus: status, ServerText: text,
		TraceID: "0a0b0c0d-0000-0000-0000-000000000000", Timestamp: "2026-11-21 09:00:00Z"}
	return g
}

func (w *world) do(_ context.Context, e flow.Effect) flow.Event {
	w.effects = append(w.effects, e)
	switch e := e.(type) {
	case flow.LookUpTenant:
		return flow.TenantSeen{Attempt: e.Attempt, Cloud: e.Cloud, Discovery: w.tenant}
	case flow.FetchToken:
		return flow.TokenSeen{Attempt: e.Attempt, Grant: w.grant}
	case flow.ProbeKeyring:
		return flow.KeyringSeen{Attempt: e.Attempt, Problem: w.keyring}
	case flow.SaveCredential:
		return flow.SaveSeen{Attempt: e.Attempt, Problem: w.keyring}
	case flow.OpenURL:
		return flow.Told{Says: "Opened in your browser."}
	case flow.CopyText:
		return flow.Told{Says: "Copied: " + e.Label + "."}
	case flow.CopySecret:
		return flow.Told{Says: "Copied. The clipboard is cleared in 45 seconds."}
	}
	return nil
}

// sitting drives a wizard the way Bubble Tea does, commands at once.
type sitting struct {
	testing.TB
	m     *Model
	w     *world
	held  []tea.Cmd // commands not run yet, while holding
	hold  bool
	ended bool
}

func sit(t testing.TB, w *world, samples ...flow.Sample) *sitting {
	t.Helper()
	s := &sitting{TB: t, w: w, m: New(Config{State: flow.Begin(today, nil), Do: w.do, Start: true, Samples: samples})}
	s.send(tea.WindowSizeMsg{Width: 100, Height: 30})
	return s
}

func (s *sitting) send(msg tea.Msg) {
	_, cmd := s.m.Update(msg)
	s.m.View()
	s.run(cmd)
}

func (s *sitting) run(cmd tea.Cmd) {
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

// release runs what was held back.
func (s *sitting) release() {
	held := s.held
	s.hold, s.held = false, nil
	for _, c := range held {
		s.run(c)
	}
}

var named = map[string]tea.KeyMsg{
	"enter": {Type: tea.KeyEnter}, "esc": {Type: tea.KeyEsc}, "up": {Type: tea.KeyUp}, "down": {Type: tea.KeyDown},
	"ctrl+c": {Type: tea.KeyCtrlC}, "ctrl+n": {Type: tea.KeyCtrlN}, "f2": {Type: tea.KeyF2}, "f3": {Type: tea.KeyF3}, "f4": {Type: tea.KeyF4},
	"f5": {Type: tea.KeyF5}, "f6": {Type: tea.KeyF6}, "f8": {Type: tea.KeyF8}, "pgdn": {Type: tea.KeyPgDown},
	"space": {Type: tea.KeySpace, Runes: []rune{' '}}, "backspace": {Type: tea.KeyBackspace}, "ctrl+u": {Type: tea.KeyCtrlU},
}

func (s *sitting) keys(names ...string) *sitting {
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

func (s *sitting) paste(text string) *sitting {
	s.send(tea.KeyMsg{Type: tea.KeyRunes, Runes: []rune(text), Paste: true})
	return s
}

// to goes on until a step is reached, giving good values on the way.
func (s *sitting) to(step flow.StepID) *sitting {
	s.Helper()
	for range 80 {
		if s.m.pane == noPane && s.m.state.At == step {
			return s
		}
		s.answer()
	}
	s.Fatalf("never came to %s; stuck at %s:\n%s", step, s.m.state.At, s.m.View())
	return s
}

// toOptions goes down to the first way on.
func (s *sitting) toOptions() *sitting {
	for range 30 {
		if s.m.at().option != nil {
			break
		}
		s.keys("down")
	}
	return s
}

// pick goes down to the way on whose label begins so, and takes it.
func (s *sitting) pick(label string) *sitting {
	s.Helper()
	for range 60 {
		if o := s.m.at().option; o != nil && strings.HasPrefix(o.Label, label) {
			return s.keys("enter")
		}
		s.keys("down")
	}
	s.Fatalf("no way on %q:\n%s", label, s.m.View())
	return s
}

func (s *sitting) answer() {
	a := s.m.state.Answers
	switch {
	case s.m.pane != noPane:
	case s.m.state.At == flow.StepTenant && a.Where == "":
		s.paste("support@contoso.com")
	case s.m.state.At == flow.StepClientID && a.ClientID == "":
		s.paste(clientID)
	case s.m.state.At == flow.StepPermission && len(a.Ticked) == 0:
		s.keys("a")
		s.m.focusOption()
	case s.m.state.At == flow.StepSecret && a.Secret.Empty():
		s.paste(canary)
		s.keys("enter")
		s.paste("2027-05-21")
	}
	s.keys("enter")
}

func (s *sitting) sees(texts ...string) {
	s.Helper()
	view := strings.Join(strings.Fields(s.m.View()), " ")
	for _, t := range texts {
		if !strings.Contains(view, t) {
			s.Errorf("no %q on the screen:\n%s", t, s.m.View())
		}
	}
}
