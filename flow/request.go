package flow

import "strings"

// RequestOf is the request, as Markdown, for whoever may do what the person
// can't: the whole registration, or, where the app is registered, its consent.
// It is made of judged values only and holds no secret.
func RequestOf(s State) string {
	r := &request{s: s, g: s.Guide(), clientID: s.Answers.clientID()}
	if s.At == StepRequest { // for whoever is to register the app
		r.clientID = ""
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

// request is one being written.
type request struct {
	strings.Builder
	s        State
	g        Guide
	clientID string // "" where the app is still to be registered
}

func (r *request) line(texts ...string) { r.WriteString(strings.Join(texts, "") + "\n") }

func (r *request) heading(text string) { r.line("\n## ", text, "\n") }

func (r *request) opening() {
	a := r.s.Answers
	tenant := a.Domain
	if IsGUID(a.Tenant) {
		tenant = strings.TrimSpace(tenant + " (tenant ID " + a.Tenant + ")")
	}
	if r.clientID == "" {
		r.line("# Request: register an app for mail\n")
		r.line("Please register an app in Microsoft Entra for ", r.g.Product, ", so that it can ", a.Use.Words(), ".")
	} else {
		r.line("# Request: grant admin consent to an app for mail\n")
		r.line("The app for ", r.g.Product, " is registered. Please grant it admin consent, so that it can ", a.Use.Words(), ".")
	}
	if tenant != "" {
		r.line("\nOrganization: ", tenant)
	}
	if r.clientID != "" {
		r.line("\nApplication (client) ID: `", r.clientID, "`")
	}
}

func (r *request) registration() {
	redirect := Judge(r.s.Answers, FieldRedirect)
	r.heading("What to register")
	r.line("Page: <", BladeNewApp.Link(r.s.Answers.Cloud, ""), ">, or Entra ID > App registrations > New registration.\n")
	r.line("- Name: ", r.g.AppName)
	r.line("- Account type: Single tenant only (older portals: Accounts in this organizational directory only)")
	switch {
	case r.g.index(StepRegister) < 0 || len(r.g.Step(StepRegister).Fields) == 0:
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
	r.line("Page: <", BladePermissions.Link(r.s.Answers.Cloud, r.clientID), ">, or the app's API permissions > Add a permission > Microsoft Graph.\n")
	r.line("| Permission | Type | ID | Why |\n|---|---|---|---|")
	for _, p := range r.g.Wanted(r.s.Answers.Use) {
		r.line("| ", p.Name, " | ", string(p.Kind), " | `", p.ID, "` | ", p.Why, " |")
	}
	if !r.g.Delegated() {
		r.line("\nAn application permission opens every mailbox of the tenant. An Exchange administrator can fence it with RBAC for Applications; then leave the Mail permissions out here and say so.")
	}
}

func (r *request) roles() {
	r.heading("Who can do it")
	if r.clientID == "" {
		r.line("- Registering: Application Developer, Cloud Application Administrator or Application Administrator; in many tenants every member.")
	}
	if r.g.Delegated() {
		r.line("- Granting admin consent: Cloud Application Administrator, Application Administrator, Privileged Role Administrator or Global Administrator. Microsoft's default since late 2025 lets users not consent to mail permissions themselves.")
		return
	}
	r.line("- Granting admin consent: Privileged Role Administrator or Global Administrator. Application Administrator is not enough for these permissions.")
}

func (r *request) consent() {
	r.heading("Admin consent")
	r.line("In the app's API permissions press \"Grant admin consent for\" with your organization's name, and answer Yes.")
	if url := r.s.consentLink(); url != "" {
		r.line("\nOr open this address, sign in and press Accept:\n\n<", url, ">\n")
		r.line("The page you come back to may show an error. The consent counts all the same.")
	}
}

func (r *request) sendBack() {
	r.heading("What to send back")
	if r.clientID == "" {
		r.line("- Application (client) ID and Directory (tenant) ID, from the app's Overview page. They are no secrets.")
		r.line("- The day the client secret expires.")
		r.line("- The client secret's Value (not the Secret ID). Never by e-mail, chat or ticket: use a shared vault or password manager, or hand it over in person.")
		return
	}
	r.line("- Only word that it is done. No secret is needed.")
}

func (r *request) success() {
	r.heading("What success looks like")
	r.line("Under API permissions each permission above shows a green tick and \"Granted for\" with your organization's name.")
	if r.clientID != "" {
		r.line("I prove it with `", r.s.Command("check "+r.s.nameOr("NAME")), "`, which asks Microsoft for a token and reads what it grants.")
		return
	}
	r.line("I prove it with mailgrant, which asks Microsoft for a token and reads what it grants.")
}

// consentLink is the admin consent page of the app, "" where it can't be known
// yet. Without a redirect URI of its own it leads to a plain ending page.
func (s State) consentLink() string {
	a := s.Answers
	id, endpoint := a.clientID(), AdminConsentEndpoint(a.Cloud, a.Tenant)
	if id == "" || endpoint == "" || !IsGUID(a.Tenant) && !IsDomain(a.Tenant) {
		return ""
	}
	return endpoint + "?client_id=" + id
}

// nameOr is the credential's name, where it has one that can be used.
func (s State) nameOr(otherwise string) string {
	if name := Judge(s.Answers, FieldName); len(name.Findings) == 0 {
		return name.Value
	}
	return otherwise
}

// askOthers hands the request out.
func (s State) askOthers(file bool) (State, []Effect) {
	if s.Guide().ID == "" {
		return s, nil
	}
	if file {
		return s, []Effect{WriteFile{s.nameOr(s.suggestName()) + "-request.md", RequestOf(s)}}
	}
	return s, []Effect{CopyText{Label: "The request", Text: RequestOf(s)}}
}
