package palettetest

import (
	"regexp"
	"strconv"
	"strings"
)

// Run is a text in one style. A color of the palette has a number from 0; the
// palette's own foreground or background is usual, any other color is beyond.
type Run struct {
	Text                 string
	Fg, Bg               int
	Bold, Faint, Reverse bool
}

const (
	usual  = -1
	beyond = -2
)

// sequences are SGR, with its parameters, and all others, without.
var sequences = regexp.MustCompile(`\x1b(?:\[([0-9;:]*)m|\[[0-9;:?<=>]*[ -/]*[@-ln-~]|\][^\x07\x1b]*(?:\x07|\x1b\\)|[()][0-9A-B]|[=>78cDEHM])`)

// Lines are the runs of each line of what a terminal gets.
func Lines(frame string) [][]Run {
	now := Run{Fg: usual, Bg: usual}
	var lines [][]Run
	for line := range strings.Lines(strings.ReplaceAll(frame, "\r", "")) {
		line = strings.TrimSuffix(line, "\n")
		var runs []Run
		at := 0
		for _, m := range sequences.FindAllStringSubmatchIndex(line, -1) {
			runs = now.with(runs, line[at:m[0]])
			if m[2] >= 0 {
				now.apply(line[m[2]:m[3]])
			}
			at = m[1]
		}
		lines = append(lines, now.with(runs, line[at:]))
	}
	return lines
}

func (r Run) with(runs []Run, text string) []Run {
	if text == "" {
		return runs
	}
	r.Text = text
	return append(runs, r)
}

// apply changes the style as SGR parameters say.
func (r *Run) apply(parameters string) {
	numbers := strings.FieldsFunc(parameters, func(c rune) bool { return c == ';' || c == ':' })
	if len(numbers) == 0 {
		numbers = []string{"0"}
	}
	for _, number := range numbers {
		n, _ := strconv.Atoi(number)
		switch {
		case n == 0:
			*r = Run{Fg: usual, Bg: usual}
		case n == 1:
			r.Bold = true
		case n == 2:
			r.Faint = true
		case n == 22:
			r.Bold, r.Faint = false, false
		case n == 7 || n == 27:
			r.Reverse = n == 7
		case n == 38 || n == 48: // 256 colors or RGB: the rest of the parameters is one color
			if n == 38 {
				r.Fg = beyond
			} else {
				r.Bg = beyond
			}
			return
		case n >= 30 && n <= 39:
			r.Fg = color(n - 30)
		case n >= 40 && n <= 49:
			r.Bg = color(n - 40)
		case n >= 90 && n <= 97:
			r.Fg = n - 90 + 8
		case n >= 100 && n <= 107:
			r.Bg = n - 100 + 8
		}
	}
}

func color(n int) int {
	if n > 7 {
		return usual
	}
	return n
}
