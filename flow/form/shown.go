package form

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"mailgrant/flow/finding"
	"mailgrant/flow/guide"
	"mailgrant/flow/redact"
	"mailgrant/flow/text"
	"mailgrant/flow/value"
)

// maskRune replaces each character that is not drawn.
const maskRune = '•'

// maskedSays is the note on a field with a masked part.
const maskedSays = "What is masked here could be a secret. Enter a secret only in the Client secret field."

// Shown is a field's text as it may be drawn or printed: what could be a secret
// is masked, character by character, so that a cursor in it keeps its place. A
// field of fixed shape is masked from the first character that does not fit.
// Any field is masked where a part of it looks like a secret.
func Shown(id finding.FieldID, text string) string {
	f := guide.FieldOf(id)
	if f.Secret() {
		return value.Mask
	}
	spans := value.SecretSpans(text[:min(len(text), value.LongestLook)])
	if len(text) > value.LongestLook {
		spans = append(spans, redact.Span{From: value.LongestLook, To: len(text)})
	}
	if code, ok := redact.CodeIn(text); ok && !f.Multiline() {
		spans = append(spans, code)
	}
	if from := strangeFrom(f.Kind, text); from < len(text) {
		spans = append(spans, redact.Span{From: from, To: len(text)})
	}
	if f.Pasted() && (f.Multiline() || !startsAddress(text)) {
		spans = append(spans, redact.StrangeWords(text)...)
	}
	if len(spans) == 0 {
		return text
	}
	var shown strings.Builder
	for i, r := range text {
		if !redact.Covered(spans, i) {
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

// Shown is Shown for a field of the values. If the field held a secret, it is
// masked in full while part of the secret may be left, since that part can look
// like anything.
func (a Values) Shown(id finding.FieldID) string {
	if text := a.Text(id); a.heldSecret(id) {
		return strings.Repeat(string(maskRune), utf8.RuneCountInString(text))
	}
	return Shown(id, a.Text(id))
}

// Masked reports that part of a field's text must not be drawn.
func Masked(id finding.FieldID, text string) bool { return Shown(id, text) != text }

// wordy reports a text of words and short numbers, as people write them: no secret
// has that shape.
func wordy(txt string) bool {
	const longest = 20
	for _, w := range strings.Fields(txt) {
		w = strings.Trim(w, ".,;:!?()/-")
		letters := strings.TrimLeft(w, "0123456789")
		if len(letters) < len(w) && (letters != "" || len(w) > 4) || len(w) > longest || strings.ContainsFunc(letters, func(r rune) bool { return !unicode.IsLetter(r) }) {
			return false
		}
		if _, first := utf8.DecodeRuneInString(letters); letters != "" && letters[first:] != strings.ToLower(letters[first:]) {
			return false
		}
	}
	return true
}

// maskedDoubt is the finding on a value that may be right nevertheless.
const maskedDoubt = "What is masked here could be a client secret."

// strangeFrom is where the masking of a field of fixed shape starts: at the
// word with the first character that does not fit. If all characters fit, it is
// the text's length.
func strangeFrom(kind guide.FieldKind, text string) int {
	at, edges := len(text), " \t"
	switch kind {
	case guide.KindGUID:
		at, edges = strangeInGUID(text), " -{}()<>\"'"
	case guide.KindDate:
		at, edges = strangeInDay(text), " ,./:-"
	case guide.KindName:
		at = strings.IndexFunc(text, func(r rune) bool {
			return r < utf8.RuneSelf && !value.IsLDH(string(r)) && !strings.ContainsRune(" ._", r)
		})
	case guide.KindMailbox:
		at = strangeInAddress(text)
	case guide.KindOrganization:
		if at = strangeInAddress(text); value.URLLike(text) && at < len(text) {
			at, edges = strangeInURL(text), "/?#&="
		}
	case guide.KindURL:
		at, edges = strangeInURL(text), "/?#&="
	case guide.KindEndpoint, guide.KindCallback:
		if kind != guide.KindCallback || startsAddress(text) {
			at, edges = min(strangeInURL(text), redact.Cut(text, "?#")), "/?#&="
		}
	case guide.KindSecret, guide.KindMessage, guide.KindText:
	}
	if at < 0 || at >= len(text) {
		return len(text)
	}
	return strings.LastIndexAny(text[:at], edges) + 1
}

// startsAddress tells an address from a message that contains one.
func startsAddress(text string) bool {
	return strings.Contains(redact.FirstWord(text), "://")
}

// strangeInGUID accepts quotes and brackets around a GUID.
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
		case !value.IsHex(text[i : i+1]):
			return i
		}
	}
	return len(text)
}

// dayWords are the words of a date, and what can follow a time.
var dayWords = []string{
	"january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november", "december",
	"sept", "monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday", "tues", "thurs", "am", "pm", "utc", "gmt", "uhr", "t", "z",
	"in", "days", "weeks", "months", "years",
}

// strangeInDay accepts a date or a lifetime that can be read. In any other text it accepts numbers of at
// most four digits, and the words of a date, complete or only started. A letter right after a
// digit must be a T or a Z.
func strangeInDay(txt string) int {
	if _, problem := value.ParseDate(txt); problem == nil || value.IsLifetime(strings.TrimSpace(txt)) {
		return len(txt)
	}
	for i := 0; i < len(txt); {
		from := i
		switch b := txt[i]; {
		case b >= '0' && b <= '9':
			for i < len(txt) && txt[i] >= '0' && txt[i] <= '9' {
				i++
			}
			if i-from > 4 || i < len(txt) && text.Letter(txt[i]) && strings.IndexByte("TZ", txt[i]) < 0 {
				return min(i, from+4)
			}
		case text.Letter(b):
			for i < len(txt) && text.Letter(txt[i]) {
				i++
			}
			if !begins(dayWords, strings.ToLower(txt[from:i])) || i < len(txt) && txt[i] >= '0' && txt[i] <= '9' && txt[from:i] != "T" {
				return min(i, len(txt)-1)
			}
		case strings.IndexByte(" \t,./:-+\"'()", b) >= 0:
			i++
		default:
			return i
		}
	}
	return len(txt)
}

func begins(words []string, beginning string) bool {
	for _, w := range words {
		if strings.HasPrefix(w, beginning) {
			return true
		}
	}
	return false
}

// strangeInAddress accepts a display name before an address, in letters of any
// script. All characters of a complete one are accepted.
func strangeInAddress(text string) int {
	if value.WholeAddress(text) {
		return len(text)
	}
	rest := strings.TrimPrefix(text, "mailto:")
	from := len(text) - len(rest)
	at := strings.IndexByte(rest, '@')
	for i, r := range rest {
		plain := r >= utf8.RuneSelf || value.IsLDH(string(r)) || strings.ContainsRune("._ \t\"'<>(),", r)
		if !plain && (i > at && at >= 0 || !strings.ContainsRune("+&", r)) && i != at {
			return from + i
		}
	}
	return len(text)
}

// strangeInURL knows the parts of a URL. If the URL lacks its scheme, the host
// needs a dot before the path.
func strangeInURL(text string) int {
	if lower := strings.ToLower(text); strings.HasPrefix(lower, "http%3a%2f%2f") || strings.HasPrefix(lower, "https%3a%2f%2f") {
		return len(text) // entirely percent-encoded; its parts are judged by their shape
	}
	from := 0
	if at := strings.Index(text, "://"); at >= 0 && at <= 20 && value.IsLDH(text[:at]) {
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
		name, port, ported = "", "", false // an IP address
	}
	for i, r := range name {
		if r < utf8.RuneSelf && !value.IsLDH(string(r)) && r != '.' {
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
		if r < utf8.RuneSelf && !value.IsLDH(string(r)) && !strings.ContainsRune("._~/?#@!$&'()*+,;=%:{}<>", r) {
			return path + i
		}
	}
	return len(text)
}
