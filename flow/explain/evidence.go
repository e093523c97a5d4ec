package explain

import (
	"bytes"
	"strings"

	"mailgrant/flow/finding"
	"mailgrant/flow/text"
)

// evidence is what Microsoft's support asks for: the identifiers and the time
// behind the place that counts, else the first in the text.
func evidence(r reading, from int) finding.Evidence {
	e := finding.Evidence{
		TraceID:       identifier(r, from, "traceid"),
		CorrelationID: identifier(r, from, "correlationid"),
		RequestID:     identifier(r, from, "requestid"),
		Timestamp:     timestamp(r, from),
		PolicyIDs:     policies(r),
	}
	if e.CorrelationID == "" {
		e.CorrelationID = identifier(r, from, "clientrequestid")
	}
	if e.RequestID == "" {
		e.RequestID = identifier(r, from, "xmsrequestid")
	}
	return e
}

// identifier is the GUID that follows a name.
func identifier(r reading, from int, name string) string {
	for _, start := range starts(r, from) {
		for i := start; ; {
			at := bytes.Index(r.key[i:], []byte(name))
			if at < 0 {
				break
			}
			begins := i + at
			i = begins + len(name)
			if !r.begins(begins) {
				continue
			}
			if id := guidAt(r, i); id != "" {
				return id
			}
		}
	}
	return ""
}

// policies are the GUIDs of the Conditional Access policies that a claims
// challenge names, in its list capolids.
func policies(r reading) []string {
	const name, list, most = "capolids", "values", 8
	ids := []string{}
	at := bytes.Index(r.key, []byte(name))
	if at < 0 {
		return ids
	}
	i := at + len(name)
	begins := bytes.Index(r.key[i:min(len(r.key), i+40)], []byte(list))
	if begins < 0 {
		return ids
	}
	for i += begins + len(list); len(ids) < most; i += 32 {
		id := guidAt(r, i)
		if id == "" {
			break
		}
		ids = append(ids, id)
	}
	return ids
}

// starts are where in key to look: from a place on, then from the beginning.
func starts(r reading, from int) []int {
	if at := keyAt(r, from); at > 0 {
		return []int{at, 0}
	}
	return []int{0}
}

// guidAt reads a GUID from byte i of key on; a line wrap may have cut it.
func guidAt(r reading, i int) string {
	const digits = 32
	if i+digits > len(r.key) || r.place(i)-r.place(i-1) > 8 || r.place(i+digits-1)-r.place(i) > 48 {
		return ""
	}
	h := string(r.key[i : i+digits])
	if strings.Trim(h, "0123456789abcdef") != "" || !r.ends(i+digits) || r.plain[r.place(i+8)-1] != '-' {
		return ""
	}
	return h[:8] + "-" + h[8:12] + "-" + h[12:16] + "-" + h[16:20] + "-" + h[20:]
}

// keyAt is the first byte of key at or behind a place of plain.
func keyAt(r reading, place int) int {
	lo, hi := 0, len(r.at)
	for lo < hi {
		mid := (lo + hi) / 2
		if int(r.at[mid]) < place {
			lo = mid + 1
		} else {
			hi = mid
		}
	}
	return lo
}

// timestamp is the time that a message gives for itself.
func timestamp(r reading, from int) string {
	for _, start := range starts(r, from) {
		for _, name := range []string{"timestamp", "date"} {
			for i, tries := start, 0; tries < 8; tries++ {
				at := bytes.Index(r.key[i:], []byte(name))
				if at < 0 {
					break
				}
				i += at + len(name)
				if at := r.place(i); i > 0 && i < len(r.key) && at-r.place(i-1) <= 8 {
					if t := timeAt(r.plain[at:]); t != "" {
						return t
					}
				}
			}
		}
	}
	return ""
}

// timeAt reads a time as Entra and Graph write it.
func timeAt(text []byte) string {
	const form = "0000-00-00 00:00:00"
	if len(text) < len(form) {
		return ""
	}
	for i := range len(form) {
		switch {
		case form[i] == '0' && !digit(text[i]), form[i] == ' ' && text[i] != ' ' && text[i] != 'T',
			(form[i] == '-' || form[i] == ':') && text[i] != form[i]:
			return ""
		}
	}
	n := len(form)
	for n < len(text) && n < 30 && (digit(text[n]) || text[n] == '.' || text[n] == 'Z') {
		n++
	}
	return string(text[:n])
}

// reach is how far a message is read, in bytes of plain.
const reach = 900

// stops are what a message ends at: its identifiers, the end of a JSON string,
// a stack trace.
var stops = []string{"Trace ID", "Trace+ID", "Trace Id", "trace_id", "traceId", "Correlation ID", "\",", "\"}", "\"\n", "\" \"", "\nat ", "\n\n", " ---> ", "\nRequest Id", "', '"}

// message is Microsoft's own text from a place of plain on.
func message(plain []byte, from, to int) string {
	text := string(plain[from:min(to, from+reach, len(plain))])
	for _, stop := range stops {
		if at := strings.Index(text, stop); at >= 0 {
			text = text[:at]
		}
	}
	if !strings.Contains(text, " ") && strings.Count(text, "+") > 2 {
		text = strings.ReplaceAll(text, "+", " ")
	} else if strings.Count(text, "+") > 2*strings.Count(text, " ") {
		text = strings.ReplaceAll(text, "+", " ")
	}
	return shown(text)
}

// line is the sentence around a place of plain, for wording without a number.
func line(plain []byte, from, to int) string {
	const before, after = 120, 300
	first := max(0, from-before)
	if bytes.IndexByte(plain[first:from], mask) >= 0 {
		first = from // the rest of a secret may follow what was found of it
	} else if at := bytes.LastIndexAny(plain[first:from], "\n\"{"); at >= 0 {
		first += at + 1
	}
	last := min(len(plain), to+after)
	if at := bytes.IndexAny(plain[to:last], "\n\"}"); at >= 0 {
		last = to + at
	}
	return shown(string(plain[first:last]))
}

// shown is a text from elsewhere, fit to show: cleaned, bounded, and cut where
// a secret was, since the rest of it may follow what was found.
func shown(txt string) string {
	if at := strings.IndexByte(txt, mask); at >= 0 {
		txt = txt[:at]
	}
	txt = strings.Trim(disguise(text.Clean(txt)), " ,;'\"")
	if !strings.Contains(txt, " ") {
		return "" // a number or a name alone says nothing new
	}
	return txt
}
