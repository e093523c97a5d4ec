//go:build linux || darwin

package termtest

// Look is a terminal's colors in CSS.
type Look struct {
	Name                               string
	Background, Foreground, Frame, Dim string
	Palette                            [16]string // ANSI 0 to 15
}

// Looks are a dark and a light terminal. Each color is legible on its background:
// its WCAG contrast is at least 4.5, except for the dark one's black and the
// light one's white.
var Looks = []Look{
	{
		Name: "dark", Background: "#0d1117", Foreground: "#e6edf3", Frame: "#30363d", Dim: "#8b949e",
		Palette: [16]string{
			"#484f58", "#ff7b72", "#3fb950", "#d29922", "#58a6ff", "#bc8cff", "#39c5cf", "#b1bac4",
			"#8b949e", "#ffa198", "#56d364", "#e3b341", "#79c0ff", "#d2a8ff", "#56d4dd", "#ffffff",
		},
	},
	{
		Name: "light", Background: "#ffffff", Foreground: "#1f2328", Frame: "#d1d9e0", Dim: "#59636e",
		Palette: [16]string{
			"#24292f", "#cf222e", "#116329", "#7d4e00", "#0969da", "#8250df", "#1b7c83", "#6e7781",
			"#57606a", "#a40e26", "#1a7f37", "#633c01", "#0550ae", "#6639ba", "#186f77", "#8c959f",
		},
	},
}
