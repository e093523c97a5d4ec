package cli

import (
	"encoding/json"
	"maps"
	"slices"
	"strings"
	"testing"
	"time"

	"mailgrant/flow/finding"
	"mailgrant/ui/report"
)

// The keys of the contract (design, section 4), and their possible values.
var (
	reportsKeys  = []string{"mode", "reports", "schema", "totals"}
	totalsKeys   = []string{"fail", "pass", "unknown", "warn"}
	reportKeys   = []string{"cause", "changed", "client_id", "cloud", "days_left", "expires", "findings", "guide", "mode", "ms", "name", "owner", "permissions", "proved", "schema", "secret_hint", "started", "summary", "tenant", "tries", "verdict", "waited_s"}
	findingKeys  = []string{"cause", "check", "codes", "do", "evidence", "link", "mailbox", "ms", "owner", "says", "status", "step"}
	evidenceKeys = []string{"correlation_id", "http_status", "policy_ids", "request_id", "server_text", "timestamp", "trace_id"}
)

type object = map[string]any

func keysAre(t *testing.T, what string, o object, want []string) {
	t.Helper()
	if got := slices.Sorted(maps.Keys(o)); !slices.Equal(got, want) {
		t.Errorf("%s has the keys %v; want %v", what, got, want)
	}
}

// wellFormed checks a report against the contract.
func wellFormed(t *testing.T, r object) {
	t.Helper()
	keysAre(t, "a report", r, reportKeys)
	oneOf(t, "mode", r["mode"], "live", "offline", "practice")
	oneOf(t, "cloud", r["cloud"], "global", "usgov", "usgov-dod", "china", "other")
	oneOf(t, "verdict", r["verdict"], "pass", "warn", "fail", "unknown")
	if _, err := time.Parse(time.RFC3339, r["started"].(string)); err != nil {
		t.Error(err)
	}
	if (r["cause"] == nil) != (r["owner"] == nil) {
		t.Errorf("cause %v and owner %v: both or none", r["cause"], r["owner"])
	}
	if _, ok := r["changed"].([]any); !ok {
		t.Errorf("changed is %v; want an array", r["changed"])
	}
	for _, proved := range r["proved"].([]any) {
		if !slices.Contains(finding.Checks, finding.Check(proved.(string))) {
			t.Errorf("proved names %v, which is no check", proved)
		}
	}
	for _, f := range r["findings"].([]any) {
		finding := f.(object)
		keysAre(t, "a finding", finding, findingKeys)
		keysAre(t, "evidence", finding["evidence"].(object), evidenceKeys)
		oneOf(t, "status", finding["status"], "pass", "warn", "fail", "unknown", "skip")
		for _, array := range []string{"do", "codes"} {
			if _, ok := finding[array].([]any); !ok {
				t.Errorf("%s is %v; want an array", array, finding[array])
			}
		}
	}
}

func oneOf(t *testing.T, what string, got any, allowed ...string) {
	t.Helper()
	if s, _ := got.(string); !slices.Contains(allowed, s) {
		t.Errorf("%s is %v; want one of %v", what, got, allowed)
	}
}

func TestPracticeReportsKeepTheContractAndNameTheCause(t *testing.T) {
	s := newStage(t)
	r := s.run("check", "--practice", "--all", "--format", "json")
	if r.code != exitBroken {
		t.Errorf("exit %d; want 1", r.code)
	}
	var all object
	if err := json.Unmarshal([]byte(r.out), &all); err != nil {
		t.Fatal(err)
	}
	keysAre(t, "the whole", all, reportsKeys)
	keysAre(t, "totals", all["totals"].(object), totalsKeys)
	if all["schema"] != "mailgrant.reports/1" || all["mode"] != "practice" {
		t.Errorf("schema %v, mode %v", all["schema"], all["mode"])
	}
	for _, report := range all["reports"].([]any) {
		r := report.(object)
		wellFormed(t, r)
		want := sample(t, r["name"].(string)).Cause
		if got, _ := r["cause"].(string); finding.Cause(got) != want && !(want == "" && r["verdict"] == "warn") {
			t.Errorf("%v: cause %v; want %q", r["name"], r["cause"], want)
		}
		if got, _ := r["owner"].(string); want != "" && finding.Owner(got) != want.Owner() {
			t.Errorf("%v: owner %v; want %q", r["name"], r["owner"], want.Owner())
		}
	}
	if len(s.ms.Requests()) > 0 {
		t.Error("practice asked someone else than its own Microsoft")
	}
}

func TestReportsOfEveryKindKeepTheContract(t *testing.T) {
	tests := map[string][]string{
		"the practice default":  {"check", "--practice"},
		"offline":               {"check", "--practice", "--offline"},
		"nothing usable":        {"check", "--guide", practiceGuide, "--client-id", "", "--tenant", ""},
		"a host that is no one": {"check", "--guide", practiceGuide, "--client-id", "x", "--token-endpoint", "https://example.net/token"},
		"no secret":             {"check", "--guide", practiceGuide, "--client-id", "x", "--tenant", "contoso.com"},
		"a saved one":           {"check", "good"},
		"a saved one, hinted":   {"check", "good", "--hint"},
	}
	for name, args := range tests {
		t.Run(name, func(t *testing.T) {
			s := newStage(t)
			s.save("good")
			r := s.run(append(args, "--format", "ndjson")...)
			var report object
			if err := json.Unmarshal([]byte(r.out), &report); err != nil {
				t.Fatalf("%v in %q, %q", err, r.out, r.err)
			}
			wellFormed(t, report)
			hint := ""
			if slices.Contains(args, "--hint") {
				hint = sample(t, "good").Values.Secret.Reveal()[:3]
			}
			if report["secret_hint"] != hint {
				t.Errorf("secret_hint is %v; want %q", report["secret_hint"], hint)
			}
		})
	}
}

func TestNDJSONHasAReportALine(t *testing.T) {
	s := newStage(t)
	s.save("good", "expired", "too-many")
	r := s.run("check", "--all", "--format", "ndjson")
	lines := strings.Split(strings.TrimSpace(r.out), "\n")
	if len(lines) != 3 {
		t.Fatalf("%d lines; want 3\n%s", len(lines), r.out)
	}
	for _, line := range lines {
		var report object
		if err := json.Unmarshal([]byte(line), &report); err != nil {
			t.Error(err)
			continue
		}
		wellFormed(t, report)
	}
}

func TestThePracticeDefaultIsGoodAndItsOldSecretExpired(t *testing.T) {
	s := newStage(t)
	r := s.run("check", "--practice", "--format", "json")
	if got := reports(t, r); r.code != 0 || got.Reports[0].Verdict != finding.Pass || got.Totals != (report.JSONTotals{Pass: 1}) {
		t.Errorf("exit %d, %+v", r.code, got)
	}
	s.env[secretVariable] = sample(t, "good-old-secret").Values.Secret.Reveal()
	r = s.run("check", "--practice", "--format", "json")
	if got := reports(t, r).Reports[0]; r.code != 1 || *got.Cause != finding.SecretExpired || *got.Owner != finding.AppOwner {
		t.Errorf("exit %d, %+v", r.code, got)
	}
}

func TestOnlyALiveCheckSavesItsResult(t *testing.T) {
	tests := map[string]struct {
		args []string
		kept bool
	}{
		"a check":          {[]string{"check", "good"}, true},
		"an offline check": {[]string{"check", "good", "--offline"}, false},
		"practice":         {[]string{"check", "good", "--practice"}, false},
		"a plan":           {[]string{"check", "good", "--plan"}, false},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			s := newStage(t)
			s.save("good")
			s.run(tt.args...)
			e, err := s.creds.Find("good")
			if err != nil || (e.LastCheck != nil) != tt.kept {
				t.Errorf("last proof %+v, %v; want one: %v", e.LastCheck, err, tt.kept)
			}
			if tt.kept && (e.LastCheck.Verdict != "pass" || e.LastCheck.At.IsZero() || len(e.LastCheck.Roles) != 3) {
				t.Errorf("last proof %+v", e.LastCheck)
			}
		})
	}
}
