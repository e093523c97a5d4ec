package run

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

// RequestLimit is the time limit of one request to Microsoft, including
// Retry-After, while a user waits for it.
const RequestLimit = 30 * time.Second

// Runner carries out flow's effects, each within its own time limit.
type Runner struct {
	Client    *entra.Client
	OpenStore func() (*store.Store, error)
	Limit     time.Duration           // of a keyring call
	Page      func(url string) string // the address that the browser opens for a URL
	Clip      *Clipboard
	Listeners *loopback.Servers
	Stream    io.Writer // the terminal if escape sequences may be written to it; otherwise nil
	Quick     bool      // practice without a user: waits that only pass time are cut short
	Practice  bool      // writes no file
	Version   string
	Root      context.Context // the program's own

	Patience time.Duration // of one request, including Retry-After
	Changes  *Changes
	known    revisions // what this session opened or tried to save

	// TestAll tests saved credentials as the command check does, and passes each
	// result on as it comes. It ends with ctx, or when all are tested.
	TestAll func(ctx context.Context, names []string, came func(flow.SavedTested))
	rounds  rounds
}

// wording is how the run names commands.
func (h *Runner) wording() Wording { return Wording{h.Practice} }

// Do is a flow.Doer.
func (h *Runner) Do(ctx context.Context, e flow.Effect) flow.Event {
	switch e := e.(type) {
	case flow.LookUpTenant:
		ctx, cancel := context.WithTimeout(ctx, h.Patience)
		defer cancel()
		return flow.TenantSeen{Attempt: e.Attempt, Cloud: e.Cloud, Discovery: h.Client.Discover(ctx, e.Host, e.Tenant)}
	case flow.FetchToken:
		return h.fetch(ctx, e)
	case flow.ProbeKeyring:
		return flow.KeyringSeen{Attempt: e.Attempt, Problem: h.probe(ctx)}
	case flow.SaveCredential:
		return h.save(ctx, e)
	case flow.OpenSaved:
		return h.openSaved(ctx, e)
	case flow.RemoveCredential:
		return flow.SavedRemoved{Attempt: e.Attempt, Problem: h.remove(ctx, e.Name)}
	case flow.TestCredential:
		return h.testSaved(ctx, e)
	case flow.NoteCheck:
		return flow.Told{Says: h.noteCheck(ctx, e)}
	case flow.StartBrowserFlow:
		return h.startBrowserFlow(ctx, e)
	case flow.AwaitRedirect:
		return h.awaitRedirect(ctx, e)
	case flow.RedeemCode:
		return h.redeem(ctx, e)
	case flow.Explain:
		return flow.Explained{Attempt: e.Attempt, Explanation: explain.At(e.Text, time.Now())}
	case flow.WriteReport:
		return flow.Told{Says: h.writeReport(e.Report)}
	case flow.WriteFile:
		return flow.Told{Says: h.writeFile(e)}
	case flow.OpenURL:
		says, opened := browse(ctx, h.Page(e.URL))
		return flow.Told{Says: says, Failed: !opened}
	case flow.CopyText:
		return h.copyText(ctx, e)
	case flow.CopySecret:
		says, copied := h.Clip.HoldSecret(ctx, e.Secret)
		return flow.Told{Says: says, Failed: !copied}
	}
	return flow.Told{}
}

func (h *Runner) fetch(ctx context.Context, e flow.FetchToken) flow.Event {
	after := e.After
	if h.Quick {
		after /= 50
	}
	Pause(ctx, after)
	ctx, cancel := context.WithTimeout(ctx, h.Patience)
	defer cancel()
	return flow.TokenSeen{Attempt: e.Attempt, Grant: h.Client.Token(ctx, entra.TokenRequest{
		Endpoint: e.Endpoint, ClientID: e.ClientID, Secret: e.Secret, Scope: e.Scope, Probes: e.Probes,
	})}
}

// Pause waits for d, or until ctx ends.
func Pause(ctx context.Context, d time.Duration) {
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
