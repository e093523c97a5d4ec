package cli

import (
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"mailgrant/flow/explain"
	"mailgrant/flow/finding"
	"mailgrant/flow/soak"
	"mailgrant/ui/run"
)

// written are a check's reports in all their forms.
func written(t *testing.T, args ...string) map[string]string {
	t.Helper()
	all := map[string]string{}
	for form, flags := range map[string][]string{
		"text": nil, "json": {"--format", "json"}, "ndjson": {"--format", "ndjson"}, "markdown": {"--report", "-"}, "full": {"--report", "-", "--full"},
	} {
		r := newStage(t).run(append(append([]string{"check", "--practice"}, args...), flags...)...)
		all[form] = r.out
	}
	return all
}

// handed are the ways in which people hand a text on.
var handed = map[string]func(string) string{
	"whole":            func(s string) string { return s },
	"quoted in a mail": func(s string) string { return "On Monday they wrote:\n> " + strings.ReplaceAll(s, "\n", "\n> ") },
	"quoted twice":     func(s string) string { return ">> " + strings.ReplaceAll(s, "\n", "\n>> ") },
	"wrapped":          func(s string) string { return wrappedAt(s, 80) },
	"wrapped, quoted":  func(s string) string { return "> " + strings.ReplaceAll(wrappedAt(s, 72), "\n", "\n> ") },
	"in a ticket":      shownTable,
	"in a code block":  func(s string) string { return "Hi,\n\nit fails, see:\n\n```\n" + s + "```\n\nRegards\n" },
	"DOS lines":        func(s string) string { return strings.ReplaceAll(s, "\n", "\r\n") },
	"in a JSON string": func(s string) string { raw, _ := json.Marshal(map[string]string{"body": s}); return string(raw) },
}

// wrappedAt breaks long lines at spaces, as mail programs do.
func wrappedAt(text string, width int) string {
	var lines []string
	for _, line := range strings.Split(text, "\n") {
		for len(line) > width {
			at := strings.LastIndexByte(line[:width], ' ')
			if at <= 0 {
				break
			}
			lines, line = append(lines, line[:at]), line[at+1:]
		}
		lines = append(lines, line)
	}
	return strings.Join(lines, "\n")
}

// shownTable is Markdown as a ticket shows it, copied from there.
func shownTable(text string) string {
	var lines []string
	for _, line := range strings.Split(text, "\n") {
		if strings.HasPrefix(line, "|---") {
			continue
		}
		if strings.HasPrefix(line, "|") {
			line = strings.ReplaceAll(strings.Trim(line, "| "), " | ", "\t")
		}
		lines = append(lines, strings.NewReplacer("**", "", "`", "", "## ", "", "# ", "").Replace(line))
	}
	return strings.Join(lines, "\n")
}

// checked are the arguments of checks of every kind of result.
func checked() [][]string {
	all := [][]string{
		{"good", "--mailbox", "ceo@contoso.com"}, {"good", "--mailbox", "intern@contoso.com"}, {"good", "--mailbox", "nobody@contoso.com"},
		{"good", "--must-refuse", "support@contoso.com"}, {"good", "--must-refuse", "ceo@contoso.com"}, {"good", "--offline"},
		{"expired", "--offline"}, {"good", "--min-days", "900"},
	}
	for _, name := range run.NamesOf(run.PracticeSamples(time.Now(), nil)) {
		all = append(all, []string{name})
	}
	return all
}

// saysTheSame tests that an explanation says what a report says.
func saysTheSame(t *testing.T, about, verdict, cause string, x explain.Explanation) {
	t.Helper()
	k := x.Candidates[0]
	fits := string(k.Cause) == cause && x.Certain && !strings.Contains(k.Says, "works")
	switch {
	case cause == "unknown":
		fits = k.Cause == finding.Unknown && strings.Contains(k.Says, "The report")
	case cause == "" && strings.HasPrefix(k.Says, "The report found nothing wrong, but it did not test"):
		fits = verdict == "unknown" || strings.Contains(about, "--offline")
	case cause == "":
		fits = verdict == "pass" && k.Cause == "" && x.Certain && k.Says == "The report says that the credential works."
	}
	if !fits || len(x.Warnings) > 0 {
		t.Errorf("%s: %q, certain %t, %q, warns %q; want %q", about, k.Cause, x.Certain, k.Says, x.Warnings, cause)
	}
}

// TestExplainReadsEveryReportOfCheck: a report names its own cause, in all its
// forms, however it was handed on.
func TestSoakExplainReadsEveryReportOfCheck(t *testing.T) {
	causes := map[string]bool{}
	for _, args := range soak.Some(t, 6, checked()) {
		forms := written(t, args...)
		var list struct {
			Reports []struct{ Verdict, Cause string }
		}
		must(t, json.Unmarshal([]byte(forms["json"]), &list))
		want := list.Reports[0]
		causes[want.Cause] = true
		for form, text := range forms {
			for how, hand := range handed {
				saysTheSame(t, fmt.Sprintf("%s, %s, %s", strings.Join(args, " "), form, how), want.Verdict, want.Cause, explain.Explain(hand(text)))
			}
		}
	}
	if soak.Whole() && len(causes) < 15 {
		t.Errorf("only %d causes: %v", len(causes), causes)
	}
}

// TestSoakExplainReadsAPartOfAReport: as long as a part names the deciding finding
// or the result, its cause is read; it is never another one, and never "works".
func TestSoakExplainReadsAPartOfAReport(t *testing.T) {
	for _, args := range soak.Some(t, 3, checked()) {
		forms := written(t, args...)
		var list struct {
			Reports []struct{ Verdict, Cause string }
		}
		must(t, json.Unmarshal([]byte(forms["json"]), &list))
		want := list.Reports[0]
		for form, text := range forms {
			for at := 0; at < len(text); at += 1 + len(text)/23 {
				for how, part := range map[string]string{"front cut off": text[at:], "end cut off": text[:len(text)-at]} {
					x := explain.Explain(part)
					k := x.Candidates[0]
					about := fmt.Sprintf("%s, %s, %s at %d", strings.Join(args, " "), form, how, at)
					named := want.Cause != "" && want.Cause != "unknown" && (strings.Contains(part, "("+want.Cause+")") || strings.Contains(part, "**"+want.Cause+"**") ||
						strings.Contains(part, `"cause": "`+want.Cause+`"`) || strings.Contains(part, `"cause":"`+want.Cause+`"`) || strings.Contains(part, "| fail | "+want.Cause+" |"))
					switch {
					case named && string(k.Cause) != want.Cause:
						t.Errorf("%s: %s, %q; want %s", about, k.Cause, k.Says, want.Cause)
					case want.Cause != "" && strings.Contains(k.Says, "works"), want.Verdict != "pass" && k.Cause == "" && x.Certain:
						t.Errorf("%s: %q; want %s", about, k.Says, want.Cause)
					case x.Certain && want.Cause == "" && k.Cause != "":
						t.Errorf("%s: %s, %q of a report that passed", about, k.Cause, k.Says)
					}
				}
			}
		}
	}
}

// TestExplainReadsAReportOfSeveral: each cause is named with its credential.
func TestExplainReadsAReportOfSeveral(t *testing.T) {
	for form, text := range written(t, "good", "expired", "no-consent") {
		for how, hand := range handed {
			x := explain.Explain(hand(text))
			if form == "ndjson" { // in the order in which they ended
				slices.SortFunc(x.Candidates, func(a, b explain.Candidate) int { return strings.Compare(string(b.Cause), string(a.Cause)) })
			}
			if len(x.Candidates) != 2 || x.Certain || x.Candidates[0].Cause != finding.SecretExpired || x.Candidates[1].Cause != finding.ConsentMissing ||
				!strings.Contains(x.Candidates[0].Apart, " of 3") || !strings.Contains(x.Ask, "credential") {
				t.Errorf("%s, %s: %+v", form, how, x)
			}
		}
	}
	for form, text := range written(t, "good", "expired") {
		if x := explain.Explain(text); len(x.Candidates) != 1 || !x.Certain || x.Candidates[0].Cause != finding.SecretExpired {
			t.Errorf("%s: %+v", form, x)
		}
	}
}

// TestExplainReadsItsOwnWords: an explanation is explained as itself.
func TestExplainReadsItsOwnWords(t *testing.T) {
	for _, text := range []string{
		"AADSTS7000222: The provided client secret keys for app 'x' are expired.", wrongSecret, "AADSTS65001", "AADSTS9999999: Something new.",
		"Blocked by tenant configured AppOnly AccessPolicy settings", "getaddrinfo ENOTFOUND login.microsoftonline.com", "AADSTS50011: The redirect URI 'https://a.example/' does not match.",
	} {
		want := explain.Explain(text)
		for output, said := range outputs(t, text) {
			if output == "screen" {
				continue
			}
			for how, hand := range handed {
				x := explain.Explain(hand(said))
				if x.Candidates[0].Cause != want.Candidates[0].Cause || x.Certain && !want.Certain {
					t.Errorf("%s, %s of %q: %s, certain %t; want %s, %t", output, how, text, x.Candidates[0].Cause, x.Certain, want.Candidates[0].Cause, want.Certain)
				}
			}
		}
	}
}

// TestExplainReadsTheNewestOfTheReportsThatAFileGathered: --report-append adds
// one at each run.
func TestExplainReadsTheNewestOfTheReportsThatAFileGathered(t *testing.T) {
	file := filepath.Join(t.TempDir(), "reports.md")
	for _, name := range []string{"expired", "no-consent", "good"} {
		newStage(t).run("check", "--practice", name, "--report-append", file)
		raw, err := os.ReadFile(file)
		must(t, err)
		want := sample(t, name).Cause
		if k := explain.Explain(string(raw)).Candidates[0]; k.Cause != want {
			t.Errorf("after %s: %s, %q; want %q", name, k.Cause, k.Says, want)
		}
	}
}
