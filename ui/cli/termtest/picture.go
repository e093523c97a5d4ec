//go:build linux || darwin

package termtest

import (
	"fmt"
	"html"
	"image/color"
	"strings"
	"unicode/utf8"

	uv "github.com/charmbracelet/ultraviolet"
	"github.com/charmbracelet/x/ansi"
)

// Sizes in pixels. A monospaced glyph is 0.6 em wide in the usual typefaces; if
// it is not, each run of text is stretched to its cells.
const (
	cellWidth, cellHeight = 8.4, 19.0
	fontSize              = 14
	margin, titleBar      = 14.0, 34.0
)

// Picture is the screen as an SVG document of a window. It needs no other
// files, and its text is text.
func (x *Terminal) Picture(title string, look Look) string {
	shot := x.Shot()
	p := &picture{look: look}
	p.window(title, len(shot), x.screen.Width())
	for y, cells := range shot {
		p.line(y, cells)
	}
	p.WriteString("</svg>\n")
	return p.String()
}

// Shot is the cells on the screen, row by row; a wide one counts as two.
func (x *Terminal) Shot() (rows [][]uv.Cell) {
	x.mu.Lock()
	defer x.mu.Unlock()
	for y := range x.screen.Height() {
		rows = append(rows, x.row(y))
	}
	return rows
}

func (x *Terminal) row(y int) (cells []uv.Cell) {
	for at := 0; at < x.screen.Width(); {
		cell := uv.EmptyCell
		if c := x.screen.CellAt(at, y); c != nil && c.Width > 0 {
			cell = *c
		}
		cells = append(cells, cell)
		at += cell.Width
	}
	return cells
}

type picture struct {
	strings.Builder
	look Look
}

func (p *picture) printf(format string, values ...any) { fmt.Fprintf(p, format, values...) }

// window draws the frame, its title and three buttons.
func (p *picture) window(title string, rows, cols int) {
	l := p.look
	width, height := float64(cols)*cellWidth+2*margin, float64(rows)*cellHeight+titleBar+margin
	p.printf(`<svg xmlns="http://www.w3.org/2000/svg" role="img" viewBox="0 0 %.1f %.1f" width="%.0f" height="%.0f">`+"\n", width, height, width, height)
	p.printf("<title>%s</title>\n", html.EscapeString(title))
	p.printf("<style>text{font:%dpx ui-monospace,SFMono-Regular,Menlo,Consolas,'DejaVu Sans Mono','Liberation Mono',monospace;white-space:pre;fill:%s}"+
		".b{font-weight:600}.i{font-style:italic}.u{text-decoration:underline}.f{opacity:.6}.r{fill-opacity:0}path{shape-rendering:crispEdges}</style>\n", fontSize, l.Foreground)
	p.printf(`<rect x=".5" y=".5" width="%.1f" height="%.1f" rx="10" fill="%s" stroke="%s"/>`+"\n", width-1, height-1, l.Background, l.Frame)
	for i := range 3 {
		p.printf(`<circle cx="%d" cy="17" r="5.5" fill="%s"/>`+"\n", 20+18*i, l.Frame)
	}
	p.printf(`<text x="%.1f" y="22" text-anchor="middle" style="font-size:12.5px;fill:%s">%s</text>`+"\n", width/2, l.Dim, html.EscapeString(title))
}

// line draws a row: backgrounds, then rules as strokes, then the text. The
// characters of a rule stay in the text, invisible: glyphs leave gaps between
// rows.
func (p *picture) line(y int, cells []uv.Cell) {
	top := titleBar + float64(y)*cellHeight
	var text strings.Builder
	left := margin
	for _, r := range runs(cells) {
		style, width := r.style, float64(r.width)*cellWidth
		fg, bg := p.look.colours(style)
		if bg != "" {
			p.printf(`<rect x="%.1f" y="%.1f" width="%.1f" height="%.1f" fill="%s"/>`+"\n", left, top, width, cellHeight, bg)
		}
		class := classes(style)
		if r.rule {
			p.rule(r, left, top, fg)
			class += " r"
		}
		fmt.Fprintf(&text, `<tspan x="%.1f" textLength="%.1f"`, left, width)
		if class = strings.TrimSpace(class); class != "" {
			fmt.Fprintf(&text, ` class="%s"`, class)
		}
		if fg != p.look.Foreground {
			fmt.Fprintf(&text, ` style="fill:%s"`, fg)
		}
		fmt.Fprintf(&text, ">%s</tspan>", html.EscapeString(r.text))
		left += width
	}
	if text.Len() > 0 {
		p.printf(`<text y="%.1f">%s</text>`+"\n", top+fontSize, text.String())
	}
}

// strokes are the box-drawing characters, by the sides of the cell that they
// connect.
var strokes = map[string]string{
	"─": "lr", "━": "lr", "│": "ud", "┃": "ud", "╭": "rd", "╮": "ld", "╰": "ru", "╯": "lu", "├": "udr", "┤": "udl",
}

// rule draws box-drawing characters as strokes over whole cells, so that neighbors
// join. A run of more than one is horizontal.
func (p *picture) rule(r run, left, top float64, colour string) {
	x, y := left+cellWidth/2, top+cellHeight/2
	ends := map[rune]string{
		'l': fmt.Sprintf("%.1f %.1f", left, y), 'r': fmt.Sprintf("%.1f %.1f", left+float64(r.width)*cellWidth, y),
		'u': fmt.Sprintf("%.1f %.1f", x, top), 'd': fmt.Sprintf("%.1f %.1f", x, top+cellHeight),
	}
	first, _ := utf8.DecodeRuneInString(r.text)
	sides := []rune(strokes[string(first)])
	d := fmt.Sprintf("M%s Q%.1f %.1f %s", ends[sides[0]], x, y, ends[sides[1]])
	if sides[0] == 'u' || sides[1] == 'r' && sides[0] == 'l' {
		d = "M" + ends[sides[0]] + "L" + ends[sides[1]]
	}
	if len(sides) == 3 {
		d += fmt.Sprintf("M%.1f %.1fL%s", x, y, ends[sides[2]])
	}
	more := ""
	if r.style.Attrs&uv.AttrFaint != 0 {
		more = ` class="f"`
	}
	if first == '━' || first == '┃' {
		more += ` stroke-width="2.5"`
	}
	p.printf(`<path d="%s" stroke="%s" fill="none"%s/>`+"\n", d, colour, more)
}

func classes(s uv.Style) string {
	var names []string
	for _, c := range []struct {
		on   bool
		name string
	}{
		{s.Attrs&uv.AttrBold != 0, "b"}, {s.Attrs&uv.AttrItalic != 0, "i"},
		{s.Attrs&uv.AttrFaint != 0, "f"}, {s.Underline != ansi.UnderlineNone, "u"},
	} {
		if c.on {
			names = append(names, c.name)
		}
	}
	return strings.Join(names, " ")
}

// colours are the colors of a style's text and background; the background is ""
// if it is the window's own.
func (l Look) colours(s uv.Style) (fg, bg string) {
	fg, bg = l.hex(s.Fg, l.Foreground), l.hex(s.Bg, "")
	if s.Attrs&uv.AttrReverse != 0 {
		fg, bg = l.hex(s.Bg, l.Background), fg
	}
	return fg, bg
}

func (l Look) hex(c color.Color, usual string) string {
	switch c := c.(type) {
	case nil:
		return usual
	case ansi.BasicColor:
		return l.Palette[c&15]
	}
	r, g, b, _ := c.RGBA()
	return fmt.Sprintf("#%02x%02x%02x", r>>8, g>>8, b>>8)
}
