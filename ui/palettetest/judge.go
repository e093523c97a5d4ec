package palettetest

import (
	"fmt"
	"math"
	"slices"
	"strconv"
	"strings"
	"unicode"
)

// leastOfASign is the contrast that a colored sign or bar needs. A text needs
// that of the palette's own foreground.
const leastOfASign = 2

// Complaints says what can't be read in a frame or a printed text, each thing
// once: texts that are less readable than the terminal's own, faint things that
// are not rules, signs that are too weak or have no word beside them.
func Complaints(frame string) []string {
	var all []string
	lines := Lines(frame)
	for i, line := range lines {
		for _, r := range line {
			all = append(all, r.complaints()...)
			if r.hued() && strings.TrimSpace(r.Text) != "" && !hasWord(line) && (i == 0 || !hasWord(lines[i-1])) {
				all = append(all, fmt.Sprintf("the colored %q has no word beside it", r.Text))
			}
		}
	}
	slices.Sort(all)
	return slices.Compact(all)
}

func (r Run) complaints() (all []string) {
	switch seen := strings.TrimSpace(r.Text); {
	case seen == "" && r.Bg == usual && !r.Reverse, r.Fg == usual && r.Bg == usual && !r.Faint:
		return nil
	case r.Fg == beyond || r.Bg == beyond:
		return []string{fmt.Sprintf("%q has a color that is not the terminal's", r.Text)}
	case r.Faint && !rule(seen):
		all = append(all, fmt.Sprintf("%q is faint, and no rule", r.Text))
	}
	for _, p := range Palettes {
		least := leastOfASign + 0.0
		if read(r.Text) {
			least = contrast(p.Foreground, p.Background)
		}
		if got := r.contrast(p); got < least {
			all = append(all, fmt.Sprintf("%q in color %s on %s has contrast %.1f, and needs %.1f", r.Text, r.colors(), p.Name, got, least))
		}
	}
	return all
}

func (r Run) hued() bool { return r.Fg != usual || r.Bg != usual }

// read reports a text that must be read. What has no letter and no digit is a
// sign or a bar.
func read(text string) bool {
	return strings.ContainsFunc(text, func(c rune) bool { return unicode.IsLetter(c) || unicode.IsDigit(c) })
}

// rule reports a text that only separates.
func rule(text string) bool {
	return !strings.ContainsFunc(text, func(c rune) bool { return (c < '─' || c > '╿') && !strings.ContainsRune(" -|+·", c) })
}

func hasWord(line []Run) bool {
	return slices.ContainsFunc(line, func(r Run) bool { return !r.hued() && !r.Faint && read(r.Text) })
}

func (r Run) colors() string {
	name := func(n int) string {
		if n == usual {
			return "own"
		}
		return strconv.Itoa(n)
	}
	return name(r.Fg) + " on " + name(r.Bg)
}

// contrast is that of a run in a palette. Many terminals show bold colors as
// their bright ones, so it is the weaker of both.
func (r Run) contrast(p Palette) float64 {
	ansi := strings.Fields(p.ANSI)
	pick := func(n int, own string) string {
		if n == usual {
			return own
		}
		return ansi[n]
	}
	bg := pick(r.Bg, p.Background)
	ratio := contrast(pick(r.Fg, p.Foreground), bg)
	if r.Bold && r.Fg >= 0 && r.Fg < 8 {
		ratio = min(ratio, contrast(ansi[r.Fg+8], bg))
	}
	return ratio
}

// contrast is WCAG 2's ratio of the luminances of two colors.
func contrast(a, b string) float64 {
	x, y := luminance(a), luminance(b)
	return (max(x, y) + 0.05) / (min(x, y) + 0.05)
}

func luminance(rgb string) float64 {
	n, err := strconv.ParseUint(rgb, 16, 24)
	if err != nil {
		panic(err)
	}
	sum := 0.0
	for i, weight := range []float64{0.2126, 0.7152, 0.0722} {
		part := float64(n>>(16-8*i)&0xff) / 255
		if part <= 0.04045 {
			part /= 12.92
		} else {
			part = math.Pow((part+0.055)/1.055, 2.4)
		}
		sum += weight * part
	}
	return sum
}
