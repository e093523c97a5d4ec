package page

import (
	"cmp"
	"strings"

	"mailgrant/flow"
	"mailgrant/flow/guide"
	"mailgrant/flow/value"
)

// SheetOf is the hand-off sheet: the product's own fields in its order, with
// the credential's values.
func SheetOf(g guide.Guide, c flow.Credential) []SheetLine {
	mailbox := ""
	if len(c.Mailboxes) > 0 {
		mailbox = c.Mailboxes[0]
	}
	fill := strings.NewReplacer(
		"{mailbox}", mailbox, "{name}", c.Name, "{client-id}", c.ClientID, "{tenant}", c.Tenant, "{domain}", c.Domain,
		"{redirect-uri}", c.Redirect, "{token-endpoint}", c.TokenEndpoint, "{auth-endpoint}", c.AuthEndpoint)
	var lines []SheetLine
	for _, e := range g.Sheet {
		lines = append(lines, SheetLine{
			Label: e.Label, Value: guide.Fill(e.Value, cmp.Or(c.Cloud, value.Other), fill), Secret: e.Secret, Note: e.Note,
		})
	}
	return lines
}

// fill replaces the placeholders in a guide's text with the session's values.
func (s view) fill(text string) string {
	if !strings.Contains(text, "{") {
		return text
	}
	a := s.Values
	domain := a.Domain
	if domain == "" {
		domain = "your mail domain"
	}
	admin := "you@" + a.Domain
	if a.Domain == "" {
		admin = "you@your-domain.com"
	}
	return strings.NewReplacer("{app-name}", s.appName(), "{product}", s.Guide().Product, "{domain}", domain, "{admin}", admin).Replace(text)
}

// appName is the app's name in the portal. Of given values that is the name in the
// token, if there is one: the app may not have the guide's name.
func (s view) appName() string {
	switch {
	case !s.Given:
		return s.Guide().AppName
	case s.Results.Token != nil && s.Results.Token.AppName != "":
		return s.Results.Token.AppName
	}
	return "your app"
}

func (s view) fillAll(texts []string) []string {
	var filled []string
	for _, t := range texts {
		filled = append(filled, s.fill(t))
	}
	return filled
}
