package intake

import (
	"slices"
	"strings"

	"mailgrant/flow/guide"
	"mailgrant/flow/redact"
	"mailgrant/flow/value"
)

// labelledValues are the values that the lines of a text name, and those that
// speak for themselves: a secret by its form, an endpoint by its path. An ID
// without a label is never guessed.
func labelledValues(txt string) []Value {
	r := lineReader{lines: strings.Split(strings.ReplaceAll(txt, "\r\n", "\n"), "\n")}
	for i := range r.lines {
		r.lines[i] = strings.ReplaceAll(unquoted(r.lines[i]), "：", ":")
	}
	for r.at = 0; r.at < len(r.lines) && len(r.found) < mostValues; r.at++ {
		r.line(r.lines[r.at])
	}
	r.endInRow()
	for i, v := range r.found {
		r.found[i].last = v.Line == len(r.lines)
	}
	return r.found
}

// unquoted is a line without a mail's quote marks and a table's frame.
func unquoted(line string) string {
	return strings.Trim(strings.TrimLeft(line, "> \t"), " |\t\uFEFF")
}

type lineReader struct {
	lines []string
	at    int // the current line
	found []Value
}

func (r *lineReader) line(line string) {
	if line == "" || len(line) > value.LongestLook {
		return
	}
	if r.table(line) {
		return
	}
	pairs := pairsIn(line)
	for i, p := range pairs {
		r.pair(p, i == len(pairs)-1)
	}
	if len(pairs) == 0 && r.labelAlone(line) {
		return
	}
	r.spoken(line, pairs)
	r.ends(line)
}

func (r *lineReader) add(v Value) bool {
	if !acceptable(v) {
		return false
	}
	v.Line = r.at + 1
	r.found = append(r.found, v)
	return true
}

// pair keeps the value of a label. The last one of a line may go on, or begin,
// on the next line.
func (r *lineReader) pair(p pair, last bool) {
	txt := p.value()
	if last && strings.Trim(txt, " \"'") == "" {
		if !r.follows(p) && p.set && p.field == guide.FieldSecret { // set, but empty
			v := named(p.field, p.label, "")
			v.Set = true
			r.add(v)
		}
		return
	}
	joined := false
	if bare, _ := value.Clean(txt); last && r.at+1 < len(r.lines) && !whole(p.field, bare) {
		if longer := bare + strings.Trim(firstWord(r.lines[r.at+1]), `"',;`); whole(p.field, longer) && longer != bare {
			txt, joined = longer, true
		}
	}
	if bare := strings.Trim(txt, ` "'`); vague(p) && !whole(p.field, bare) && !(address(p.field) && value.URLLike(bare)) {
		return
	}
	v := named(p.field, p.label, txt)
	v.Joined, v.Set = joined, p.set
	if !p.set && p.field != guide.FieldSecret && !v.Secret.Absent() {
		return
	}
	r.add(v)
}

func firstWord(txt string) string {
	fields := strings.Fields(txt)
	if len(fields) == 0 {
		return ""
	}
	return fields[0]
}

// follows takes the value of a label from the next line.
func (r *lineReader) follows(p pair) bool {
	for next := r.at + 1; next < len(r.lines) && next <= r.at+3; next++ {
		txt := strings.TrimLeft(r.lines[next], ": \t")
		if txt == "" {
			continue
		}
		if _, label := fieldOf(txt); label || len(pairsIn(txt)) > 0 && !strings.Contains(txt, "://") {
			return false
		}
		bare, _ := value.Clean(firstWord(txt))
		v := named(p.field, p.label, bare)
		if !whole(p.field, bare) {
			longer := ""
			if next+1 < len(r.lines) {
				longer = bare + firstWord(r.lines[next+1])
			}
			if !whole(p.field, longer) {
				return false
			}
			v = named(p.field, p.label, longer)
			v.Joined = true
		}
		if r.add(v) {
			r.found[len(r.found)-1].Line = next + 1
			return true
		}
		return false
	}
	return false
}

// labelAlone reads a line that is a label, as the portal's pages are copied.
func (r *lineReader) labelAlone(line string) bool {
	label := strings.Trim(line, " \t:")
	field, ok := fieldOf(label)
	return ok && r.follows(pair{field: field, label: label})
}

// copulas are the words between a label and its value in a sentence.
var copulas = strings.Fields("is = : are ist lautet est es é è jest är er on - – → -> := ( \" '")

// spoken reads the values of a sentence: an ID behind its label without a colon,
// and what speaks for itself.
func (r *lineReader) spoken(line string, pairs []pair) {
	taken := func(from int) bool {
		return slices.ContainsFunc(pairs, func(p pair) bool { return from >= p.from && from < p.to && p.field != guide.FieldOrganization })
	}
	before := 0
	for _, word := range words(line) {
		txt := strings.Trim(line[word.From:word.To], `"'`+"`()<>[]{},.;:*")
		switch {
		case value.IsGUID(txt) && !taken(word.From):
			label := strings.TrimSpace(line[before:word.From])
			for again := true; again; {
				again = false
				for _, c := range copulas {
					if rest, ok := strings.CutSuffix(label, c); ok && (rest == "" || strings.HasSuffix(rest, " ") || len(c) == 1 && c[0] < 'a') {
						label, again = strings.TrimSpace(rest), true
					}
				}
			}
			if field, ok := fieldOf(tail(label)); ok && whole(field, txt) && field != guide.FieldSecret {
				r.add(named(field, tail(label), txt))
			}
			before = word.To
		case redact.RealShape(txt):
			r.add(named(guide.FieldSecret, "", txt))
		case strings.Contains(txt, "://") && !taken(word.From):
			at := strings.Index(txt, "http")
			if at < 0 {
				continue
			}
			r.address(strings.Trim(txt[:at], "\"'=:"), txt[at:])
		}
	}
}

// address keeps an endpoint that its own path names, whatever its label is.
func (r *lineReader) address(label, txt string) {
	e, ok := value.ParseEndpoint(withoutQuery(txt))
	field := guide.FieldToken
	switch {
	case !ok || e.Kind != value.EndpointToken && e.Kind != value.EndpointAuthorize:
		return
	case e.Kind == value.EndpointAuthorize:
		field = guide.FieldAuth
	}
	v := named(field, label, txt)
	v.Set = label != ""
	r.add(v)
}

// tail is the last words of a text that can be a label.
func tail(txt string) string {
	if at := strings.LastIndexAny(txt, ",;:.|\t"); at >= 0 {
		txt = txt[at+1:]
	}
	fields := strings.Fields(txt)
	return strings.Join(fields[max(0, len(fields)-4):], " ")
}

// words are the parts of a line between spaces.
func words(line string) []redact.Span {
	var list []redact.Span
	for i := 0; i < len(line); {
		for i < len(line) && (line[i] == ' ' || line[i] == '\t') {
			i++
		}
		from := i
		for i < len(line) && line[i] != ' ' && line[i] != '\t' {
			i++
		}
		if i > from {
			list = append(list, redact.Span{From: from, To: i})
		}
	}
	return list
}
