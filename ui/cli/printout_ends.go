package cli

import (
	"cmp"
	"strconv"
	"strings"

	"mailgrant/flow/finding"
	"mailgrant/flow/guide"
	"mailgrant/flow/value"
)

// before is what one must know before the first step.
func (d *printout) before() {
	d.heading("Before you begin")
	d.paragraphs(d.g.Step(guide.StepRights).Lead)
	d.paragraph("%s The table in step %d says which, by whether the product is to fetch mail, send mail, or both.",
		strings.Join(d.g.Step(guide.StepUse).Lead, " "), d.numbers[guide.StepPermission])
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

// prove is the test that needs no wizard.
func (d *printout) prove() {
	d.paragraph("Prove it on any computer that has mailgrant and reaches the sign-in host and Microsoft Graph (port 443):")
	command := []string{
		"mailgrant check --guide " + d.g.ID + " \\",
		"    --client-id CLIENT-ID --tenant TENANT-ID \\",
	}
	if d.g.Redirected {
		command = append(command, "    --redirect-uri REDIRECT-URI --auth-endpoint AUTH-ENDPOINT \\")
	}
	if !d.g.Delegated() {
		command = append(command, "    --use incoming,outgoing --mailbox ADDRESS --wait 5m \\")
	}
	d.fence("sh", append(command, "    --expires YYYY-MM-DD --secret-stdin"))
	d.paragraph("Write your own values for the words in capitals; on Windows, all in one line without the `\\` at the ends. The command asks for the secret and does not show it; a script sends it to stdin or names a file with `--secret-file` instead. mailgrant asks Microsoft for one token, reads what it grants and drops it; it reads no mail and sends none.")
	if d.g.Delegated() {
		d.paragraph("This proves client ID, secret and tenant. What the app may do shows only once a person has signed in (step %d); `mailgrant setup` can test that beforehand.", d.numbers[guide.StepSignIn])
	} else {
		d.paragraph("Write only `incoming` or `outgoing` after `--use` where the product does no more. `ADDRESS` is a mailbox that it works with. `--must-refuse ADDRESS` proves a fence: that other mailbox must be out of reach. `--wait 5m` asks for new tokens while a consent or a new secret spreads.")
	}
	d.paragraph("You should see: no check fails, and the exit code is 0. Where one fails (exit code 1), the report says whose move it is and what to do. Exit code 3 means that it could not tell, mostly because of the network.")
}

func (d *printout) keep() {
	d.paragraph("Put the secret into your password manager or vault, or let mailgrant keep it. Write its end date and the app's name beside it; never send it by e-mail, chat or ticket.")
	d.paragraph("For mailgrant to keep it in the keyring of your computer, run `mailgrant`, choose IDs and a secret, and enter the values noted above. `mailgrant check NAME` then proves it again any day, and warns before the secret expires.")
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
}

// SignIn is what the product's Authorize button leads to.
func (d *printout) signIn(s guide.Step) {
	d.paragraph("The product signs in as a person, once Authorize is pressed in it (step %d).", d.numbers[guide.StepHandoff])
	d.numbered([]string{
		"Microsoft's page opens. Sign in as the owner of the mailbox the product will use.",
		"If the page asks to accept the app's permissions, read them and press Accept.",
		"The browser goes back to the product's redirect URI, and the product trades the code it brings for its tokens. It renews them by itself from then on.",
	})
	d.ifNot(s.IfNot)
	d.notes(s.Notes)
}
