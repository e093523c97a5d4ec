package cli

import (
	"context"
	"io"
	"time"

	"mailgrant/flow"
	"mailgrant/flow/entra"
	"mailgrant/flow/explain"
	"mailgrant/store"
	"mailgrant/ui/loopback"
)

// requestLimit bounds one request to Microsoft, Retry-After included, where a
// person waits for it.
const requestLimit = 30 * time.Second

// hands carry out flow's effects, each within its own time limit.
type hands struct {
	client   *entra.Client
	safe     func() (*store.Safe, error)
	limit    time.Duration           // of a keyring call
	page     func(url string) string // what the browser is sent to
	clip     *holder
	visits   *loopback.Servers
	stream   io.Writer       // the terminal, where escape sequences may be written to it; else nil
	quick    bool            // practice without a person: waits that only let time pass are cut short
	practice bool            // writes no file
	root     context.Context // the program's own

	patience time.Duration // of one request, Retry-After included
	changes  *changes
	known    known // what this session took up, or tried to save
}

// wording is how the run speaks of commands.
func (h *hands) wording() wording { return wording{h.practice} }

// do is a flow.Doer.
func (h *hands) do(ctx context.Context, e flow.Effect) flow.Event {
	switch e := e.(type) {
	case flow.LookUpTenant:
		ctx, cancel := context.WithTimeout(ctx, h.patience)
		defer cancel()
		return flow.TenantSeen{Attempt: e.Attempt, Cloud: e.Cloud, Discovery: h.client.Discover(ctx, e.Host, e.Tenant)}
	case flow.FetchToken:
		return h.fetch(ctx, e)
	case flow.ProbeKeyring:
		return flow.KeyringSeen{Attempt: e.Attempt, Problem: h.probe(ctx)}
	case flow.SaveCredential:
		return h.save(ctx, e)
	case flow.OpenSaved:
		return h.openSaved(ctx, e)
	case flow.StartBrowserFlow:
		return h.beginVisit(ctx, e)
	case flow.AwaitRedirect:
		return h.awaitVisit(ctx, e)
	case flow.RedeemCode:
		return h.redeem(ctx, e)
	case flow.Explain:
		return flow.Explained{Attempt: e.Attempt, Explanation: explain.Explain(e.Text)}
	case flow.WriteReport:
		return flow.Told{Says: h.writeReport(e.Report)}
	case flow.WriteFile:
		return flow.Told{Says: h.writeFile(e)}
	case flow.OpenURL:
		return flow.Told{Says: browse(ctx, h.page(e.URL))}
	case flow.CopyText:
		return flow.Told{Says: h.copyText(ctx, e)}
	case flow.CopySecret:
		says, _ := h.clip.holdSecret(ctx, e.Secret)
		return flow.Told{Says: says}
	}
	return flow.Told{}
}

func (h *hands) fetch(ctx context.Context, e flow.FetchToken) flow.Event {
	after := e.After
	if h.quick {
		after /= 50
	}
	pause(ctx, after)
	ctx, cancel := context.WithTimeout(ctx, h.patience)
	defer cancel()
	return flow.TokenSeen{Attempt: e.Attempt, Grant: h.client.Token(ctx, entra.TokenRequest{
		Endpoint: e.Endpoint, ClientID: e.ClientID, Secret: e.Secret, Scope: e.Scope, Probes: e.Probes,
	})}
}

// pause lets d pass, or less where ctx ends.
func pause(ctx context.Context, d time.Duration) {
	if d <= 0 {
		return
	}
	t := time.NewTimer(d)
	defer t.Stop()
	select {
	case <-t.C:
	case <-ctx.Done():
	}
}
