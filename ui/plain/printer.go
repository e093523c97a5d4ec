package plain

import (
	"io"
	"strings"
	"unicode"
	"unicode/utf8"
)

// width is the limit of a line. A longer word stays whole so that it can be
// copied.
const width = 78

// printer prints plain lines.
type printer struct{ out io.Writer }

// say prints a paragraph. An address is alone on its line.
func (v *printer) say(prefix, text string) {
	line, used := "", 0
	end := func() {
		if line != "" {
			v.line(line)
		}
		line, used = "", 0
	}
	for _, word := range strings.Fields(harmless(prefix + clicks(text))) {
		n := utf8.RuneCountInString(word)
		switch {
		case isAddress(word):
			end()
			v.line(strings.Trim(word, "<>(),.;"))
			continue
		case used > 0 && used+1+n > width:
			end()
		case used > 0:
			line, used = line+" ", used+1
		}
		line, used = line+word, used+n
	}
	end()
}

// clicks says a path of clicks: a screen reader reads its signs as "greater".
func clicks(text string) string { return strings.ReplaceAll(text, " > ", ", then ") }

// isAddress reports the address of a page or an endpoint. A bare host is part of
// its sentence.
func isAddress(word string) bool {
	_, rest, found := strings.Cut(word, "://")
	_, path, _ := strings.Cut(rest, "/")
	return found && path != ""
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
