package flow

import (
	"slices"
	"strings"
	"unicode"

	"mailgrant/flow/finding"
	"mailgrant/flow/form"
	"mailgrant/flow/guide"
	"mailgrant/flow/intake"
	"mailgrant/flow/value"
)

// reading is what a pasted text means to this session.
func (s State) reading(e Pasted) Paste {
	p, txt := Paste{Field: e.Field}, e.Text.Reveal()
	if len(txt) > longestRead || strings.ContainsFunc(txt, strange) || s.takesAnything(e.Field) {
		return p
	}
	fits := e.Field != "" && s.fits(e.Field, txt)
	if fits && address(e.Field) && alone(txt) {
		return p
	}
	read := intake.Read(txt)
	found := s.valuesIn(read)
	p.Puts, p.Unsure = s.puts(found)
	p.Left, p.Bare = s.leftOut(read, found), bareIDs(txt, read)
	single := len(p.Puts) == 1 && len(p.Unsure) == 0
	switch known := s.knownAs(txt); {
	case len(p.Puts) == 0 && len(p.Unsure) > 0:
		p.Kind = Ambiguous
	case single && p.Puts[0].Field == e.Field && !fits:
		p.Kind = Placed
	case single && p.Puts[0].Field == e.Field:
	case len(p.Puts) > 0:
		p.Kind = Offered
	case known != "" && e.Field != "" && known != e.Field && !tellsApart(e.Field):
		p.Kind, p.Other = Misplaced, known
	case fits:
	case len(found) > 0:
		p.Kind = InPlace
	case len(p.Left) > 0 && e.Field == "":
		p.Kind = Unusable
	default:
		p = s.unlabelled(p, txt)
	}
	return p
}

// strange reports a control character, with which no text is taken apart.
func strange(r rune) bool { return unicode.IsControl(r) && !strings.ContainsRune("\t\r\n", r) }

// unlabelled reads a text in which nothing has a name.
func (s State) unlabelled(p Paste, txt string) Paste {
	if joined, ok := s.joined(p.Field, txt); ok {
		p.Kind, p.Puts = Placed, []Put{joined}
	} else if n := ids(txt); n > 1 || n == 1 && p.Field == "" {
		p.Kind, p.Bare = Unnamed, n
	}
	return p
}

// takesAnything reports a place where a text is not taken apart: a message, what
// a browser shows, and the end of a session.
func (s State) takesAnything(id finding.FieldID) bool {
	switch s.At {
	case guide.StepWhich, guide.StepMessage, guide.StepHandoff:
		return true
	}
	return s.AtHome() || id != "" && guide.FieldOf(id).Pasted()
}

// asksFor reports a field of this session, at any step. Before the choice of a
// guide it is one that any guide may ask for.
func (s State) asksFor(id finding.FieldID) bool {
	steps := s.Steps()
	if id == guide.FieldMailbox { // it is tested even where no step asks for it
		id = guide.FieldOrganization
	}
	if len(steps) == 0 {
		return id != guide.FieldToken && id != guide.FieldAuth
	}
	return slices.ContainsFunc(steps, func(step guide.Step) bool { return slices.Contains(step.Fields, id) })
}

// with are the values with one more put in.
func with(a form.Values, p Put) form.Values {
	if p.Field == guide.FieldSecret {
		a.Secret = p.Secret
		return a
	}
	return a.With(p.Field, p.Text)
}

// fits reports a text that is one good value of a field, or that has exactly one
// correction.
func (s State) fits(id finding.FieldID, txt string) bool {
	p := putOf(id, txt)
	clean, _ := value.Clean(txt)
	if clean == "" || strings.ContainsAny(clean, "\r\n") {
		return false
	}
	j := form.Judge(with(s.Values, p), id)
	return j.Corrected != "" || !fails(j.Findings)
}

// fails reports a finding against a value. A value that only may be wrong has
// none.
func fails(findings []finding.Finding) bool {
	return slices.ContainsFunc(findings, func(f finding.Finding) bool { return f.Status == finding.Fail })
}

func putOf(id finding.FieldID, txt string) Put {
	if id == guide.FieldSecret {
		secret, _ := value.CleanSecret(value.NewSecret(txt))
		return Put{Field: id, Secret: secret}
	}
	clean, _ := value.Clean(txt)
	return Put{Field: id, Text: clean}
}

// address reports a field for an address, which may hold other values.
func address(id finding.FieldID) bool {
	switch guide.FieldOf(id).Kind {
	case guide.KindOrganization, guide.KindEndpoint, guide.KindURL:
		return true
	case guide.KindText, guide.KindName, guide.KindGUID, guide.KindDate, guide.KindMailbox, guide.KindSecret, guide.KindMessage, guide.KindCallback:
	}
	return false
}

// alone reports an address with nothing around it.
func alone(txt string) bool {
	txt = strings.TrimSpace(txt)
	return value.URLLike(txt) && len(strings.Fields(txt)) == 1 && !value.HoldsSecret(txt)
}

// knownAs is the field that has this ID already; "" for none.
func (s State) knownAs(txt string) finding.FieldID {
	id, _ := value.Clean(txt)
	switch id = strings.ToLower(id); {
	case !value.IsGUID(id):
	case id == s.Values.UsableClientID():
		return guide.FieldClientID
	case id == strings.ToLower(s.Values.Tenant):
		return guide.FieldOrganization
	}
	return ""
}

// tellsApart reports a field whose own judge names another field's ID.
func tellsApart(id finding.FieldID) bool { return id == guide.FieldSecret || id == guide.FieldClientID }

// joined is a value that is broken over lines: it is valid as a whole, and its
// first line alone is not.
func (s State) joined(id finding.FieldID, txt string) (Put, bool) {
	const most = 3
	lines := strings.FieldsFunc(txt, func(r rune) bool { return r == '\r' || r == '\n' })
	for i := range lines {
		lines[i] = strings.Trim(strings.TrimSpace(lines[i]), `"'`)
		if strings.ContainsAny(lines[i], " \t") {
			return Put{}, false
		}
	}
	lines = slices.DeleteFunc(lines, func(l string) bool { return l == "" })
	if len(lines) < 2 || len(lines) > most || id == "" || s.whole(id, lines[0]) {
		return Put{}, false
	}
	p := putOf(id, strings.Join(lines, ""))
	p.Joined = true
	return p, s.whole(id, strings.Join(lines, ""))
}

// whole reports a value without any finding against it.
func (s State) whole(id finding.FieldID, txt string) bool {
	return len(form.Judge(with(s.Values, putOf(id, txt)), id).Findings) == 0
}

// ids counts the IDs in a text.
func ids(txt string) int {
	seen := map[string]bool{}
	for _, word := range strings.FieldsFunc(txt, func(r rune) bool { return strings.ContainsRune(" \t\r\n,;|\"'<>()[]{}", r) }) {
		if value.IsGUID(word) {
			seen[strings.ToLower(word)] = true
		}
	}
	return len(seen)
}

// Continues reports a line that belongs to the values in the lines before it.
func Continues(block, line string) bool { return intake.Continues(block, line) }

// longestRead is the length in bytes up to which a pasted text is taken apart.
const longestRead = 64 << 10

// valuesIn are the values in a text that this session asks for.
func (s State) valuesIn(read intake.Text) []candidate {
	var list []candidate
	for _, v := range read.Values {
		if c, ok := candidateOf(v, read.Format); ok && s.asksFor(c.field) {
			list = append(list, c)
		}
	}
	return list
}
