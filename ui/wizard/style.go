package wizard

import (
	"io"

	"github.com/charmbracelet/lipgloss"
)

// styles are the looks, in the terminal's own sixteen colours so that they fit
// a dark and a light background alike. None carries a meaning alone.
type styles struct {
	plain, strong, dim, accent, good, warn, bad, cursor, badge lipgloss.Style
}

func newStyles(r *lipgloss.Renderer) styles {
	if r == nil {
		r = lipgloss.NewRenderer(io.Discard)
	}
	color := func(c string) lipgloss.Style { return r.NewStyle().Foreground(lipgloss.Color(c)) }
	return styles{
		plain:  r.NewStyle(),
		strong: r.NewStyle().Bold(true),
		dim:    color("8"),
		accent: color("6").Bold(true),
		good:   color("2"),
		warn:   color("3"),
		bad:    color("1").Bold(true),
		cursor: r.NewStyle().Reverse(true),
		badge:  r.NewStyle().Reverse(true).Bold(true),
	}
}
