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
	w      io.Writer
	draw   *lipgloss.Renderer
	across int
}

// NewWriter writes to out, wrapped to this many cells.
func NewWriter(out io.Writer, colours bool, cells int) Writer {
	return Writer{out, Renderer(colours), cells}
}

func (k Writer) Line(text string) { fmt.Fprintln(k.w, text) }

// Wrapped writes a text after a label, with further lines aligned below the
// first. Words are never split: a URL or an ID stays whole.
func (k Writer) Wrapped(label, text string) {
	indent := ansi.StringWidth(label)
	var b strings.Builder
	used := 0
	for _, word := range strings.Fields(text) {
		w := ansi.StringWidth(word)
		switch {
		case used == 0:
		case indent+used+1+w > k.across:
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

// statusColours support what the words say.
var statusColours = map[finding.Status]lipgloss.ANSIColor{finding.Pass: 2, finding.Warn: 3, finding.Fail: 1, finding.Undecided: 3, finding.Skip: 8}

const statusWidth = len("unknown")

// status is the word for a status, padded so that columns align.
func (k Writer) status(s finding.Status) string {
	word := page.WordsFor(s).Report
	return k.draw.NewStyle().Foreground(statusColours[s]).Render(word) + strings.Repeat(" ", statusWidth-len(word))
}

// JSON writes a value for programs, in place of text.
func (k Writer) JSON(v any) { WriteJSON(k.w, v) }
