package explain

import (
	"bytes"
	"cmp"
	"strings"
	"unicode"
	"unicode/utf8"

	"mailgrant/flow/finding"
	"mailgrant/flow/redact"
	"mailgrant/flow/text"
)

// evidence is what Microsoft's support asks for: the identifiers and the time
// after the deciding place, else the first in the text.
func evidence(r text.Reading, from int) finding.Evidence {
	return finding.Evidence{
		TraceID:       identifier(r, from, traceLabels),
		CorrelationID: cmp.Or(identifier(r, from, correlationLabels), identifier(r, from, clientLabels)),
		RequestID:     cmp.Or(identifier(r, from, requestLabels), identifier(r, from, exchangeLabels)),
		Timestamp:     timestamp(r, from),
		PolicyIDs:     policies(r),
	}
}

// identifier is the GUID after a label.
func identifier(r text.Reading, from int, label naming) string {
	return label.value(r, from, func(begins, ends int) string {
		if !r.Begins(begins) {
			return ""
		}
		return guidAt(r, ends)
	})
}

// policies are the GUIDs of the Conditional Access policies that a claims
// challenge lists in capolids.
func policies(r text.Reading) []string {
	const name, list, most = "capolids", "values", 8
	ids := []string{}
	at := bytes.Index(r.Key, []byte(name))
	if at < 0 {
		return ids
	}
	i := at + len(name)
	begins := bytes.Index(r.Key[i:min(len(r.Key), i+40)], []byte(list))
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

// starts are the places in key to search from: from a given place, then from
// the beginning.
func starts(r text.Reading, from int) []int {
	if at := keyAt(r, from); at > 0 {
		return []int{at, 0}
	}
	return []int{0}
}

// guidAt reads a GUID from byte i of key on; a line wrap may have split it.
func guidAt(r text.Reading, i int) string {
	const digits = 32
	if i+digits > len(r.Key) || r.Place(i)-r.After(i) > 7 || r.Place(i+digits-1)-r.Place(i) > 48 {
		return ""
	}
	h := string(r.Key[i : i+digits])
	if strings.Trim(h, "0123456789abcdef") != "" || !r.Ends(i+digits) || r.Plain[r.Place(i+8)-1] != '-' {
		return ""
	}
	return h[:8] + "-" + h[8:12] + "-" + h[12:16] + "-" + h[16:20] + "-" + h[20:]
}

// keyAt is the first byte of key at or after a place of plain.
func keyAt(r text.Reading, place int) int {
	lo, hi := 0, len(r.At)
	for lo < hi {
		mid := (lo + hi) / 2
		if int(r.At[mid]) < place {
			lo = mid + 1
		} else {
			hi = mid
		}
	}
	return lo
}

// footer is where the identifiers of a message begin, in any language: the end of
// plain where there are none.
func footer(r text.Reading, from int) int {
	place := len(r.Plain)
	for _, label := range []naming{traceLabels, correlationLabels} {
		label.value(r, from, func(begins, ends int) string {
			if at := r.Place(begins); at >= from && r.Begins(begins) && guidAt(r, ends) != "" {
				place = min(place, at)
				return "found"
			}
			return ""
		})
	}
	return place
}

// timestamp is the time that a message states for itself.
func timestamp(r text.Reading, from int) string {
	return timeLabels.value(r, from, func(_, ends int) string {
		if ends == len(r.Key) || r.Place(ends)-r.After(ends) > 7 {
			return ""
		}
		return text.TimeAt(r.Plain[r.Place(ends):])
	})
}

// reach is the maximum length of a message, in bytes of plain.
const reach = 900

// stops are the texts that end a message: its identifiers, the end of a JSON
// string, a stack trace.
var stops = []string{"Trace ID", "Trace+ID", "Trace Id", "trace_id", "traceId", "Correlation ID", "\",", "\"}", "\"\n", "\" \"", "\nat ", "\n\n", " ---> ", "\nRequest Id", "', '"}

// message is Microsoft's own text from a place of plain on.
func message(plain []byte, from, to int) string {
	text := string(plain[from:wholeLetter(plain, min(to, from+reach, len(plain)))])
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
	first := wholeLetter(plain, max(0, from-before))
	lead, tail := "", ""
	if bytes.IndexByte(plain[first:from], redact.Hidden) >= 0 {
		first = from // the rest of a secret may follow the found part
	} else if at := bytes.LastIndexAny(plain[first:from], "\n\"{"); at >= 0 {
		first += at + 1
	} else if first > 0 {
		first, lead = wordAfter(plain, first, from), "… "
	}
	last := wholeLetter(plain, min(len(plain), to+after))
	if at := bytes.IndexAny(plain[to:last], "\n\"}"); at >= 0 {
		last = to + at
	} else if last < len(plain) {
		if at := bytes.LastIndexByte(plain[to:last], ' '); at >= 0 {
			last = to + at
		}
		tail = " …"
	}
	said := shown(string(plain[first:last]))
	if said == "" || hidden(plain[first:last]) {
		tail = ""
	}
	if said == "" {
		lead = ""
	}
	return lead + said + tail
}

// wordAfter is where the first whole word between two places of plain begins.
func wordAfter(plain []byte, from, to int) int {
	if from > 0 && plain[from-1] == ' ' {
		return from
	}
	if at := bytes.IndexByte(plain[from:to], ' '); at >= 0 {
		return from + at + 1
	}
	return to
}

// hidden reports a text with a secret, at which it is cut.
func hidden(txt []byte) bool { return bytes.IndexByte(txt, redact.Hidden) >= 0 }

// wholeLetter is a place of plain, or the one before it that divides no letter.
func wholeLetter(plain []byte, at int) int {
	for at > 0 && at < len(plain) && !utf8.RuneStart(plain[at]) {
		at--
	}
	return at
}

// shown is a foreign text made safe to display: cleaned, bounded, and cut at a
// secret, since the rest of the secret may follow the found part.
func shown(txt string) string {
	if at := strings.IndexByte(txt, redact.Hidden); at >= 0 {
		txt = txt[:at]
	}
	txt = trimmed(redact.Disguise(text.Clean(txt)))
	if !strings.ContainsFunc(txt, func(r rune) bool { return r == ' ' || r > unicode.MaxASCII }) {
		return "" // a number or a name alone adds nothing
	}
	return txt
}

// trimmed is a text without the signs around it; a quotation that began inside
// keeps its end.
func trimmed(txt string) string {
	const signs = " ,;'\""
	txt = strings.TrimLeft(txt, signs)
	cut := strings.TrimRight(txt, signs)
	if cut != txt && strings.ContainsAny(txt[len(cut):len(cut)+1], "'\"") && strings.Count(cut, txt[len(cut):len(cut)+1])%2 == 1 {
		return txt[:len(cut)+1]
	}
	return cut
}
