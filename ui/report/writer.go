// Package report prints the results of commands: as text for people, as JSON
// for programs, as a reply to send on. It decides nothing and reads nothing.
package report

import (
	"fmt"
	"io"
	"strings"

	"github.com/charmbracelet/lipgloss"
	"github.com/charmbracelet/x/ansi"
	"github.com/muesli/termenv"

	"mailgrant/flow/finding"
	"mailgrant/flow/page"
)

// Renderer draws in the terminal's own sixteen colours, or in none. The caller
// supplies everything that it would otherwise ask the terminal for.
func Renderer(colours bool) *lipgloss.Renderer {
	r := lipgloss.NewRenderer(io.Discard)
	r.SetHasDarkBackground(true)
	r.SetColorProfile(termenv.Ascii)
	if colours {
		r.SetColorProfile(termenv.ANSI)
	}
	return r
}

// Writer writes text to stdout, wrapped to its width.
type Writer struct {
	w       io.Writer
	draw    *lipgloss.Renderer
	signs   bool // a colored sign before each status
	across  int
	columns int // of the terminal, for tables; 0 if there is none
	aloud   bool
}

// NewWriter writes to out, wrapped to this many cells.
func NewWriter(out io.Writer, colours bool, cells int) Writer {
	return Writer{w: out, draw: Renderer(colours), signs: colours, across: cells}
}

// Tables lets tables use all columns of a terminal; 0 if there is none.
func (k Writer) Tables(columns int) Writer {
	if columns > 0 {
		k.columns = max(columns, k.across)
	}
	return k
}

// Aloud writes a sheet for screen readers: no columns.
func (k Writer) Aloud() Writer {
	k.aloud = true
	return k
}

func (k Writer) Line(text string) { fmt.Fprintln(k.w, text) }

// Wrapped writes a text after a label, with further lines aligned below the
// first. Words are never split: a URL or an ID stays whole.
func (k Writer) Wrapped(label, text string) { k.wrapped(label, text, k.across) }

// row is Wrapped for a row of a table.
func (k Writer) row(label, text string) { k.wrapped(label, text, max(k.across, k.columns)) }

func (k Writer) wrapped(label, text string, across int) {
	indent := ansi.StringWidth(label)
	var b strings.Builder
	used := 0
	for _, word := range strings.Fields(text) {
		w := ansi.StringWidth(word)
		switch {
		case used == 0:
		case indent+used+1+w > across:
			b.WriteString("\n" + strings.Repeat(" ", indent))
			used = 0
		default:
			b.WriteByte(' ')
			used++
		}
		b.WriteString(word)
		used += w
	}
	k.Line(label + b.String())
}

// Bold marks the subject of a block.
func (k Writer) Bold(text string) string { return k.draw.NewStyle().Bold(true).Render(text) }

// statusColours are those of the signs, which support what the words say.
var statusColours = map[finding.Status]lipgloss.ANSIColor{finding.Pass: 2, finding.Warn: 3, finding.Fail: 1, finding.Undecided: 3}

const statusWidth = len("unknown")

// statusCells is the width of a status.
func (k Writer) statusCells() int {
	if k.signs {
		return len("? ") + statusWidth
	}
	return statusWidth
}

// status is the word for a status, padded so that columns align. Where there is
// color, its sign is before it.
func (k Writer) status(s finding.Status) string {
	words := page.WordsFor(s)
	word := words.Report + strings.Repeat(" ", statusWidth-len(words.Report))
	if !k.signs {
		return word
	}
	sign := k.draw.NewStyle()
	if hue, ok := statusColours[s]; ok {
		sign = sign.Foreground(hue)
	}
	if s == finding.Fail {
		word = k.Bold(words.Report) + strings.Repeat(" ", statusWidth-len(words.Report))
	}
	return sign.Render(words.Sign) + " " + word
}

// JSON writes a value for programs, in place of text.
func (k Writer) JSON(v any) { WriteJSON(k.w, v) }
