package cli

import (
	"slices"
	"strings"
	"testing"
	"time"

	"mailgrant/flow/entra/entratest"
	"mailgrant/flow/entra/entratest/fault"
	"mailgrant/flow/finding"
	"mailgrant/flow/value"
	"mailgrant/ui/report"
)

// one is the only report that a check printed as JSON.
func one(t *testing.T, r result) report.JSONReport {
	t.Helper()
	all := reports(t, r).Reports
	if len(all) != 1 {
		t.Fatalf("%d reports:\n%s%s", len(all), r.out, r.err)
	}
	return all[0]
}

// found is a report's finding of a check that did not pass.
func findingOf(t *testing.T, r report.JSONReport, check finding.Check) report.JSONFinding {
	t.Helper()
	i := slices.IndexFunc(r.Findings, func(f report.JSONFinding) bool { return f.Check == check && f.Cause != nil })
	if i < 0 {
		t.Fatalf("nothing is the matter with %s: %+v", check, r.Findings)
	}
	return r.Findings[i]
}

func TestAReportTellsWhatItsReaderNeeds(t *testing.T) {
	json := func(s *stage, args ...string) report.JSONReport {
		return one(t, s.run(append(args, "--format", "json")...))
	}
	s := newStage(t)
	s.save("good", "conditional-access", "expired", "one-of-three", "too-many", "spreading")

	if f := findingOf(t, json(s, "check", "conditional-access"), finding.TokenCheck); len(f.Evidence.PolicyIDs) != 1 || !value.IsGUID(f.Evidence.PolicyIDs[0]) {
		t.Errorf("policies %v", f.Evidence.PolicyIDs)
	}
	link := "https://entra.microsoft.com/#view/Microsoft_AAD_RegisteredApps/ApplicationMenuBlade/~/Credentials/appId/" + sample(t, "expired").Values.ClientID
	if f := findingOf(t, json(s, "check", "expired"), finding.TokenCheck); f.Link != link {
		t.Errorf("link %q", f.Link)
	}
	if r := s.run("check", "expired"); !strings.Contains(r.out, "Open: ") || !strings.Contains(strings.Join(strings.Fields(r.out), ""), link) {
		t.Errorf("no link:\n%s", r.out)
	}
	if f := findingOf(t, one(t, s.run("check", "--practice", "expired", "--format", "json")), finding.TokenCheck); !strings.HasPrefix(f.Link, "http://127.0.0.1:") {
		t.Errorf("practice leads to %q", f.Link)
	}
	if r := s.run("check", "--practice", "expired"); strings.Contains(r.out, "Open: ") {
		t.Errorf("practice names a page that has ended:\n%s", r.out)
	}
	for name, want := range map[string]report.JSONPermissions{
		"good":         {Granted: []string{"Mail.ReadWrite", "Mail.Send", "User.Read.All"}, Missing: []string{}, Excess: []string{}},
		"one-of-three": {Granted: []string{"Mail.ReadWrite"}, Missing: []string{"Mail.Send", "User.Read.All"}, Excess: []string{}},
		"too-many":     {Granted: []string{"Directory.ReadWrite.All", "Mail.ReadWrite", "Mail.Send", "User.Read.All"}, Missing: []string{}, Excess: []string{"Directory.ReadWrite.All"}},
		"expired":      {Granted: []string{}, Missing: []string{}, Excess: []string{}},
	} {
		p := json(s, "check", name).Permits
		for _, list := range [][]string{p.Granted, p.Missing, p.Excess} {
			slices.Sort(list)
		}
		if !slices.Equal(p.Granted, want.Granted) || !slices.Equal(p.Missing, want.Missing) || !slices.Equal(p.Excess, want.Excess) {
			t.Errorf("%s: %+v, want %+v", name, p, want)
		}
	}
	if r := json(s, "check", "good", "--mailbox", "intern@contoso.com"); findingOf(t, r, finding.MailboxCheck).Mailbox != "intern@contoso.com" {
		t.Errorf("mailbox %q", findingOf(t, r, finding.MailboxCheck).Mailbox)
	}
}

func TestAReportCountsDaysTriesAndWaits(t *testing.T) {
	in := func(days int) string { return time.Now().UTC().AddDate(0, 0, days).Format(time.DateOnly) }
	none := 9999
	for name, tt := range map[string]struct {
		set           func(*stage)
		args          []string
		left          int // none: unknown
		tries, waited int
	}{
		"no end date":        {nil, nil, none, 1, 0},
		"no date":            {nil, []string{"--expires", "soon"}, none, 1, 0},
		"forty days":         {nil, []string{"--expires", in(40)}, 40, 1, 0},
		"today":              {nil, []string{"--expires", in(0)}, 0, 1, 0},
		"over":               {nil, []string{"--expires", in(-3)}, -3, 1, 0},
		"offline":            {nil, []string{"--offline", "--expires", in(5)}, 5, 0, 0},
		"asked to wait":      {faulty(entratest.Token.Once(), fault.Throttle("3")), nil, none, 2, 3},
		"a line that breaks": {faulty(entratest.Token.Once(), fault.HangUp()), nil, none, 2, 0},
		"asked for too long": {faulty(entratest.Token, fault.Throttle("86400")), nil, none, 1, 0},
		"an unknown host":    {nil, []string{"--token-endpoint", "https://login.example.net/contoso.com/oauth2/v2.0/token"}, none, 0, 0},
	} {
		t.Run(name, func(t *testing.T) {
			s := newStage(t)
			s.env[secretVariable] = sample(t, "good").Values.Secret.Reveal()
			if tt.set != nil {
				tt.set(s)
			}
			r := one(t, s.run(values(t, "good", append(tt.args, "--format", "json")...)...))
			left := none
			if r.DaysLeft != nil {
				left = *r.DaysLeft
			}
			if left != tt.left || (r.Expires == "") != (tt.left == none) || r.Tries != tt.tries || int(r.WaitedS) != tt.waited {
				t.Errorf("%d days left (%q), %d tries, %d s; want %+v", left, r.Expires, r.Tries, r.WaitedS, tt)
			}
		})
	}
	r := one(t, newStage(t).run("check", "--practice", "spreading", "--wait", "1m", "--format", "json"))
	if r.Tries != 3 || r.WaitedS != 15 || r.Verdict != finding.Pass {
		t.Errorf("%s after %d tries, %d s", r.Verdict, r.Tries, r.WaitedS)
	}
	if out := newStage(t).run("check", "--practice", "expiring").out; !strings.Contains(out, "(5 days left)") {
		t.Errorf("the days are not said:\n%s", out)
	}
}
