package page

import (
	"strings"
	"testing"
	"time"

	"mailgrant/flow"
	"mailgrant/flow/catalogue"
	"mailgrant/flow/check"
	"mailgrant/flow/finding"
	"mailgrant/flow/form"
	"mailgrant/flow/guide"
)

var now = time.Date(2026, 11, 27, 12, 0, 0, 0, time.UTC)

func TestHowLongAgoIsSaidInTheShortestWords(t *testing.T) {
	for d, want := range map[time.Duration]string{
		-time.Hour: "now", 0: "now", 59 * time.Second: "now", time.Minute: "1 min ago", 59 * time.Minute: "59 min ago", 2 * time.Hour: "2 h ago",
		24 * time.Hour: "1 day ago", 59 * 24 * time.Hour: "59 days ago", 60 * 24 * time.Hour: "on 2026-09-28",
	} {
		if got := ago(now.Add(-d), now); got != want {
			t.Errorf("%s: %q, want %q", d, got, want)
		}
	}
}

func TestEveryCauseIsSaidInShort(t *testing.T) {
	for _, c := range catalogue.Causes() {
		if says := inShort(c); says == "" || len(says) > 45 || strings.Contains(says, string(c)) && strings.Contains(string(c), "-") {
			t.Errorf("%s: %q", c, says)
		}
	}
}

func TestARowSaysHowACredentialIs(t *testing.T) {
	tested := func(verdict finding.Status, cause finding.Cause) check.Verification {
		return check.Verification{At: now.Add(-2 * time.Hour), Verdict: string(verdict), Cause: string(cause)}
	}
	for name, tt := range map[string]struct {
		c    flow.Credential
		want Row
	}{
		"it works": {flow.Credential{Registration: form.Registration{Expires: "2028-11-27"}, Verification: tested(finding.Pass, "")},
			Row{Status: finding.Pass, State: "works", When: "tested 2 h ago", Dated: true, Bar: 8, Days: "731 days left", Act: "test"}},
		"half a year is left": {flow.Credential{Registration: form.Registration{Expires: "2027-05-28"}, Verification: tested(finding.Warn, finding.PermissionExcess)},
			Row{Status: finding.Pass, State: "works", When: "tested 2 h ago", Dated: true, Bar: 4, Days: "182 days left", Act: "test"}},
		"the last day is not an empty bar": {flow.Credential{Registration: form.Registration{Expires: "2026-11-28"}, Verification: tested(finding.Pass, "")},
			Row{Status: finding.Pass, State: "works", When: "tested 2 h ago", Dated: true, Bar: 1, Days: "1 day left", Soon: true, Act: "test"}},
		"it ends today": {flow.Credential{Registration: form.Registration{Expires: "2026-11-27"}, Verification: tested(finding.Pass, "")},
			Row{Status: finding.Pass, State: "works", When: "tested 2 h ago", Dated: true, Days: "ends today", Soon: true, Act: "test"}},
		"its date has passed, untested since": {flow.Credential{Registration: form.Registration{Expires: "2026-11-20"}, Verification: check.Verification{At: now.AddDate(0, 0, -10), Verdict: "pass"}},
			Row{Status: finding.Fail, State: "client secret has expired", When: "tested 10 days ago", Dated: true, Days: "ended", Act: "find out"}},
		"its date has passed, and it works": {flow.Credential{Registration: form.Registration{Expires: "2026-11-20"}, Verification: tested(finding.Warn, finding.SecretExpiring)},
			Row{Status: finding.Warn, State: "works, but past its end date", When: "tested 2 h ago", Dated: true, Days: "ended", Act: "find out"}},
		"Microsoft says that it has expired": {flow.Credential{Registration: form.Registration{Expires: "2027-11-20"}, Verification: tested(finding.Fail, finding.SecretExpired)},
			Row{Status: finding.Fail, State: "client secret has expired", When: "tested 2 h ago", Dated: true, Days: "ended", Act: "find out"}},
		"refused": {flow.Credential{Verification: tested(finding.Fail, finding.ConsentMissing)},
			Row{Status: finding.Fail, State: "admin consent is missing", When: "tested 2 h ago", Days: "no end date", Act: "find out"}},
		"a cause of a later version": {flow.Credential{Verification: tested(finding.Fail, "moon-eclipsed")},
			Row{Status: finding.Fail, State: "failed its test", When: "tested 2 h ago", Days: "no end date", Act: "find out"}},
		"it could not be tested": {flow.Credential{Verification: tested(finding.Undecided, finding.KeyringLocked)},
			Row{Status: finding.Undecided, State: "keyring is locked", When: "tested 2 h ago", Days: "no end date", Act: "test"}},
		"never tested": {flow.Credential{Unverified: true}, Row{Status: finding.Skip, State: "never tested", Days: "no end date", Act: "test"}},
		"the keyring altered it": {flow.Credential{Trouble: "the keyring altered its secret", Verification: tested(finding.Pass, "")},
			Row{Status: finding.Fail, State: "the keyring altered its secret", When: "tested 2 h ago", Days: "no end date", Act: "find out"}},
	} {
		tt.c.Name = "contoso"
		tt.want.Name, tt.want.Event = "contoso", flow.ShowSaved{Name: "contoso"}
		s := flow.Begin(now, nil).AtStart()
		s.Saved = []flow.Credential{tt.c}
		if got := Of(s).Rows[0]; got != tt.want {
			t.Errorf("%s:\n%+v, want\n%+v", name, got, tt.want)
		}
	}
}

func TestAWaitingOneIsGoneOnWithAtOnce(t *testing.T) {
	s := flow.Begin(now, nil).AtStart()
	s.Pending = []flow.Credential{{Registration: form.Registration{Name: "contoso", Expires: "2027-01-01"}, ResumeAt: guide.StepSecret}}
	want := Row{Name: "contoso", Status: finding.Warn, State: "waiting for the client ID and secret", Act: "go on", Event: flow.Resume{Name: "contoso"}}
	if got := Of(s).Rows[0]; got != want {
		t.Errorf("%+v, want\n%+v", got, want)
	}
}

func TestWhatThisVersionCantUseIsCounted(t *testing.T) {
	s := flow.Begin(now, nil).AtStart()
	s.Unusable = 2
	if p := Of(s); len(p.After) == 0 || p.After[0] != "2 more credentials can't be used: the guide is missing here. To see which: mailgrant list" {
		t.Errorf("it says %q", p.After)
	}
}
