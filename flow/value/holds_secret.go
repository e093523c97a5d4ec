package value

import (
	"encoding/base64"
	"encoding/hex"
	"net/url"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"mailgrant/flow/text"
)

// LongestLook bounds what is looked at, in bytes: no value has more.
const LongestLook = 4096

// HoldsSecret reports a text that is not repeated anywhere, since a part of it
// has the shape of a client secret or is called one.
func HoldsSecret(text string) bool { return len(SecretSpans(text[:min(len(text), LongestLook)])) > 0 }

// SurelySecret reports a text that holds a secret by its own mark, or as its name
// says, or that is one from end to end. A shorter word made by chance, or a long one
// in a product's path, may be a name of a server's own making.
func SurelySecret(text string) bool {
	text = text[:min(len(text), LongestLook)]
	if len(markedSpans(text)) > 0 {
		return true
	}
	for _, s := range chanceSpans(text) {
		if s.To-s.From >= shortestSecret && s.From < pathFrom(text) {
			return true
		}
	}
	return false
}

// calledSecret finds what a name calls a secret: all behind it is one.
var calledSecret = text.Pattern(`(?i)(?:secret|passw(?:or)?d|pwd|passphrase|passcode|api[-_ ]?key|(?:access|refresh|id)[-_ ]?token|assertion|\bvalue)["'` + "`" + `]?\s*(?:=|:|%3A|%3D)\s*`)

// CalledCode finds what signs in, in an address that a browser came back to.
var CalledCode = text.Pattern(`(?i)\bcode(?:=|%3D)`)

// SecretSpans finds what has a secret's shape, as it is or encoded, and what a
// name calls one.
func SecretSpans(text string) []Span { return append(markedSpans(text), chanceSpans(text)...) }

// markedSpans finds those that are one for sure.
func markedSpans(text string) []Span {
	var spans []Span
	for _, s := range runs(text, "._~-%") {
		part := text[s.From:s.To]
		if plain, err := url.PathUnescape(part); strings.Contains(part, "Q~") || err == nil && strings.Contains(plain, "Q~") {
			spans = append(spans, s)
		}
	}
	for _, s := range runs(text, "+/_-=") {
		if part := text[s.From:s.To]; oldShape(part) || unpacked(part) || unpacked(part[strings.LastIndexByte(part, '/')+1:]) {
			spans = append(spans, s)
		}
	}
	if strings.ContainsAny(text, "=:%") {
		if at := calledSecret().FindStringIndex(text); at != nil && at[1] < len(text) {
			spans = append(spans, Span{at[1], len(text)})
		}
	}
	return spans
}

// runs are the parts of a text that consist of letters, digits and the given
// characters, and are long enough to tell anything.
func runs(text, others string) []Span {
	var list []Span
	for i := 0; i < len(text); {
		from := i
		for i < len(text) && (alnum(text[i]) || strings.IndexByte(others, text[i]) >= 0) {
			i++
		}
		if i-from >= 2 {
			list = append(list, Span{from, i})
		}
		if i == from {
			i++
		}
	}
	return list
}

func alnum(b byte) bool { return Letter(b) || b >= '0' && b <= '9' }

// oldShape is the form of client secrets until about 2020: 44 characters of
// base64 that end in =.
func oldShape(text string) bool {
	at := strings.LastIndexByte(text, '=')
	return at >= 43 && changes(text[at-43:at]) >= 8
}

// unpacked reports base64 or hexadecimal digits with a client secret in them,
// from its first characters on.
func unpacked(text string) bool {
	bare := strings.Trim(text, "=")
	if len(bare) < 8 {
		return false
	}
	if at := strings.LastIndexByte(bare, '='); at >= 0 { // name=value
		bare = bare[at+1:]
	}
	whole := bare[:len(bare)/4*4]
	for _, code := range []*base64.Encoding{base64.RawStdEncoding, base64.RawURLEncoding} {
		if plain, err := code.DecodeString(whole); err == nil && realWithin(string(plain)) {
			return true
		}
	}
	plain, err := hex.DecodeString(bare[:len(bare)/2*2])
	if err == nil && realWithin(string(plain)) {
		return true
	}
	return false
}

// realWithin reports the beginning of a client secret of today anywhere in a
// text.
func realWithin(text string) bool {
	for i := 0; i+6 <= len(text); i++ {
		if startsReal(text[i:]) {
			return true
		}
	}
	return false
}

// changes counts where a word changes between small letters, capitals and
// digits. A capital before small letters begins a word and does not count.
func changes(word string) int {
	n, was := 0, rune(0)
	for _, r := range word {
		is := kindOf(r)
		if was != 0 && is != was && !(was == 'A' && is == 'a') {
			n++
		}
		was = is
	}
	return n
}

func kindOf(r rune) rune {
	switch {
	case unicode.IsUpper(r):
		return 'A'
	case unicode.IsLower(r):
		return 'a'
	case unicode.IsDigit(r):
		return '1'
	}
	return '-'
}

// plainWord reports a word of a message that can be no part of a secret: words,
// names, numbers, times and IDs, joined or not. Of an address it is all before
// the query.
func plainWord(word string) bool {
	word = strings.TrimRight(anyGUID().ReplaceAllString(word, ""), "?!…)]}>\"'`.,:;")
	parts := strings.FieldsFunc(word, func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) })
	strange := func(r rune) bool {
		return !unicode.IsGraphic(r) || r < utf8.RuneSelf && !IsLDH(string(r)) && !strings.ContainsRune("_.:'/@,;()[]{}<>\"`!", r)
	}
	return len(parts) == 0 || !strings.ContainsFunc(word, strange) && !slices.ContainsFunc(parts, func(part string) bool { return !plainPart(part) })
}

// plainPart reports a number, an hour, a code, or a name whose parts are words:
// one of them at most is as short as those of what is made by chance.
func plainPart(part string) bool {
	if numeral().MatchString(part) {
		return true
	}
	name := lastFigures().ReplaceAllString(part, "")
	words := camel().FindAllString(name, -1)
	short, long := 0, false
	for _, word := range words {
		if utf8.RuneCountInString(word) <= 2 {
			short++
		}
		long = long || len(word) > 12 && strings.ToLower(word) != word && strings.ToUpper(word) == word
	}
	return name != "" && strings.Join(words, "") == name && short <= 1 && !long
}

var (
	anyGUID     = text.Pattern(`(?i)\b[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}\b`)
	numeral     = text.Pattern(`^(?:(?:AADSTS)?[0-9]{1,8}|AADSTS|[0-9]{1,7}Z|[0-9]{1,2}T[0-9]{1,2}|[0-9]{1,2}(?i:[ap]m))$`)
	lastFigures = text.Pattern(`[0-9]{1,3}$`)
	camel       = text.Pattern(`\p{Lu}?[\p{Ll}\p{Lo}\p{Lm}]+|\p{Lu}+`)
)

// StrangeWords are the words of a message that may be a part of a secret: all
// but plain ones.
func StrangeWords(text string) []Span {
	var spans []Span
	for _, at := range NonSpace().FindAllStringIndex(text, -1) {
		word := text[at[0]:at[1]]
		if query := Cut(word, "?#"); strings.Contains(word[:query], "://") && plainWord(word[:query]) {
			at[0] += query
		} else if plainWord(word) {
			continue
		}
		spans = append(spans, Span{at[0], at[1]})
	}
	return spans
}

var NonSpace = text.Pattern(`\S+`)

// PasteSecret says where a secret goes.
const PasteSecret = "Paste it in the Client secret field."

// Span is a part of a text, in bytes, its end excluded.
type Span struct{ From, To int }

func Covered(spans []Span, i int) bool {
	for _, s := range spans {
		if i >= s.From && i < s.To {
			return true
		}
	}
	return false
}

// Cut is behind the first of some characters; the text's length where none is
// there.
func Cut(text, signs string) int {
	if at := strings.IndexAny(text, signs); at >= 0 {
		return at + 1
	}
	return len(text)
}

func Letter(b byte) bool { return b >= 'a' && b <= 'z' || b >= 'A' && b <= 'Z' }
