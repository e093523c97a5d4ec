package explain

import (
	"bytes"
	"slices"
	"strings"

	"mailgrant/flow/redact"
	"mailgrant/flow/text"
)

const (
	piece   = 4 << 10 // the maximum length of an entry of a log, in bytes
	context = 8 << 10 // how much is read before and after the entry of a failure
	burst   = 3       // one failure can fill this many entries
)

// newest explains the last failure in a part of a log: its entry, with what is
// around it and names no other failure. If that leaves several causes, the
// entries before may tell more about the same failure.
func newest(log string) Explanation {
	list := entries(log)
	worths := make([]worth, len(list))
	last := -1
	for i := len(list) - 1; i >= 0 && last < 0; i-- {
		if worths[i] = worthOf(text.Read(list[i]), false); worths[i] == firm {
			last = i
		}
	}
	for i := len(list) - 1; i >= 0 && last < 0; i-- {
		if worths[i] == weak || len(redact.Find(text.Read(list[i])).Tokens) > 0 {
			last = i
		}
	}
	last = max(last, 0)
	x := explained(text.Read(around(list, worths, last, 1)))
	if !x.Certain {
		wider := explained(text.Read(around(list, worths, last, burst)))
		if first := wider.Candidates[0].Cause; first == x.Candidates[0].Cause || wider.Certain && slices.ContainsFunc(x.Candidates, func(k Candidate) bool { return k.Cause == first }) {
			x = wider
		}
	}
	withoutSecrets(&x, log)
	return x
}

// around joins an entry with those beside it, back to the given number of
// failures.
func around(list []string, worths []worth, at, failures int) string {
	from, size := at, 0
	for from > 0 && size+len(list[from-1]) <= context {
		if worths[from-1] == none {
			worths[from-1] = worthOf(text.Read(list[from-1]), false)
		}
		if worths[from-1] == firm {
			if failures--; failures <= 0 {
				break
			}
		}
		from--
		size += len(list[from])
	}
	to := at + 1
	for size = 0; to < len(list) && size+len(list[to]) <= context; to++ {
		size += len(list[to])
	}
	return strings.Join(list[from:to], "")
}

// entries splits a log where a line begins a new entry, and long entries at the
// end of a line.
func entries(log string) []string {
	var list []string
	from := 0
	for at := 0; at < len(log); {
		end := len(log)
		if i := strings.IndexByte(log[at:], '\n'); i >= 0 {
			end = at + i + 1
		}
		if at > from && (begins(log[at:end]) || end-from > piece) {
			list = append(list, log[from:at])
			from = at
		}
		for end-from > piece { // a very long line
			list = append(list, log[from:from+piece])
			from += piece
		}
		at = end
	}
	return append(list, log[from:])
}

// begins reports a line that starts an entry of a log: with a date, a time, a
// level, a bracket or an object.
func begins(line string) bool {
	trimmed := strings.TrimLeft(line, " \t")
	switch {
	case strings.HasPrefix(trimmed, "{"), strings.HasPrefix(line, "[") && !strings.HasPrefix(line, "[\n"), strings.HasPrefix(line, "# mailgrant report"):
		return true
	case line != trimmed || line == "":
		return false
	case text.Digit(line[0]):
		return strings.ContainsAny(line[:min(len(line), 5)], "-:/.T")
	}
	for _, lead := range []string{"ERROR", "WARN", "INFO", "DEBUG", "TRACE", "FATAL", "time=", "level=", "ts=", "<",
		"Jan ", "Feb ", "Mar ", "Apr ", "May ", "Jun ", "Jul ", "Aug ", "Sep ", "Oct ", "Nov ", "Dec "} {
		if strings.HasPrefix(line, lead) {
			return true
		}
	}
	return false
}

// withoutSecrets blanks in what is quoted every secret of a wider part of the
// log: the word that announces a secret may be outside of what was read.
func withoutSecrets(x *Explanation, log string) {
	const most = 200
	r := text.Read(log)
	plain := slices.Clone(r.Plain)
	redact.Find(r).Hide(plain)
	var secrets []string
	for i := 0; len(secrets) <= most; {
		at := bytes.IndexByte(plain[i:], redact.Hidden)
		if at < 0 {
			break
		}
		from := i + at
		for i = from; i < len(plain) && plain[i] == redact.Hidden; {
			i++
		}
		if secret := string(r.Plain[from:i]); !slices.Contains(secrets, secret) {
			secrets = append(secrets, secret)
		}
	}
	if len(secrets) > most {
		x.Evidence.ServerText, x.Quoted = "", Quoted{}
		return
	}
	known, q := redact.Of(secrets...), &x.Quoted
	x.Evidence.ServerText = known.Blank(x.Evidence.ServerText)
	for _, quote := range []*string{&q.App, &q.Tenant, &q.Mailbox, &q.Redirect} {
		if known.In(*quote) {
			*quote = ""
		}
	}
}
