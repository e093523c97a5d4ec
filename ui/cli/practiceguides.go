package cli

import (
	"slices"
	"time"

	"mailgrant/flow/entra/entratest"
	"mailgrant/flow/guide"
)

// practiceTenant is Contoso, with an app that is right for each guide: one of its
// cast, or one that is made for it.
func practiceTenant(now time.Time, own *guide.Guide) entratest.Tenant {
	contoso := entratest.Contoso(now)
	var made []entratest.App
	for _, g := range guide.All() {
		if !slices.ContainsFunc(contoso.Apps, func(app entratest.App) bool {
			of, _ := guideFor(app, own)
			return of.ID == g.ID && app.Cause == "" && app.SignIn == ""
		}) {
			made = append(made, appFor(g))
		}
	}
	if own != nil {
		made = append(made, appFor(*own))
	}
	if made == nil {
		return contoso
	}
	return entratest.Contoso(now, made...)
}

// appFor is an app that is right for a guide.
func appFor(g guide.Guide) entratest.App {
	app := entratest.App{
		Key: g.ID, Name: g.AppName, Story: "Right for {product}: its permissions are granted.", Grant: grantOf(g),
		Redirects: []string{entratest.ProductRedirect, "http://localhost"},
	}
	if g.Delegated() {
		app.Delegated = namesOfPermissions(g)
	} else {
		app.Roles = namesOfPermissions(g)
	}
	return app
}

// guideFor is the guide that an app is registered for: the one that was made for
// it or asks for just its permissions, else the first with its grant. mine is that
// guide where it is somebody's own.
func guideFor(app entratest.App, own *guide.Guide) (g guide.Guide, mine *guide.Guide) {
	if own != nil && app.Key == own.ID {
		return *own, own
	}
	guides := slices.DeleteFunc(guide.All(), func(g guide.Guide) bool { return grantOf(g) != app.Grant })
	asked := slices.Concat(app.Roles, app.Delegated)
	i := slices.IndexFunc(guides, func(g guide.Guide) bool { return g.ID == app.Key || sameNames(asked, namesOfPermissions(g)) })
	return guides[max(i, 0)], nil
}

func grantOf(g guide.Guide) entratest.Grant {
	switch g.Grant {
	case guide.AuthorizationCode:
		return entratest.AuthorizationCode
	case guide.AdminConsent:
		return entratest.AdminConsent
	case guide.ClientCredentials:
	}
	return entratest.ClientCredentials
}

func namesOfPermissions(g guide.Guide) []string {
	var names []string
	for _, p := range g.Permissions {
		names = append(names, p.Name)
	}
	return names
}

func sameNames(a, b []string) bool {
	a, b = slices.Sorted(slices.Values(a)), slices.Sorted(slices.Values(b))
	return slices.Equal(a, b)
}
