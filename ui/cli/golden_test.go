package cli

import (
	"cmp"
	"encoding/json"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"mailgrant/ui/report"
)

// changing is what differs between runs, with its replacement.
var changing = []struct {
	form *regexp.Regexp
	as   string
}{
	{regexp.MustCompile(`(trace|correlation|request)\s+[0-9a-f-]{36}`), "$1 ID"},
	{regexp.MustCompile(`time\s+\d\S+\s+\S+Z`), "time TIME"},
	{regexp.MustCompile(`time\s+\d{4}-\d\d-\d\dT[0-9:]+`), "time TIME"}, // Graph's
	{regexp.MustCompile(`\d{4}-\d\d-\d\dT\S+Z`), "TIME"},
	{regexp.MustCompile(`\d{4}-\d\d-\d\d`), "YYYY-MM-DD"},
}

// golden compares a text with its file in testdata; MAILGRANT_GOLDEN=update
// writes the file.
func golden(t *testing.T, name, got string) {
	t.Helper()
	for _, c := range changing {
		got = c.form.ReplaceAllString(got, c.as)
	}
	file := filepath.Join("testdata", name+".golden")
	if os.Getenv("MAILGRANT_GOLDEN") == "update" {
		if err := os.MkdirAll("testdata", 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(file, []byte(got), 0o644); err != nil {
			t.Fatal(err)
		}
		return
	}
	want, err := os.ReadFile(file)
	if err != nil {
		t.Fatalf("%v\nRun make golden, and read what it wrote.", err)
	}
	if got != string(want) {
		t.Errorf("%s differs from its golden file.\ngot:\n%s\nwant:\n%s", name, got, want)
	}
}

func TestWhatPeopleRead(t *testing.T) {
	tests := map[string][]string{
		"check-good":       {"check", "--practice"},
		"check-expired":    {"check", "--practice", "expired"},
		"check-several":    {"check", "--practice", "good", "expiring", "expired", "delegated"},
		"check-fence":      {"check", "--practice", "--mailbox", "support@contoso.com", "--must-refuse", "ceo@contoso.com"},
		"check-no-fence":   {"check", "--practice", "--must-refuse", "support@contoso.com"},
		"check-mailboxes":  {"check", "--practice", "--mailbox", "ceo@contoso.com", "--mailbox", "intern@contoso.com", "--mailbox", "nobody@contoso.com", "--mailbox", "support@contoso.com"},
		"check-wait":       {"check", "--practice", "--wait", "1m", "spreading"},
		"check-no-secret":  {"check", "--guide", practiceGuide, "--client-id", "0b7c54d2-3f1a-4c7e-8a56-91d0e2f4a601", "--tenant", "contoso.com"},
		"check-bad-values": {"check", "--offline", "--guide", practiceGuide, "--client-id", "Contoso Mail", "--token-endpoint", "https://login.microsoftonline.com/contoso.com/oauth2/token"},
		"check-plan":       {"check", "--practice", "--plan"},
		"check-help":       {"check", "--help"},
		"setup-help":       {"setup", "--help"},
		"diagnose-help":    {"diagnose", "--help"},
		"help":             {"help"},
		"guides":           {"guides"},
		"list-empty":       {"list"},
	}
	for name, args := range tests {
		t.Run(name, func(t *testing.T) {
			r := newStage(t).run(args...)
			golden(t, name, r.out+r.err)
		})
	}
}

func TestSavedCredentialsAsPeopleReadThem(t *testing.T) {
	tests := map[string][]string{
		"list": {"list"}, "show": {"show", "GOOD"}, "show-json": {"show", "good", "--format", "json"}, "remove": {"remove", "good", "--yes"},
	}
	for name, args := range tests {
		t.Run(name, func(t *testing.T) {
			s := newStage(t)
			s.save("good", "expired")
			s.run("check", "good")
			r := s.run(args...)
			golden(t, name, r.out+r.err)
		})
	}
}

// TestThePracticeTenantAsPeopleReadIt keeps three of its apps, and requires all.
func TestThePracticeTenantAsPeopleReadIt(t *testing.T) {
	parts := strings.Split(newStage(t).run("list", "--practice").out, "\n\n")
	var all struct {
		Samples []report.JSONSample `json:"samples"`
	}
	must(t, json.Unmarshal([]byte(newStage(t).run("list", "--practice", "--format", "json").out), &all))
	if len(parts) != len(all.Samples)+3 || len(all.Samples) < 20 {
		t.Fatalf("%d parts for %d apps", len(parts), len(all.Samples))
	}
	golden(t, "list-practice", strings.Join(append(parts[:5:5], parts[len(parts)-1]), "\n\n"))
	for i, s := range all.Samples {
		rest := strings.Join(strings.Fields(parts[i+2]), " ")
		for _, want := range []string{s.Name + " ", s.App + ". " + s.Story, "Client ID: " + s.ClientID, "Secret: " + s.Secret, "Expires: " + s.Expires, "Check: " + cmp.Or(string(s.Cause), "good")} {
			_, after, found := strings.Cut(rest, want)
			if rest = after; !found {
				t.Errorf("no %q, or in another order:\n%s", want, parts[i+2])
				break
			}
		}
	}
}
