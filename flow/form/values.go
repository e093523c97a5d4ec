// Package form holds what the person gave, and judges each value by itself and
// beside the others. What Microsoft says of them is package check's.
package form

import (
	"slices"
	"strings"

	"mailgrant/flow/finding"
	"mailgrant/flow/guide"
	"mailgrant/flow/value"
)

// Values is what the person gave, as given: nothing typed is lost, and what is
// sent is the cleaned value (Judge).
type Values struct {
	Registration
	Own          *guide.Guide // the guide, where it is somebody's own; nil for a built-in one
	Use          value.Use
	Cloud        value.Cloud
	Organization string // mailbox, domain, tenant ID or endpoint, as typed
	Secret       value.Secret
	Mailbox      string   // the one the product is told, as typed
	MustRefuse   []string // mailboxes that must be out of reach
	Ticked       []string // permissions ticked off as added
	Message      string   // an error text to explain
	Rights       Rights   // what the person may do
	secretive    []stray  // secrets that came into fields for something else
	Answer       string   // what the browser showed, as pasted; forgotten once it was used
}

// Procedure is the guide that was chosen; an empty one before that.
func (a Values) Procedure() guide.Guide { return guide.Of(a.Guide, a.Own) }

// Has reports a field that holds a text.
func (a Values) Has(id finding.FieldID) bool { return a.slot(id) != nil }

// Text is the value of a field other than the secret.
func (a Values) Text(id finding.FieldID) string {
	if p := a.slot(id); p != nil {
		return *p
	}
	return ""
}

// With returns the answers with one field changed.
func (a Values) With(id finding.FieldID, text string) Values {
	if p := a.slot(id); p != nil {
		a = a.watched(id, text)
		*p = text
	}
	return a
}

// stray is what of a field's text has had a secret's shape.
type stray struct {
	in    finding.FieldID
	parts value.Secret
}

// watched remembers a secret that a field's text holds, and forgets it when no
// part of it is left there.
func (a Values) watched(id finding.FieldID, text string) Values {
	parts := ""
	for _, s := range a.secretive {
		if held := s.parts.Reveal(); s.in == id && partLeft(text, held) && !allLeft(text, held) {
			parts = held
		}
	}
	for i, s := range value.SecretSpans(text[:min(len(text), value.LongestLook)]) {
		if i == 0 {
			parts = ""
		}
		parts += text[s.From:s.To] + " "
	}
	a.secretive = slices.DeleteFunc(slices.Clone(a.secretive), func(s stray) bool { return s.in == id })
	if parts != "" && !guide.FieldOf(id).Pasted() {
		a.secretive = append(a.secretive, stray{id, value.NewSecret(parts)})
	}
	return a
}

// heldSecret reports a field that held a secret, of which a part is left.
func (a Values) heldSecret(id finding.FieldID) bool {
	return slices.ContainsFunc(a.secretive, func(s stray) bool { return s.in == id })
}

// erasing reports a field that held a secret, of which a part was erased and a part
// is left.
func (a Values) erasing(id finding.FieldID) bool {
	return slices.ContainsFunc(a.secretive, func(s stray) bool { return s.in == id && !allLeft(a.Text(id), s.parts.Reveal()) })
}

// partLeft reports four characters of a secret in a text; fewer tell nothing.
func partLeft(text, secret string) bool {
	const least = 4
	for i := 0; i+least <= len(text); i++ {
		if part := text[i : i+least]; !strings.Contains(part, " ") && strings.Contains(secret, part) {
			return true
		}
	}
	return false
}

// allLeft reports that nothing of a secret was erased: what followed tells that it
// is none.
func allLeft(text, secret string) bool {
	for part := range strings.FieldsSeq(secret) {
		if !strings.Contains(text, part) {
			return false
		}
	}
	return true
}

// UsableClientID is the client ID where it is one: a secret pasted into its field
// stays out of reports and of what is kept.
func (a Values) UsableClientID() string {
	if id := Judge(a, guide.FieldClientID).Value; value.IsGUID(id) {
		return id
	}
	return ""
}

// UsableName is the name where it can be used.
func (a Values) UsableName() string {
	if name := Judge(a, guide.FieldName); len(name.Findings) == 0 {
		return name.Value
	}
	return ""
}

// HasTicked reports whether a permission was ticked off.
func (a Values) HasTicked(name string) bool { return slices.Contains(a.Ticked, name) }

// Tick returns the answers with one permission ticked off or not.
func (a Values) Tick(name string, on bool) Values {
	ticked := slices.DeleteFunc(slices.Clone(a.Ticked), func(t string) bool { return t == name })
	if on {
		ticked = append(ticked, name)
	}
	a.Ticked = ticked
	return a
}

// Instead is the mailboxes with the one typed in place of the first; none where
// the field is empty.
func (a Values) Instead() []string {
	var first []string
	if address := Judge(a, guide.FieldMailbox).Value; address != "" {
		first = []string{address}
	}
	return slices.Concat(first, a.Mailboxes[min(1, len(a.Mailboxes)):])
}

// MailboxesFor are the addresses kept with the credential: the one the product is
// told, where the guide asks for it, else those a check was given.
func (a Values) MailboxesFor(g guide.Guide) []string {
	if j := Judge(a, guide.FieldMailbox); g.Index(guide.StepMailbox) >= 0 && len(j.Findings) == 0 {
		return []string{j.Value}
	}
	return Addresses(a.Mailboxes)
}
