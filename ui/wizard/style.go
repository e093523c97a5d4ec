package wizard

import (
	"io"
	"strings"

	"github.com/charmbracelet/lipgloss"
)

// styles use the terminal's own sixteen colors, so that they fit a dark and a
// light background. None carries a meaning alone.
type styles struct {
	plain, strong, dim, accent, good, warn, bad, cursor, badge style
}

func newStyles(r *lipgloss.Renderer, colourless bool) styles {
	if r == nil {
		r = lipgloss.NewRenderer(io.Discard)
	}
	plain := r.NewStyle()
	color := func(c string) lipgloss.Style {
		if colourless { // bold, dim and reverse are not colors, and help a lot
			return plain
		}
		return plain.Foreground(lipgloss.Color(c))
	}
	dim := color("8")
	if colourless {
		dim = plain.Faint(true)
	}
	return styles{
		plain:  newStyle(plain),
		strong: newStyle(plain.Bold(true)),
		dim:    newStyle(dim),
		accent: newStyle(color("6").Bold(true)),
		good:   newStyle(color("2")),
		warn:   newStyle(color("3")),
		bad:    newStyle(color("1").Bold(true)),
		cursor: newStyle(plain.Reverse(true)),
		badge:  newStyle(plain.Reverse(true).Bold(true)),
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
