// Package request writes the request to somebody who has the rights that the user
// lacks. It uses judged values only and holds no secret.
package request

import (
	"strings"

	"mailgrant/flow/form"
	"mailgrant/flow/guide"
	"mailgrant/flow/value"
)

// Markdown is that request, as Markdown: for the whole registration or, if the
// app is registered, for its consent. check is the command that tests the
// result; "" if the credential is not saved.
func Markdown(a form.Values, registered bool, check string) string {
	r := &request{a: a, g: a.Procedure(), check: check}
	if registered {
		r.clientID = a.UsableClientID()
	}
	r.opening()
	if r.clientID == "" {
		r.registration()
	}
	r.permissions()
	r.roles()
	r.consent()
	r.sendBack()
	r.success()
	return r.String()
}

// request is a request being written.
type request struct {
	strings.Builder
	a        form.Values
	g        guide.Guide
	check    string // the command that tests the result
	clientID string // "" if the app is not registered yet
}

func (r *request) line(texts ...string) { r.WriteString(strings.Join(texts, "") + "\n") }

func (r *request) heading(text string) { r.line("\n## ", text, "\n") }

func (r *request) opening() {
	a := r.a
	if r.clientID == "" {
		r.line("# Request: register an app for mail\n")
		r.line("Please register an app in Microsoft Entra for ", r.g.Product, ", so that it can ", a.Use.Words(), ".")
	} else {
		r.line("# Request: grant admin consent to an app for mail\n")
		r.line("The app for ", r.g.Product, " is registered. Please grant it admin consent, so that it can ", a.Use.Words(), ".")
	}
	r.about("")
}

// about names what the request is about.
func (r *request) about(mailbox string) {
	tenant := r.a.Domain
	switch {
	case !value.IsGUID(r.a.Tenant):
	case tenant == "":
		tenant = "tenant ID " + r.a.Tenant
	default:
		tenant += " (tenant ID " + r.a.Tenant + ")"
	}
	if tenant != "" {
		r.line("\nOrganization: ", tenant)
	}
	if r.clientID != "" {
		r.line("\nApplication (client) ID: `", r.clientID, "`")
	}
	if mailbox != "" {
		r.line("\nMailbox: `", mailbox, "`")
	}
}

func (r *request) registration() {
	redirect := form.Judge(r.a, guide.FieldRedirect)
	r.heading("What to register")
	r.line("Page: <", guide.BladeNewApp.Link(r.a.Cloud, ""), ">, or Entra ID > App registrations > New registration.\n")
	r.line("- Name: ", r.g.AppName)
	r.line("- Account type: Single tenant only (older portals: Accounts in this organizational directory only), unless other organizations are to use the app")
	switch {
	case r.g.Index(guide.StepRegister) < 0 || len(r.g.Step(guide.StepRegister).Fields) == 0:
		r.line("- Redirect URI: leave it empty")
	case redirect.Value != "" && len(redirect.Findings) == 0:
		r.line("- Redirect URI: platform Web, `", redirect.Value, "`")
	case r.g.Redirected:
		r.line("- Redirect URI: platform Web; I send it to you, since the product shows it")
	default:
		r.line("- Redirect URI: leave it empty; this grant does not use it")
	}
	r.line("- Client secret: Certificates & secrets > New client secret; copy its Value at once, since it is shown only once")
}

func (r *request) permissions() {
	r.heading("Permissions of Microsoft Graph")
	r.line("Page: <", guide.BladePermissions.Link(r.a.Cloud, r.clientID), ">, or the app's API permissions > Add a permission > Microsoft Graph.\n")
	r.line("| Permission | Type | ID | Why |\n|---|---|---|---|")
	for _, p := range r.g.Wanted(r.a.Use) {
		r.line("| ", p.Name, " | ", string(p.Kind), " | `", p.ID, "` | ", p.Why, " |")
	}
	if ask := r.g.Step(guide.StepPermission).Ask; ask != "" {
		r.line("\n", ask)
	}
}

func (r *request) roles() {
	r.heading("Who can do it")
	if r.clientID == "" {
		r.line("- ", r.g.Step(guide.StepRegister).Who)
	}
	r.line("- ", r.g.Step(guide.StepConsent).Who)
}

func (r *request) consent() {
	r.heading("Admin consent")
	r.line(r.g.Step(guide.StepConsent).Ask)
	if url := r.consentLink(); url != "" {
		r.line("\nOr open this address, sign in and press Accept:\n\n<", url, ">\n")
		r.line("The page you come back to may show an error. The consent counts all the same.")
	}
}

func (r *request) sendBack() {
	r.heading("What to send back")
	if r.clientID == "" {
		r.line("- Application (client) ID and Directory (tenant) ID, from the app's Overview page. They are no secrets.")
		r.secretBack("")
		return
	}
	r.line("- Only word that it is done. No secret is needed.")
}

// secretBack asks for a client secret, and says how it may travel.
func (r *request) secretBack(which string) {
	r.line("- The day the ", which, "client secret expires.")
	r.line("- The ", which, "client secret's Value (not the Secret ID). Never by e-mail, chat or ticket: use a shared vault or password manager, or hand it over in person.")
}

// proof says how the result is tested: with a command once the credential is saved.
func (r *request) proof(which string) {
	with := "mailgrant"
	if r.check != "" {
		with = "`" + r.check + "`"
	}
	r.line("I prove it with ", with, ", ", which)
}

func (r *request) success() {
	r.heading("What success looks like")
	r.line("Under API permissions each permission above shows a green tick and \"Granted for\" with your organization's name.")
	r.proof("which asks Microsoft for a token and reads what it grants.")
}

// consentLink is the admin consent page of the app; "" if it can't be known
// yet. Without a redirect URI of its own it leads to a plain final page.
func (r *request) consentLink() string {
	a := r.a
	id, endpoint := r.clientID, value.AdminConsentEndpoint(a.Cloud, a.Tenant)
	if id == "" || endpoint == "" || !value.IsGUID(a.Tenant) && !value.IsDomain(a.Tenant) {
		return ""
	}
	return endpoint + "?client_id=" + id
}
