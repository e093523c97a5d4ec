package report

import (
	"fmt"
	"strconv"
	"strings"

	"mailgrant/flow/finding"
	"mailgrant/flow/guide"
)

// markdownPage is Markdown being written. What guides say holds no character that
// CommonMark would take for markup, so it is written as it is.
type markdownPage struct{ strings.Builder }

func (p *markdownPage) heading(format string, args ...any) { p.paragraph("## "+format, args...) }

func (p *markdownPage) paragraph(format string, args ...any) {
	fmt.Fprintf(p, "\n"+format+"\n", args...)
}

func (p *markdownPage) paragraphs(texts []string) {
	for _, t := range texts {
		p.paragraph("%s", t)
	}
}

func (p *markdownPage) bullets(texts []string) {
	for i, t := range texts {
		p.item(i, "-", t)
	}
}

func (p *markdownPage) numbered(texts []string) {
	for i, t := range texts {
		p.item(i, strconv.Itoa(i+1)+".", t)
	}
}

func (p *markdownPage) item(i int, mark, text string) {
	if i == 0 {
		p.WriteByte('\n')
	}
	p.WriteString(mark + " " + text + "\n")
}

func (p *markdownPage) fence(language string, lines []string) {
	p.paragraph("```%s\n%s\n```", language, strings.Join(lines, "\n"))
}

func (p *markdownPage) table(columns []string, rows [][]string) {
	p.paragraph("| %s |\n|%s", strings.Join(columns, " | "), strings.Repeat("---|", len(columns)))
	for _, cells := range rows {
		p.WriteString("| " + strings.Join(cells, " | ") + " |\n")
	}
}

// GuideMarkdown is a guide as a document, from the same data as the screens, for
// whoever has the printout and no wizard.
func GuideMarkdown(g guide.Guide) string {
	d := &printout{g: g, numbers: map[finding.StepID]int{}}
	steps := GuideSteps(g)
	for i, s := range steps {
		d.numbers[s.ID] = i + 1
	}
	fmt.Fprintf(d, "# %s\n", g.Product)
	d.paragraph("**%s**", g.Title)
	d.paragraph("%s Grant: %s.", g.Blurb, g.Grant.Words())
	d.paragraph("`mailgrant setup %s` leads through the same steps on the screen and tests each value.", d.flag())
	d.before()
	for _, s := range steps {
		d.step(s)
	}
	if len(g.Differs) > 0 {
		d.heading("Where this guide differs from the vendor's page")
		d.bullets(g.Differs)
	}
	if len(g.Source) > 0 {
		d.heading("Source")
		d.bullets(g.Source)
	}
	return d.String()
}
