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

// field is where a field's text is kept, nil for the secret, and how it is judged.
func (a *Values) field(id finding.FieldID) (text *string, judge func(Values) Judged) {
	switch id {
	case guide.FieldOrganization:
		return &a.Organization, judgeOrganization
	case guide.FieldRedirect:
		return &a.Redirect, judgeRedirect
	case guide.FieldClientID:
		return &a.ClientID, judgeClientID
	case guide.FieldSecret:
		return nil, judgeSecret
	case guide.FieldExpires:
		return &a.Expires, judgeExpires
	case guide.FieldToken:
		return &a.TokenEndpoint, judgeToken
	case guide.FieldMailbox:
		return &a.Mailbox, judgeMailboxField
	case guide.FieldAuth:
		return &a.AuthEndpoint, judgeAuth
	case guide.FieldAnswer:
		return &a.Answer, judgeAnswer
	case guide.FieldMessage:
		return &a.Message, judgeMessage
	case guide.FieldName:
		return &a.Name, judgeName
	}
	return nil, nil
}

func (a *Values) slot(id finding.FieldID) *string {
	text, _ := a.field(id)
	return text
}

// kept are the fields of a Registration that a person may type.
var kept = []finding.FieldID{guide.FieldName, guide.FieldToken, guide.FieldAuth, guide.FieldRedirect, guide.FieldExpires}

// Kept is the registration as it is saved: each text cleaned, and none that could
// be a secret in the wrong field.
func (a Values) Kept() Registration {
	clean := a
	for _, id := range kept {
		*clean.slot(id) = Judge(a, id).Value
	}
	if len(Judge(a, guide.FieldRedirect).Findings) > 0 {
		clean.Redirect = ""
	}
	clean.ClientID = a.UsableClientID()
	clean.Mailboxes = a.MailboxesFor(a.Procedure())
	return clean.Registration
}
