package run

import (
	"context"
	"slices"
	"strings"
	"time"

	"mailgrant/flow"
	"mailgrant/flow/entra/entratest"
	"mailgrant/flow/form"
	"mailgrant/flow/guide"
	"mailgrant/flow/value"
	"mailgrant/store"
)

// PracticeSamples are Contoso's apps with each of their secrets, the good one
// first. own is the user's own guide, or nil.
func PracticeSamples(now time.Time, own *guide.Guide) []flow.Sample {
	return samplesOf(PracticeTenant(now, own), own)
}

// FillingSamples are all samples that a session can fill in: also those of the second
// tenant. They have no names, which belong to saved credentials.
func FillingSamples(now time.Time, own *guide.Guide) []flow.Sample {
	second := samplesOf(SecondTenant(now, own), own)
	for i := range second {
		second[i].Label = "Northwind: " + second[i].Label
	}
	return nameless(slices.Concat(PracticeSamples(now, own), second))
}

func samplesOf(t entratest.Tenant, own *guide.Guide) []flow.Sample {
	var samples []flow.Sample
	for _, app := range t.Apps {
		for i, secret := range app.Secrets {
			s := flow.Sample{Label: app.Name, Story: app.Story, Cause: app.Expect(secret), SignIn: app.SignIn, Values: answersTo(t, app, secret, own)}
			s.Story = strings.ReplaceAll(s.Story, "{product}", s.Values.Procedure().Product)
			if i > 0 {
				s.Label, s.Story = app.Name+", old secret", "Its old secret has expired."
				s.Values.Name = app.Key + "-old-secret"
			}
			samples = append(samples, s)
		}
	}
	return samples
}

// NamesOf are the names of the credentials that practice begins with, sorted.
func NamesOf(samples []flow.Sample) []string {
	var names []string
	for _, s := range samples {
		names = append(names, s.Values.Name)
	}
	slices.Sort(names)
	return names
}

func nameless(samples []flow.Sample) []flow.Sample {
	samples = slices.Clone(samples)
	for i := range samples {
		samples[i].Values.Name = ""
	}
	return samples
}

func answersTo(t entratest.Tenant, app entratest.App, secret entratest.Secret, own *guide.Guide) form.Values {
	guide, mine := guideFor(app, own)
	return form.Values{
		Registration: form.Registration{
			Guide:  guide.ID,
			Tenant: t.ID, Domain: t.Domains[0], TokenEndpoint: value.TokenEndpoint(t.Cloud, t.ID),
			AuthEndpoint: guide.AuthEndpoint(t.Cloud, t.ID),
			ClientID:     app.ClientID, Expires: secret.Ends.UTC().Format(time.DateOnly),
			Redirect:  entratest.ProductRedirect,
			Mailboxes: []string{t.Mailboxes[0].Address}, Name: app.Key,
		},
		Own: mine, Use: value.Both, Organization: t.Mailboxes[0].Address,
		Cloud:   t.Cloud,
		Secret:  value.NewSecret(secret.Value),
		Mailbox: t.Mailboxes[0].Address,
	}
}

// PracticeStore holds the samples as saved credentials.
func PracticeStore(ctx context.Context, samples []flow.Sample) (*store.Store, error) {
	stock := make([]store.Seed, 0, len(samples))
	for i, c := range StockOf(samples) {
		stock = append(stock, store.Seed{Entry: EntryOf(c), Secret: samples[i].Values.Secret.Reveal()})
	}
	return store.Seeded(ctx, store.NewMemory(), stock...)
}

// StockOf are the samples as credentials.
func StockOf(samples []flow.Sample) []flow.Credential {
	var stock []flow.Credential
	for _, s := range samples {
		c := flow.CredentialOf(s.Values)
		c.Sample = true
		stock = append(stock, c)
	}
	return stock
}

// PracticeTenant is Contoso, with a suitable app for each guide: one of its
// own, or one made for the guide.
func PracticeTenant(now time.Time, own *guide.Guide) entratest.Tenant {
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

// SecondTenant is another organization that practice knows, with a suitable app for
// each guide.
func SecondTenant(now time.Time, own *guide.Guide) entratest.Tenant {
	return entratest.Northwind(now, PracticeOffers(own)...)
}

// PracticeOffers are the apps that can be registered by hand in practice: one for
// each guide.
func PracticeOffers(own *guide.Guide) []entratest.App {
	var offers []entratest.App
	for _, g := range guide.All() {
		offers = append(offers, appFor(g))
	}
	if own != nil {
		offers = append([]entratest.App{appFor(*own)}, offers...)
	}
	return offers
}

// appFor is a suitable app for a guide.
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

// guideFor is the guide for which an app is registered: the one that it was
// made for, or that asks for exactly its permissions, else the first with its
// grant. mine is that guide if it is the user's own, else nil.
func guideFor(app entratest.App, own *guide.Guide) (g guide.Guide, mine *guide.Guide) {
	if own != nil && app.Key == own.ID {
		return *own, own
	}
	return guideAmong(guide.All(), app), nil
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

// guideAmong is the guide that an app was made for; else one of its grant that asks
// for the same permissions, or the first of its grant.
func guideAmong(guides []guide.Guide, app entratest.App) guide.Guide {
	guides = slices.DeleteFunc(slices.Clone(guides), func(g guide.Guide) bool { return grantOf(g) != app.Grant })
	asked := slices.Concat(app.Roles, app.Delegated)
	i := slices.IndexFunc(guides, func(g guide.Guide) bool { return g.ID == app.Key })
	if i < 0 {
		i = slices.IndexFunc(guides, func(g guide.Guide) bool { return sameNames(asked, namesOfPermissions(g)) })
	}
	return guides[max(i, 0)]
}

func sameNames(a, b []string) bool {
	a, b = slices.Sorted(slices.Values(a)), slices.Sorted(slices.Values(b))
	return slices.Equal(a, b)
}
