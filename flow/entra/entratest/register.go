package entratest

import (
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"strings"

	"mailgrant/flow/value"
)

// The addresses of the practice portal's pages that belong to no app.
const (
	appsPath = "/practice/apps"
	newPath  = "/practice/new"
)

// Offer sets what can be registered by hand. An app's Key is the guide that asks for
// it, and Roles or Delegated are the permissions to add.
func (s *Server) Offer(apps ...App) { s.offers = apps }

// pageOfPortal is the practice page for a portal page that belongs to no app; ""
// if there is none.
func (s *Server) pageOfPortal(u *url.URL) string {
	at := ""
	switch {
	case u == nil || len(s.offers) == 0 || !strings.Contains(u.Fragment, "Microsoft_AAD_RegisteredApps"):
		return ""
	case strings.Contains(u.Fragment, "CreateApplicationBlade"):
		at = newPath
	case strings.Contains(u.Fragment, "ApplicationsListBlade"):
		at = appsPath
	default:
		return ""
	}
	_, rest, _ := strings.Cut(u.Fragment, "/practice/") // practice adds it to its links
	guide, tenant, _ := strings.Cut(rest, "/")
	if tenant == "" {
		tenant = s.tenantOfPortal(u.Hostname()).ID
	}
	return s.URL() + at + "?" + url.Values{"guide": {guide}, "tenant": {tenant}}.Encode()
}

// tenantOfPortal is the first tenant whose cloud has this portal.
func (s *Server) tenantOfPortal(host string) Tenant {
	all := s.Tenants()
	i := slices.IndexFunc(all, func(t Tenant) bool { return t.Cloud.PortalHost() == host })
	return all[max(i, 0)]
}

// registering is the form for a new app registration. Pressing Register makes the app
// and shows its Overview.
func (s *Server) registering(w http.ResponseWriter, r *http.Request) {
	_ = r.ParseForm()
	t := s.tenantAsked(r)
	name := strings.TrimSpace(r.PostFormValue("name"))
	i := slices.IndexFunc(s.offers, func(a App) bool { return a.Key == r.FormValue("guide") })
	if r.Method != http.MethodPost || name == "" || len(name) > 120 || i < 0 {
		show(w, http.StatusOK, "Register an application", s.registerForm(t, r.FormValue("guide")))
		return
	}
	app, ok := s.register(t, s.offers[i], name, strings.TrimSpace(r.PostFormValue("redirect")))
	if !ok {
		show(w, http.StatusConflict, "Register an application", `
<p id="error">There are too many app registrations in this practice tenant.</p>`)
		return
	}
	http.Redirect(w, r, portalPath+app.ClientID, http.StatusSeeOther)
}

// tenantAsked is the tenant that a page of the portal is about.
func (s *Server) tenantAsked(r *http.Request) Tenant {
	if t, ok := s.tenant(r.FormValue("tenant")); ok {
		return t
	}
	return s.Tenants()[0]
}

func (s *Server) registerForm(t Tenant, guide string) markup {
	var guides strings.Builder
	name := s.offers[0].Name
	for _, a := range s.offers {
		chosen := markup("")
		if a.Key == guide {
			chosen, name = " selected", a.Name
		}
		guides.WriteString(string(fill(`
<option value="%s"%s>%s</option>`, a.Key, chosen, a.Key)))
	}
	return fill(`
<p class="quiet">Home &gt; %s &gt; App registrations</p>
<form method="post" action="%s">
<input type="hidden" name="tenant" value="%s">
<p><label for="name">Name</label> <input id="name" name="name" value="%s" maxlength="120" required></p>
<p><label for="types">Account types</label> <select id="types"><option>Single tenant only</option><option>Multiple Entra ID tenants</option></select></p>
<p><label for="redirect">Redirect URI, Web</label> <input id="redirect" name="redirect" placeholder="%s"></p>
<p><label for="guide">Only in practice: the guide you follow</label> <select id="guide" name="guide">%s
</select></p>
<div class="buttons"><button id="register" class="main">Register</button></div>
</form>`, t.Name, newPath, t.ID, name, ProductRedirect, markup(guides.String()))
}

// register adds an app as the portal makes it: without a secret, and without a
// permission until one is added.
func (s *Server) register(t Tenant, offer App, name, redirect string) (App, bool) {
	s.mu.Lock()
	defer s.mu.Unlock()
	const most = 200
	if len(t.Apps) >= most {
		return App{}, false
	}
	key := "registered-" + strconv.Itoa(len(t.Apps)) + " in " + t.ID
	app := App{
		Key: key, Name: name, Grant: offer.Grant, Registered: true,
		ClientID: guidFor("client ID of " + key), ObjectID: guidFor("service principal of " + key),
		Asks: slices.Concat(offer.Roles, offer.Delegated),
	}
	if value.URLLike(redirect) {
		app.Redirects = []string{redirect}
	}
	tenants := slices.Clone(s.Tenants())
	for i := range tenants {
		if tenants[i].ID == t.ID {
			tenants[i].Apps = append(slices.Clone(tenants[i].Apps), app)
		}
	}
	s.tenants.Store(&tenants)
	return app, true
}

// registrations are the apps of a tenant, with those that were registered by hand
// first.
func (s *Server) registrations(w http.ResponseWriter, r *http.Request) {
	_ = r.ParseForm()
	t := s.tenantAsked(r)
	var owned, others strings.Builder
	for _, a := range t.Apps {
		list := &others
		if a.Registered {
			list = &owned
		}
		list.WriteString(string(fill(`
<li><a href="%s">%s</a><small>%s</small></li>`, portalPath+a.ClientID, a.Name, a.ClientID)))
	}
	if owned.Len() == 0 {
		owned.WriteString(`
<li>None yet: press New registration.</li>`)
	}
	show(w, http.StatusOK, "App registrations", fill(`
<p class="quiet">Home &gt; %s</p>
<p><a id="new" href="%s">New registration</a></p>
<h2>Owned applications</h2>
<ul id="owned">%s
</ul>
<h2>All applications</h2>
<ul id="all">%s
</ul>`, t.Name, newPath+"?"+url.Values{"guide": {r.FormValue("guide")}, "tenant": {t.ID}}.Encode(), markup(owned.String()), markup(others.String())))
}
