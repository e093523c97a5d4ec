package explain

import (
	"slices"
	"strings"
	"testing"
	"time"

	"mailgrant/flow/finding"
)

const manifestOfTwo = `{"id":"8a9b0c1d-1111-2222-3333-444455556666","appId":"0b1c2d3e-1111-2222-3333-444455556666","signInAudience":"AzureADMyOrg",
"passwordCredentials":[{"displayName":"jira","endDateTime":"2026-11-20T08:00:00Z","keyId":"11112222-3333-4444-5555-666677778888"}],
"web":{"redirectUris":[]},"spa":{"redirectUris":["https://jira.example.com/callback"]}}`

// TestProvenFaultsAreNoRivals: all of them must be corrected.
func TestProvenFaultsAreNoRivals(t *testing.T) {
	now := time.Date(2026, 11, 27, 12, 0, 0, 0, time.UTC)
	tests := map[string]struct {
		text   string
		faults []finding.Cause
		lead   string
		lines  []string // in the order of the faults
	}{
		"settings of an environment": {
			"# mail fetcher\nOAUTH_CLIENT_ID=0b1c2d3e-1111-2222-3333-444455556666\nOAUTH_CLIENT_SECRET=11112222-3333-4444-5555-666677778888\nOAUTH_TOKEN_URL=https://login.microsoftonline.com/contoso.onmicrosoft.com/oauth2/token\nMAILBOX=support@contoso.com\n",
			[]finding.Cause{finding.SecretIDNotValue, finding.EndpointV1}, "The text proves 2 faults. Correct all of them:", []string{"OAUTH_CLIENT_SECRET", "OAUTH_TOKEN_URL"},
		},
		"settings as JSON": {
			`{"client_id":"0b1c2d3e-1111-2222-3333-444455556666","token_url":"http://login.microsoftonline.com/contoso.onmicrosoft.com/oauth2/v2.0/token","client_secret":"11112222-3333-4444-5555-666677778888","grant_type":"client_credentials","scope":"https://graph.microsoft.com/Mail.Read"}`,
			[]finding.Cause{finding.EndpointNotHTTPS, finding.SecretIDNotValue, finding.ScopeInvalid}, "The text proves 3 faults.", []string{"token_url", "client_secret", "scope"},
		},
		"a manifest": {manifestOfTwo, []finding.Cause{finding.SecretExpired, finding.RedirectPlatform}, "The text proves 2 faults.", []string{"2026-11-20", "https://jira.example.com/callback"}},
		"a manifest before the end of its secret": {strings.Replace(manifestOfTwo, "2026-11-20", "2027-11-20", 1), nil, "", nil},
		"an error beside the settings":            {"OAUTH_CLIENT_SECRET=11112222-3333-4444-5555-666677778888\nTOKEN_URL=https://login.microsoftonline.com/contoso.com/oauth2/token\nAADSTS700016: Application was not found in the directory.", nil, "", nil},
	}
	for name, tt := range tests {
		x := At(tt.text, now)
		if x.Faults != len(tt.faults) || !strings.HasPrefix(x.Together(), tt.lead) || tt.lead == "" && x.Together() != "" {
			t.Errorf("%s: %v, %d faults, %q", name, causesOf(x), x.Faults, x.Together())
			continue
		}
		if tt.faults == nil {
			continue
		}
		got := causesOf(x)[:x.Faults]
		slices.Sort(got)
		slices.Sort(tt.faults)
		if !x.Certain || x.Ask != "" || !slices.Equal(got, tt.faults) {
			t.Errorf("%s: %v, certain %t, asks %q; want %v", name, got, x.Certain, x.Ask, tt.faults)
		}
		var said string
		for _, k := range x.Candidates[:x.Faults] {
			said += k.Apart
		}
		for _, line := range tt.lines {
			if !strings.Contains(said, line) || strings.Contains(said, "This is the cause if") {
				t.Errorf("%s: no %q in %q", name, line, said)
			}
		}
	}
}
