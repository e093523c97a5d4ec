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
// STEP.GRANT.md where a grant has its own. Each is read on first use.
var sharedSteps = sync.OnceValue(func() map[string]func() read[Step] {
	return eachOnce("shared", func(name, text string) (Step, []Problem) {
		f := &file{name: name}
		s := f.sharedStep(f.lines(text))
		return s, f.found()
	})
})

// read is what a file holds, and what is wrong with it.
type read[T any] struct {
	it       T
	problems []Problem
}

// eachOnce reads each file of an embedded folder, once and on first use, by its
// name without ending.
func eachOnce[T any](folder string, from func(name, text string) (T, []Problem)) map[string]func() read[T] {
	files := map[string]func() read[T]{}
	entries, _ := embedded.ReadDir(folder) // it is part of the program
	for _, e := range entries {
		path := folder + "/" + e.Name()
		files[strings.TrimSuffix(e.Name(), Ending)] = sync.OnceValue(func() read[T] {
			it, problems := from(path, embeddedText(path))
			return read[T]{it, problems}
		})
	}
	return files
}

func embeddedText(path string) string {
	text, _ := embedded.ReadFile(path) // it is part of the program
	return string(text)
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

// elsewhere reads what a shared step says outside the screens, as raw Markdown.
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
	step, ok := sharedSteps()[string(id)+"."+string(grant)]
	if !ok {
		step, ok = sharedSteps()[string(id)]
	}
	if !ok {
		return Step{}, false
	}
	s := step().it
	s.ID = id
	return s, true
}

// ValuesStep asks for what somebody sent, in one page.
func ValuesStep() Step {
	s, _ := shared(StepValues, "")
	s.Fields = []finding.FieldID{FieldClientID, FieldSecret, FieldExpires, FieldToken}
	return s
}

// getReady puts the step that says what to have at hand before the first step in
// the portal, if the guide does not name it itself.
func (g *Guide) getReady() {
	i := g.Index(StepReady)
	if i < 0 {
		i = slices.IndexFunc(g.Steps, func(s Step) bool { return s.ID == StepPortal || s.ID == StepRegister })
		s, ok := shared(StepReady, g.Grant)
		if i < 0 || !ok {
			return
		}
		g.Steps = slices.Insert(g.Steps, i, s)
	}
	if g.Redirect {
		s := &g.Steps[i]
		s.Do = join(false, s.Do, "Its redirect URI. "+g.RedirectWhere)
	}
}

// RequestStep is the step if somebody else registers the app.
func RequestStep() Step {
	s, _ := shared(StepRequest, "")
	return s
}

// RemoveLocalhost comes first on the sheet of whoever registered http://localhost
// for the sign-in test.
const RemoveLocalhost = "Required: remove http://localhost from the app again. Open your app > Authentication, delete that line under Web > Redirect URIs and press Save; the product's own line stays."
