package explain

import (
	"bytes"
	"slices"
	"strings"

	"mailgrant/flow/finding"
	"mailgrant/flow/text"
)

// credential is what a report says about one credential.
type credential struct {
	status finding.Status // of the whole; "" if the text does not hold it
	cause  finding.Cause  // the root cause, as written; "" if the text does not hold it
	rows   []mark
	from   int    // where its object in JSON begins; 0 in another form
	name   string // "" if the report tells none
}

// reported is everything of mailgrant's own that a text holds.
type reported struct {
	credentials []credential
	mentions    []finding.Cause // of an explanation
	details     []mark
	schemas     []string
	request     string // the title
	doubtful    bool
	cut         bool // its beginning is missing
	older       bool // there are older reports
	from, to    int  // in plain
	marks       []mark
}

// readReports reads the reports in a text; ok is false if there are none.
func readReports(plain []byte) (reported, bool) {
	all := marks(plain)
	list := newestReport(plain, all)
	r := reported{older: len(list) < len(all)}
	var now credential
	closed := func() {
		if now.status != "" || now.cause != "" || len(now.rows) > 0 {
			r.credentials = append(r.credentials, now)
		}
		now = credential{}
	}
	explanation, begins, called := false, 0, ""
	for _, m := range list {
		switch m.kind {
		case schema:
			explanation = strings.HasPrefix(m.word, "mailgrant.explanation")
			r.schemas = append(r.schemas, m.word)
			begins = m.from
		case opening:
			closed()
			now.status, now.cause, now.from, now.name = m.status, m.cause, begins, called
			begins, called = 0, ""
		case calling:
			called = m.word
		case result:
			now.status, now.cause, now.name = m.status, m.cause, m.word
			closed()
		case row:
			if len(now.rows) > 0 && later(now.rows[len(now.rows)-1].check, m.check) {
				closed()
			}
			if m.status != "" {
				now.rows = append(now.rows, m)
			}
		case mention:
			if now.status != "" && now.cause == "" && len(now.rows) == 0 && !explanation {
				now.cause = m.cause
				continue
			}
			r.mentions = append(r.mentions, m.cause)
		case details:
			r.details = append(r.details, m)
		case doubtful:
			r.doubtful = true
		case asking:
			r.request = m.word
		}
	}
	closed()
	if len(list) == 0 || !r.ours(plain) {
		return reported{}, false
	}
	r.marks, r.from, r.to = list, list[0].from, list[len(list)-1].to
	r.cut = list[0].kind != opening && list[0].kind != schema && list[0].check != finding.Values
	return r, true
}

// newestReport are the marks of the newest of several reports that a file
// gathered (check --report-append). All count if one does not say when it began.
func newestReport(plain []byte, list []mark) []mark {
	var best []mark
	newest, heads := "", 0
	for i, m := range list {
		if m.kind != opening || m.word == "" {
			continue
		}
		end := len(list)
		if next := slices.IndexFunc(list[i+1:], func(m mark) bool { return m.kind == opening && m.word != "" }); next >= 0 {
			end = i + 1 + next
		}
		to := len(plain)
		if end < len(list) {
			to = list[end].from
		}
		_, rest, _ := bytes.Cut(plain[m.from:to], []byte("Started"))
		started := text.TimeAt(rest[min(len(rest), skip(rest, 0, " |\n")):])
		if heads++; started == "" {
			return list
		}
		if started >= newest {
			best, newest = list[i:end], started
		}
	}
	if heads < 2 {
		return list
	}
	return best
}

// later reports that a check comes after another one in a report.
func later(a, b finding.Check) bool {
	return slices.Index(finding.Checks, a) > slices.Index(finding.Checks, b) && slices.Contains(finding.Checks, b)
}

// ours reports that mailgrant wrote this, not a program that uses the same
// words: it is named, or known causes or several checks are.
func (r reported) ours(plain []byte) bool {
	rows, causes := 0, len(r.mentions)
	for _, c := range r.credentials {
		for _, m := range c.rows {
			if rows++; m.member {
				rows++
			}
		}
		if cause := c.root().cause; cause.Known() && strings.Contains(string(cause), "-") {
			causes++
		}
	}
	named := bytes.Contains(bytes.ToLower(plain), []byte("mailgrant"))
	return rows >= 2 || causes > 0 || named && (len(r.credentials) > 0 || r.request != "" || len(r.schemas) > 0)
}

// root is the deciding finding of a credential: the one with the root cause,
// else the first of the worst. Its cause is the root cause.
func (c credential) root() mark {
	for _, m := range c.rows {
		if c.cause != "" && m.cause == c.cause {
			return m
		}
	}
	if c.cause != "" {
		return mark{cause: c.cause, status: c.status}
	}
	for _, want := range []finding.Status{finding.Fail, finding.Undecided, finding.Warn} {
		for _, m := range c.rows {
			if m.status == want {
				return m
			}
		}
	}
	return mark{}
}

// tested reports whether the report says that a token was issued.
func (c credential) tested() bool {
	return !slices.ContainsFunc(c.rows, func(m mark) bool { return m.check == finding.TokenCheck && m.status == finding.Skip })
}

// skipped reports that a check was left out.
func (c credential) skipped(check finding.Check) bool {
	return slices.ContainsFunc(c.rows, func(m mark) bool { return m.check == check && m.status == finding.Skip })
}

// proved reports that a check passed.
func (c credential) proved(check finding.Check) bool {
	return slices.ContainsFunc(c.rows, func(m mark) bool { return m.check == check && m.status == finding.Pass })
}

// about is the text of a report about a finding: the finding itself, and its
// line under Evidence.
func (r reported) about(plain []byte, root mark) text.Reading {
	var b strings.Builder
	for i, m := range r.marks {
		next := len(plain)
		if i+1 < len(r.marks) {
			next = r.marks[i+1].from
		}
		if m.from == root.from || m.kind == details && m.check == root.check {
			b.Write(plain[m.from:min(next, m.from+2*reach)])
			b.WriteByte(' ')
		}
	}
	return text.Read(strings.ReplaceAll(b.String(), "\n", " "))
}
