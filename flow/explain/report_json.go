package explain

import (
	"bytes"
	"strings"

	"mailgrant/flow/finding"
	"mailgrant/flow/text"
)

// member is a key of a report in JSON with its value, if that is a word.
type member struct {
	key, value string
	from, to   int
}

// jsonMarks reads the keys that tell a report's result. It needs no whole
// object: what is left of a report can begin and end anywhere.
func jsonMarks(plain []byte) []mark {
	var list []mark
	before := ""
	for m := range members(plain) {
		at := mark{from: m.from, to: m.to}
		switch m.key {
		case "schema":
			if strings.HasPrefix(m.value, "mailgrant.") {
				at.kind, at.word = schema, m.value
				list = append(list, at)
			}
		case "name":
			if before == "schema" {
				at.kind, at.word = calling, m.value
				list = append(list, at)
			}
		case "verdict":
			at.kind, at.status = opening, statuses[m.value]
			list = append(list, at)
		case "certain":
			if m.value == "false" {
				at.kind = doubtful
				list = append(list, at)
			}
		case "check":
			at.kind, at.check, at.member = row, finding.Check(m.value), isCheck([]byte(m.value))
			list = append(list, at)
		case "status":
			if before != "check" {
				list = append(list, mark{kind: row, from: m.from})
			}
			last := &list[len(list)-1]
			last.status, last.to = statuses[m.value], m.to
		case "cause":
			list = withCause(list, before, m)
		}
		before = m.key
	}
	return list
}

// withCause gives the cause of a member to the verdict or the finding before it.
func withCause(list []mark, before string, m member) []mark {
	cause := finding.Cause(m.value)
	if m.value == "null" {
		cause = ""
	}
	if n := len(list) - 1; n >= 0 && (before == "verdict" || before == "status") {
		list[n].cause, list[n].to = cause, m.to
		return list
	}
	if cause == "" || !causal(m.value) {
		return list
	}
	return append(list, mark{kind: mention, from: m.from, to: m.to, cause: cause})
}

// members yields the keys of reports, in order.
func members(plain []byte) func(func(member) bool) {
	return func(yield func(member) bool) {
		for i := 0; ; {
			at := bytes.IndexByte(plain[i:], '"')
			if at < 0 {
				return
			}
			from := i + at
			i = from + 1
			end := name(plain, i)
			key := string(plain[i:min(end, i+len("certain")+1)])
			switch key {
			case "name":
				if value, to := quotedAt(plain, end); to > end {
					if !yield(member{key, value, from, to}) {
						return
					}
					i = to
				}
				continue
			case "schema", "verdict", "certain", "check", "status", "cause":
			default:
				continue
			}
			if value, to := valueAt(plain, end); to > end {
				if !yield(member{key, value, from, to}) {
					return
				}
				i = to
			}
		}
	}
}

// quotedAt is the text in quotes behind a key that ends at i, and its end; i if
// there is none.
func quotedAt(plain []byte, i int) (string, int) {
	colon := skip(plain, skip(plain, i, "\""), " \n")
	if colon == len(plain) || plain[colon] != ':' {
		return "", i
	}
	from := skip(plain, colon+1, " \n")
	if from == len(plain) || plain[from] != '"' {
		return "", i
	}
	from++
	end := bytes.IndexByte(plain[from:min(len(plain), from+longestName)], '"')
	if end < 0 {
		return "", i
	}
	return string(plain[from : from+end]), from + end
}

// valueAt is the value behind a key that ends at i, and its end; i if that is no
// word.
func valueAt(plain []byte, i int) (string, int) {
	at := skip(plain, i, "\"")
	if at == i {
		return "", i
	}
	colon := skip(plain, at, " \n")
	if colon == len(plain) || plain[colon] != ':' {
		return "", i
	}
	from := skip(plain, colon+1, " \n\"")
	to := from
	for to < len(plain) && to-from <= longestName && (text.Alnum(plain[to]) || strings.IndexByte("-./", plain[to]) >= 0) {
		to++
	}
	return string(plain[from:to]), max(to, i+1)
}
