package form

import (
	"slices"
	"strings"

	"mailgrant/flow/finding"
	"mailgrant/flow/guide"
	"mailgrant/flow/value"
)

// wanted names what belongs in a field.
var wanted = map[finding.FieldID]string{
	guide.FieldRedirect: "a redirect URI", guide.FieldClientID: "the client ID", guide.FieldToken: "the token endpoint", guide.FieldAuth: "the auth endpoint",
	guide.FieldExpires: "a date", guide.FieldMailbox: "a mailbox address",
}

// mistaken rewords the findings on a refused value that is clearly another
// field's. It quotes nothing.
func mistaken(a Values, id finding.FieldID, found []finding.Finding) []finding.Finding {
	not, text := wanted[id], a.Text(id)
	i := slices.IndexFunc(found, Final)
	if not == "" || i < 0 || value.HoldsSecret(text) {
		return found
	}
	is := a.whatIs(text, id)
	if is == "" {
		return found
	}
	f := found[i]
	f.Says, f.Do = "This is "+is+", not "+not+".", []string{a.Procedure().Field(id).Where}
	return []finding.Finding{f}
}

// whatIs names the value of another field that a text is; "" if it is none for
// certain.
func (a Values) whatIs(text string, id finding.FieldID) string {
	text, _ = value.Clean(text)
	known := func(other finding.FieldID) bool {
		return other != id && a.Text(other) != "" && strings.EqualFold(strings.TrimSpace(a.Text(other)), text)
	}
	_, problem := value.ParseDate(text)
	e, microsofts := value.ParseEndpoint(text)
	switch {
	case value.IsGUID(text) && id == guide.FieldClientID: // its own judge knows better
		return ""
	case value.IsGUID(text) && strings.EqualFold(text, a.Tenant):
		return "the tenant ID"
	case value.IsGUID(text) && known(guide.FieldClientID):
		return "the client ID"
	case value.IsGUID(text):
		return "a GUID"
	case known(guide.FieldRedirect):
		return "the redirect URI"
	case guide.FieldOf(id).Kind == guide.KindEndpoint && microsofts: // its own judge knows better
		return ""
	case microsofts && (e.Kind == value.EndpointToken || e.Kind == value.EndpointAuthorize || e.Kind == value.EndpointAdminConsent):
		return "the " + e.Kind.Words()
	case value.WholeAddress(text):
		return "a mailbox address"
	case problem == nil && id != guide.FieldExpires:
		return "a date"
	}
	return ""
}
