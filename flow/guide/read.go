package guide

import (
	"slices"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"mailgrant/flow/finding"
	"mailgrant/flow/value"
)

// Longest is the size of a guide's file, in bytes.
const Longest = 256 << 10

// Ending is that of a guide's file name. What is before it is the guide's ID.
const Ending = ".md"

// The sections that are no step's.
const (
	differsSection = "Where this guide differs from the vendor's page"
	sourceSection  = "Source"
)

var guideKeys = []string{"product", "title", "choose", "app-name", "grant", "redirect-uri", "redirect-where", "place", "clouds", "steps", "menu"}

// Read reads a guide's file. The name of the file, less its ending, is the guide's
// ID. Where there are problems, all of them are listed and the guide is not to be
// used.
func Read(name, text string) (Guide, []Problem) {
	f := &file{name: name}
	g := Guide{Text: text}
	m, rest := f.head(&g.Head, f.lines(text))
	if m.at == 0 { // without one, every key would be missing
		return g, f.found()
	}
	ids, at := m.list("steps")
	f.steps(&g, ids, at)
	f.sections(&g, rest)
	f.rules(g, at)
	g.Pages = pages(g.Steps)
	return g, f.found()
}

// head reads the front matter, and gives what follows.
func (f *file) head(h *Head, lines []line) (matter, []line) {
	h.ID = f.id(f.name)
	m, rest := f.frontMatter(lines, guideKeys...)
	if m.at != 0 {
		f.about(h, m)
	}
	return m, rest
}

// id is the guide's ID: the name of its file, without folders and ending.
func (f *file) id(name string) string {
	id, ended := strings.CutSuffix(name[strings.LastIndexAny(name, `/\`)+1:], Ending)
	if !ended {
		f.bad(1, "The name of a guide's file ends in %s.", Ending)
	}
	if !IsID(id) {
		f.bad(1, "The file's name, less its ending, is the guide's ID. Use up to 60 of the letters a to z, digits and dashes; begin with a letter.")
	}
	return id
}

// IsID reports a text that can be a guide's ID.
func IsID(id string) bool {
	if id == "" || len(id) > 60 || id[0] < 'a' || id[0] > 'z' || strings.HasSuffix(id, "-") {
		return false
	}
	return strings.Trim(id, "abcdefghijklmnopqrstuvwxyz0123456789-") == ""
}

// lines are those of a text that can be read; else there are none.
func (f *file) lines(text string) []line {
	if len(text) > Longest {
		f.bad(1, "The file is larger than %d KiB, so it is no guide.", Longest>>10)
		return nil
	}
	lines := make([]line, 0, strings.Count(text, "\n")+1)
	n := 0
	for l := range strings.SplitSeq(strings.TrimPrefix(text, "\uFEFF"), "\n") {
		n++
		l = strings.TrimRight(l, " \r")
		if i := strings.IndexFunc(l, hidden); i >= 0 {
			f.bad(n, "This line holds a character that can't be shown: %s.", named(l[i:]))
			l = strings.Map(printable, l)
		}
		lines = append(lines, line{n, l})
	}
	return lines
}

// named is the first character of a text, by its number.
func named(text string) string {
	r, size := utf8.DecodeRuneInString(text)
	if r == utf8.RuneError && size < 2 {
		return "a byte that is not UTF-8"
	}
	return "U+" + strings.ToUpper(strconv.FormatInt(int64(r)|1<<16, 16)[1:])
}

// hidden reports a character that a terminal obeys or does not show: a control
// character, a direction mark, one without width.
func hidden(r rune) bool {
	if r >= ' ' && r <= '~' { // most of a guide
		return false
	}
	return !unicode.IsPrint(r) || r == utf8.RuneError || unicode.Is(unicode.Variation_Selector, r)
}

func printable(r rune) rune {
	if hidden(r) {
		return ' '
	}
	return r
}

// about fills in what the front matter says of the product.
func (f *file) about(h *Head, m matter) {
	h.Product = m.prose("product", longestName)
	h.Title = m.prose("title", longestTitle)
	h.Blurb = m.prose("choose", longestTitle)
	h.AppName = m.prose("app-name", longestName)
	h.Grant = Grant(m.oneOf("grant", grants...))
	h.Auth = h.Grant.auth()
	redirect := m.oneOf("redirect-uri", "none", "noted", "required")
	h.Redirect, h.Redirected = redirect == "noted" || redirect == "required", redirect == "required"
	at := m.values["redirect-uri"].n
	if h.Auth != "" && !h.Redirected && redirect != "" {
		f.bad(at, "The grant %s sends the browser back to the product: redirect-uri must be required.", h.Grant)
	}
	switch {
	case h.Redirect:
		h.RedirectWhere = m.prose("redirect-where", longestText)
	case m.has("redirect-where"):
		f.bad(m.values["redirect-where"].n, "Without a redirect URI nobody looks for one: leave this key out.")
	}
	if m.has("place") {
		h.Place = m.prose("place", longestTitle)
	}
	if m.has("clouds") {
		h.Clouds = f.clouds(m)
	}
	if m.has("menu") {
		var err error
		if h.menu, err = strconv.Atoi(m.values["menu"].text); err != nil || h.menu < 1 || h.menu > 999 {
			f.bad(m.values["menu"].n, "menu is the guide's place in the list: a number from 1 to 999.")
		}
	}
}

func (f *file) clouds(m matter) []value.Cloud {
	var clouds []value.Cloud
	known := []string{string(value.Global), string(value.USGov), string(value.USGovDoD), string(value.China)}
	words, at := m.list("clouds")
	for _, w := range words {
		if !slices.Contains(known, w) {
			f.bad(at, "There is no cloud %q. The clouds are %s.", w, strings.Join(known, ", "))
		}
		clouds = append(clouds, value.Cloud(w))
	}
	return clouds
}

// steps are the guide's, as they are shared.
func (f *file) steps(g *Guide, ids []string, at int) {
	for _, id := range ids {
		s, ok := shared(finding.StepID(id), g.Grant)
		if !slices.Contains(order, s.ID) || !ok {
			f.bad(at, "There is no step %q. The steps are %s.", id, strings.Join(inWords(order), ", "))
			continue
		}
		s.Fields = fieldsOf(s.ID, *g)
		g.Steps = append(g.Steps, s)
	}
	g.getReady()
}

func inWords(ids []finding.StepID) []string {
	var words []string
	for _, id := range ids {
		words = append(words, string(id))
	}
	return words
}

// sections are what the guide says itself.
func (f *file) sections(g *Guide, lines []line) {
	seen := map[string]bool{}
	for _, s := range f.split(lines) {
		name, title, titled := strings.Cut(s.text, ": ")
		if seen[name] {
			f.bad(s.n, "The section %s is there twice.", name)
		}
		seen[name] = true
		blocks := f.blocks(s.body)
		if len(blocks) == 0 && !titled {
			f.bad(s.n, "This section is empty.")
		}
		i := g.Index(finding.StepID(name))
		switch {
		case s.text == differsSection:
			g.Differs = f.list(s, blocks)
		case s.text == sourceSection:
			g.Source = f.list(s, blocks)
		case i < 0:
			f.bad(s.n, "There is no section %q. A section is named for one of the guide's steps (%s), or %q, or %q.",
				name, strings.Join(inWords(g.ids()), ", "), differsSection, sourceSection)
		default:
			if titled {
				g.Steps[i].Title = f.prose(line{s.n, title}, longestName)
			}
			f.tables(g, &g.Steps[i], f.fill(&g.Steps[i], blocks))
		}
	}
}

// section is a part of the file under a heading.
type section struct {
	line
	body []line
}

func (f *file) split(lines []line) []section {
	var sections []section
	fenced := false
	for _, l := range lines {
		if strings.HasPrefix(l.text, "```") {
			fenced = !fenced
		}
		heading, headed := strings.CutPrefix(l.text, "## ")
		last := len(sections) - 1
		switch {
		case headed: // it ends a sketch that was left open, too
			fenced = false
			sections = append(sections, section{line: line{l.n, strings.TrimSpace(heading)}})
		case strings.HasPrefix(l.text, "#") && !fenced:
			f.bad(l.n, "A heading begins with ## and a space.")
		case last >= 0:
			sections[last].body = append(sections[last].body, l)
		case !isBlank(l.text):
			f.bad(l.n, "This text is before the first section. A section begins with ## and the name of a step.")
		}
	}
	return sections
}

// list is a section that is a list with dashes.
func (f *file) list(s section, blocks []block) []string {
	if len(blocks) != 1 || blocks[0].form != bullets {
		if len(blocks) > 0 {
			f.bad(s.n, "This section is one list with dashes.")
		}
		return nil
	}
	var texts []string
	for _, l := range f.items(blocks[0]) {
		texts = append(texts, f.prose(l, longestText))
	}
	return texts
}
