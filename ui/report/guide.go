package report

import (
	"cmp"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"mailgrant/flow"
	"mailgrant/flow/check"
	"mailgrant/flow/finding"
	"mailgrant/flow/form"
	"mailgrant/flow/guide"
	"mailgrant/flow/page"
	"mailgrant/flow/value"
)

// printout is a guide on paper: there is no field to paste into, and no value
// that mailgrant has found out.
type printout struct {
	markdownPage
	g       guide.Guide
	numbers map[finding.StepID]int // of the steps, from 1
}

// GuideSteps leaves out the questions, which are answered before the first
// step, and puts the sign-in where the product asks for it.
func GuideSteps(g guide.Guide) []guide.Step {
	var steps, last []guide.Step
	for _, s := range g.Steps {
		switch s.ID {
		case guide.StepRights, guide.StepUse, guide.StepTenant, guide.StepMailbox, guide.StepReady:
		case guide.StepSignIn:
			last = append(last, s)
		default:
			steps = append(steps, s)
		}
	}
	return append(steps, last...)
}

// step is one step under its heading.
func (d *printout) step(s guide.Step) {
	d.heading("%d. %s", d.numbers[s.ID], cmp.Or(s.Paper.Title, s.Title))
	switch {
	case s.Paper.Text != "":
		d.paragraph("%s", d.onPaper(s.Paper.Text))
		d.ifNot(s.IfNot)
		d.notes(slices.Concat(s.Notes, s.Folded))
	case s.ID == guide.StepHandoff:
		d.handoff()
	default:
		d.portal(s)
	}
}

// onPaper is a shared text with the steps' numbers and the command to prove with.
func (d *printout) onPaper(text string) string {
	fills := []string{"{command}", d.command()}
	for id, n := range d.numbers {
		fills = append(fills, "{step "+string(id)+"}", strconv.Itoa(n))
	}
	return strings.NewReplacer(fills...).Replace(text)
}

// portal is a step in the portal, or on Microsoft's consent page.
func (d *printout) portal(s guide.Step) {
	shown := d.shown(s)
	d.paragraphs(shown.Lead)
	d.way(s, shown)
	d.numbered(shown.Do)
	switch s.ID {
	case guide.StepPermission:
		d.permissions()
	case guide.StepEndpoint:
		d.addresses(s)
	}
	if len(shown.Sketch) > 0 {
		d.fence("text", ownValues(shown.Sketch))
	}
	if s.ID == guide.StepConsent && shown.Path == "" { // Microsoft's page, whose address the sketch shows
		d.paragraph("Client ID and tenant ID are those of step %d. Percent-encoded means: write %%3A for each colon, %%2F for each slash.%s", d.numbers[guide.StepClientID], d.elsewhere())
	}
	if shown.See != "" {
		d.paragraph("You should see: %s", shown.See)
	}
	d.ifNot(shown.IfNot)
	d.noted(s)
	d.notes(slices.Concat(shown.Notes, shown.Folded))
}

// shown is a step's page in a session, which fills in the values of its texts.
func (d *printout) shown(s guide.Step) page.Page {
	return page.Worded(flow.State{Phase: flow.Asking, Case: check.Case{Values: form.Values{Registration: form.Registration{Guide: d.g.ID}, Own: &d.g, Use: value.Both, Cloud: value.Global}}}, s)
}

// way is how to get to a portal page. The link to an app's own page needs its
// ID, so on paper the clicks lead there.
func (d *printout) way(s guide.Step, shown page.Page) {
	if s.Blade == guide.BladeApps || s.Blade == guide.BladeNewApp {
		d.paragraph("Page: <%s>", shown.Link)
	}
	switch {
	case strings.HasPrefix(s.Path, "{app-name}"):
		d.paragraph("Path: App registrations > All applications > %s", shown.Path)
	case shown.Path != "":
		d.paragraph("Path: %s", shown.Path)
	}
}

func (d *printout) ifNot(wrong []guide.IfNot) {
	var texts []string
	for _, n := range wrong {
		texts = append(texts, fmt.Sprintf("*%s?* %s", strings.TrimSuffix(n.If, "."), n.Then))
	}
	if len(texts) > 0 {
		d.paragraph("What if not:")
		d.bullets(texts)
	}
}

func (d *printout) notes(texts []string) {
	for _, t := range texts {
		d.paragraph("> %s", t)
	}
}

// noted are the values to write down for later steps.
func (d *printout) noted(s guide.Step) {
	var texts []string
	for _, id := range s.Fields {
		f := d.g.Field(id)
		texts = append(texts, fmt.Sprintf("**%s**: %s", f.Label, f.Where))
	}
	switch s.ID {
	case guide.StepClientID:
		texts = append(texts, "**Tenant ID**: the Directory (tenant) ID on the same page, a GUID too. Don't mix up the two.")
		d.paragraph("Note for later:")
	case guide.StepSecret:
		d.paragraph("Keep for later, the secret in your password manager or vault only:")
	default:
		return
	}
	d.bullets(texts)
}

func (d *printout) permissions() {
	var rows [][]string
	for _, perm := range d.g.Permissions {
		needed := "always"
		if perm.For != 0 {
			needed = "to " + perm.For.Words()
		}
		rows = append(rows, []string{"`" + perm.Name + "`", string(perm.Kind), needed, perm.Why, "`" + perm.ID + "`"})
	}
	d.table([]string{"Permission", "Type", "Needed", "For", "ID"}, rows)
	d.paragraph("Leave out the permissions to send mail where the product only fetches it, and those to fetch mail where it only sends.")
}

// ownValues names what goes between angle brackets by the portal's labels.
func ownValues(sketch []string) []string {
	names := strings.NewReplacer("<sign-in host>", value.Global.LoginHost(), "<tenant>", tenantHere, "<client ID>", "<Application (client) ID>")
	lines := slices.Clone(sketch)
	for i, line := range lines {
		if strings.Contains(line, "https://") || strings.Contains(line, "=<") {
			lines[i] = names.Replace(line)
		}
	}
	return lines
}

// tenantHere stands in addresses for what only the reader knows.
const tenantHere = "<Directory (tenant) ID>"

// addresses are the product's endpoints, to be completed by the reader.
func (d *printout) addresses(s guide.Step) {
	var texts []string
	for _, id := range s.Fields {
		f := d.g.Field(id)
		texts = append(texts, fmt.Sprintf("**%s**: `%s`", f.Label, strings.ReplaceAll(f.Example, "<tenant>", tenantHere)))
	}
	d.bullets(texts)
	d.paragraph("Write your tenant ID of step %d in place of `%s`, without the brackets.%s", d.numbers[guide.StepClientID], tenantHere, d.elsewhere())
}

func (d *printout) elsewhere() string {
	return " Outside the worldwide cloud, take your own cloud's sign-in host from the table in Before you begin."
}
