package explain

import (
	"bytes"
	"slices"

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
	from, to int             // in plain
	hint     bool
	told     bool // found by wording, though the number is not in the catalogue
	verdict  bool // mailgrant's own report or a cause's name: nothing else counts
}

// survey is everything that was found in a text.
type survey struct {
	r       text.Reading
	secrets *redact.Found
	clues   []clue
	token   *Token
}

// surveyed searches a text for numbers, wording, cause names, secrets and
// tokens.
func surveyed(r text.Reading) survey {
	s := survey{r: r, secrets: redact.Find(r)}
	matches := matches(r)
	messages := messages(r, numerals(r))
	s.secrets.Hide(r.Plain)
	worded := worded(r, matches, messages)
	s.clues = append(coded(s, messages, worded), worded...)
	s.clues = append(s.clues, named(r)...)
	for _, t := range s.secrets.Tokens {
		token, k := decode(t)
		if token == nil {
			continue
		}
		s.token = token
		if len(s.clues) == 0 {
			s.clues = append(s.clues, *k)
		}
		break
	}
	return s
}

// worded makes a clue of each wording, at its last occurrence. Wording within
// the message of a number makes none: the number's own rules have read it.
func worded(r text.Reading, matches []match, messages []clue) []clue {
	last := map[int]clue{}
	var order []int
	for _, m := range matches {
		from := r.Place(m.from)
		for len(messages) > 0 && messages[0].to <= from {
			messages = messages[1:]
		}
		if _, known := catalogue.Of(numberAt(messages, from)); known {
			continue
		}
		if _, seen := last[m.sign]; !seen {
			order = append(order, m.sign)
		}
		sign := catalogue.Signs()[m.sign]
		last[m.sign] = clue{causes: sign.Causes, firm: sign.Firm, hint: sign.Hint, from: from, to: r.After(m.to)}
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
		if !seen || k.to-k.from >= min(before.to-before.from, short) {
			last[k.number] = k
		}
	}
	if slices.ContainsFunc(order, func(n int) bool { return !catchAll(n) }) {
		order = slices.DeleteFunc(order, catchAll)
	}
	var clues []clue
	for _, n := range order {
		clues = append(clues, interpreted(s, last[n], worded))
	}
	return clues
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

// entryBegins reports a line that starts a new entry: with a date, a time or a
// level first, or a cause or a frame of a stack trace.
func entryBegins(line []byte) bool {
	for _, lead := range []string{"0000-", "00:00", "00/00", "[", "at ", "Caused by", "ERROR", "WARN", "INFO", "DEBUG", "FATAL", "---> "} {
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

// interpreted is the meaning of a number together with the rest of its text.
func interpreted(s survey, k clue, worded []clue) clue {
	e, known := catalogue.Of(k.number)
	if !known {
		return relative(k, worded)
	}
	k.causes, k.firm = e.Causes, len(e.Causes) == 1 && e.Family == nil && e.Causes[0] != finding.Unknown
	scene := scene{survey: s, clue: k}
	for _, rule := range e.Rules {
		if !scene.has(rule) {
			continue
		}
		rest := slices.DeleteFunc(slices.Clone(e.Causes), func(c finding.Cause) bool {
			return c == rule.Cause || slices.Contains(rule.Without, c)
		})
		k.causes = append([]finding.Cause{rule.Cause}, rest...)
		k.firm = rule.Firm || len(rest) == 0 && len(rule.Without) == 0
		break
	}
	return k
}

// relative interprets a number that the catalogue lacks by the wording of its
// message, else by the number it begins with: longer numbers are variants of
// shorter ones (facts/entra.md section 5).
func relative(k clue, worded []clue) clue {
	for _, w := range worded {
		if !w.hint && k.from <= w.from && w.from < k.to {
			k.causes, k.firm, k.told = w.causes, w.firm, true
			return k
		}
	}
	for n := k.number / 10; n >= 10_000; n /= 10 {
		if e, ok := catalogue.Of(n); ok {
			k.causes = e.Causes
			return k
		}
	}
	k.causes = []finding.Cause{finding.Unknown}
	return k
}
