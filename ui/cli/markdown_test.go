package cli

import (
	"cmp"
	"fmt"
	"regexp"
	"slices"
	"strings"
	"testing"

	"mailgrant/flow/guide"
	"mailgrant/flow/value"
	"mailgrant/ui/report"
)

// TestAGuideAsPeoplePrintIt keeps a made-up guide on paper. What the built-in
// ones say is in their files.
func TestAGuideAsPeoplePrintIt(t *testing.T) {
	r := newStage(t).run("guides", "--guide-file", "../wizard/testdata/contoso-desk.md")
	golden(t, "guide", r.out+r.err)
}

// TestMarkdownHoldsAllOfAGuide requires every text of a guide on paper, in its
// order.
func TestMarkdownHoldsAllOfAGuide(t *testing.T) {
	for _, g := range guide.All() {
		t.Run(g.ID, func(t *testing.T) {
			out := newStage(t).run("guides", g.ID).out
			if strings.Contains(out, "{") {
				t.Error("a value in braces was not filled in")
			}
			rest := out
			for _, text := range onPaper(g) {
				// What is in braces is filled in; what is before it must be there.
				text, _, _ = strings.Cut(text, "{")
				switch _, after, found := strings.Cut(rest, text); {
				case found:
					rest = after
				case strings.Contains(out, text):
					t.Fatalf("%q comes too early", text)
				default:
					t.Errorf("it lacks %q", text)
				}
			}
		})
	}
}

// onPaper are the texts of a guide in the order in which it is printed.
func onPaper(g guide.Guide) []string {
	clouds := g.Clouds
	if clouds == nil {
		clouds = []value.Cloud{value.Global, value.USGov, value.USGovDoD, value.China}
	}
	all := slices.Concat([]string{g.Product, g.Title}, g.Step(guide.StepRights).Lead, g.Step(guide.StepUse).Lead, g.Step(guide.StepMailbox).Lead)
	for _, c := range clouds {
		all = append(all, c.Title(), c.PortalHost(), c.LoginHost(), c.GraphHost())
	}
	fill := strings.NewReplacer("{app-name}", g.AppName, "{product}", g.Product, "{domain}", "your mail domain", "{admin}", "you@your-domain.com")
	for i, s := range report.GuideSteps(g) {
		all = append(all, fmt.Sprintf("## %d. %s\n", i+1, cmp.Or(s.Paper.Title, s.Title)))
		switch {
		case s.Paper.Text != "":
			all = append(all, strings.Split(s.Paper.Text, "\n")...)
		case s.ID == guide.StepHandoff:
			for _, e := range g.Sheet {
				all = append(all, "| "+e.Label+" | ", e.Note)
			}
			all = append(all, listed("- ", g.After)...)
		default:
			all = slices.Concat(all, s.Lead, []string{fill.Replace(s.Path)})
			for i, do := range s.Do {
				all = append(all, fmt.Sprintf("%d. %s", i+1, fill.Replace(do)))
			}
			if s.ID == guide.StepPermission {
				for _, p := range g.Permissions {
					all = append(all, "`"+p.Name+"`", string(p.Kind), p.Why, p.ID)
				}
			}
			for _, line := range s.Sketch {
				line, _, _ = strings.Cut(line, "<") // a value that has another name on paper
				all = append(all, fill.Replace(line))
			}
			all = append(all, fill.Replace(s.See))
		}
		for _, n := range s.IfNot {
			all = append(all, "- *"+fill.Replace(n.If)+"?* "+fill.Replace(n.Then))
		}
		if s.Blade != "" && s.Paper.Text == "" && (s.ID == guide.StepClientID || s.ID == guide.StepSecret) {
			for _, id := range s.Fields {
				all = append(all, "**"+g.Field(id).Label+"**: "+g.Field(id).Where)
			}
		}
		for _, n := range s.Notes {
			all = append(all, "> "+fill.Replace(n))
		}
	}
	return slices.Concat(all, listed("- ", g.Differs), listed("- ", g.Source))
}

// listed are texts as lines of a list.
func listed(mark string, texts []string) []string {
	var lines []string
	for _, t := range texts {
		lines = append(lines, mark+t)
	}
	return lines
}

var emphasis = regexp.MustCompile(`\*\*[^*\n]+\*\*|\*[^*\n]+\*`)

// asCode matches what CommonMark displays literally, and addresses.
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

// TestThePrintedCommandIsOneThatRuns keeps the flags of the verification step.
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
