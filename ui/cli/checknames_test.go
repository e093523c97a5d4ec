package cli

import (
	"context"
	"strings"
	"testing"
	"time"

	"mailgrant/flow"
	"mailgrant/flow/finding"
	"mailgrant/store"
	"mailgrant/ui/report"
	"mailgrant/ui/run"
)

func TestOfSeveralNamesTheUnknownHasAReportAndTheOthersRun(t *testing.T) {
	tests := map[string]struct {
		names []string
		code  int
		want  string // name, verdict and cause of each report
		says  string // of the unknown one
	}{
		"an unknown one in the middle":   {[]string{"good", "nosuch", "too-many"}, 2, "good warn|nosuch unknown name-unknown|too-many warn", `under the name "nosuch"`},
		"one with a slip":                {[]string{"good", "to-many"}, 2, "good warn|to-many unknown name-unknown", "Did you mean too-many?"},
		"a pattern without a match":      {[]string{"x*", "good"}, 2, "x* unknown name-unknown|good warn", `matches "x*"`},
		"a broken one goes first":        {[]string{"nosuch", "expired"}, 1, "nosuch unknown name-unknown|expired fail secret-expired", "nosuch"},
		"none of them known":             {[]string{"nosuch", "neither"}, 2, "nosuch unknown name-unknown|neither unknown name-unknown", "nosuch"},
		"the same unknown name twice":    {[]string{"nosuch", "good", "nosuch"}, 2, "nosuch unknown name-unknown|good warn", "nosuch"},
		"what may be a secret is not it": {[]string{"good", "aB38Q~hunter2hunter2hunter2hunter2hunt"}, 2, "good warn|(name 2) unknown name-unknown", "under the name given"},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			s := newStage(t)
			s.save("good", "too-many", "expired")
			r := s.run(append(append([]string{"check"}, tt.names...), "--format", "json", "--concurrency", "1")...)
			var got []string
			all := reports(t, r)
			for _, report := range all.Reports {
				line := report.Name + " " + strings.ReplaceAll(string(report.Verdict), "pass", "warn")
				if report.Cause != nil && report.Verdict != finding.Warn {
					line += " " + string(*report.Cause)
				}
				if report.Verdict == finding.Undecided && *report.Owner != finding.ThisComputer {
					t.Errorf("%s: owner %s", report.Name, *report.Owner)
				}
				got = append(got, line)
			}
			if r.code != tt.code || strings.Join(got, "|") != tt.want || !strings.Contains(r.out, jsonText(tt.says)) {
				t.Errorf("exit %d, %q; want %d, %q, and %q said\n%s", r.code, got, tt.code, tt.want, tt.says, r.err)
			}
			if strings.Contains(r.out+r.err, "hunter2") {
				t.Error("what may be a secret is repeated")
			}
		})
	}
}

func TestANameThatSeveralCarryIsOneOfTheUnknown(t *testing.T) {
	s := newStage(t)
	s.save("good")
	for _, slug := range []string{"one", "two"} {
		e := run.EntryOf(sampleCredential(t, "expired"))
		e.Slug, e.Name = slug, "Same"
		if err := s.creds.Save(t.Context(), e, sample(t, "expired").Values.Secret.Reveal(), false); err != nil {
			t.Fatal(err)
		}
	}
	r := s.run("check", "good", "same", "--format", "json")
	if all := reports(t, r); r.code != exitUsage || all.Totals.Unknown != 1 || *all.Reports[1].Cause != finding.NameUnknown || !strings.Contains(r.out, "one, two") {
		t.Errorf("exit %d\n%s", r.code, r.out)
	}
	if r := s.run("check", "same"); r.code != exitUsage || !strings.Contains(r.err, "use a short name (one, two)") {
		t.Errorf("exit %d, %s", r.code, r.err)
	}
}

// A name with capitals and digits is a name, and the message suggests the
// intended one.
func TestANameWithCapitalsAndDigitsIsRepeatedAndItsNeighbourNamed(t *testing.T) {
	s := newStage(t)
	for _, name := range []string{"ContosoProd2024", "K8sProdW2kDB01EU"} {
		e := run.EntryOf(sampleCredential(t, "good"))
		e.Slug, e.Name = store.Slug(name), name
		must(t, s.creds.Save(t.Context(), e, sample(t, "good").Values.Secret.Reveal(), false))
	}
	for _, c := range []struct{ line, says string }{
		{"check ContosoPrd2024", `No credential is saved under the name "ContosoPrd2024". Did you mean contosoprod2024?`},
		{"show ContosoPrd2024", `under the name "ContosoPrd2024". Did you mean contosoprod2024?`},
		{"check K8sProdW2kDB01E", `under the name "K8sProdW2kDB01E". Did you mean k8sprodw2kdb01eu?`},
		{"check FabrikamProd2024", `under the name "FabrikamProd2024".`},
		{"guides Email-This-Issue-2024", `There is no guide "Email-This-Issue-2024".`},
		{"ContosoProd2024", `There is no command "ContosoProd2024".`},
	} {
		if r := s.run(strings.Fields(c.line)...); r.code != exitUsage || !strings.Contains(r.err, c.says) {
			t.Errorf("%s: exit %d, %q; want %q", c.line, r.code, r.err, c.says)
		}
	}
	all := reports(t, s.run("check", "ContosoProd2024", "ContosoPrd2024", "--offline", "--format", "json"))
	if len(all.Reports) != 2 || all.Reports[1].Name != "ContosoPrd2024" || !strings.Contains(all.Reports[1].Summary, "Did you mean contosoprod2024?") {
		t.Errorf("%+v", all.Reports)
	}
}

// A name that can't be repeated is identified by its place on the command line.
func TestAnUnknownNameThatIsNotRepeatedIsNamedByItsPlace(t *testing.T) {
	s := newStage(t)
	s.save("good")
	const secret = "aB38Q~hunter2hunter2hunter2hunter2hunt"
	r := s.run("check", "good", secret, "--offline")
	if !strings.Contains(r.out, "(name 2)\n") || strings.Contains(r.out+r.err, "hunter2") {
		t.Errorf("exit %d\n%s%s", r.code, r.out, r.err)
	}
}

func sampleCredential(t *testing.T, key string) flow.Credential {
	return flow.CredentialOf(sample(t, key).Values)
}

// A saved mailbox can be anything: a file may be edited by hand.
func TestASavedMailboxThatIsNoAddressIsNotSent(t *testing.T) {
	s := newStage(t)
	c := sampleCredential(t, "good")
	c.Mailboxes = []string{"support", "support@contoso.com"}
	if err := s.creds.Save(t.Context(), run.EntryOf(c), sample(t, "good").Values.Secret.Reveal(), false); err != nil {
		t.Fatal(err)
	}
	r := s.run("check", "good", "--format", "json")
	if got := reports(t, r).Reports[0]; r.code != exitBroken || *got.Cause != finding.MailboxMalformed {
		t.Errorf("exit %d\n%s", r.code, r.out)
	}
	asked := ""
	for _, q := range s.ms.Requests() {
		asked += q.Path + "\n"
	}
	if strings.Contains(asked, "/support/") || !strings.Contains(asked, "support@contoso.com") {
		t.Errorf("asked for\n%s", asked)
	}
}

func jsonText(s string) string { return strings.ReplaceAll(s, `"`, `\"`) }

func TestOneNameThatIsNotKnownIsWrongUsage(t *testing.T) {
	for _, command := range [][]string{{"check"}, {"show"}, {"copy"}, {"remove", "--yes"}, {"diagnose", "--plain"}} {
		s := newStage(t)
		s.save("good", "expired")
		r := s.run(append(command, "expierd")...)
		if r.code != exitUsage || r.out != "" || !strings.Contains(r.err, `name "expierd". Did you mean expired?`) {
			t.Errorf("%v: exit %d, %q, %q", command, r.code, r.out, r.err)
		}
	}
}

func TestALockedKeyringDecidesNothingAndIsReadOnce(t *testing.T) {
	for _, kind := range []store.Kind{store.Locked, store.Unavailable, store.Timeout} {
		t.Run(string(kind), func(t *testing.T) {
			s := newStage(t)
			var keys []string
			for _, sample := range run.PracticeSamples(time.Now(), nil) {
				keys = append(keys, sample.Values.Name)
			}
			s.save(keys...)
			asked := make(chan string, len(keys))
			failRead(s, func(account string) error {
				asked <- account
				return &store.Error{Kind: kind, Op: store.Read}
			})
			r := s.run("check", "--all", "--format", "json")
			all := reports(t, r)
			if r.code != exitKeyring || all.Totals != (report.JSONTotals{Unknown: len(keys)}) || len(all.Reports) != len(keys) {
				t.Errorf("exit %d, totals %+v of %d; want 4, all unknown", r.code, all.Totals, len(keys))
			}
			for _, report := range all.Reports {
				if report.Cause == nil || *report.Owner != finding.ThisComputer || !strings.HasPrefix(string(*report.Cause), "keyring-") {
					t.Errorf("%s: cause %v", report.Name, report.Cause)
				}
			}
			if len(asked) != 1 {
				t.Errorf("the keyring was asked %d times; want once", len(asked))
			}
			if len(s.ms.Requests()) > 0 {
				t.Error("something was sent")
			}
		})
	}
}

// If the keyring refuses one secret, that says nothing about the others.
func TestOneLockedSecretLeavesTheOthersToBeChecked(t *testing.T) {
	s := newStage(t)
	s.save("good", "opaque", "too-many")
	_ = s.memory.Delete(context.Background(), "good")
	r := s.run("check", "--all", "--format", "json")
	if all := reports(t, r); all.Totals.Fail != 1 || all.Totals.Unknown != 0 {
		t.Errorf("totals %+v; want the one without a secret to fail alone", all.Totals)
	}
}

// The index of a later mailgrant can name a guide that this one lacks.
func TestACredentialOfAGuideThatIsNotKnownIsNotJudged(t *testing.T) {
	s := newStage(t)
	s.save("good")
	s.save("expired")
	s.change("good", func(e *store.Entry) { e.Guide = "some-later-guide" })
	r := s.run("check", "good", "--format", "json")
	one := reports(t, r)
	if r.code != exitUsage || len(one.Reports) != 1 || one.Reports[0].Verdict != "unknown" || !strings.Contains(one.Reports[0].Summary, "some-later-guide") {
		t.Errorf("exit %d:\n%s", r.code, r.out)
	}
	if r := s.run("check", "--all"); r.code != exitBroken || strings.Contains(r.out, "permission-excess") {
		t.Errorf("exit %d:\n%s", r.code, r.out)
	}
	if r := s.run("show", "good"); r.code != exitGood || !strings.Contains(r.out, "Install the latest") {
		t.Errorf("exit %d:\n%s", r.code, r.out)
	}
	if r := s.run("diagnose", "good", "--plain"); r.code != exitUsage || !strings.Contains(r.err, "some-later-guide") {
		t.Errorf("exit %d:\n%s", r.code, r.err)
	}
}

func TestHelpOnACommandThatDoesNotExistIsWrongUsage(t *testing.T) {
	for _, args := range [][]string{{"chekc", "--help"}, {"--help", "chekc"}, {"help", "chekc"}} {
		if r := newStage(t).run(args...); r.code != exitUsage || r.out != "" || !strings.Contains(r.err, "Did you mean check?") {
			t.Errorf("%q: exit %d, %q %q", args, r.code, r.out, r.err)
		}
	}
}
