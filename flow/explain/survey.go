package explain

import (
	"bytes"
	"slices"
	"strings"
	"unicode"

	"mailgrant/flow/catalogue"
	"mailgrant/flow/finding"
	"mailgrant/flow/redact"
	"mailgrant/flow/text"
)

// clue is one part of a text that points to causes.
type clue struct {
	causes   []finding.Cause // most likely first
	firm     bool            // no cause except the first fits
	number   int             // one of Entra's; 0 for none
	sign     *catalogue.Sign // the wording, if there is no number
	from, to int             // in plain
	told     bool            // found by the wording of the number's message
	bare     bool            // a number that is mentioned without its message
	weight   weight
	ask      string   // replaces the causes' question if not ""
	said     string   // a document's own line, in place of a quotation
	do       []string // what to do about it, in place of the cause's
}

// weight is how much a clue says: only the heaviest ones count.
type weight int

const (
	hinted  weight = iota
	general        // a number that says little by itself
	beside         // what is beside a number, such as a suberror
	specific
	verdict // mailgrant's own report or a cause's name
)

// survey is everything that was found in a text.
type survey struct {
	r       text.Reading
	secrets *redact.Found
	clues   []clue
	token   *Token
	claims  Token // of the token, or of one that the text shows decoded
	facts   map[string]bool

	messages []clue   // of the numbers
	earlier  []string // failures that a later entry of the log shows as past
}

// surveyed searches a text for numbers, wording, cause names, secrets and
// tokens.
func surveyed(r text.Reading) survey {
	s := survey{r: r, secrets: redact.Find(r)}
	matches := signs().matches(r, span{0, len(r.Key)})
	for _, e := range ends(r) {
		spoken := words().matches(r, e)
		matches = append(matches, slices.DeleteFunc(spoken, func(m match) bool { return addressAround(r.Plain, r.Place(m.from)) != nil })...)
	}
	slices.SortStableFunc(matches, func(a, b match) int { return a.from - b.from })
	s.messages = messages(r, numerals(r))
	s.secrets.Hide(r.Plain)
	shows := s.decoded()
	s.claims = claimsOf(s)
	s.facts = stated(s)
	worded := worded(r, matches)
	s.clues = detailed(coded(s, s.messages, worded), apart(worded, s.messages))
	s.clues = append(innermost(r, s.clues), named(r)...)
	s.clues, s.earlier = sinceSolved(r.Plain, s.clues)
	if len(s.clues) == 0 && shows != nil {
		s.clues = []clue{*shows}
	}
	return s
}

// decoded reads the first token that can be read, and is what it points to.
func (s *survey) decoded() *clue {
	for _, t := range s.secrets.Tokens {
		if token, k := decode(t); token != nil {
			s.token = token
			return k
		}
	}
	return nil
}

// weights are those of the catalogue's signs.
var weights = map[catalogue.Weight]weight{catalogue.Hint: hinted, catalogue.Detail: beside, catalogue.Wording: specific}

// worded makes a clue of each wording.
func worded(r text.Reading, matches []match) []clue {
	var clues []clue
	for _, m := range matches {
		sign := m.sign
		clues = append(clues, clue{
			causes: sign.Causes, firm: sign.Firm, weight: weights[sign.Weight], ask: sign.Ask,
			sign: sign, from: r.Place(m.from), to: r.After(m.to),
		})
	}
	return clues
}

// apart are the clues outside of the message of any number, each wording at its
// last occurrence: the number's own rules have read its message.
func apart(worded, messages []clue) []clue {
	last := map[*catalogue.Sign]clue{}
	var order []*catalogue.Sign
	for _, k := range worded {
		for len(messages) > 0 && messages[0].to <= k.from {
			messages = messages[1:]
		}
		if _, known := catalogue.Of(numberAt(messages, k.from)); known && k.weight != beside {
			continue
		}
		if _, seen := last[k.sign]; !seen {
			order = append(order, k.sign)
		}
		last[k.sign] = k
	}
	var clues []clue
	for _, n := range order {
		clues = append(clues, last[n])
	}
	return clues
}

// numberAt is the number of the first message in the list that contains a
// place.
func numberAt(messages []clue, place int) int {
	if len(messages) == 0 || messages[0].from > place {
		return 0
	}
	return messages[0].number
}

// catchAll reports a number that means little next to another one.
func catchAll(number int) bool {
	c, _ := catalogue.Of(number)
	return c.CatchAll
}

// coded makes a clue of each number that occurs; if it occurs several times, of
// the last message that has words.
func coded(s survey, messages, worded []clue) []clue {
	last := map[int]clue{}
	var order []int
	for _, k := range messages {
		before, seen := last[k.number]
		if !seen {
			order = append(order, k.number)
		}
		if !seen || k.to-k.from >= min(before.to-before.from, short) && (wordy(s.r, k) || !wordy(s.r, before)) {
			last[k.number] = k
		}
	}
	if slices.ContainsFunc(order, func(n int) bool { return !catchAll(n) }) {
		order = slices.DeleteFunc(order, catchAll)
	}
	var clues []clue
	for _, n := range order {
		k := interpreted(s, last[n], worded)
		k.bare = mentioned(s.r.Plain, last[n])
		clues = append(clues, k)
	}
	return clues
}

// wordy reports a number's message that says something: more than a list of
// numbers and a time.
func wordy(r text.Reading, k clue) bool {
	said := message(r.Plain, k.from, k.to)
	return strings.Count(said, " ") > 2 || strings.ContainsFunc(said, func(c rune) bool { return c > unicode.MaxASCII })
}

// mentioned reports a number without a message: another one, or nothing, follows
// on its line.
func mentioned(plain []byte, k clue) bool {
	rest := plain[k.from:k.to]
	if at := bytes.IndexByte(rest, ' '); at >= 0 {
		rest = rest[at:]
	} else {
		rest = nil
	}
	if at := bytes.IndexByte(rest, '\n'); at >= 0 {
		rest = rest[:at]
	}
	return !bytes.ContainsFunc(rest, unicode.IsLetter)
}

// messages determines the extent of each number's message: to the next number,
// to its identifiers, to the next log entry, or a bounded length.
func messages(r text.Reading, numerals []numeral) []clue {
	slices.SortStableFunc(numerals, func(a, b numeral) int { return a.from - b.from })
	var list []clue
	for i, n := range numerals {
		end := min(n.to+reach, len(r.Plain))
		if i+1 < len(numerals) {
			end = max(n.to, min(end, numerals[i+1].from))
		}
		list = append(list, clue{number: n.number, from: n.from, to: entryEnd(r.Plain, n.to, end)})
	}
	return list
}

// entryEnd is the end of a message between two places of plain.
func entryEnd(plain []byte, from, end int) int {
	for _, stop := range []string{"Trace ID", "trace_id", "Trace Id", "\n\n"} {
		if at := bytes.Index(plain[from:end], []byte(stop)); at >= 0 {
			end = from + at
		}
	}
	for i := from; i < end; i++ {
		if plain[i] == '\n' && entryBegins(plain[i+1:end]) {
			return i
		}
	}
	return end
}

// starters begin an entry of a log: a date, a time or a level. Traces begin a
// cause or a frame of a stack trace.
var (
	starters = []string{"0000-", "00:00", "00/00", "[", "ERROR", "WARN", "INFO", "DEBUG", "FATAL"}
	traces   = []string{"at ", "Caused by", "---> "}
)

// entryBegins reports a line that starts a new entry, or a part of a stack trace.
func entryBegins(line []byte) bool { return leads(line, starters) || leads(line, traces) }

// leads reports a line that begins with one of some forms, in which 0 means
// a digit.
func leads(line []byte, forms []string) bool {
	for _, lead := range forms {
		if len(line) < len(lead) {
			continue
		}
		same := true
		for i := range len(lead) {
			same = same && (line[i] == lead[i] || lead[i] == '0' && text.Digit(line[i]))
		}
		if same {
			return true
		}
	}
	return false
}
