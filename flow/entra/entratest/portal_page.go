package entratest

import (
	"maps"
	"slices"
	"strings"
	"time"
)

// portalPage shows an app on one page, like the portal's blades do. It shows a
// secret's value once, right after the secret was created.
func (s *Server) portalPage(t Tenant, app App, made string) markup {
	return fill(`
<p class="quiet">App registration of %s</p>%s
<dl>
<dt>Display name</dt><dd>%s</dd>
<dt>Application (client) ID</dt><dd id="client-id">%s</dd>
<dt>Directory (tenant) ID</dt><dd>%s</dd>
</dl>
<h2>Certificates &amp; secrets</h2>%s%s
<h2>API permissions</h2>%s
<h2>Authentication</h2>%s
<form method="post"><div class="buttons">%s
</div></form>`, t.Name, state(app), app.Name, app.ClientID, t.ID, fresh(made), secrets(app, made, s.time()), permissions(app), redirects(app), buttons(app))
}

// state is the most important fact about an app, at the top of its page.
func state(app App) markup {
	switch {
	case app.Deleted:
		return `
<p id="state"><strong>Deleted.</strong> It is kept under Deleted applications for 30 days.</p>`
	case app.Disabled:
		return `
<p id="state"><strong>Enabled for users to sign-in: No.</strong></p>`
	case app.NoServicePrincipal:
		return `
<p id="state"><strong>Managed application in local directory:</strong> none. Create Service Principal makes it.</p>`
	case app.Barrier == TenantRestrictions:
		return `
<p id="state"><strong>Nothing is wrong here.</strong> The network adds tenant restrictions to each request, and they leave this tenant out.</p>`
	case app.Barrier != "":
		return `
<p id="state"><strong>A Conditional Access policy applies to it.</strong></p>`
	}
	return ""
}

func fresh(made string) markup {
	if made == "" {
		return ""
	}
	return fill(`
<p><label for="value">Value: copy it now, it is not shown again</label>
<textarea id="value" rows="2" readonly spellcheck="false">%s</textarea></p>`, made)
}

func secrets(app App, made string, now time.Time) markup {
	var lines strings.Builder
	for _, secret := range app.Secrets {
		ends := secret.Ends.UTC().Format(time.DateOnly)
		if now.After(secret.Ends) {
			ends = "expired " + secret.Ends.UTC().Format(time.DateOnly)
		}
		value := secret.Value[:3] + strings.Repeat("*", 12)
		if secret.Value == made {
			value = made
		}
		lines.WriteString(string(fill(`
<tr><td>%s<td>%s<td><code>%s</code><td><code>%s</code></tr>`, secret.Note, ends, value, secret.KeyID)))
	}
	if lines.Len() == 0 {
		return `
<p class="quiet" id="secrets">No client secret yet.</p>`
	}
	return `
<table id="secrets"><tr><th>Description<th>Expires<th>Value<th>Secret ID</tr>` + markup(lines.String()) + `
</table>`
}

func permissions(app App) markup {
	if len(app.Roles)+len(app.Wants)+len(app.Scopes)+len(app.Delegated) == 0 {
		return each(`
<p class="quiet">None yet. The guide asks for %s.</p>`, []string{strings.Join(app.Asks, ", ")})
	}
	return `
<ul id="permissions">` + granted(app.Roles, "Application", "Granted") + granted(app.Wants, "Application", "Not granted") +
		granted(app.Scopes, "Delegated", "Granted") + granted(app.Delegated, "Delegated", "see the sign-in") + `
</ul>`
}

func granted(names []string, kind, status string) markup {
	var lines strings.Builder
	for _, name := range slices.Sorted(slices.Values(names)) {
		lines.WriteString(string(fill(`
<li>%s<small>%s, %s</small></li>`, name, kind, status)))
	}
	return markup(lines.String())
}

func redirects(app App) markup {
	if len(app.Redirects) == 0 {
		return `
<p class="quiet">No redirect URI.</p>`
	}
	return `
<ul id="redirects">` + each(`
<li>%s<small>Web</small></li>`, app.Redirects) + `
</ul>`
}

// buttons are the actions available for the app in its current state.
func buttons(app App) markup {
	var list strings.Builder
	for _, name := range slices.Sorted(maps.Keys(portalActs)) {
		if act := portalActs[name]; act.fits(app) {
			list.WriteString(string(fill(`
<button id="%s" name="act" value="%s">%s</button>`, name, name, act.label)))
		}
	}
	return markup(list.String())
}
