package cli

import (
	"regexp"
	"strings"
	"testing"

	"mailgrant/flow/guide"
	"mailgrant/flow/value"
	"mailgrant/ui/report"
)

func TestGuidesAsPeoplePrintThem(t *testing.T) {
	for _, g := range guide.All() {
		t.Run(g.ID, func(t *testing.T) {
			r := newStage(t).run("guides", g.ID)
			golden(t, "guide-"+g.ID, r.out+r.err)
		})
	}
}

func TestMarkdownHoldsAllOfAGuide(t *testing.T) {
	for _, g := range guide.All() {
		t.Run(g.ID, func(t *testing.T) {
			out := newStage(t).run("guides", g.ID).out
			var wanted []string
			for _, p := range g.Permissions {
				wanted = append(wanted, p.Name, p.ID, p.Why)
			}
			for _, s := range report.GuideSteps(g) {
				for _, n := range s.IfNot {
					wanted = append(wanted, n.If, n.Then)
				}
				wanted = append(append(append(wanted, s.Path, s.See), s.Notes...), s.Do...)
			}
			for _, e := range g.Sheet {
				wanted = append(wanted, e.Label, e.Note)
			}
			for _, c := range []value.Cloud{value.Global, value.USGov} {
				wanted = append(wanted, c.PortalHost(), c.LoginHost())
			}
			wanted = append(append(wanted, g.After...), g.Differs...)
			for _, text := range wanted {
				// What stands in braces is filled in; what is before it has to be there.
				text, _, _ = strings.Cut(text, "{")
				if !strings.Contains(out, text) {
					t.Errorf("it lacks %q", text)
				}
			}
			if strings.Contains(out, "{") {
				t.Error("a value in braces was not filled in")
			}
		})
	}
}

var emphasis = regexp.MustCompile(`\*\*[^*\n]+\*\*|\*[^*\n]+\*`)

// asCode matches what CommonMark shows as it is, and addresses.
var asCode = regexp.MustCompile("(?s)```.*?```|`[^`\n]+`|<https://[^ >]+>")

func TestMarkdownReadsWellOnPaperAndInATerminal(t *testing.T) {
	bad := map[string]*regexp.Regexp{
		"a bracket that CommonMark takes for HTML": regexp.MustCompile(`.*<.*`),
		"an HTML entity":                 regexp.MustCompile(`.*&(lt|gt|amp);.*`),
		"emphasis left open":             regexp.MustCompile(`.*\*.*`),
		"a place that only a screen has": regexp.MustCompile(`(?i).*(paste it here|there and here|mailgrant (lists|built)|the option below).*`),
	}
	for _, g := range guide.All() {
		prose := emphasis.ReplaceAllString(asCode.ReplaceAllString(report.GuideMarkdown(g), "code"), "words")
		for what, form := range bad {
			if found := form.FindString(prose); found != "" {
				t.Errorf("%s: %s: %q", g.ID, what, found)
			}
		}
	}
}

// TestThePrintedCommandIsOneThatRuns keeps the flags of the prove step.
func TestThePrintedCommandIsOneThatRuns(t *testing.T) {
	values := strings.NewReplacer("CLIENT-ID", "0b7c54d2-3f1a-4c7e-8a56-91d0e2f4a601", "TENANT-ID", "0b7c54d2-3f1a-4c7e-8a56-91d0e2f4a602",
		"REDIRECT-URI", "https://jira.contoso.com/callback", "AUTH-ENDPOINT", "https://login.microsoftonline.com/0b7c54d2-3f1a-4c7e-8a56-91d0e2f4a602/adminconsent",
		"ADDRESS", "support@contoso.com", "YYYY-MM-DD", "2999-01-01", "\\\n", "")
	for _, g := range guide.All() {
		_, rest, _ := strings.Cut(report.GuideMarkdown(g), "```sh\nmailgrant ")
		command, _, found := strings.Cut(rest, "\n```")
		if !found {
			t.Fatalf("%s: no command", g.ID)
		}
		s := newStage(t)
		args := append(strings.Fields(values.Replace(command)), "--plan")
		if r := s.run(args...); r.code != 0 {
			t.Errorf("%s: %q ends with %d: %s", g.ID, args, r.code, r.err)
		}
	}
}
