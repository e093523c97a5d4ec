package plain

import (
	"io"
	"strings"
	"unicode"
	"unicode/utf8"
)

// width is how long a line gets. A word that is longer, such as a link, stays
// whole so that it can be copied.
const width = 78

// printer writes plain lines.
type printer struct{ out io.Writer }

// say writes a paragraph; its further lines are indented as far as its prefix
// is long.
func (v *printer) say(prefix, text string) {
	line, used := []byte(prefix), len(prefix)
	for i, word := range strings.Fields(harmless(text)) {
		n := utf8.RuneCountInString(word)
		switch {
		case i == 0:
		case used+1+n > width:
			v.line(string(line))
			line, used = append(line[:0], strings.Repeat(" ", len(prefix))...), len(prefix)
		default:
			line, used = append(line, ' '), used+1
		}
		line, used = append(line, word...), used+n
	}
	v.line(string(line))
}

// line writes a line as it is.
func (v *printer) line(text string) { v.write(strings.TrimRight(harmless(text), " ") + "\n") }

// prompt writes a question and stays on its line.
func (v *printer) prompt(text string) { v.write(harmless(text)) }

func (v *printer) write(text string) {
	_, _ = io.WriteString(v.out, text) // a terminal that is gone ends the input too
}

// harmless takes out what a terminal would obey.
func harmless(text string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsControl(r) || unicode.Is(unicode.Bidi_Control, r) {
			return -1
		}
		return r
	}, text)
}
