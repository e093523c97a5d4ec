package wizard

import (
	"maps"
	"slices"
	"strings"
	"testing"

	"github.com/charmbracelet/bubbles/spinner"
	"github.com/charmbracelet/lipgloss"

	"mailgrant/flow/soak"
)

func TestSoakWithoutUTF8EveryScreenIsASCIIAndAsWide(t *testing.T) {
	t.Parallel()
	for _, name := range soak.Some(t, 15, slices.Sorted(maps.Keys(screens))) {
		s := screens[name](t)
		usual := strings.Split(s.m.View(), "\n")
		s.m.ascii, s.m.spin.Spinner = true, spinner.Line
		for i, line := range strings.Split(s.m.View(), "\n") {
			if at := strings.IndexFunc(line, func(r rune) bool { return r > '~' }); at >= 0 {
				t.Errorf("%s: %q is not ASCII: %s", name, []rune(line[at:])[0], line)
			}
			if lipgloss.Width(line) != lipgloss.Width(usual[i]) {
				t.Errorf("%s: %q is not as wide as %q", name, line, usual[i])
			}
		}
	}
}

func TestTheSpinnerIsOfBrailleOnlyWhereItCanBe(t *testing.T) {
	for ascii, want := range map[bool]spinner.Spinner{false: spinner.MiniDot, true: spinner.Line} {
		if got := New(Config{ASCII: ascii}).spin.Spinner; got.Frames[0] != want.Frames[0] {
			t.Errorf("ASCII %v: %q", ascii, got.Frames)
		}
	}
}
