package entratest

import (
	"net/http"
	"net/url"
	"slices"
	"strings"
	"time"

	"mailgrant/flow/value"
)

// portalPath starts the address of an app's page in the practice portal.
const portalPath = "/practice/portal/"

// appOf is the client ID in a portal link; "" if the link leads to no app.
// Blades are in the fragment, which no server sees.
func appOf(u *url.URL) string {
	if u == nil {
		return ""
	}
	_, id, _ := strings.Cut(u.Fragment, "/appId/")
	id, _, _ = strings.Cut(id, "/")
	if !value.IsGUID(id) {
		return ""
	}
	return id
}

// portal is the page of one app registration, on which its problems can be
// fixed. Changes apply to tokens issued from then on.
func (s *Server) portal(w http.ResponseWriter, r *http.Request, id string) {
	t, app, ok := s.registration(id)
	if !ok {
		show(w, http.StatusNotFound, "No such app", fill(`
<p id="error">There is no app registration with the client ID <code>%s</code> in this practice tenant.</p>
<p>Check the client ID: the portal lists it as Application (client) ID on the Overview page.</p>
<p><a href="%s">App registrations</a></p>`, id, appsPath))
		return
	}
	_ = r.ParseForm()
	shown := ""
	if act, ok := portalActs[r.PostFormValue("act")]; ok && r.Method == http.MethodPost {
		if act.fits(app) {
			app = act.do(app, s.time())
			s.replace(t, app)
			if r.PostFormValue("act") == "secret" {
				shown = app.Secrets[0].Value
			}
		}
	}
	show(w, http.StatusOK, app.Name, s.portalPage(t, app, shown))
}

// registration finds an app in any tenant, even a deleted one.
func (s *Server) registration(id string) (Tenant, App, bool) {
	for _, t := range s.Tenants() {
		for _, a := range t.Apps {
			if strings.EqualFold(a.ClientID, id) {
				a.Roles = s.rolesOf(a)
				return t, a, true
			}
		}
	}
	return Tenant{}, App{}, false
}

// replace replaces an app in its tenant. Requests in progress keep the old one.
func (s *Server) replace(t Tenant, app App) {
	tenants := slices.Clone(s.Tenants())
	for i := range tenants {
		if tenants[i].ID != t.ID {
			continue
		}
		tenants[i].Apps = slices.Clone(tenants[i].Apps)
		for j, a := range tenants[i].Apps {
			if a.ClientID == app.ClientID {
				tenants[i].Apps[j] = app
			}
		}
	}
	s.tenants.Store(&tenants)
}

// portalAct is something that an administrator can do with an app.
type portalAct struct {
	label string
	fits  func(App) bool
	do    func(App, time.Time) App
}

// portalActs are the buttons on the page, by the value they send.
var portalActs = map[string]portalAct{
	"secret": {"New client secret", func(App) bool { return true }, func(a App, now time.Time) App {
		name := a.Name + ", made " + now.UTC().Format(time.DateTime)
		a.Secrets = append([]Secret{lasting(name, now, 0, 180)}, a.Secrets...)
		return a
	}},
	"ask": {"Add the guide's permissions", func(a App) bool { return len(a.Asks) > 0 }, func(a App, _ time.Time) App {
		if a.Grant == AuthorizationCode {
			a.Delegated = a.Asks
		} else {
			a.Wants = a.Asks
		}
		a.Asks = nil
		return a
	}},
	"add": {"Add the permissions for mail", func(a App) bool {
		return !a.Registered && a.Grant != AuthorizationCode && len(lackedBy(a)) > 0 && len(a.Wants) == 0
	},
		func(a App, _ time.Time) App { a.Wants, a.Scopes = mailRoles, nil; return a }},
	"consent": {"Grant admin consent", func(a App) bool { return len(a.Wants) > 0 || a.NoServicePrincipal || a.Consent != UsersConsent },
		func(a App, _ time.Time) App {
			a.Roles = slices.Compact(slices.Sorted(slices.Values(slices.Concat(a.Roles, a.Wants))))
			a.Wants, a.NoServicePrincipal, a.RolesAfter, a.Consent = nil, false, 0, UsersConsent
			return a
		}},
	"trim": {"Remove what mail does not need", func(a App) bool { return len(beyondMail(a)) > 0 },
		func(a App, _ time.Time) App { a.Roles = slices.DeleteFunc(slices.Clone(a.Roles), notForMail); return a }},
	"enable": {"Enabled for users to sign-in: Yes", func(a App) bool { return a.Disabled },
		func(a App, _ time.Time) App { a.Disabled = false; return a }},
	"restore": {"Restore app registration", func(a App) bool { return a.Deleted },
		func(a App, _ time.Time) App { a.Deleted = false; return a }},
	"exclude": {"Exclude it from the Conditional Access policy", func(a App) bool { return a.Barrier == AccessPolicy || a.Barrier == TokenProtection },
		func(a App, _ time.Time) App { a.Barrier = ""; return a }},
	"principal": {"Create Service Principal", func(a App) bool { return a.NoServicePrincipal },
		func(a App, _ time.Time) App { a.NoServicePrincipal = false; return a }},
	"redirect": {"Add the product's redirect URI", func(a App) bool {
		return (len(a.Delegated) > 0 || a.Registered) && !slices.Contains(a.Redirects, ProductRedirect)
	},
		func(a App, _ time.Time) App {
			a.Redirects = append(slices.Clone(a.Redirects), ProductRedirect)
			return a
		}},
	"localhost": {"Add http://localhost", func(a App) bool { return len(a.Redirects) > 0 && !slices.Contains(a.Redirects, "http://localhost") },
		func(a App, _ time.Time) App {
			a.Redirects = append(slices.Clone(a.Redirects), "http://localhost")
			return a
		}},
}

func notForMail(role string) bool { return !slices.Contains(mailRoles, role) }

func beyondMail(a App) []string {
	return slices.DeleteFunc(slices.Clone(a.Roles), func(role string) bool { return !notForMail(role) })
}

func lackedBy(a App) []string {
	return slices.DeleteFunc(slices.Clone(mailRoles), func(role string) bool { return slices.Contains(a.Roles, role) })
}
