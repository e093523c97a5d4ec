package explain

import (
	"slices"
	"strings"
	"testing"

	"mailgrant/flow/finding"
)

func TestAnOlderFailureOfALogIsPast(t *testing.T) {
	const (
		expired = "2026-11-27 09:00:01 ERROR AADSTS7000222: The provided client secret keys for app 'x' are expired.\n"
		issued  = "2026-11-27 09:30:00 INFO Access token acquired\n"
		raop    = "2026-11-27 09:30:02 ERROR 403 ErrorAccessDenied: Access to OData is disabled: [RAOP] : Blocked by tenant configured AppOnly AccessPolicy settings.\n"
		denied  = "2026-11-27 09:30:02 ERROR 403 ErrorAccessDenied: Access is denied. Check credentials and try again.\n"
	)
	tests := map[string]struct {
		text    string
		cause   finding.Cause
		never   finding.Cause
		earlier bool
	}{
		"a success, then a definite failure": {expired + issued + raop, finding.MailboxBlocked, finding.SecretExpired, true},
		"a success, then another failure":    {expired + issued + denied, finding.MailboxDenied, finding.SecretExpired, true},
		"a newer definite failure":           {expired + raop, finding.MailboxBlocked, finding.SecretExpired, true},
		"a newer code":                       {strings.Replace(expired, "7000222: The provided client secret keys for app 'x' are expired", "700016: Application with identifier 'x' was not found in the directory 'y'", 1) + strings.Replace(expired, "09:00", "09:40", 1), finding.SecretExpired, finding.AppNotFound, true},
		"the same minute":                    {strings.Replace(expired, "09:00", "09:30", 1) + raop, "", "", false},
		"no times":                           {"AADSTS7000222: The keys are expired.\n[RAOP] : Blocked by tenant configured AppOnly AccessPolicy settings.\n", "", "", false},
		"a success after all":                {expired + issued, finding.SecretExpired, "", false},
	}
	for name, tt := range tests {
		x := Explain(tt.text)
		if tt.cause != "" && x.Candidates[0].Cause != tt.cause || tt.never != "" && slices.Contains(causesOf(x), tt.never) {
			t.Errorf("%s: %v, want %s and no %s", name, causesOf(x), tt.cause, tt.never)
		}
		if said := strings.Contains(strings.Join(x.Warnings, " "), "An earlier entry"); said != tt.earlier {
			t.Errorf("%s: warns %q", name, x.Warnings)
		}
	}
}
