package plain

import (
	"io"
	"strings"
	"unicode"
	"unicode/utf8"
)

// width is the limit of a line. A longer word, such as a link, stays whole so
// that it can be copied.
const width = 78

// printer prints plain lines.
type printer struct{ out io.Writer }

// say prints a paragraph. It indents all lines but the first by the length of
// the prefix.
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

// line prints a line as it is.
func (v *printer) line(text string) { v.write(strings.TrimRight(harmless(text), " ") + "\n") }

// prompt prints a question without a line end.
func (v *printer) prompt(text string) { v.write(harmless(text)) }

func (v *printer) write(text string) {
	_, _ = io.WriteString(v.out, text) // if the terminal is gone, the input ends too
}

// harmless removes what a terminal would act on.
func harmless(text string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsControl(r) || unicode.Is(unicode.Bidi_Control, r) {
			return -1
		}
		return r
	}, text)
}
