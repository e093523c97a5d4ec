package guide

import (
	"embed"
	"slices"
	"strings"
	"sync"

	"mailgrant/flow/finding"
)

// embedded are the guides, a file each, and the steps that they share.
//
//go:embed guides/*.md shared/*.md
var embedded embed.FS

// sharedSteps are the shared steps by the names of their files: STEP.md, and
// STEP.GRANT.md where a grant has its own.
var sharedSteps = sync.OnceValue(func() map[string]Step {
	steps, _ := readShared()
	return steps
})

func readShared() (map[string]Step, []Problem) {
	steps := map[string]Step{}
	var problems []Problem
	entries, err := embedded.ReadDir("shared")
	if err != nil {
		return nil, []Problem{{"shared", 1, err.Error()}}
	}
	for _, e := range entries {
		text, err := embedded.ReadFile("shared/" + e.Name())
		if err != nil {
			return nil, []Problem{{e.Name(), 1, err.Error()}}
		}
		f := &file{name: "shared/" + e.Name()}
		name := strings.TrimSuffix(e.Name(), ".md")
		steps[name] = f.sharedStep(f.lines(string(text)))
		problems = append(problems, f.found()...)
	}
	return steps, problems
}

func (f *file) sharedStep(lines []line) Step {
	m, body := f.frontMatter(lines, "title", "short")
	s := Step{Title: m.prose("title", longestName), Short: m.prose("short", longestShort)}
	if i := slices.IndexFunc(body, func(l line) bool { return strings.HasPrefix(l.text, "## ") }); i >= 0 {
		f.elsewhere(&s, f.split(body[i:]))
		body = body[:i]
	}
	for _, b := range f.fill(&s, f.blocks(body)) {
		f.bad(b.n, "A %s has no place in a shared step.", b.form)
	}
	return s
}

// elsewhere is what a shared step is where no screen shows it. It is Markdown as it
// stands.
func (f *file) elsewhere(s *Step, sections []section) {
	for _, of := range sections {
		var texts []string
		for _, l := range of.body {
			texts = append(texts, l.text)
		}
		text := strings.TrimSpace(strings.Join(texts, "\n"))
		switch name, title, _ := strings.Cut(of.text, ": "); name {
		case "On paper":
			s.Paper = Paper{title, text}
		case "Who can do it":
			s.Who = text
		case "In a request":
			s.Ask = text
		default:
			f.bad(of.n, "A shared step has no section %q.", name)
		}
	}
}

// shared is the step that guides of a grant begin with.
func shared(id finding.StepID, grant Grant) (Step, bool) {
	s, ok := sharedSteps()[string(id)+"."+string(grant)]
	if !ok {
		s, ok = sharedSteps()[string(id)]
	}
	s.ID = id
	return s, ok
}

// ValuesStep asks for what somebody sent, in one page.
func ValuesStep() Step {
	s, _ := shared(StepValues, "")
	s.Fields = []finding.FieldID{FieldClientID, FieldSecret, FieldExpires, FieldToken}
	return s
}

// RequestStep stands where somebody else registers the app.
func RequestStep() Step {
	s, _ := shared(StepRequest, "")
	return s
}

// RemoveLocalhost comes first on the sheet of whoever registered http://localhost
// for the sign-in test.
const RemoveLocalhost = "A must: remove http://localhost from the app again. Open your app > Authentication, delete that line under Web > Redirect URIs and press Save; the product's own line stays."
