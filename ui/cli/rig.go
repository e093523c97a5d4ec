package cli

import (
	"context"
	"net/http"
	"sync"
	"time"

	"mailgrant/flow"
	"mailgrant/flow/entra"
	"mailgrant/flow/guide"
	"mailgrant/store"
	"mailgrant/ui/loopback"
	"mailgrant/ui/run"
)

// wiring is what a command connects to.
type wiring struct {
	practice      bool
	proxy, caFile string
	limit         time.Duration // of a keyring call
	own           *guide.Guide  // a user's own guide, for which practice has an app
}

// rig is what commands work with: Microsoft, the keyring and the browser, or
// those of practice mode.
type rig struct {
	wording
	client    *entra.Client
	openStore func() (*store.Store, error)
	limit     time.Duration
	page      func(url string) string
	samples   []flow.Sample     // practice only
	names     []string          // of the credentials that practice begins with
	stock     []flow.Credential // those credentials
	clip      *run.Clipboard
	visits    *loopback.Servers
	close     func()
}

// connect makes a rig. Close it when done.
func (w World) connect(ctx context.Context, o wiring) (*rig, error) {
	if o.practice {
		return w.practise(ctx, o)
	}
	client, err := w.client(o, w.Transport)
	if err != nil {
		return nil, err
	}
	r := &rig{client: client, limit: o.limit, page: func(url string) string { return url }, clip: w.holder(), visits: &loopback.Servers{}}
	r.openStore = sync.OnceValues(func() (*store.Store, error) { return w.Store(o.limit) })
	r.close = func() {
		r.visits.Close()
		r.clip.Clear(ctx)
		client.CloseIdle()
	}
	return r, nil
}

// client sends through transport. Proxy and certificates are validated even if
// the transport needs neither.
func (w World) client(o wiring, transport http.RoundTripper) (*entra.Client, error) {
	client, err := entra.New(entra.Options{
		Proxy: o.proxy, CAFile: o.caFile, UserAgent: "mailgrant/" + Version, Transport: transport, Now: w.Now, Wait: w.Wait,
	})
	if err != nil {
		return nil, usage("", "%s", run.Sentence(err.Error()))
	}
	return client, nil
}

// hands is a runner with what the rig has.
func (r *rig) hands() *run.Runner {
	return &run.Runner{
		Client: r.client, OpenStore: r.openStore, Limit: r.limit, Page: r.page, Clip: r.clip, Quick: r.Practice, Practice: r.Practice,
		Patience: run.RequestLimit, Listeners: r.visits, Version: Version,
	}
}

// local maps an address to practice's own page; nil outside practice mode.
func (r *rig) local() func(string) string {
	if !r.Practice {
		return nil
	}
	return r.page
}

// entries are the saved credentials. If they can't be read there are none: the
// keyring step reports it before it matters.
func (r *rig) entries() []store.Entry {
	creds, err := r.openStore()
	if err != nil {
		return nil
	}
	entries, err := creds.List()
	if err != nil {
		return nil
	}
	return entries
}

// taken lists the names of the saved credentials.
func (r *rig) taken() []string {
	names := r.names
	if names == nil {
		for _, e := range r.entries() {
			if !e.Unfinished || e.Waiting != nil { // an unfinished save is finished under its name
				names = append(names, e.Name)
			}
		}
	}
	return names
}
