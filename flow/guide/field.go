package guide

import (
	"mailgrant/flow/finding"
	"mailgrant/flow/value"
)

// The fields.
const (
	FieldOrganization finding.FieldID = "where"
	FieldRedirect     finding.FieldID = "redirect-uri"
	FieldClientID     finding.FieldID = "client-id"
	FieldSecret       finding.FieldID = "client-secret"
	FieldExpires      finding.FieldID = "expires"
	FieldToken        finding.FieldID = "token-endpoint"
	FieldName         finding.FieldID = "name"
	FieldMailbox      finding.FieldID = "mailbox"
	FieldAuth         finding.FieldID = "auth-endpoint"
	FieldMessage      finding.FieldID = "message" // an error text; may have many lines
	FieldAnswer       finding.FieldID = "answer"  // what the browser shows after Microsoft's page
)

// FieldKind is what a field takes.
type FieldKind string

// The kinds.
const (
	KindText         FieldKind = "text"         // one line of anything
	KindName         FieldKind = "name"         // of a saved credential
	KindGUID         FieldKind = "guid"         // an ID of Entra's
	KindDate         FieldKind = "date"         //
	KindMailbox      FieldKind = "mailbox"      // its address
	KindOrganization FieldKind = "organization" // a mailbox, a domain, a tenant ID or an endpoint
	KindURL          FieldKind = "url"          //
	KindEndpoint     FieldKind = "endpoint"     // a URL of Microsoft's
	KindSecret       FieldKind = "secret"       // never shown
	KindMessage      FieldKind = "message"      // an error text, which may have many lines
	KindCallback     FieldKind = "callback"     // the URL that a browser was sent to, or the text of a page
)

// Field is what a screen shows beside a value: its label, an example and where
// to find it.
type Field struct {
	ID       finding.FieldID
	Kind     FieldKind
	Step     finding.StepID // the one it is asked for at, where it is asked for once
	Label    string
	Example  string
	Where    string // where do I find this?
	Optional bool
}

// Secret reports a field whose value is never shown.
func (f Field) Secret() bool { return f.Kind == KindSecret }

// Multiline reports a field whose value may have many lines.
func (f Field) Multiline() bool { return f.Kind == KindMessage }

// Pasted reports a field for what another program shows: it is read as a whole once
// it is there, and may hold anything.
func (f Field) Pasted() bool { return f.Kind == KindMessage || f.Kind == KindCallback }

// FieldOf describes a field.
func FieldOf(id finding.FieldID) Field {
	switch id {
	case FieldOrganization:
		return Field{id, KindOrganization, StepTenant, "Mailbox address", "support@contoso.com",
			"Any mailbox of your organization, or a domain, tenant ID or endpoint URL.", false}
	case FieldRedirect:
		return Field{id, KindURL, StepRegister, "Redirect URI", "https://...",
			"The product shows it. " + redirectNoted, true}
	case FieldClientID:
		return Field{id, KindGUID, StepClientID, "Client ID", "00001111-aaaa-2222-bbbb-3333cccc4444",
			"In the portal: your app > Overview > Application (client) ID. Not the Object ID or the Directory (tenant) ID.", false}
	case FieldSecret:
		return Field{id, KindSecret, StepSecret, "Client secret", "the Value, about 40 characters",
			"In the portal: your app > Certificates & secrets, column Value, shown only right after you press Add. Not the column Secret ID, a GUID.", false}
	case FieldExpires:
		return Field{id, KindDate, StepSecret, "Expires", "24 months, or 2027-11-21",
			"In the portal: your app > Certificates & secrets, column Expires. mailgrant check warns before that day.", true}
	case FieldToken:
		return Field{id, KindEndpoint, StepEndpoint, "Token endpoint", "https://login.microsoftonline.com/<tenant>/oauth2/v2.0/token",
			"In the portal: your app > Overview > Endpoints > OAuth 2.0 token endpoint (v2).", false}
	case FieldAuth:
		return Field{id, KindEndpoint, StepEndpoint, "Auth endpoint", "https://login.microsoftonline.com/<tenant>/...",
			"mailgrant builds it from your tenant.", false}
	case FieldAnswer:
		return Field{id, KindCallback, StepSignIn, "Address or message", "https://...?code=...&state=...",
			"The browser's whole address after the sign-in, or the text of an error page.", false}
	case FieldMessage:
		return Field{id, KindMessage, StepMessage, "The message", "AADSTS7000215: Invalid client secret provided ...",
			"From the product's log, a mail or Microsoft's page. More text is better; a secret in it is never repeated.", false}
	case FieldMailbox:
		return Field{id, KindMailbox, StepMailbox, "Mailbox", "support@contoso.com",
			"The mailbox the product reads from or sends as.", false}
	case FieldName:
		return Field{id, KindName, StepKeep, "Name", "contoso",
			"The name for mailgrant check.", false}
	}
	return Field{}
}

// What follows the place where a product shows its redirect URI.
const (
	redirectNoted  = "It is checked for what the portal refuses. Leave it empty if you did not register one."
	redirectNeeded = "Microsoft compares it letter by letter, so copy it from there."
)

// fieldsOf are the values that a step asks for.
func fieldsOf(step finding.StepID, g Guide) []finding.FieldID {
	switch step {
	case StepTenant:
		return []finding.FieldID{FieldOrganization}
	case StepMailbox:
		return []finding.FieldID{FieldMailbox}
	case StepRegister:
		if g.Redirect {
			return []finding.FieldID{FieldRedirect}
		}
	case StepClientID:
		return []finding.FieldID{FieldClientID}
	case StepSecret:
		return []finding.FieldID{FieldSecret, FieldExpires}
	case StepEndpoint:
		if g.Auth != "" {
			return []finding.FieldID{FieldAuth, FieldToken}
		}
		return []finding.FieldID{FieldToken}
	case StepKeep:
		return []finding.FieldID{FieldName}
	}
	return nil
}

// Field describes a field as this guide needs it.
func (g Guide) Field(id finding.FieldID) Field {
	f := FieldOf(id)
	switch {
	case id == FieldRedirect && g.Redirected:
		f.Optional = false
		f.Where = g.RedirectWhere + " " + redirectNeeded
	case id == FieldRedirect && g.Redirect:
		f.Where = g.RedirectWhere + " " + redirectNoted
	case id == FieldAuth && g.Auth == value.EndpointAuthorize:
		f.Example = "https://login.microsoftonline.com/<tenant>/oauth2/v2.0/authorize"
		f.Where = "In the portal: your app > Overview > Endpoints > OAuth 2.0 authorization endpoint (v2)."
	case id == FieldAuth && g.Auth == value.EndpointAdminConsent:
		f.Example = "https://login.microsoftonline.com/<tenant>/adminconsent"
		f.Where = "The portal does not list it: it is the sign-in host, your tenant ID and /adminconsent."
	}
	return f
}
