package cli

import (
	"context"
	"slices"
	"strings"
	"sync"
	"time"

	"mailgrant/flow"
	"mailgrant/flow/entra/entratest"
	"mailgrant/flow/form"
	"mailgrant/flow/guide"
	"mailgrant/flow/value"
	"mailgrant/store"
	"mailgrant/ui/loopback"
	"mailgrant/ui/run"
)

// practise is a rig on the local Microsoft, with a keyring in memory that holds
// Contoso's cast. It touches no network, keyring or file of this computer.
func (w World) practise(ctx context.Context, o wiring) (*rig, error) {
	now := w.Now()
	server, err := entratest.Start(practiceTenant(now, o.own), entratest.Fabrikam(now), entratest.Woodgrove(now), entratest.Litware(now))
	if err != nil {
		return nil, err
	}
	server.SetClock(w.Now)
	client, err := w.client(o, server.Transport())
	if err != nil {
		server.Close()
		return nil, err
	}
	samples := cast(now, o.own)
	clip, catching := w.holder(), &loopback.Servers{}
	return &rig{
		wording: wording{run.Wording{Practice: true}},
		client:  client, limit: o.limit, page: server.Page, clip: clip, visits: catching,
		// The first screen needs the names alone, and filling a store takes as long as drawing it.
		openStore: sync.OnceValues(func() (*store.Store, error) { return practiceStore(ctx, samples) }),
		samples:   nameless(samples), names: namesOf(samples), stock: stockOf(samples),
		close: func() {
			catching.Close()
			clip.Clear(ctx)
			client.CloseIdle()
			server.Close()
		},
	}, nil
}

// cast are Contoso's apps with each of their secrets, the good one first. own is
// somebody's own guide, or nil.
func cast(now time.Time, own *guide.Guide) []flow.Sample {
	contoso := practiceTenant(now, own)
	var samples []flow.Sample
	for _, app := range contoso.Apps {
		for i, secret := range app.Secrets {
			s := flow.Sample{Label: app.Name, Story: app.Story, Cause: app.Expect(secret), SignIn: app.SignIn, Values: answersTo(contoso, app, secret, own)}
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

// namesOf are the names of the credentials that practice begins with, sorted.
func namesOf(samples []flow.Sample) []string {
	var names []string
	for _, s := range samples {
		names = append(names, s.Values.Name)
	}
	slices.Sort(names)
	return names
}

// nameless are samples to fill in: the names are those of saved credentials.
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

// practiceStore holds the cast as saved credentials.
func practiceStore(ctx context.Context, samples []flow.Sample) (*store.Store, error) {
	stock := make([]store.Seed, 0, len(samples))
	for i, c := range stockOf(samples) {
		stock = append(stock, store.Seed{Entry: run.EntryOf(c), Secret: samples[i].Values.Secret.Reveal()})
	}
	return store.Seeded(ctx, store.NewMemory(), stock...)
}

// stockOf is the cast as credentials.
func stockOf(samples []flow.Sample) []flow.Credential {
	var stock []flow.Credential
	for _, s := range samples {
		stock = append(stock, flow.CredentialOf(s.Values))
	}
	return stock
}
