package wizard

import (
	"io"
	"strings"

	"mailgrant/flow/finding"
	"mailgrant/flow/page"

	"github.com/charmbracelet/lipgloss"
)

// styles use the terminal's own sixteen colors, so that they fit a dark and a
// light background. What must be read has the terminal's own foreground: no
// color of a palette is sure to be readable. The hues are for signs and bars, one
// each, never bold (many terminals then show another hue), and carry no meaning
// alone. faint is for rules.
type styles struct {
	plain, strong, focus, cursor style
	faint                        style
	accent, good, warn, bad      style
}

func newStyles(r *lipgloss.Renderer, colourless bool) styles {
	if r == nil {
		r = lipgloss.NewRenderer(io.Discard)
	}
	plain := r.NewStyle()
	color := func(c string) lipgloss.Style {
		if colourless { // bold, faint and reverse are not colors, and help a lot
			return plain
		}
		return plain.Foreground(lipgloss.Color(c))
	}
	return styles{
		plain:  newStyle(plain),
		strong: newStyle(plain.Bold(true)),
		focus:  newStyle(plain.Reverse(true)),
		faint:  newStyle(plain.Faint(true)),
		accent: newStyle(color("6")),
		good:   newStyle(color("2")),
		warn:   newStyle(color("3")),
		bad:    newStyle(color("1")),
		cursor: newStyle(plain.Reverse(true)),
	}
}

// style formats text within a line. lipgloss writes the same sequences before
// and after every such text, and a frame has a hundred of them, so they are
// kept.
type style struct {
	whole         lipgloss.Style
	before, after string
}

func newStyle(whole lipgloss.Style) style {
	const mark = "x"
	before, after, _ := strings.Cut(whole.Render(mark), mark)
	return style{whole, before, after}
}

// Render is the text in that style.
func (s style) Render(text string) string { return s.before + text + s.after }

// sign is the symbol and style of a status; the word beside it carries the
// meaning.
func (m *Model) sign(s finding.Status) (string, style) {
	hue := m.style.plain
	switch s {
	case finding.Pass:
		hue = m.style.good
	case finding.Warn, finding.Undecided:
		hue = m.style.warn
	case finding.Fail:
		hue = m.style.bad
	case finding.Skip:
		return "–", hue
	}
	return page.WordsFor(s).Sign, hue
}

// weight is the style of the text beside a sign.
func (m *Model) weight(s finding.Status) style {
	if s == finding.Fail {
		return m.style.strong
	}
	return m.style.plain
}
