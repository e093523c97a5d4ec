package wizard

import (
	"context"
	"net/url"
	"testing"
	"time"

	"mailgrant/flow"
	"mailgrant/flow/check"
	"mailgrant/flow/explain"
	"mailgrant/flow/finding"
	"mailgrant/flow/value"
	"mailgrant/flow/wire"
)

const (
	tenantID = "11112222-bbbb-3333-cccc-4444dddd5555"
	clientID = "00001111-aaaa-2222-bbbb-3333cccc4444"
	canary   = "aB3" + "8Q~" + "canarycanarycanarycanarycanary.-_1"
	redirect = "https://jira.contoso.com/oauth2/callback"
	here     = "http://localhost:8400/"
)

var today = time.Date(2026, 11, 21, 9, 0, 0, 0, time.UTC)

// world answers effects like the world outside the program, and records them.
type world struct {
	grant       wire.Grant
	tenant      wire.Discovery
	keyring     *finding.Finding
	session     wire.SignInResult
	comesBack   url.Values // what the redirect carries besides the state
	unlistened  *finding.Finding
	explanation explain.Explanation
	results     map[string]check.Verification // of a test of all; those that are not here pass
	silent      func(flow.Effect) bool        // does not answer on its own
	effects     []flow.Effect
	ctx         context.Context // of the latest call
}

func goodWorld() *world {
	reply := wire.Reply{Host: "login.microsoftonline.com", At: today, Dated: true}
	reply.Evidence.HTTPStatus = 200
	w := &world{
		tenant: wire.Discovery{Reply: reply, TenantID: tenantID, Cloud: value.Global},
		grant: wire.Grant{Reply: reply, Got: true, TenantID: tenantID, AppID: clientID, ObjectID: "x",
			Audience: "https://graph.microsoft.com", IDType: "app", ExpiresIn: time.Hour,
			Roles: []string{"User.Read.All", "Mail.ReadWrite", "Mail.Send"}},
	}
	w.session = wire.SignInResult{
		Grant: w.grant, Refresh: reply, Refreshed: true,
		Identity: wire.Identity{Verified: true, User: "support@contoso.com", Name: "Support", TenantID: tenantID},
	}
	w.session.IDType, w.session.Roles = "user", nil
	w.session.Scopes = []string{"Mail.ReadWrite", "Mail.ReadWrite.Shared", "Mail.Send", "Mail.Send.Shared", "User.Read", "openid"}
	return w
}

func refused(status int, code int, text string) wire.Grant {
	g := wire.Grant{Reply: wire.Reply{Host: "login.microsoftonline.com", Error: "invalid_client", Codes: []int{code}, At: today, Dated: true}}
	g.Evidence = finding.Evidence{HTTPStatus: status, ServerText: text,
		TraceID: "0a0b0c0d-0000-0000-0000-000000000000", Timestamp: "2026-11-21 09:00:00Z"}
	return g
}

func (w *world) do(ctx context.Context, e flow.Effect) flow.Event {
	if _, waits := e.(flow.Call); waits {
		w.ctx = ctx
	}
	w.effects = append(w.effects, e)
	if w.silent != nil && w.silent(e) {
		return nil
	}
	switch e := e.(type) {
	case flow.LookUpTenant:
		return flow.TenantSeen{Attempt: e.Attempt, Cloud: e.Cloud, Discovery: w.tenant}
	case flow.FetchToken:
		return flow.TokenSeen{Attempt: e.Attempt, Grant: w.granted(e.Probes)}
	case flow.ProbeKeyring:
		return flow.KeyringSeen{Attempt: e.Attempt, Problem: w.keyring}
	case flow.SaveCredential:
		return flow.SaveSeen{Attempt: e.Attempt, Problem: w.keyring}
	case flow.OpenSaved:
		return w.open(e)
	case flow.TestCredential:
		return w.test(e)
	case flow.RemoveCredential:
		return flow.SavedRemoved{Attempt: e.Attempt, Problem: w.keyring}
	case flow.NoteCheck:
		return flow.Told{}
	case flow.StartBrowserFlow:
		return flow.BrowserFlowStarted{Attempt: e.Attempt, Flow: startedFlow(e), Problem: w.unlistened}
	case flow.AwaitRedirect:
		return flow.RedirectCaught{Attempt: e.Attempt, Answer: value.NewSecret(here + "?" + w.comesBack.Encode())}
	case flow.RedeemCode:
		s := w.session
		s.Probed = reachedAll(e.Probes)
		return flow.SignedIn{Attempt: e.Attempt, Result: s}
	case flow.Explain:
		return flow.Explained{Attempt: e.Attempt, Explanation: w.explanation}
	case flow.OpenURL:
		return flow.Told{Says: "Opened in your browser."}
	case flow.CopyText:
		return flow.Told{Says: "Copied: " + e.Label + "."}
	case flow.CopySecret:
		return flow.Told{Says: "Copied. The clipboard is cleared in 45 seconds."}
	case flow.WriteFile:
		return flow.Told{Says: "Wrote " + e.Name + "."}
	case flow.WriteReport:
		return flow.Told{Says: "Wrote the report."}
	}
	return nil
}

func (w *world) granted(probes []wire.Probe) wire.Grant {
	g := w.grant
	if g.Got {
		g.Probed = reachedAll(probes)
	}
	if len(g.Roles) == 0 {
		for i := range g.Probed {
			g.Probed[i].Reached = false
			g.Probed[i].Error, g.Probed[i].Evidence.HTTPStatus = "ErrorAccessDenied", 403
		}
	}
	return g
}

// reachedAll are results of probes that all succeeded.
func reachedAll(probes []wire.Probe) []wire.ProbeResult {
	var seen []wire.ProbeResult
	for _, l := range probes {
		seen = append(seen, wire.ProbeResult{Probe: l, Reached: true, Reply: wire.Reply{Evidence: finding.Evidence{HTTPStatus: 200}}})
	}
	return seen
}

func (w *world) open(e flow.OpenSaved) flow.Event {
	if w.keyring != nil {
		return flow.SavedOpened{Attempt: e.Attempt, Problem: w.keyring}
	}
	return flow.SavedOpened{Attempt: e.Attempt, Secret: value.NewSecret(canary)}
}

// test is the result of a credential in a test of all.
func (w *world) test(e flow.TestCredential) flow.Event {
	v, ok := w.results[e.Name]
	if !ok {
		v.Verdict = string(finding.Pass)
	}
	v.At = today
	return flow.SavedTested{Attempt: e.Attempt, Name: e.Name, Verification: v}
}

// startedFlow is the browser flow that an effect starts.
func startedFlow(e flow.StartBrowserFlow) wire.BrowserFlow {
	v := wire.BrowserFlow{Redirect: e.Redirect, State: "st4te"}
	v.URL = e.URL + "&state=" + v.State
	if e.Loopback {
		v.Redirect = here
		v.URL += "&redirect_uri=" + url.QueryEscape(here)
	}
	return v
}

// last is the latest effect of a kind.
func last[E flow.Effect](t testing.TB, w *world) E {
	t.Helper()
	for i := len(w.effects) - 1; i >= 0; i-- {
		if e, ok := w.effects[i].(E); ok {
			return e
		}
	}
	var none E
	t.Fatalf("there was no %T", none)
	return none
}

// count is how many effects of a kind were asked for.
func count[E flow.Effect](w *world) int {
	n := 0
	for _, e := range w.effects {
		if _, ok := e.(E); ok {
			n++
		}
	}
	return n
}
