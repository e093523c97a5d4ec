//go:build linux || darwin

package termtest

import uv "github.com/charmbracelet/ultraviolet"

// run is neighboring cells with one style.
type run struct {
	text  string
	width int // cells
	style uv.Style
	rule  bool // box-drawing characters: several horizontal ones, or one other
}

// runs joins cells that can be drawn together, without the blanks at the row's
// end.
func runs(cells []uv.Cell) (all []run) {
	for len(cells) > 0 && cells[len(cells)-1].Equal(&uv.EmptyCell) {
		cells = cells[:len(cells)-1]
	}
	for _, c := range cells {
		sides, rule := strokes[c.Content]
		joins := !rule || sides == "lr"
		if n := len(all) - 1; n >= 0 && joins && all[n].style.Equal(&c.Style) && all[n].rule == rule && (!rule || all[n].text[:3] == c.Content) {
			all[n].text += c.Content
			all[n].width += c.Width
			continue
		}
		all = append(all, run{text: c.Content, width: c.Width, style: c.Style, rule: rule})
	}
	return all
}
