package plain

import (
	"context"
	"io"
	"strings"
	"sync"
	"time"

	"mailgrant/flow"
	"mailgrant/flow/check"
	"mailgrant/flow/explain"
	"mailgrant/flow/finding"
	"mailgrant/flow/form"
	"mailgrant/flow/value"
	"mailgrant/flow/wire"
)

const (
	tenantID = "5b1f9e2c-7d3a-4c58-9f10-2a6e8b4d7c31"
	clientID = "c3d8f0a1-64b2-4e7f-8a95-1f0e2d3c4b5a"
	endpoint = "https://login.microsoftonline.com/" + tenantID + "/oauth2/v2.0/token"
	good     = "cAn8Q~CanaryDoNotPrint.0123456789abcde_f"
	expired  = "exp8Q~CanaryDoNotPrint.0123456789abcde_f"
)

var today = time.Date(2026, 11, 21, 9, 30, 0, 0, time.UTC)

// scene is a dialog under test: a script of lines in place of a user, and a
// doer that answers like Contoso's tenant.
type scene struct {
	mu      sync.Mutex
	out     strings.Builder
	heard   chan struct{} // one per announced tenant check: the token comes after it
	in      io.Reader
	saved   []flow.SaveCredential
	effects []flow.Effect
	hang    bool // the tenant look-up does not end by itself
	pending int  // tokens that come without any permission at first
	kept    string
	keyring *finding.Finding // why a saved secret can't be read
	asked   chan struct{}
}

func newScene(script ...string) *scene {
	text := ""
	if len(script) > 0 {
		text = strings.Join(script, "\n") + "\n"
	}
	return &scene{in: strings.NewReader(text), heard: make(chan struct{}, 9), asked: make(chan struct{}, 9)}
}

func (s *scene) Write(b []byte) (int, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.out.Write(b)
	if strings.Contains(string(b), "ok: tenant") {
		s.heard <- struct{}{}
	}
	return len(b), nil
}

func (s *scene) text() string {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.out.String()
}

func (s *scene) secret(prompt string, read func() (string, error)) (value.Secret, error) {
	_, _ = io.WriteString(s, prompt+"\n")
	text, err := read()
	if err != nil || text == "" {
		return value.Secret{}, err
	}
	return value.NewSecret(text), nil
}

func (s *scene) do(ctx context.Context, e flow.Effect) flow.Event {
	s.mu.Lock()
	s.effects = append(s.effects, e)
	s.mu.Unlock()
	reply := wire.Reply{Host: "login.microsoftonline.com", At: today, Dated: true, Evidence: finding.Evidence{HTTPStatus: 200}}
	switch e := e.(type) {
	case flow.LookUpTenant:
		s.asked <- struct{}{}
		if s.hang {
			<-ctx.Done()
		}
		return flow.TenantSeen{Attempt: e.Attempt, Cloud: e.Cloud, Discovery: wire.Discovery{Reply: reply, TenantID: tenantID, Cloud: value.Global}}
	case flow.FetchToken:
		if e.After == 0 {
			select {
			case <-s.heard:
			case <-ctx.Done():
			}
		}
		g := grant(e, reply)
		if s.pending > 0 { // the consent is not visible yet
			s.pending--
			g.Roles = nil
			for i := range g.Probed {
				g.Probed[i].Reached = false
				g.Probed[i].Error, g.Probed[i].Evidence.HTTPStatus = "ErrorAccessDenied", 403
			}
		}
		return flow.TokenSeen{Attempt: e.Attempt, Grant: g}
	case flow.ProbeKeyring:
		return flow.KeyringSeen{Attempt: e.Attempt}
	case flow.SaveCredential:
		s.saved = append(s.saved, e)
		return flow.SaveSeen{Attempt: e.Attempt}
	case flow.OpenSaved:
		return flow.SavedOpened{Attempt: e.Attempt, Secret: value.NewSecret(s.kept), Problem: s.keyring}
	case flow.TestCredential:
		return flow.SavedTested{Attempt: e.Attempt, Name: e.Name, Verification: check.Verification{At: today, Verdict: string(finding.Pass)}}
	case flow.RemoveCredential:
		return flow.SavedRemoved{Attempt: e.Attempt}
	case flow.StartBrowserFlow:
		return flow.BrowserFlowStarted{Attempt: e.Attempt, Flow: startedFlow(e)}
	case flow.AwaitRedirect:
		s.asked <- struct{}{}
		<-ctx.Done() // the browser never comes back
	case flow.RedeemCode:
		<-s.heard
		return flow.SignedIn{Attempt: e.Attempt, Result: session(e, reply)}
	case flow.Explain:
		return flow.Explained{Attempt: e.Attempt, Explanation: explanation}
	case flow.WriteFile:
		return flow.Told{Says: "Wrote " + e.Name + "."}
	case flow.WriteReport:
		return flow.Told{Says: "Wrote the report."}
	case flow.OpenURL:
		return flow.Told{Says: "Opened " + e.URL}
	case flow.CopyText:
		return flow.Told{Says: e.Label + ": copied."}
	case flow.CopySecret:
		return flow.Told{Says: "Copied the secret for 45 seconds."}
	}
	return nil
}

func grant(e flow.FetchToken, reply wire.Reply) wire.Grant {
	if e.Secret.Reveal() == expired {
		reply.Evidence = finding.Evidence{HTTPStatus: 401, TraceID: "trace-1", CorrelationID: "corr-1", Timestamp: "2026-11-21 09:30:00Z", ServerText: "AADSTS7000222: The keys are expired.\x1b[31m"}
		reply.Codes, reply.Error = []int{7000222}, "invalid_client"
		return wire.Grant{Reply: reply}
	}
	return wire.Grant{
		Reply: reply, Got: true, TenantID: tenantID, AppID: e.ClientID, Audience: "https://graph.microsoft.com",
		ObjectID: "11112222-3333-4444-8555-666677778888", IDType: "app",
		Roles: []string{"User.Read.All", "Mail.ReadWrite", "Mail.Send"}, ExpiresIn: time.Hour,
		Probed: reachedAll(e.Probes),
	}
}

// reachedAll are results of probes that all succeeded.
func reachedAll(probes []wire.Probe) []wire.ProbeResult {
	var seen []wire.ProbeResult
	for _, l := range probes {
		seen = append(seen, wire.ProbeResult{Probe: l, Reached: true, Reply: wire.Reply{Evidence: finding.Evidence{HTTPStatus: 200}}})
	}
	return seen
}

// play runs the script to its end.
func (s *scene) play(ctx context.Context, state flow.State, samples ...flow.Sample) (flow.State, error) {
	return Run(ctx, Terminal{In: s.in, Out: s, Echo: true, Secret: s.secret}, Config{State: state, Do: s.do, Samples: samples})
}

func startedFlow(e flow.StartBrowserFlow) wire.BrowserFlow {
	v := wire.BrowserFlow{URL: e.URL + "&state=st4te", Redirect: e.Redirect, State: "st4te"}
	if e.Loopback {
		v.Redirect = "http://localhost:8400/"
	}
	return v
}

func session(e flow.RedeemCode, reply wire.Reply) wire.SignInResult {
	return wire.SignInResult{
		Grant: wire.Grant{
			Reply: reply, Got: true, TenantID: tenantID, AppID: e.ClientID, Audience: "https://graph.microsoft.com", IDType: "user",
			Scopes: []string{"Mail.ReadWrite", "Mail.ReadWrite.Shared", "Mail.Send", "Mail.Send.Shared", "User.Read", "openid"}, ExpiresIn: time.Hour,
			Probed: reachedAll(e.Probes),
		},
		Identity: wire.Identity{Verified: true, User: "support@contoso.com", TenantID: tenantID}, Refresh: reply, Refreshed: true,
	}
}

var explanation = explain.Explanation{Certain: true, Candidates: []explain.Candidate{{
	Cause: finding.SecretExpired, Owner: finding.AppOwner, Codes: []string{"AADSTS7000222"}, Says: "The client secret has expired.",
	Do: []string{"Create a new client secret."}, Lookup: "https://login.microsoftonline.com/error?code=7000222",
}}}

func begin() flow.State { return flow.Begin(today, nil) }

func practice() flow.Sample {
	return flow.Sample{Label: "Contoso's good app", Values: form.Values{
		Registration: form.Registration{
			Redirect: "https://contoso.atlassian.net/oauth", ClientID: clientID,
			Expires: "2027-10-01", TokenEndpoint: endpoint,
		},
		Organization: "support@contoso.com",
		Secret:       value.NewSecret(good),
	}}
}
