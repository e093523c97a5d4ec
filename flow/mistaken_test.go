package flow_test

import (
	"strings"
	"testing"

	"mailgrant/flow"
	"mailgrant/flow/finding"
	"mailgrant/flow/form"
	"mailgrant/flow/guide"
	"mailgrant/flow/page"
)

// TestAValueInAnotherFieldIsNamed: a person in a hurry pastes the wrong one of the
// values that are at hand.
func TestAValueInAnotherFieldIsNamed(t *testing.T) {
	const unknown = "11112222-3333-4444-8555-666677778888"
	for _, c := range []struct {
		field       finding.FieldID
		text, wants string
	}{
		{guide.FieldRedirect, goodTenant, "This is the tenant ID, not a redirect URI."},
		{guide.FieldRedirect, goodClient, "This is the client ID, not a redirect URI."},
		{guide.FieldRedirect, unknown, "This is a GUID, not a redirect URI."},
		{guide.FieldRedirect, goodEndpoint, "This is the token endpoint, not a redirect URI."},
		{guide.FieldRedirect, "support@contoso.com", "This is a mailbox address, not a redirect URI."},
		{guide.FieldToken, goodTenant, "This is the tenant ID, not the token endpoint."},
		{guide.FieldToken, " " + strings.ToUpper(goodClient), "This is the client ID, not the token endpoint."},
		{guide.FieldToken, goodRedirect, "This is the redirect URI, not the token endpoint."},
		{guide.FieldToken, "2027-05-21", "This is a date, not the token endpoint."},
		{guide.FieldAuth, unknown, "This is a GUID, not the auth endpoint."},
		{guide.FieldExpires, goodTenant, "This is the tenant ID, not a date."},
		{guide.FieldExpires, unknown, "This is a GUID, not a date."},
		{guide.FieldMailbox, goodTenant, "This is the tenant ID, not a mailbox address."},
		{guide.FieldMailbox, goodEndpoint, "This is the token endpoint, not a mailbox address."},
		{guide.FieldMailbox, goodRedirect, "This is the redirect URI, not a mailbox address."},
		{guide.FieldClientID, goodTenant, "This is the Directory (tenant) ID, not the client ID."},
		{guide.FieldClientID, goodEndpoint, "This is the token endpoint, not the client ID."},
		{guide.FieldClientID, goodRedirect, "This is the redirect URI, not the client ID."},
		{guide.FieldClientID, "support@contoso.com", "This is a mailbox address, not the client ID."},
		{guide.FieldClientID, "2027-05-21", "This is a date, not the client ID."},
	} {
		a := atIn(grantFlow, guide.StepHandoff).Values
		a.Redirect = goodRedirect
		j := form.Judge(a.With(c.field, c.text), c.field)
		if len(j.Findings) == 0 || j.Findings[0].Says != c.wants || len(j.Findings[0].Do) == 0 || j.Findings[0].Field != c.field {
			t.Errorf("%s, %q: %+v", c.field, c.text, j.Findings)
		}
	}
}

func TestAnEndpointOfNoTenantIsCorrectedToTheTenants(t *testing.T) {
	for _, c := range []struct {
		guide string
		field finding.FieldID
		path  string
	}{
		{clientCredentials, guide.FieldToken, "/common/oauth2/v2.0/token"},
		{clientCredentials, guide.FieldToken, "/organizations/oauth2/token"},
		{clientCredentials, guide.FieldToken, "/<tenant>/oauth2/v2.0/token"},
		{authCode, guide.FieldAuth, "/common/oauth2/v2.0/authorize"},
		{grantFlow, guide.FieldAuth, "/organizations/adminconsent"},
	} {
		s := atIn(c.guide, guide.StepClientID)
		right := s.Values.Text(c.field)
		s = drive(s, obliging, flow.Typed{Field: c.field, Text: "https://login.microsoftonline.com" + c.path})
		if c.field == guide.FieldToken { // the others are doubted only
			s = drive(s, obliging, flow.Continue{})
		}
		o := page.Of(s).Options[0]
		if o.Event != (flow.Typed{Field: c.field, Text: right}) || o.Note != right {
			t.Errorf("%s: %+v, not %s", c.path, o, right)
			continue
		}
		for _, f := range s.Problems {
			if said := f.Says + strings.Join(page.Advice(s, f), " "); strings.Contains(said, right) {
				t.Errorf("%s: the right one is said twice: %s", c.path, said)
			}
		}
	}
	bare := atIn(clientCredentials, guide.StepClientID)
	bare.Values.Tenant = "contoso.com" // not looked up
	bare = drive(bare, obliging, flow.Typed{Field: guide.FieldToken, Text: "https://login.microsoftonline.com/common/oauth2/v2.0/token"}, flow.Continue{})
	if o := page.Of(bare).Options; len(o) != 1 {
		t.Errorf("the tenant is not known: %+v", o)
	}
}
