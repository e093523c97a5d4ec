package wizard

import (
	"maps"
	"reflect"
	"slices"
	"testing"

	tea "github.com/charmbracelet/bubbletea"

	"mailgrant/flow"
	"mailgrant/soak"
)

// pressed are the keys behind the names that the help line shows.
var pressed = map[string]tea.KeyMsg{
	"enter": named["enter"], "esc": named["esc"], "ctrl+c": named["ctrl+c"], "space": named["space"], "a": {Type: tea.KeyRunes, Runes: []rune("a")},
	"F2": named["f2"], "F3": named["f3"], "F4": named["f4"], "F5": named["f5"], "F6": named["f6"], "F7": named["f7"], "F8": named["f8"],
	"ctrl+n": named["ctrl+n"], "ctrl+u": named["ctrl+u"],
}

// found is what a key can change, beside what stands on the screen.
type found struct {
	state   flow.State
	pane    pane
	more    bool
	effects int
	ended   bool
}

func (s *sitting) now() found {
	return found{s.m.state, s.m.pane, s.m.more, len(s.w.effects), s.ended}
}

func TestSoakEachKeyInTheHelpLineDoesSomethingAndNoOtherDoes(t *testing.T) {
	for _, name := range soak.Some(t, 12, slices.Sorted(maps.Keys(screens))) {
		t.Run(name, func(t *testing.T) {
			bring := screens[name]
			var shown []string
			for _, b := range bring(t).m.help() {
				shown = append(shown, b.Help().Key)
			}
			for key, msg := range pressed {
				s := bring(t)
				before, view := s.now(), s.m.View()
				refused := len(s.m.state.Problems) > 0 && key == "enter" // again, maybe
				s.send(msg)
				does := !reflect.DeepEqual(before, s.now())
				switch listed := slices.Contains(shown, key); {
				case listed && !does && view == s.m.View() && !refused:
					t.Errorf("%s is shown, and does nothing", key)
				case does && !listed && !typed(s.m, key):
					t.Errorf("%s does something, and is not shown", key)
				}
			}
		})
	}
}

// typed reports a key that is a character where one types.
func typed(m *Model, key string) bool {
	return m.at().field != "" && (key == "a" || key == "space")
}

func TestFunctionKeysHaveAnotherNameForTerminalsThatTakeThem(t *testing.T) {
	for key, other := range map[string]tea.KeyMsg{
		"f2": {Type: tea.KeyCtrlO}, "f3": {Type: tea.KeyCtrlY}, "f4": {Type: tea.KeyCtrlT}, "f6": {Type: tea.KeyCtrlG}, "f7": {Type: tea.KeyCtrlR},
	} {
		a, b := sit(t, goodWorld()).to(flow.StepConsent), sit(t, goodWorld()).to(flow.StepConsent)
		a.keys(key)
		b.send(other)
		if a.m.View() != b.m.View() {
			t.Errorf("%s and %s differ", key, other)
		}
	}
}
