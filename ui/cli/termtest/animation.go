//go:build linux || darwin

package termtest

import (
	"slices"
	"time"

	uv "github.com/charmbracelet/ultraviolet"
)

// Frame is a screen of an animation and how long it stays.
type Frame struct {
	Rows [][]uv.Cell
	For  time.Duration
}

// Animation is an SVG document that plays the frames over and over. They have one
// size. A row that several frames in a row share is drawn once. Where motion is
// unwanted, the last frame is shown.
func Animation(title string, look Look, frames []Frame) string {
	p := &picture{look: look}
	cols := 0
	for _, c := range frames[0].Rows[0] {
		cols += c.Width
	}
	p.window(title, len(frames[0].Rows), cols)
	p.WriteString("<style>@media(prefers-reduced-motion:reduce){g{animation:none!important}}</style>\n")
	starts := []time.Duration{0}
	for i, f := range frames {
		starts = append(starts, starts[i]+f.For)
	}
	known := map[[2]int]bool{}
	for y := range frames[0].Rows {
		for from := 0; from < len(frames); {
			to := from + 1
			for to < len(frames) && sameCells(frames[from].Rows[y], frames[to].Rows[y]) {
				to++
			}
			p.span(known, starts, from, to, func() { p.line(y, frames[from].Rows[y]) })
			from = to
		}
	}
	p.WriteString("</svg>\n")
	return p.String()
}

func sameCells(a, b []uv.Cell) bool {
	return slices.EqualFunc(a, b, func(x, y uv.Cell) bool { return x.Equal(&y) })
}

// span shows what draw draws from one frame up to another, without that one.
func (p *picture) span(known map[[2]int]bool, starts []time.Duration, from, to int, draw func()) {
	last := len(starts) - 1
	if from == 0 && to == last {
		draw()
		return
	}
	if at := [2]int{from, to}; !known[at] {
		known[at] = true
		share := func(i int) float64 { return 100 * starts[i].Seconds() / starts[last].Seconds() }
		usual := "hidden"
		if to == last {
			usual = "visible"
		}
		p.printf("<style>@keyframes k%d-%d{0%%{visibility:hidden}%.2f%%{visibility:visible}", from, to, share(from))
		if to < last {
			p.printf("%.2f%%{visibility:hidden}", share(to))
		}
		p.printf("}.k%d-%d{visibility:%s;animation:k%d-%d %.1fs step-end infinite}</style>\n", from, to, usual, from, to, starts[last].Seconds())
	}
	p.printf(`<g class="k%d-%d">`, from, to)
	draw()
	p.WriteString("</g>\n")
}
