package redact

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

// calledCode finds the authorization code in an address that a browser came
// back to.
var calledCode = text.Pattern(`(?i)\bcode(?:=|%3D)`)

// CodeIn is the part of an address from the authorization code to the end; ok
// is false if there is none.
func CodeIn(address string) (code Span, ok bool) {
	if !strings.ContainsAny(address, "=%") {
		return Span{}, false
	}
	at := calledCode().FindStringIndex(address)
	if at == nil {
		return Span{}, false
	}
	return Span{at[1], len(address)}, true
}

// Owned marks where a text may hold names that a product or a server made up:
// everything before the end of Local, and everything from Path on. A short
// random word there is not a secret.
type Owned struct{ Local, Path int }

// Spans finds everything with a secret's shape, plain or encoded, and
// everything that a name calls a secret.
func Spans(txt string, o Owned) []Span { return append(markedSpans(txt), chanceSpans(txt, o)...) }

// Surely reports a text that contains a secret with its typical mark or after
// its name, or that is one from beginning to end. A shorter random word, or a
// long one in a product's path, may be a name that a server made up.
func Surely(txt string, o Owned) bool {
	return len(markedSpans(txt)) > 0 || slices.ContainsFunc(chanceSpans(txt, o), func(s Span) bool {
		return s.To-s.From >= shortestSecret && s.From < o.Path
	})
}

// markedSpans are those that are certainly secrets.
func markedSpans(txt string) []Span {
	spans := shapedSpans(txt)
	if end, ok := called(txt); ok && end < len(txt) {
		spans = append(spans, Span{end, len(txt)})
	}
	return spans
}

// shapedSpans finds secrets with their typical mark.
func shapedSpans(txt string) []Span {
	var spans []Span
	for _, s := range Runs(txt, "._~-%") {
		part := txt[s.From:s.To]
		if plain, err := url.PathUnescape(part); strings.Contains(part, "Q~") || err == nil && strings.Contains(plain, "Q~") {
			spans = append(spans, s)
		}
	}
	for _, s := range Runs(txt, "+/_-=") {
		if part := txt[s.From:s.To]; oldShape(part) || unpacked(part) || unpacked(part[strings.LastIndexByte(part, '/')+1:]) {
			spans = append(spans, s)
		}
	}
	return spans
}

// Runs are the parts of a text that consist of letters, digits and the given
// characters, and are long enough to be meaningful.
func Runs(txt, others string) []Span {
	var list []Span
	for i := 0; i < len(txt); {
		from := i
		for i < len(txt) && (text.Alnum(txt[i]) || strings.IndexByte(others, txt[i]) >= 0) {
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

// oldShape reports the form of client secrets until about 2020: 44 characters
// of base64 that end in =.
func oldShape(txt string) bool {
	at := strings.LastIndexByte(txt, '=')
	return at >= 43 && changes(txt[at-43:at]) >= 8
}

// unpacked reports base64 or hexadecimal digits that decode to a client secret,
// starting at the first character.
func unpacked(txt string) bool {
	bare := strings.Trim(txt, "=")
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

// realWithin reports the start of a present-day client secret anywhere in a
// text.
func realWithin(txt string) bool {
	for i := 0; i+6 <= len(txt); i++ {
		if StartsReal(txt[i:]) {
			return true
		}
	}
	return false
}

// changes counts how often a word switches between small letters, capitals and
// digits. A capital before small letters starts a word and does not count.
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

// plainWord reports a word of a message that can't be part of a secret: words,
// names, numbers, times and IDs, joined or not. Of an address it judges the
// part before the query.
func plainWord(word string) bool {
	word = strings.TrimRight(withoutGUIDs(word), "?!…)]}>\"'`.,:;")
	parts := strings.FieldsFunc(word, func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) })
	strange := func(r rune) bool {
		return !unicode.IsGraphic(r) || r < utf8.RuneSelf && !unicode.IsLetter(r) && !unicode.IsDigit(r) && !strings.ContainsRune("-_.:'/@,;()[]{}<>\"`!", r)
	}
	return len(parts) == 0 || !strings.ContainsFunc(word, strange) && !slices.ContainsFunc(parts, func(part string) bool { return !plainPart(part) })
}

// withoutGUIDs leaves out each GUID that is a word of its own.
func withoutGUIDs(txt string) string {
	const length = 36
	inWord := func(i int) bool { return i >= 0 && i < len(txt) && (text.Alnum(txt[i]) || txt[i] == '_') }
	var rest strings.Builder
	for i := 0; i < len(txt); i++ {
		if end := i + length; end <= len(txt) && !inWord(i-1) && !inWord(end) && text.IsGUID(txt[i:end]) {
			i = end - 1
			continue
		}
		rest.WriteByte(txt[i])
	}
	return rest.String()
}

// plainPart reports a number, a time, a code, or a name made of words: at most
// one of its parts may be as short as the parts of random words.
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
	numeral     = text.Pattern(`^(?:(?:AADSTS)?[0-9]{1,8}|AADSTS|[0-9]{1,7}Z|[0-9]{1,2}T[0-9]{1,2}|[0-9]{1,2}(?i:[ap]m))$`)
	lastFigures = text.Pattern(`[0-9]{1,3}$`)
	camel       = text.Pattern(`\p{Lu}?[\p{Ll}\p{Lo}\p{Lm}]+|\p{Lu}+`)
)

// StrangeWords are the words of a message that may be part of a secret: all but
// the plain ones.
func StrangeWords(txt string) []Span {
	var spans []Span
	for _, at := range nonSpace().FindAllStringIndex(txt, -1) {
		word := txt[at[0]:at[1]]
		if query := Cut(word, "?#"); strings.Contains(word[:query], "://") && plainWord(word[:query]) {
			at[0] += query
		} else if plainWord(word) {
			continue
		}
		spans = append(spans, Span{at[0], at[1]})
	}
	return spans
}

// FirstWord is the text before the first white space.
func FirstWord(txt string) string { return nonSpace().FindString(txt) }

var nonSpace = text.Pattern(`\S+`)
