package wizard

import (
	"maps"
	"reflect"
	"regexp"
	"slices"
	"strings"
	"testing"

	tea "github.com/charmbracelet/bubbletea"

	"mailgrant/flow"
	"mailgrant/flow/form"
	"mailgrant/flow/guide"
	"mailgrant/flow/soak"
)

// pressed maps the key names in the help line to keys.
var pressed = map[string]tea.KeyMsg{
	"enter": named["enter"], "esc": named["esc"], "ctrl+c": named["ctrl+c"], "space": named["space"], "a": {Type: tea.KeyRunes, Runes: []rune("a")},
	"F1": named["f1"], "b": {Type: tea.KeyRunes, Runes: []rune("b")}, "up": named["up"], "down": named["down"],
	"F2": named["f2"], "F3": named["f3"], "F4": named["f4"], "F5": named["f5"], "F6": named["f6"], "F7": named["f7"], "F8": named["f8"], "F9": named["f9"],
	"ctrl+n": named["ctrl+n"], "ctrl+u": named["ctrl+u"], "pgup": named["pgup"], "pgdn": named["pgdn"],
}

// found is what a key can change besides the screen.
type found struct {
	state   flow.State
	pane    pane
	effects int
	ended   bool
}

func (s *session) now() found {
	return found{s.m.state, s.m.pane, len(s.w.effects) + len(s.held), s.ended}
}

func TestSoakEachKeyInTheHelpLineDoesSomethingAndNoOtherDoes(t *testing.T) {
	t.Parallel()
	for _, name := range soak.Some(t, 8, slices.Sorted(maps.Keys(screens))) {
		t.Run(name, func(t *testing.T) {
			bring := screens[name]
			var shown []string
			s := bring(t)
			for _, b := range s.m.help() {
				shown = append(shown, b.Help().Key)
			}
			if s.m.pane == noPane { // F1 lists the others
				for _, b := range slices.Concat(s.m.legend()...) {
					shown = append(shown, b.Help().Key)
				}
			}
			if slices.Contains(shown, "d") { // its other key
				shown = append(shown, "F4")
			}
			for key, msg := range pressed {
				s := bring(t)
				before, view, offset := s.now(), s.m.View(), s.m.offset
				refused := len(s.m.state.Problems) > 0 && key == "enter" // may be refused again
				s.send(msg)
				does, listed := !reflect.DeepEqual(before, s.now()), slices.Contains(shown, key)
				switch {
				case key == "up", key == "down": // everybody knows them
					continue
				case strings.HasPrefix(key, "pg"): // shown in a rule
					does, listed = s.m.offset != offset, strings.Contains(view, key)
				}
				switch {
				case listed && !does && view == s.m.View() && !refused:
					t.Errorf("%s is shown, and does nothing", key)
				case does && !listed && !typed(s.m, key) && !((before.pane == foldPane || before.pane == detailsPane) && (key == "enter" || key == "F4")): // they close it, as esc does
					t.Errorf("%s does something, and is not shown", key)
				}
			}
		})
	}
}

// The line that says there is more to read is true, and so is its absence.
func TestPagingDoesWhatTheLineBelowSays(t *testing.T) {
	t.Parallel()
	for name, bring := range screens {
		t.Run(name, func(t *testing.T) {
			s := bring(t)
			s.send(tea.WindowSizeMsg{Width: 60, Height: 20})
			for _, key := range []string{"pgdn", "pgup"} {
				said := strings.Contains(s.m.View(), key)
				before := s.m.offset
				s.keys(key)
				if moved := s.m.offset != before; moved != said {
					t.Errorf("%s is said %v, and moves %v", key, said, moved)
				}
			}
		})
	}
}

// typed reports a key that is a character while a field has the focus.
func typed(m *Model, key string) bool {
	return m.at().field != "" && (key == "a" || key == "b" || key == "d" || key == "space")
}

func TestFunctionKeysHaveAnotherNameForTerminalsThatTakeThem(t *testing.T) {
	consent := func() *session {
		return sit(t, goodWorld(), flow.Sample{Label: "Contoso", Values: form.Values{Organization: "support@contoso.com"}}).to(guide.StepConsent)
	}
	matter := screens["41-matter"]
	for key, c := range map[string]struct {
		other tea.KeyType
		at    func() *session
	}{
		"f2": {tea.KeyCtrlO, consent}, "f3": {tea.KeyCtrlY, consent}, "f4": {tea.KeyCtrlT, consent}, "f6": {tea.KeyCtrlG, consent},
		"f7": {tea.KeyCtrlR, consent}, "f8": {tea.KeyCtrlP, consent}, "f9": {tea.KeyCtrlE, func() *session { return matter(t) }},
	} {
		a, b := c.at(), c.at()
		before := a.m.View()
		a.keys(key)
		b.send(tea.KeyMsg{Type: c.other})
		if a.m.View() != b.m.View() {
			t.Errorf("%s and %s differ", key, c.other)
		}
		if a.m.View() == before {
			t.Errorf("%s does nothing where it is tried", key)
		}
	}
}

var namedKey = regexp.MustCompile(`\bF[1-9]\b`)

// A key that the text names works here, and F1 lists it, in a small window too.
func TestEveryKeyThatAPageNamesIsListed(t *testing.T) {
	t.Parallel()
	for name, bring := range screens {
		s := bring(t)
		s.send(tea.WindowSizeMsg{Width: 60, Height: 20})
		if s.m.pane != noPane {
			continue
		}
		var listed []string
		for _, b := range slices.Concat(s.m.legend()...) {
			listed = append(listed, b.Help().Key)
		}
		for _, key := range namedKey.FindAllString(s.readThrough(), -1) {
			if !slices.Contains(listed, key) {
				t.Errorf("%s names %s, which F1 does not list", name, key)
			}
		}
	}
}
