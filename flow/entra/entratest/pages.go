package entratest

import (
	"cmp"
	"fmt"
	"net/http"
	"net/url"
	"slices"
	"strings"
)

// next is the address to which a page's form is sent: the page's own, with its
// query. It names no host, so it also works behind Page.
func next(r *http.Request) string {
	asked := url.Values{}
	for name, values := range r.Form {
		if name != "account" && name != "answer" {
			asked[name] = values
		}
	}
	return "?" + asked.Encode()
}

// accountPage asks who is signing in.
func accountPage(w http.ResponseWriter, r *http.Request, app App, people []person) {
	var list strings.Builder
	for _, p := range people {
		list.WriteString(string(fill(`
<button name="account" value="%s">%s<small>%s</small></button>`, p.Address, p.Address, strings.TrimSuffix(p.Name+", "+p.Role, ", "))))
	}
	show(w, http.StatusOK, "Pick an account", fill(`
<p>to continue to <strong>%s</strong></p>
<form class="accounts" id="accounts" method="post" action="%s">%s
</form>`, app.Name, next(r), markup(list.String())))
}

// consentForm is what a consent page asks for.
type consentForm struct {
	app          App
	who          person
	roles        []string // requested application permissions
	scopes       []string // requested delegated permissions
	organization string   // its administrator consents for everybody; "" if users consent for themselves
}

// consentPage lists the permissions that an app requests and asks for consent.
func consentPage(w http.ResponseWriter, r *http.Request, f consentForm) {
	title, whom := "Permissions requested", "If you accept, it gets access to what is yours, until you withdraw it."
	if f.organization != "" {
		title = "Permissions requested for your organization"
		whom = "If you accept, it gets access to these resources for all users of " + f.organization + ". Nobody else is asked."
	}
	show(w, http.StatusOK, title, fill(`
<p class="quiet" id="who">%s</p>
<p><strong>%s</strong> would like to:</p>
<ul id="permissions">%s%s
</ul>
<p>%s</p>
<form method="post" action="%s">
<input type="hidden" name="account" value="%s">
<div class="buttons">
<button id="cancel" name="answer" value="cancel">Cancel</button>
<button id="accept" name="answer" value="accept" class="main">Accept</button>
</div>
</form>`, f.who.Address, f.app.Name, wishes(f.roles, ofApplication, "application"), wishes(f.scopes, delegated, "delegated"),
		whom, next(r), f.who.Address))
}

// ofApplication are the descriptions of application permissions on a consent
// page.
var ofApplication = map[string]string{
	"Mail.ReadWrite": "Read, change and delete mail in all mailboxes",
	"Mail.Send":      "Send mail as any user",
	"User.Read.All":  "Read all users' full profiles",
}

// wishes are list items for permissions, each with its description.
func wishes(names []string, meaning map[string]string, kind string) markup {
	var lines strings.Builder
	for _, name := range slices.Sorted(slices.Values(names)) {
		lines.WriteString(string(fill(`
<li>%s<small>%s, %s permission</small></li>`, cmp.Or(meaning[name], name), name, kind)))
	}
	return markup(lines.String())
}

// approvalPage is a dead end for a user who may not consent: the app gets no
// answer until the user leaves the page by its button.
func (s *Server) approvalPage(w http.ResponseWriter, r *http.Request, app App, who person, wanted []string) {
	p := Refusal{http.StatusOK, "access_denied", 90094, "An administrator of the organization has to consent to this app."}
	if app.Consent == ConsentRequest {
		p.Code = 90095
	}
	asked := markup("")
	if app.Consent == ConsentRequest {
		asked = `
<p class="quiet" id="request">A request has been sent to your administrators. You are told when they have answered.</p>`
	}
	show(w, http.StatusOK, "Need admin approval", fill(`
<p class="quiet" id="who">%s</p>
<p><strong>%s</strong> needs permission that only an administrator can grant. Ask one to grant it before you use the app.</p>
<ul id="permissions">%s
</ul>%s
<form method="post" action="%s">
<input type="hidden" name="account" value="%s">
<div class="buttons"><button id="return" name="answer" value="cancel">Return to the application without granting consent</button></div>
</form>%s`, who.Address, app.Name, each(`
<li>%s</li>`, wanted), asked, next(r), who.Address, s.details(w, r, p)))
}

// errorPage shows an error that is not sent to the app.
func (s *Server) errorPage(w http.ResponseWriter, r *http.Request, p Refusal) {
	show(w, p.Status, "Sorry, but we're having trouble signing you in.", s.details(w, r, p))
}

// details are what a user can copy and send to somebody who can help.
func (s *Server) details(w http.ResponseWriter, r *http.Request, p Refusal) markup {
	on := s.stamp(w, r)
	return fill(`
<p id="error">%s</p>
<dl id="details">
<dt>Trace ID:</dt><dd>%s</dd>
<dt>Correlation ID:</dt><dd>%s</dd>
<dt>Timestamp:</dt><dd>%s</dd>
</dl>`, fmt.Sprintf("AADSTS%d: %s", p.Code, p.Text), on.trace, on.correlation, on.at)
}

// handBack makes the browser post the answer to the app. Entra's page uses a
// script for this; this one has a button.
func (s *Server) handBack(w http.ResponseWriter, r *http.Request, redirect string, answer url.Values) {
	if pretends(r, redirect) {
		s.leave(w, r, withQuery(redirect, answer))
		return
	}
	var fields strings.Builder
	for name := range answer {
		fields.WriteString(string(fill(`
<input type="hidden" name="%s" value="%s">`, name, answer.Get(name))))
	}
	show(w, http.StatusOK, "Signed in", fill(`
<form method="post" action="%s">%s
<div class="buttons"><button id="continue" class="main">Continue to the application</button></div>
</form>`, redirect, markup(fields.String())))
}
