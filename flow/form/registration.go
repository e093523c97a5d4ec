package form

import (
	"mailgrant/flow/finding"
	"mailgrant/flow/guide"
)

// Registration is what is known of one app besides its secret, in texts and lists
// of texts alone: the index keeps it as it is (store.Registration), so that a field
// added to both is kept without a converter.
type Registration struct {
	Name          string // under which it is kept
	Guide         string
	ClientID      string
	Tenant        string // GUID once known, else a domain
	Domain        string // label beside the GUID
	TokenEndpoint string
	AuthEndpoint  string
	Redirect      string
	Mailboxes     []string // those a check was given, or the one the product is told
	Expires       string   // last day of the secret, YYYY-MM-DD
}

// kept are the fields of a Registration that a person may type.
var kept = []finding.FieldID{guide.FieldName, guide.FieldToken, guide.FieldAuth, guide.FieldRedirect, guide.FieldExpires}

// Kept is the registration as it is saved: each text cleaned, and none that could
// be a secret in the wrong field.
func (a Values) Kept() Registration {
	clean := a
	for _, id := range kept {
		*clean.Slot(id) = Judge(a, id).Value
	}
	if len(Judge(a, guide.FieldRedirect).Findings) > 0 {
		clean.Redirect = ""
	}
	clean.ClientID = a.UsableClientID()
	g, _ := guide.Find(a.Guide)
	clean.Mailboxes = a.MailboxesFor(g)
	return clean.Registration
}
