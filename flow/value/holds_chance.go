package value

import (
	"strings"

	"mailgrant/flow/text"
)

// shortestSecret is the length of the shortest secret Microsoft made, in
// characters. A word as long that is made by chance is nothing else.
const shortestSecret = 32

// chanceSpans finds words made by chance, and what is as long as a secret and made
// so but for its punctuation. What stands before the @ of an address, and a product's
// path, may hold shorter ones: products and servers put names of their own making there.
func chanceSpans(text string) []Span {
	path, local, marks := pathFrom(text), 0, "._~-"
	if at := strings.IndexByte(text, '@'); at >= 0 && WholeAddress(text) {
		local, marks = at, localMarks
	}
	var spans []Span
	for _, s := range runs(text, "") {
		if part := text[s.From:s.To]; madeByChance(part) && (s.From >= local && s.From < path || len(part) >= shortestSecret) {
			spans = append(spans, s)
		}
	}
	for _, s := range runs(text, marks) {
		if part := text[s.From:s.To]; len(part) >= shortestSecret && chanceBetween(part) {
			spans = append(spans, s)
		}
	}
	return spans
}

// localMarks are the punctuation marks of an address before its @, all but those
// that locationMailbox refuses.
const localMarks = "._~-!#$%&'*+/=?^`{|}"

// chanceBetween is madeByChance for a text with punctuation. A part that is nothing
// but words counts as such, however short they are.
func chanceBetween(text string) bool {
	all, words := "", 0
	text = anyGUID().ReplaceAllString(text, "")
	for _, s := range runs(text, "") {
		part := withoutID(text[s.From:s.To])
		n := inWords(part, false)
		if n < len(part) {
			n = inWords(part, true)
		}
		all, words = all+part, words+n
	}
	return len(all) >= shortestSecret*3/4 && strings.ToLower(all) != all && scattered(all) && fewWords(all, words)
}

// pathFrom is where the path of a product's URL begins: products put long names
// of their own making there, Microsoft's endpoints do not.
func pathFrom(text string) int {
	at := strings.Index(text, "://")
	if at < 0 {
		return len(text)
	}
	host, _, slash := strings.Cut(text[at+3:], "/")
	if _, signIn := CloudOfLogin(strings.ToLower(host)); signIn || !slash {
		return len(text)
	}
	return at + 3 + len(host)
}

// madeByChance reports a word of letters and digits that no person made up:
// capitals, small letters and digits change too often, and too little of it are
// words. An ID behind a name, as Exchange's own mailboxes have it, is none of it.
func madeByChance(word string) bool {
	long := len(word) >= shortestSecret
	word = withoutID(word)
	return scattered(word) && fewWords(word, inWords(word, long))
}

// scattered reports letters and digits that change as often as chance makes them.
func scattered(word string) bool {
	if len(word) < 14 {
		return false
	}
	mixed := strings.ToLower(word) != word && strings.ToUpper(word) != word
	if !mixed {
		return len(word) >= 24 && !IsHex(word) && changes(word) >= 8
	}
	return changes(word) >= 4 && shortParts(word) >= 3
}

// fewWords reports a text of which too little is words to be a name.
func fewWords(text string, words int) bool { return words*100 < len(text)*65 }

// withoutID is a word without the hexadecimal ID behind it.
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
	// abbreviations are those that mix letters and digits.
	abbreviations = text.Pattern(`(?i)k[38]s|w?2k[0-9]{0,2}|[mo]365|x64|x86|b2[bc]|ec2`)
	unspoken      = text.Pattern(`(?i)[^aeiouy]{4}|^[^aeiouy]+$|.{13}`)
)

// inWords counts the characters of words, abbreviations and years in a word, and
// of the numbers behind them. In one that is as long as a secret only words of four
// letters that can be spoken count: chance makes the others.
func inWords(word string, long bool) int {
	all, named := 0, false
	for _, short := range abbreviations().FindAllString(word, -1) {
		all += len(short)
	}
	parts := partsOf(abbreviations().ReplaceAllString(word, "-"))
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

// partsOf takes a word apart, PowerBI2 into Power, BI and 2.
func partsOf(word string) []string {
	var parts []string
	for i := 0; i < len(word); {
		from, kind := i, kindOf(rune(word[i]))
		i += 1 + sameKind(word[i+1:], kind)
		if kind == 'A' && i < len(word) && kindOf(rune(word[i])) == 'a' { // the last capital begins a word
			if i--; i == from {
				i += 1 + sameKind(word[i+1:], 'a')
			}
		}
		parts = append(parts, word[from:i])
	}
	return parts
}

// sameKind counts the characters of one kind that a word begins with.
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
