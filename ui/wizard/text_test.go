package wizard

import (
	"testing"

	tea "github.com/charmbracelet/bubbletea"

	"mailgrant/flow/guide"
)

// Characters that arrive together are text, even if they spell a key's name.
func TestTextIsNoKeyByItsName(t *testing.T) {
	for _, text := range []string{"f2", "f4", "f5", "f8", "up", "end", "esc", "home", "enter", "ctrl+c", "ctrl+u"} {
		s := sit(t, goodWorld()).to(guide.StepClientID)
		s.atOnce(text)
		if got := s.m.state.Values.ClientID; got != text || s.m.state.At != guide.StepClientID || s.m.pane != noPane || s.ended {
			t.Errorf("%q typed at once: the field holds %q", text, got)
		}
		s = sit(t, goodWorld()).to(guide.StepSecret)
		s.keys("x")
		s.atOnce(text)
		if got := s.m.state.Values.Secret.Reveal(); got != "x"+text {
			t.Errorf("%q typed at once: the secret is %q", text, got)
		}
		s.keys("ctrl+u")
		if !s.m.state.Values.Secret.Empty() {
			t.Error("ctrl+u no longer clears the secret")
		}
	}
}

func (s *session) atOnce(text string) {
	s.send(tea.KeyMsg{Type: tea.KeyRunes, Runes: []rune(text)})
}
