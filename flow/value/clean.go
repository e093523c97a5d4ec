package value

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"mailgrant/flow/text"
)

// Clean removes from a pasted value what copying adds and no value contains:
// line ends and spaces around it, quotes or braces around the whole, invisible
// characters, and a label in front such as "Client ID:". Each kind of removal
// has one short note. What is inside the value stays, for its judge to refuse.
// Cleaning twice changes nothing.
func Clean(text string) (cleaned string, notes []string) {
	return clean(text, plainBraces)
}

// CleanSecret is Clean for a secret. Its notes reveal nothing of the secret.
// Round and square brackets stay: older secrets may contain them.
func CleanSecret(s Secret) (cleaned Secret, notes []string) {
	if s.Absent() {
		return s, nil
	}
	text, notes := clean(s.Reveal(), secretBraces)
	return NewSecret(text), notes
}

const (
	plainBraces  = "{}<>()[]"
	secretBraces = "{}<>"
)

func clean(text, braces string) (string, []string) {
	var done removals
	text = done.unseen(text)
	for {
		before := len(text)
		text = done.space(text)
		text = done.label(text)
		text = done.wrapping(text, braces)
		if len(text) == before {
			return text, done.notes()
		}
	}
}

// removals counts what was removed, by kind.
type removals struct {
	invisible, noBreak             int
	lineBefore, lineAfter, spaces  bool
	quotes, braces, named, trailer bool
}

func (d *removals) notes() []string {
	var notes []string
	say := func(yes bool, note string) {
		if yes {
			notes = append(notes, note)
		}
	}
	say(d.invisible > 0, "removed "+text.Number(d.invisible, "invisible character"))
	say(d.noBreak > 0, "removed "+text.Number(d.noBreak, "no-break space"))
	say(d.lineBefore, "removed a line end before the value")
	say(d.lineAfter, "removed a line end after the value")
	say(d.spaces, "removed the spaces around it")
	say(d.quotes, "removed the quotes around it")
	say(d.braces, "removed the brackets around it")
	say(d.named, "removed the label before it")
	say(d.trailer, "removed the comma or semicolon after it")
	return notes
}

// unseen removes invisible characters wherever they are. It leaves broken UTF-8
// as it is: removing bytes from its middle could create new characters.
func (d *removals) unseen(txt string) string {
	if !utf8.ValidString(txt) {
		return txt
	}
	return strings.Map(func(r rune) rune {
		switch {
		case r < utf8.RuneSelf:
			return r
		case noBreakSpace(r):
			d.noBreak++
			return -1
		case text.Invisible(r):
			d.invisible++
			return -1
		}
		return r
	}, txt)
}

func noBreakSpace(r rune) bool { return r == 0xA0 || r == 0x2007 || r == 0x202F }

func (d *removals) space(text string) string {
	rest := strings.TrimSpace(text)
	if len(rest) == len(text) {
		return text
	}
	start := len(text) - len(strings.TrimLeftFunc(text, unicode.IsSpace))
	if rest == "" {
		start = 0
	}
	before, after := text[:start], text[start+len(rest):]
	lineBefore, lineAfter := strings.ContainsAny(before, lineEnds), strings.ContainsAny(after, lineEnds)
	d.lineBefore = d.lineBefore || lineBefore
	d.lineAfter = d.lineAfter || lineAfter
	d.spaces = d.spaces || strings.Trim(before, lineEnds) != "" || strings.Trim(after, lineEnds) != ""
	return rest
}

// lineEnds are the characters that end a line in Unicode.
const lineEnds = "\r\n\v\f\u0085\u2028\u2029"
