// Package form holds the values that the user gave, and judges each by itself
// and against the others. Package check judges what Microsoft says about them.
package form

import (
	"slices"
	"strings"
	"time"

	"mailgrant/flow/finding"
	"mailgrant/flow/guide"
	"mailgrant/flow/value"
)

// Values are the user's values as given: nothing typed is lost, and what is
// sent is the cleaned value (Judge).
type Values struct {
	Registration
	Own          *guide.Guide // the guide, where it is somebody's own; nil for a built-in one
	Use          value.Use
	Today        time.Time // a lifetime such as 24 months begins on this day
	Cloud        value.Cloud
	Organization string // mailbox, domain, tenant ID or endpoint, as typed
	Secret       value.Secret
	Mailbox      string   // the one for the product, as typed
	MustRefuse   []string // mailboxes that must be inaccessible
	Message      string   // an error text to explain
	Rights       Rights   // what the user may do
	secretive    []stray  // secrets that were entered in other fields
	Beside       Beside   // what else the secret's source holds
	Answer       string   // what the browser showed, as pasted; forgotten after use
}

// Procedure is the chosen guide; an empty one before that.
func (a Values) Procedure() guide.Guide { return guide.Of(a.Guide, a.Own) }

// Has reports a field with a text.
func (a Values) Has(id finding.FieldID) bool { return a.slot(id) != nil }

// Text is the value of a field other than the secret.
func (a Values) Text(id finding.FieldID) string {
	if p := a.slot(id); p != nil {
		return *p
	}
	return ""
}

// With returns the values with one field changed.
func (a Values) With(id finding.FieldID, text string) Values {
	if p := a.slot(id); p != nil {
		a = a.watched(id, text)
		*p = text
	}
	return a
}

// stray holds the parts of a field's text that looked like a secret.
type stray struct {
	in    finding.FieldID
	parts value.Secret
}

// watched remembers a secret in a field's text, and forgets it when no part of
// it is left there.
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

// heldSecret reports a field that held a secret of which part is left.
func (a Values) heldSecret(id finding.FieldID) bool {
	return slices.ContainsFunc(a.secretive, func(s stray) bool { return s.in == id })
}

// erasing reports a field that held a secret, with part of it erased and part left.
func (a Values) erasing(id finding.FieldID) bool {
	return slices.ContainsFunc(a.secretive, func(s stray) bool { return s.in == id && !allLeft(a.Text(id), s.parts.Reveal()) })
}

// partLeft reports four characters of a secret in a text; fewer reveal nothing.
func partLeft(text, secret string) bool {
	const least = 4
	for i := 0; i+least <= len(text); i++ {
		if part := text[i : i+least]; !strings.Contains(part, " ") && strings.Contains(secret, part) {
			return true
		}
	}
	return false
}

// allLeft reports that nothing of a secret was erased: then the text after it
// shows that it is not one.
func allLeft(text, secret string) bool {
	for part := range strings.FieldsSeq(secret) {
		if !strings.Contains(text, part) {
			return false
		}
	}
	return true
}

// UsableClientID is the client ID if it is valid: a secret pasted in its field
// stays out of reports and of the store.
func (a Values) UsableClientID() string {
	if id := Judge(a, guide.FieldClientID).Value; value.IsGUID(id) {
		return id
	}
	return ""
}

// UsableName is the name if it is valid.
func (a Values) UsableName() string {
	if name := Judge(a, guide.FieldName); len(name.Findings) == 0 {
		return name.Value
	}
	return ""
}

// Instead is the mailboxes with the typed one in place of the first; none if
// the field is empty.
func (a Values) Instead() []string {
	var first []string
	if address := Judge(a, guide.FieldMailbox).Value; address != "" {
		first = []string{address}
	}
	return slices.Concat(first, a.Mailboxes[min(1, len(a.Mailboxes)):])
}

// MailboxesFor are the addresses saved with the credential: the product's mailbox
// if the guide asks for it, otherwise those given to check.
func (a Values) MailboxesFor(g guide.Guide) []string {
	if j := Judge(a, guide.FieldMailbox); g.Index(guide.StepMailbox) >= 0 && len(j.Findings) == 0 {
		return []string{j.Value}
	}
	return Addresses(a.Mailboxes)
}
