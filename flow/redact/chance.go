package redact

import (
	"strings"

	"mailgrant/flow/text"
)

// shortestSecret is the length of the shortest secrets that Microsoft has
// issued, in characters. A random word of that length can't be anything else.
const shortestSecret = 32

// chanceSpans finds random words, and words as long as a secret that look
// random except for their punctuation.
func chanceSpans(txt string, o Owned) []Span {
	marks := "._~-"
	if o.Local > 0 {
		marks = localMarks
	}
	var spans []Span
	for _, s := range Runs(txt, "") {
		if part := txt[s.From:s.To]; madeByChance(part) && (s.From >= o.Local && s.From < o.Path || len(part) >= shortestSecret) {
			spans = append(spans, s)
		}
	}
	for _, s := range Runs(txt, marks) {
		if part := txt[s.From:s.To]; len(part) >= shortestSecret && chanceBetween(part) {
			spans = append(spans, s)
		}
	}
	return spans
}

// localMarks are the punctuation marks allowed in an address before its @,
// except those that no real mailbox uses.
const localMarks = "._~-!#$%&'*+/=?^`{|}"

// chanceBetween is madeByChance for a text with punctuation. A part that consists
// of words counts as words, however short they are.
func chanceBetween(txt string) bool {
	if strings.ToLower(txt) == txt {
		return false
	}
	txt = withoutGUIDs(txt)
	var parts []string
	for _, s := range Runs(txt, "") {
		parts = append(parts, withoutID(txt[s.From:s.To]))
	}
	all, words := strings.Join(parts, ""), 0
	if len(all) < shortestSecret*3/4 || strings.ToLower(all) == all || !scattered(all) {
		return false
	}
	for _, part := range parts {
		n := inWords(part, false)
		if n < len(part) {
			n = inWords(part, true)
		}
		words += n
	}
	return fewWords(all, words)
}

// madeByChance reports a word of letters and digits that no person chose: it
// switches between capitals, small letters and digits too often, and too little
// of it is words. It ignores an ID at the end, as in the names of Exchange's own
// mailboxes.
func madeByChance(word string) bool {
	long := len(word) >= shortestSecret
	word = withoutID(word)
	return scattered(word) && fewWords(word, inWords(word, long))
}

// scattered reports a word that switches between letters and digits as often as a
// random one.
func scattered(word string) bool {
	if len(word) < 14 {
		return false
	}
	mixed := strings.ToLower(word) != word && strings.ToUpper(word) != word
	if !mixed {
		return len(word) >= 24 && strings.Trim(word, "0123456789abcdefABCDEF") != "" && changes(word) >= 8
	}
	return changes(word) >= 4 && shortParts(word) >= 3
}

// fewWords reports a text with too few words in it to be a name.
func fewWords(txt string, words int) bool { return words*100 < len(txt)*65 }

// withoutID is a word without a hexadecimal ID at its end.
func withoutID(word string) string {
	const least = 7
	for _, digits := range []string{"0123456789abcdef", "0123456789ABCDEF"} {
		if name := strings.TrimRight(word, digits); len(word)-len(name) >= least {
			return name
		}
	}
	return word
}

var (
	// Abbreviations that mix letters and digits.
	abbreviations = text.Pattern(`(?i)k[38]s|w?2k[0-9]{0,2}|[mo]365|x64|x86|b2[bc]|ec2`)
	unspoken      = text.Pattern(`(?i)[^aeiouy]{4}|^[^aeiouy]+$|.{13}`)
)

// inWords counts the characters in a word that belong to words, abbreviations and
// years, and to numbers after them. In a word as long as a secret, only
// pronounceable words of four letters count: the others occur by chance.
func inWords(word string, long bool) int {
	all, named := 0, false
	short := abbreviations().FindAllString(word, -1)
	for _, s := range short {
		all += len(s)
	}
	if len(short) > 0 {
		word = abbreviations().ReplaceAllString(word, "-")
	}
	parts := partsOf(word)
	for i, part := range parts {
		numbered := i+1 < len(parts) && kindOf(rune(parts[i+1][0])) == '1'
		n := len(part)
		switch kindOf(rune(part[n-1])) {
		case 'A':
			named = !long && (n >= 3 || n == 2 && numbered)
		case 'a':
			named = n >= 3 && !long || n >= 4 && !unspoken().MatchString(part)
		case '1':
			named = named && n <= 8 || n == 4 && (part[:2] == "19" || part[:2] == "20")
		default:
			named, n = true, 0
		}
		if named {
			all += n
		}
	}
	return all
}

// partsOf splits a word: PowerBI2 into Power, BI and 2.
func partsOf(word string) []string {
	var parts []string
	for i := 0; i < len(word); {
		from, kind := i, kindOf(rune(word[i]))
		i += 1 + sameKind(word[i+1:], kind)
		if kind == 'A' && i < len(word) && kindOf(rune(word[i])) == 'a' { // the last capital starts a word
			if i--; i == from {
				i += 1 + sameKind(word[i+1:], 'a')
			}
		}
		parts = append(parts, word[from:i])
	}
	return parts
}

// sameKind counts the characters of one kind at the start of a word.
func sameKind(word string, kind rune) (n int) {
	for n < len(word) && kindOf(rune(word[n])) == kind {
		n++
	}
	return n
}

// shortParts counts the parts of one or two characters.
func shortParts(word string) int {
	n := 0
	for _, part := range partsOf(word) {
		if len(part) <= 2 {
			n++
		}
	}
	return n
}
