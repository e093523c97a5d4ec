package form

import (
	"mailgrant/flow/finding"
	"mailgrant/flow/guide"
)

// Registration is what is known about one app besides its secret, as texts and
// lists of texts only. The index stores it as it is (store.Registration), so a
// field added to both needs no converter.
type Registration struct {
	Name          string // the name it is saved under
	Guide         string
	ClientID      string
	Tenant        string // GUID once known, otherwise a domain
	Domain        string // label next to the GUID
	TokenEndpoint string
	AuthEndpoint  string
	Redirect      string
	Mailboxes     []string // those given to check, or the one for the product
	Expires       string   // the secret's last day, YYYY-MM-DD
}

// field is the place of a field's text, nil for the secret, and the function that
// judges it.
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

// kept are the fields of a Registration that the user can type.
var kept = []finding.FieldID{guide.FieldName, guide.FieldToken, guide.FieldAuth, guide.FieldRedirect, guide.FieldExpires}

// Kept is the registration as it is saved: each text is cleaned, and omitted if
// it could be a secret in the wrong field.
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
