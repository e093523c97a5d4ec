package flow

import (
	"strings"
	"unicode/utf8"
)

// maskRune stands for each character that is not drawn.
const maskRune = '•'

// pasteSecret says where a secret goes.
const pasteSecret = "Paste it in the Client secret field."

// maskedSays is said of a field in which something is masked.
const maskedSays = "What is masked here could be a secret. If it is one, paste it in the Client secret field."

// Shown is a field's text as it may be drawn or printed: what could be a secret
// is masked, character by character, so that a cursor in it stays true. A field
// of fixed shape is masked from the first character that can't be part of it,
// any field where a part of it has a secret's shape.
func Shown(id FieldID, text string) string {
	if id == FieldSecret {
		return mask
	}
	spans := secretSpans(text[:min(len(text), longestLook)])
	if len(text) > longestLook {
		spans = append(spans, stretch{longestLook, len(text)})
	}
	if at := calledCode.FindStringIndex(text); at != nil && id != FieldMessage {
		spans = append(spans, stretch{at[1], len(text)})
	}
	if from := strangeFrom(id, text); from < len(text) {
		spans = append(spans, stretch{from, len(text)})
	}
	if id == FieldMessage || id == FieldAnswer && !startsAddress(text) {
		spans = append(spans, strangeWords(text)...)
	}
	if len(spans) == 0 {
		return text
	}
	var shown strings.Builder
	for i, r := range text {
		if !covered(spans, i) {
			if r == utf8.RuneError {
				r = ' '
			}
			shown.WriteRune(r)
			continue
		}
		shown.WriteRune(maskRune)
	}
	return shown.String()
}

// Shown is Shown for a field of the answers. What held a secret is masked whole
// while a part of it may be left, since that can look like anything.
func (a Answers) Shown(id FieldID) string {
	if text := a.Text(id); a.heldSecret(id) {
		return strings.Repeat(string(maskRune), utf8.RuneCountInString(text))
	}
	return Shown(id, a.Text(id))
}

// Masked reports that not all of a field's text may be drawn.
func Masked(id FieldID, text string) bool { return Shown(id, text) != text }

// maskedDoubt is said of one that may be right all the same.
const maskedDoubt = "What is masked here could be a client secret."

// stretch is a part of a text, in bytes, its end excluded.
type stretch struct{ from, to int }

func covered(spans []stretch, i int) bool {
	for _, s := range spans {
		if i >= s.from && i < s.to {
			return true
		}
	}
	return false
}

// strangeFrom is where the masking of a field of fixed shape begins: with the
// first character that can't be part of it, and with what of the same word came
// before that. It is the text's length where all fits.
func strangeFrom(id FieldID, text string) int {
	at, edges := len(text), " \t"
	switch id {
	case FieldClientID:
		at, edges = strangeInGUID(text), " -{}()<>\"'"
	case FieldExpires:
		at, edges = strangeInDay(text), " ,./:-"
	case FieldName:
		at = strings.IndexFunc(text, func(r rune) bool { return r < utf8.RuneSelf && !ldh(string(r)) && !strings.ContainsRune(" ._", r) })
	case FieldMailbox:
		at = strangeInAddress(text)
	case FieldWhere:
		if at = strangeInAddress(text); urlLike(text) && at < len(text) {
			at, edges = strangeInURL(text), "/?#&="
		}
	case FieldRedirect:
		at, edges = strangeInURL(text), "/?#&="
	case FieldToken, FieldAuth, FieldAnswer:
		if id != FieldAnswer || startsAddress(text) {
			at, edges = min(strangeInURL(text), cut(text, "?#")), "/?#&="
		}
	case FieldSecret, FieldMessage:
	}
	if at < 0 || at >= len(text) {
		return len(text)
	}
	return strings.LastIndexAny(text[:at], edges) + 1
}

// startsAddress tells an address from a message, which may hold one.
func startsAddress(text string) bool {
	return strings.Contains(nonSpace.FindString(text), "://")
}

// cut is behind the first of some characters; the text's length where none is
// there.
func cut(text, signs string) int {
	if at := strings.IndexAny(text, signs); at >= 0 {
		return at + 1
	}
	return len(text)
}

// strangeInGUID lets quotes and brackets round a GUID be.
func strangeInGUID(text string) int {
	const open, end = " \t\"'`{<([", " \t\"'`}>)],;"
	from := len(text) - len(strings.TrimLeft(text, open))
	for i := from; i < len(text); i++ {
		switch at := i - from; {
		case at >= 36:
			if strings.IndexByte(end, text[i]) < 0 {
				return i
			}
		case at == 8 || at == 13 || at == 18 || at == 23:
			if text[i] != '-' {
				return i
			}
		case !isHex(text[i : i+1]):
			return i
		}
	}
	return len(text)
}

// dayWords are the words of a date, and what can stand behind a time.
var dayWords = []string{
	"january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november", "december",
	"sept", "monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday", "tues", "thurs", "am", "pm", "utc", "gmt", "uhr", "t", "z",
}

// strangeInDay takes a date that can be read; of any other text, numbers of four
// digits at most and the words of a date, begun or whole. A letter right behind a digit is a T or a Z.
func strangeInDay(text string) int {
	if _, problem := ParseDay(text); problem == nil {
		return len(text)
	}
	for i := 0; i < len(text); {
		from := i
		switch b := text[i]; {
		case b >= '0' && b <= '9':
			for i < len(text) && text[i] >= '0' && text[i] <= '9' {
				i++
			}
			if i-from > 4 || i < len(text) && letter(text[i]) && strings.IndexByte("TZ", text[i]) < 0 {
				return min(i, from+4)
			}
		case letter(b):
			for i < len(text) && letter(text[i]) {
				i++
			}
			if !begins(dayWords, strings.ToLower(text[from:i])) || i < len(text) && text[i] >= '0' && text[i] <= '9' && text[from:i] != "T" {
				return min(i, len(text)-1)
			}
		case strings.IndexByte(" \t,./:-+\"'", b) >= 0:
			i++
		default:
			return i
		}
	}
	return len(text)
}

func letter(b byte) bool { return b >= 'a' && b <= 'z' || b >= 'A' && b <= 'Z' }

func begins(words []string, beginning string) bool {
	for _, w := range words {
		if strings.HasPrefix(w, beginning) {
			return true
		}
	}
	return false
}

// strangeInAddress lets a display name before an address be, whatever letters it
// is written in. A whole one has no strange character.
func strangeInAddress(text string) int {
	if wholeAddress(text) {
		return len(text)
	}
	rest := strings.TrimPrefix(text, "mailto:")
	from := len(text) - len(rest)
	at := strings.IndexByte(rest, '@')
	for i, r := range rest {
		plain := r >= utf8.RuneSelf || ldh(string(r)) || strings.ContainsRune("._ \t\"'<>(),", r)
		if !plain && (i > at && at >= 0 || !strings.ContainsRune("+&", r)) && i != at {
			return from + i
		}
	}
	return len(text)
}

// strangeInURL knows the parts of a URL. One that lacks its beginning has a host
// with a dot before its path.
func strangeInURL(text string) int {
	if lower := strings.ToLower(text); strings.HasPrefix(lower, "http%3a%2f%2f") || strings.HasPrefix(lower, "https%3a%2f%2f") {
		return len(text) // one encoded whole; its parts are looked at by their shape
	}
	from := 0
	if at := strings.Index(text, "://"); at >= 0 && at <= 20 && ldh(text[:at]) {
		from = at + 3
	} else if at := strings.IndexAny(text, `:/\`); at >= 0 && begins([]string{"http:/", "https:/"}, strings.ToLower(text)) {
		return len(text)
	}
	host := text[from:]
	if at := strings.IndexAny(host, "/?#"); at >= 0 {
		host = host[:at]
	}
	name, port, ported := strings.Cut(host, ":")
	if strings.HasPrefix(host, "[") {
		name, port, ported = "", "", false // an address in figures
	}
	for i, r := range name {
		if r < utf8.RuneSelf && !ldh(string(r)) && r != '.' {
			return from + i
		}
	}
	if end := strings.TrimLeft(port, "0123456789"); ported && (end != "" || len(port) > 5) {
		return from + len(name) + 1
	}
	path := from + len(host)
	if from == 0 && path < len(text) && !strings.Contains(name, ".") {
		return path
	}
	for i, r := range text[path:] {
		if r < utf8.RuneSelf && !ldh(string(r)) && !strings.ContainsRune("._~/?#@!$&'()*+,;=%:{}<>", r) {
			return path + i
		}
	}
	return len(text)
}
