package wizard

import (
	"io"
	"testing"

	"github.com/charmbracelet/lipgloss"
	"github.com/muesli/termenv"
)

func TestAStyleWritesWhatLipglossDoes(t *testing.T) {
	for sentence, profile := range map[string]termenv.Profile{"in colours": termenv.ANSI, "without": termenv.Ascii} {
		t.Run(sentence, func(t *testing.T) {
			r := lipgloss.NewRenderer(io.Discard)
			r.SetColorProfile(profile)
			s := newStyles(r, false)
			for _, look := range []style{s.plain, s.strong, s.focus, s.cursor, s.faint, s.accent, s.good, s.warn, s.bad} {
				for _, text := range []string{"x", " ", "✓ two words ", "日本"} {
					if got, want := look.Render(text), look.whole.Render(text); got != want {
						t.Errorf("%q, lipgloss writes %q", got, want)
					}
				}
			}
		})
	}
}
