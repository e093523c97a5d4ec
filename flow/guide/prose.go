package guide

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"
)

// The longest texts, in characters.
const (
	longestName   = 60 // of a product, an app, a title, a label
	longestTitle  = 120
	longestText   = 320 // an action, a note: what a person reads at one go
	longestSketch = 70  // a line of a sketch, which is not wrapped
	longestShort  = 20  // a step's name in the list of steps
)

// What texts may name in braces. Those of the sheet have the credential's values.
var (
	textPlaces  = []string{"app-name", "product", "domain", "admin"}
	sheetPlaces = []string{"name", "client-id", "tenant", "domain", "mailbox", "redirect-uri", "token-endpoint", "auth-endpoint", "secret"}
)

// prose finds what keeps a text from being shown as it is, on a screen and as
// Markdown.
func (f *file) prose(l line, most int, places ...string) string {
	if l.text == "" {
		f.bad(l.n, "There is no text here.")
	}
	if n := utf8.RuneCountInString(l.text); n > most {
		f.bad(l.n, "This text has %d characters. It may have %d.", n, most)
	}
	if mark := markup(l.text); mark != "" {
		f.bad(l.n, "Write this without %s: Markdown reads it as a mark.", mark)
	}
	f.places(l, places)
	return l.text
}

// markup is the first thing in a text that Markdown would not print as it is.
func markup(text string) string {
	for _, mark := range []string{"*", "`", "<", `\`, "](", "~~"} {
		if strings.Contains(text, mark) {
			return mark
		}
	}
	for i, r := range text {
		switch r {
		case '_':
			before, _ := utf8.DecodeLastRuneInString(text[:i])
			after, _ := utf8.DecodeRuneInString(text[i+1:])
			if !inWord(before) || !inWord(after) {
				return "a _ at the edge of a word"
			}
		case '&':
			name, _, ended := strings.Cut(text[i+1:], ";")
			if ended && name != "" && strings.Trim(strings.ToLower(name), "#0123456789abcdefghijklmnopqrstuvwxyz") == "" {
				return "&" + name + ";"
			}
		}
	}
	return ""
}

func inWord(r rune) bool { return unicode.IsLetter(r) || unicode.IsDigit(r) }

// places finds braces that name nothing.
func (f *file) places(l line, known []string) {
	rest := l.text
	for {
		at := strings.IndexAny(rest, "{}")
		if at < 0 {
			return
		}
		name, after, closed := strings.Cut(rest[at+1:], "}")
		switch {
		case rest[at] == '}' || !closed:
			f.bad(l.n, "A brace has no partner here.")
			return
		case len(known) == 0:
			f.bad(l.n, "{%s} is not filled in here.", name)
		case !slices.Contains(known, name):
			f.bad(l.n, "There is no value {%s}. There are {%s}.", name, strings.Join(known, "}, {"))
		}
		rest = after
	}
}

// sketch finds what keeps lines from being shown as they are.
func (f *file) sketch(b block) []string {
	var lines []string
	for _, l := range b.lines[1:] {
		if strings.HasPrefix(l.text, "```") {
			break
		}
		if n := utf8.RuneCountInString(l.text); n > longestSketch {
			f.bad(l.n, "This line has %d characters. A sketch is not wrapped, so it may have %d.", n, longestSketch)
		}
		f.places(l, textPlaces)
		lines = append(lines, l.text)
	}
	if len(lines) == 0 {
		f.bad(b.n, "This sketch is empty.")
	}
	return lines
}
