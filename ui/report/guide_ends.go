package report

import (
	"cmp"
	"slices"
	"strconv"
	"strings"

	"mailgrant/flow/finding"
	"mailgrant/flow/guide"
	"mailgrant/flow/value"
)

// before is what one must know before the first step.
func (d *printout) before() {
	d.heading("Before you begin")
	d.paragraphs(said(d.g.Step(guide.StepRights)))
	if s := d.g.Step(guide.StepReady); s.ID != "" {
		shown := d.shown(s)
		d.paragraphs(shown.Lead)
		d.paragraph("Have ready:")
		d.bullets(shown.Do)
	}
	d.paragraph("%s The table in step %d says which, by whether the product is to fetch mail, send mail, or both.",
		strings.Join(said(d.g.Step(guide.StepUse)), " "), d.numbers[guide.StepPermission])
	d.paragraph("The app is registered in the organization, or tenant, that owns the mailboxes: the one with the domain in their addresses.")
	if s := d.g.Step(guide.StepMailbox); s.ID != "" {
		d.paragraph("%s Decide which one.", strings.Join(s.Lead, " "))
	}
	clouds := d.g.Clouds
	if clouds == nil {
		clouds = []value.Cloud{value.Global, value.USGov, value.USGovDoD, value.China}
		d.paragraph("This guide shows the addresses of the worldwide cloud. In a national cloud, put its hosts in their place:")
	} else {
		d.paragraph("This guide shows the addresses of the worldwide cloud. The product can connect to these clouds only; each has its own hosts:")
	}
	var rows [][]string
	for _, c := range clouds {
		rows = append(rows, []string{c.Title(), "`" + c.PortalHost() + "`", "`" + c.LoginHost() + "`", "`" + c.GraphHost() + "`"})
	}
	d.table([]string{"Cloud", "Portal", "Sign-in host", "Microsoft Graph"}, rows)
}

// command is the test that needs no wizard.
func (d *printout) command() string {
	lines := []string{
		"mailgrant check " + d.flag() + " \\",
		"    --client-id CLIENT-ID --tenant TENANT-ID \\",
	}
	if d.g.Redirected {
		redirect := "    --redirect-uri REDIRECT-URI"
		if d.g.Index(guide.StepEndpoint) >= 0 {
			redirect += " --auth-endpoint AUTH-ENDPOINT"
		}
		lines = append(lines, redirect+" \\")
	}
	if !d.g.Delegated() {
		lines = append(lines, "    --use incoming,outgoing --mailbox ADDRESS --wait 5m \\")
	}
	lines = append(lines, "    --expires YYYY-MM-DD --secret-stdin")
	return "```sh\n" + strings.Join(lines, "\n") + "\n```"
}

// flag names the guide on a command line.
func (d *printout) flag() string {
	if _, builtIn := guide.Find(d.g.ID); !builtIn {
		return "--guide-file " + d.g.ID + guide.Ending
	}
	return "--guide " + d.g.ID
}

// handoff is the sheet: the product's own fields, and the step each value is
// from.
func (d *printout) handoff() {
	from := func(name string, id finding.StepID) string {
		return name + " (step " + strconv.Itoa(d.numbers[id]) + ")"
	}
	values := strings.NewReplacer("{name}", "a name", "{client-id}", from("Application (client) ID", guide.StepClientID),
		"{tenant}", from("Directory (tenant) ID", guide.StepClientID), "{mailbox}", "the mailbox's address", "{domain}", "your mail domain",
		"{redirect-uri}", from("the redirect URI", guide.StepRegister),
		"{token-endpoint}", from("the token endpoint", guide.StepEndpoint), "{auth-endpoint}", from("the auth endpoint", guide.StepEndpoint))
	var rows [][]string
	for _, e := range d.g.Sheet {
		value := cmp.Or(guide.Fill(e.Value, "", values), "(empty)")
		if e.Secret {
			value = from("the client secret", guide.StepSecret)
		}
		rows = append(rows, []string{e.Label, value, e.Note})
	}
	d.table([]string{"Field", "Value", "Note"}, rows)
	d.bullets(d.g.After)
	d.notes(said(d.g.Step(guide.StepHandoff)))
}

// said is what a step of the questions says, on paper.
func said(s guide.Step) []string { return slices.Concat(s.Lead, s.Notes, s.Folded) }
