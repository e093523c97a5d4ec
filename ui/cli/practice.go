package cli

import (
	"context"
	"sync"

	"mailgrant/flow/entra/entratest"
	"mailgrant/store"
	"mailgrant/ui/loopback"
	"mailgrant/ui/run"
)

// practise is a rig on the local Microsoft, with a keyring in memory that holds
// Contoso's apps. It uses no network, keyring or file of this computer.
func (w World) practise(ctx context.Context, o wiring) (*rig, error) {
	now := w.Now()
	server, err := entratest.Start(run.PracticeTenant(now, o.own), run.SecondTenant(now, o.own), entratest.Fabrikam(now), entratest.Woodgrove(now), entratest.Litware(now))
	if err != nil {
		return nil, err
	}
	server.SetClock(w.Now)
	server.Offer(run.PracticeOffers(o.own)...)
	client, err := w.client(o, server.Transport())
	if err != nil {
		server.Close()
		return nil, err
	}
	samples := run.PracticeSamples(now, o.own)
	clip, catching := w.holder(), &loopback.Servers{}
	return &rig{
		wording: wording{run.Wording{Practice: true}},
		client:  client, limit: o.limit, page: server.Page, clip: clip, visits: catching,
		// The first screen needs only the names, and filling a store takes as
		// long as drawing it.
		openStore: sync.OnceValues(func() (*store.Store, error) { return run.PracticeStore(ctx, samples) }),
		samples:   run.FillingSamples(now, o.own), names: run.NamesOf(samples), stock: run.StockOf(samples),
		close: func() {
			catching.Close()
			clip.Clear(ctx)
			client.CloseIdle()
			server.Close()
		},
	}, nil
}
