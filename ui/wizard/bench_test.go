package wizard

import (
	"testing"

	tea "github.com/charmbracelet/bubbletea"

	"mailgrant/flow/finding"
	"mailgrant/flow/guide"
)

// benchScreens are the screens that take the most work to lay out.
var benchScreens = []finding.StepID{guide.StepTenant, guide.StepRegister, guide.StepClientID, guide.StepSecret, guide.StepVerify, guide.StepHandoff}

func BenchmarkView(b *testing.B) {
	for _, step := range benchScreens {
		b.Run(string(step), func(b *testing.B) {
			m := sit(b, goodWorld()).to(step).m
			b.ReportAllocs()
			for b.Loop() {
				m.View()
			}
		})
	}
}

// BenchmarkKey measures one letter, or one move on a page without a field, and
// the frame that shows it. A frame lasts 8.3 ms.
func BenchmarkKey(b *testing.B) {
	for _, step := range benchScreens {
		b.Run(string(step), func(b *testing.B) {
			m := sit(b, goodWorld()).to(step).m
			m.focus = 0
			m.refresh()
			keys := []tea.KeyMsg{named["down"], named["up"]}
			if m.at().field != "" {
				keys = []tea.KeyMsg{{Type: tea.KeyRunes, Runes: []rune("a")}, named["backspace"]}
			}
			b.ReportAllocs()
			for i := 0; b.Loop(); i++ {
				m.Update(keys[i%len(keys)])
				m.View()
			}
		})
	}
}
