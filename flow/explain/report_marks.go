package explain

import (
	"bytes"
	"slices"
	"strings"

	"mailgrant/flow/finding"
	"mailgrant/flow/text"
)

// mark is a place of a text that mailgrant itself wrote.
type mark struct {
	kind     markKind
	from, to int            // in plain
	status   finding.Status // "" if the mark names none
	check    finding.Check
	cause    finding.Cause // as written: this version may not know it
	open     bool          // its cause follows in brackets
	member   bool          // it is of JSON
	word     string        // the schema, the title of a request, or a credential's name
}

type markKind int

const (
	opening  markKind = iota // a report, or a credential in it, begins
	result                   // how it ended
	row                      // a finding
	details                  // what Microsoft's support needs about a finding
	mention                  // a cause, outside a finding
	schema                   // the name of a form in JSON
	doubtful                 // an explanation that is not certain
	asking                   // a request to an administrator
	calling                  // the name of a credential
)

// statuses are the words for a status in all reports, in lower case.
var statuses = map[string]finding.Status{
	"ok": finding.Pass, "pass": finding.Pass, "warn": finding.Warn, "note": finding.Warn, "fail": finding.Fail,
	"unknown": finding.Undecided, "unclear": finding.Undecided, "skip": finding.Skip, "not tested": finding.Skip,
}

// marks finds what mailgrant wrote, in the order of the text: in a report as
// text, Markdown or JSON and in an explanation; whole or in part, also if it
// was quoted, wrapped or pasted into a ticket.
func marks(plain []byte) []mark {
	var list []mark
	for from := 0; from < len(plain); {
		end := from + bytes.IndexByte(plain[from:], '\n')
		if end < from {
			end = len(plain)
		}
		starts := []int{from}
		for i := 0; from == 0 && i < min(end, reach); i++ { // the first line may be cut, or follow the key of a JSON string
			if plain[i] == '|' || plain[i] == '"' {
				starts = append(starts, i+1)
			}
		}
		for _, start := range starts {
			if m, ok := lineMark(plain, skip(plain, start, " |>`*#")); ok {
				list = append(list, m)
				break
			}
		}
		from = end + 1
	}
	list = append(list, jsonMarks(plain)...)
	list = append(list, mentions(plain)...)
	slices.SortStableFunc(list, func(a, b mark) int { return a.from - b.from })
	for i := range list {
		next := len(plain)
		if i+1 < len(list) {
			next = list[i+1].from
		}
		if m := &list[i]; m.open {
			cause, end := bracketed(plain[m.to:min(next, m.to+reach)])
			m.cause, m.to = cause, m.to+end
		}
	}
	return slices.DeleteFunc(list, func(m mark) bool { return m.kind == result && m.open && m.cause == "" })
}

// skip is the first place from i on that holds none of these bytes.
func skip(plain []byte, i int, these string) int {
	for i < len(plain) && strings.IndexByte(these, plain[i]) >= 0 {
		i++
	}
	return i
}

// name is the end of a word of letters, digits and hyphens at i.
func name(plain []byte, i int) int {
	for i < len(plain) && (text.Alnum(plain[i]) || plain[i] == '-') {
		i++
	}
	return i
}

func lineMark(plain []byte, i int) (mark, bool) {
	rest := plain[i:]
	switch {
	case bytes.HasPrefix(rest, []byte("mailgrant report")):
		return mark{kind: opening, from: i, to: i + len("mailgrant report"), word: "report"}, true
	case bytes.HasPrefix(rest, []byte("Credential ")):
		return credentialMark(plain, i)
	case bytes.HasPrefix(rest, []byte("Root cause:")):
		at := skip(plain, i+len("Root cause:"), " *\n")
		end := name(plain, at)
		return mark{kind: mention, from: i, to: end, cause: finding.Cause(plain[at:end])}, end > at
	case bytes.HasPrefix(rest, []byte("Request: ")):
		title, _, _ := bytes.Cut(rest[:min(len(rest), reach)], []byte("\n"))
		return mark{kind: asking, from: i, to: i + len(title), word: string(title)}, true
	case bytes.HasPrefix(rest, []byte("Most likely: ")), bytes.HasPrefix(rest, []byte("The text fits ")):
		return mark{kind: doubtful, from: i, to: i}, true
	case bytes.HasPrefix(rest, []byte("- ")):
		at := i + len("- ")
		end := name(plain, at)
		return mark{kind: details, from: i, to: end, check: finding.Check(plain[at:end])}, isCheck(plain[at:end])
	}
	if end := name(plain, i); isCheck(plain[i:end]) {
		return tableMark(plain, i, end)
	}
	return statusMark(plain, i)
}

func isCheck(check []byte) bool {
	c := finding.Check(check)
	return slices.Contains(finding.Checks, c) || c == finding.KeyringCheck || c == finding.BrowserCheck
}

// credentialMark reads "Credential 1 of 2: fail".
func credentialMark(plain []byte, i int) (mark, bool) {
	end := i + bytes.IndexByte(plain[i:min(len(plain), i+40)], ':')
	if end < i || !text.Digit(plain[i+len("Credential ")]) {
		return mark{}, false
	}
	status, to := statusAt(plain, skip(plain, end+1, " \n"))
	return mark{kind: opening, from: i, to: max(to, end), status: status}, status != ""
}

// statusAt is the status that a word at i names, and the end of the word.
func statusAt(plain []byte, i int) (finding.Status, int) {
	end := name(plain, i)
	if words := bytes.Fields(plain[i:min(len(plain), i+14)]); len(words) > 1 && string(words[0])+" "+string(words[1]) == "not tested" {
		return finding.Skip, i + bytes.Index(plain[i:], []byte("tested")) + len("tested")
	}
	if end-i > len("unknown") {
		return "", i
	}
	return statuses[strings.ToLower(string(plain[i:end]))], end
}

// tableMark reads a row of the table: check, status, cause. A ticket that shows
// the table keeps only the spaces between its cells.
func tableMark(plain []byte, i, end int) (mark, bool) {
	at := skip(plain, end, " \n")
	if at < len(plain) && plain[at] == '`' || bytes.ContainsAny(plain[at:min(len(plain), at+3)], "*@") {
		for at < len(plain) && plain[at] != ' ' && plain[at] != '\n' { // the mailbox
			at++
		}
	}
	at = skip(plain, at, " |\n")
	status, to := statusAt(plain, at)
	if status == "" {
		return mark{}, false
	}
	m := mark{kind: row, from: i, to: to, check: finding.Check(plain[i:end]), status: status}
	cell := skip(plain, to, " |\n")
	if closes := name(plain, cell); status != finding.Pass && status != finding.Skip {
		m.cause, m.to = finding.Cause(plain[cell:closes]), closes
	}
	framed := bytes.IndexByte(plain[end:to], '|') >= 0
	return m, framed || m.cause.Known() || m.cause == "" && cell < len(plain) && text.Digit(plain[cell])
}

// statusMark reads a line that begins with a status: a finding, or the result
// of a credential, which ends with the name of its cause in brackets.
func statusMark(plain []byte, i int) (mark, bool) {
	status, end := statusAt(plain, i)
	if status == "" || end == len(plain) || plain[end] != ' ' && plain[end] != ':' {
		return mark{}, false
	}
	at := skip(plain, end, " :")
	m := mark{kind: result, from: i, to: end, status: status}
	to := name(plain, at)
	if isCheck(plain[at:to]) {
		m.kind, m.check, m.to = row, finding.Check(plain[at:to]), to
	} else if at < len(plain) && plain[at] == '|' { // the rest of a row of the table
		cell := skip(plain, at, " |\n")
		m.kind, m.to = row, name(plain, cell)
		m.cause = finding.Cause(plain[cell:m.to])
		return m, m.cause.Known()
	}
	if m.kind == result {
		m.word = nameBefore(plain[at:min(len(plain), at+summary)])
	}
	said := sameEntry(plain[at:min(len(plain), at+summary)])
	m.open = status != finding.Pass && status != finding.Skip && !(m.kind == result && concludes(said))
	return m, m.kind == row || m.open || concludes(said)
}

// summary is how much of a paragraph can be a name and a summary, in bytes.
const summary = 240

// conclusions are the summaries of reports without a root cause, squeezed.
var conclusions = []string{"thecredentialworks", "thevaluesarewellformed", "whatcanbeprovenwithoutaclientsecretiswell", "nobodysignedin"}

// concludes reports that a paragraph begins with such a summary, or with a name
// and a summary.
func concludes(paragraph []byte) bool {
	said, _, _ := bytes.Cut(paragraph, []byte("\n\n"))
	if !bytes.Contains(said, []byte("works")) && !bytes.Contains(said, []byte("well")) && !bytes.Contains(said, []byte("Nobody")) {
		return false
	}
	key := text.Squeeze(string(said))
	return slices.ContainsFunc(conclusions, func(c string) bool { return strings.Contains(key, c) })
}

// causal reports a word that can be the name of a cause.
func causal(word string) bool {
	if finding.Cause(word).Known() {
		return true
	}
	return len(word) <= longestName && strings.Contains(word, "-") && strings.Trim(word, "abcdefghijklmnopqrstuvwxyz-") == ""
}

// mentions are the causes in brackets that an explanation's advice follows.
func mentions(plain []byte) []mark {
	var list []mark
	for i := 0; ; {
		at := bytes.IndexByte(plain[i:], '(')
		if at < 0 {
			return list
		}
		i += at + 1
		end := name(plain, i)
		if end == len(plain) || plain[end] != ')' || !causal(string(plain[i:end])) {
			continue
		}
		rest := plain[skip(plain, end+1, " \n"):]
		if bytes.HasPrefix(rest, []byte("Who can fix it:")) || bytes.HasPrefix(rest, []byte("What to do:")) {
			list = append(list, mark{kind: mention, from: i, to: end, cause: finding.Cause(plain[i:end])})
		}
	}
}
