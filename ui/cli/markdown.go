package cli

import (
	"fmt"
	"strconv"
	"strings"

	"mailgrant/flow"
)

// page is Markdown being written.
type page struct{ strings.Builder }

func (p *page) paragraph(format string, args ...any) { fmt.Fprintf(p, "\n"+format+"\n", args...) }

func (p *page) bullets(texts []string) {
	for i, t := range texts {
		p.item(i, "-", t)
	}
}

func (p *page) numbered(texts []string) {
	for i, t := range texts {
		p.item(i, strconv.Itoa(i+1)+".", t)
	}
}

func (p *page) item(i int, mark, text string) {
	if i == 0 {
		p.WriteByte('\n')
	}
	p.WriteString(mark + " " + literal(text) + "\n")
}

// literal keeps "<tenant>" from being taken for HTML.
func literal(text string) string { return strings.ReplaceAll(text, "<", "&lt;") }

// markdown is a guide as a document, from the same data as the screens.
func markdown(g flow.Guide) string {
	p := &page{}
	fmt.Fprintf(p, "# %s\n", g.Product)
	p.paragraph("**%s**", g.Title)
	p.paragraph("%s Grant: %s. Guide: `%s`.", g.Blurb, g.Grant, g.ID)
	p.permissions(g)
	// A sitting at each step gives the texts with their values filled in.
	for i, step := range g.Steps {
		s := flow.State{At: step.ID, Phase: flow.Asking, Answers: flow.Answers{Guide: g.ID, Use: flow.Both, Cloud: flow.Global}}
		p.step(g, i+1, step, flow.PageOf(s))
		if step.ID == flow.StepHandoff {
			p.sheet(g)
		}
	}
	if len(g.Differs) > 0 {
		p.paragraph("## Where this guide differs from the vendor's page")
		p.bullets(g.Differs)
	}
	return p.String()
}

func (p *page) permissions(g flow.Guide) {
	p.paragraph("## Permissions of Microsoft Graph")
	p.WriteString("\n| Permission | Type | Needed | For | ID |\n|---|---|---|---|---|\n")
	for _, perm := range g.Permissions {
		needed := "always"
		if perm.For != 0 {
			needed = "to " + perm.For.Words()
		}
		fmt.Fprintf(p, "| `%s` | %s | %s | %s | `%s` |\n", perm.Name, perm.Kind, needed, perm.Why, perm.ID)
	}
}

func (p *page) step(g flow.Guide, number int, step flow.Step, shown flow.Page) {
	p.paragraph("## %d. %s", number, step.Title)
	lead := step.Lead
	if step.ID == flow.StepProve {
		lead = shown.Lead
	}
	for _, text := range lead {
		p.paragraph("%s", literal(text))
	}
	if shown.Link != "" {
		p.paragraph("Page: <%s>", shown.Link)
	}
	if shown.Path != "" {
		p.paragraph("Path: %s", literal(shown.Path))
	}
	p.numbered(shown.Do)
	if len(shown.Sketch) > 0 {
		p.paragraph("```text\n%s\n```", strings.Join(shown.Sketch, "\n"))
	}
	if shown.See != "" {
		p.paragraph("You should see: %s", literal(shown.See))
	}
	for _, n := range shown.IfNot {
		p.paragraph("*%s?* %s", literal(strings.TrimSuffix(n.If, ".")), literal(n.Then))
	}
	for _, id := range step.Fields {
		f := g.Field(id)
		p.paragraph("**%s** (such as `%s`). %s", f.Label, f.Example, literal(f.Where))
	}
	for _, n := range shown.Notes {
		p.paragraph("> %s", literal(n))
	}
}

// inWords says what goes where a value in braces stands.
var inWords = strings.NewReplacer("{name}", "a name", "{client-id}", "the client ID", "{tenant}", "the tenant ID",
	"{mailbox}", "the mailbox address", "{azure-cloud}", "Azure Global or Azure US GCC High", "{token-endpoint}", "the token endpoint", "{auth-endpoint}", "the auth endpoint")

func (p *page) sheet(g flow.Guide) {
	p.WriteString("\n| Field | Value | Note |\n|---|---|---|\n")
	for _, e := range g.Sheet {
		value := inWords.Replace(e.Value)
		switch {
		case e.Secret:
			value = "the client secret"
		case value == "":
			value = "(empty)"
		}
		fmt.Fprintf(p, "| %s | %s | %s |\n", e.Label, literal(value), literal(e.Note))
	}
	p.bullets(g.After)
}
