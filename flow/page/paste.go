package page

import (
	"strings"

	"mailgrant/flow"
	"mailgrant/flow/finding"
	"mailgrant/flow/form"
	"mailgrant/flow/guide"
	"mailgrant/flow/text"
	"mailgrant/flow/value"
)

// Found is what a pasted text holds, before any of it is put in place.
type Found struct {
	Says  string
	Lines []Line
	Notes []string
}

// pastedPage asks whether to put in place what a pasted text holds.
func pastedPage(s view) Page {
	found, puts := Found{}, s.Paste.Puts
	for _, p := range puts {
		found.Lines = append(found.Lines, s.foundLine(p))
	}
	for _, id := range s.Paste.Unsure {
		found.Notes = append(found.Notes, "It holds more than one "+fieldName(id, "")+": none of them is taken.")
	}
	found.Notes = append(found.Notes, leftOut(s.Paste)...)
	found.Says = "Found: " + putNames(puts) + "."
	label := "Put them in place"
	if len(puts) == 1 {
		label = "Put it in place"
		if s.Paste.Field != "" && s.Paste.Field != puts[0].Field {
			found.Says = "This is the " + putNames(puts) + ", not the " + fieldName(s.Paste.Field, "") + "."
		}
	}
	return Page{
		Step: s.At, Title: "What you pasted", Found: &found,
		Options: []Option{{label, "", flow.PutPasted{}}, {"Leave it", "nothing changes", flow.DropPasted{}}},
	}
}

// foundLine is a value with its field, and the value that it replaces.
func (s view) foundLine(p flow.Put) Line {
	l := Line{text.UpperFirst(fieldName(p.Field, p.Text)), form.Shown(p.Field, p.Text)}
	old := s.Values.Shown(p.Field)
	if p.Field == guide.FieldSecret {
		l.Text, old = value.Mask+", "+text.Count(p.Secret.Len(), "character"), ""
		if !s.Values.Secret.Empty() {
			old = "the one that is there"
		}
	}
	if p.Joined {
		l.Text += ", joined from two lines"
	}
	if old != "" {
		l.Text += " (replaces " + old + ")"
	}
	return l
}

// fieldName names a field within a sentence. txt is its value; "" if there is
// none.
func fieldName(id finding.FieldID, txt string) string {
	switch id {
	case guide.FieldOrganization:
		switch {
		case strings.Contains(txt, "@"):
			return "mailbox address"
		case value.IsGUID(txt):
			return "tenant ID"
		}
		return "tenant"
	case guide.FieldClientID:
		return "client ID"
	case guide.FieldExpires:
		return "end date"
	case guide.FieldRedirect:
		return "redirect URI"
	}
	return strings.ToLower(guide.FieldOf(id).Label)
}

// leftOut says which values of a pasted text are not taken, and why.
func leftOut(p flow.Paste) (notes []string) {
	for _, l := range p.Left {
		notes = append(notes, text.UpperFirst(fieldName(l.Field, ""))+" left out: "+l.Says+".")
	}
	switch {
	case p.Bare == 1:
		notes = append(notes, "1 ID without a label is left out.")
	case p.Bare > 1:
		notes = append(notes, text.Count(p.Bare, "ID")+" without a label are left out.")
	}
	return notes
}

// and adds what is left out to what became of a paste.
func and(says string, p flow.Paste) string {
	return strings.Join(append([]string{says}, leftOut(p)...), " ")
}

func putNames(puts []flow.Put) string {
	var names []string
	for _, p := range puts {
		names = append(names, fieldName(p.Field, p.Text))
	}
	return text.List(names)
}

// PasteSays says what became of the latest pasted text; "" if its field took it
// as it is.
func PasteSays(s flow.State) string {
	p := s.Paste
	switch p.Kind {
	case flow.Placed:
		says := "Pasted: " + putNames(p.Puts) + "."
		for _, put := range p.Puts {
			if put.Joined {
				says += " Two lines of the " + fieldName(put.Field, put.Text) + " were joined."
			}
		}
		return and(says, p)
	case flow.InPlace:
		return and("Nothing new in it: what mailgrant can read is in place already.", p)
	case flow.Unusable:
		return and("Not pasted.", p)
	case flow.Misplaced:
		known := s.Values.Text(p.Other)
		if p.Other == guide.FieldOrganization {
			known = s.Values.Tenant
		}
		return "Not pasted: this is the " + fieldName(p.Other, known) + ", not the " + fieldName(p.Field, "") + "."
	case flow.Unnamed:
		if p.Bare == 1 {
			return "Not pasted: this is an ID, and nothing says which. Copy it with its label."
		}
		return "Not pasted: several IDs without labels. Copy one, or each with its label."
	case flow.Ambiguous:
		return "Not pasted: there is more than one " + fieldName(p.Unsure[0], "") + " in it. Copy the one you mean."
	case flow.Undone:
		return "Undone. Everything is as it was before you pasted."
	case flow.Offered:
		if p.Vain {
			return "Nothing new in that. Decide about these values first."
		}
	case flow.NotRead:
	}
	return ""
}
