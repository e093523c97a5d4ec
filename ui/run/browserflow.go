package run

import (
	"context"
	"crypto/rand"
	"encoding/base64"
	"errors"
	"net/url"

	"golang.org/x/oauth2"

	"mailgrant/flow"
	"mailgrant/flow/entra"
	"mailgrant/flow/finding"
	"mailgrant/flow/value"
	"mailgrant/flow/wire"
	"mailgrant/ui/loopback"
)

// startBrowserFlow creates the state, the nonce and the PKCE verifier. It also starts
// to listen if the redirect comes back to this computer. It closes any earlier
// listener.
func (h *Runner) startBrowserFlow(ctx context.Context, e flow.StartBrowserFlow) flow.Event {
	h.Listeners.Close()
	begun := flow.BrowserFlowStarted{Attempt: e.Attempt}
	page, err := url.Parse(e.URL)
	if err != nil {
		problem := OurFault(finding.BrowserCheck, errors.New("address"))
		begun.Problem = &problem
		return begun
	}
	v := wire.BrowserFlow{Redirect: e.Redirect, State: unguessable()}
	query := page.Query()
	query.Set("state", v.State)
	if e.SignIn {
		verifier := oauth2.GenerateVerifier()
		v.Nonce, v.Verifier = unguessable(), value.NewSecret(verifier)
		query.Set("nonce", v.Nonce)
		query.Set("code_challenge", oauth2.S256ChallengeFromVerifier(verifier))
		query.Set("code_challenge_method", "S256")
	}
	if e.Loopback {
		c, err := loopback.Listen(ctx, e.Port, v.State)
		if err != nil {
			begun.Problem = h.wording().NoListener(e.Port, err)
			return begun
		}
		h.Listeners.Open(e.Attempt, c)
		v.Redirect = c.Redirect()
		query.Set("redirect_uri", v.Redirect)
	}
	page.RawQuery = query.Encode()
	v.URL = page.String()
	begun.Flow = v
	return begun
}

// awaitRedirect waits for the redirect, up to the listener's time limit. After
// that, or when ctx ends, nothing listens any more.
func (h *Runner) awaitRedirect(ctx context.Context, e flow.AwaitRedirect) flow.Event {
	answered := flow.RedirectCaught{Attempt: e.Attempt}
	c := h.Listeners.Of(e.Attempt)
	if c == nil {
		answered.Problem = loopback.BrowserProblem(finding.Unknown, "mailgrant no longer waits for this answer.", "Begin again.")
		return answered
	}
	answered.Answer, answered.Problem = c.Wait(ctx, h.Listeners.Patience())
	return answered
}

// redeem exchanges the code, within its own time limit.
func (h *Runner) redeem(ctx context.Context, e flow.RedeemCode) flow.Event {
	ctx, cancel := context.WithTimeout(ctx, h.Patience)
	defer cancel()
	return flow.SignedIn{Attempt: e.Attempt, Result: h.Client.Redeem(ctx, entra.RedeemRequest{
		Endpoint: e.Endpoint, Tenant: e.Tenant, ClientID: e.ClientID, Secret: e.Secret, Code: e.Code,
		Flow: e.Flow, Scopes: e.Scopes, Probes: e.Probes,
	})}
}

// unguessable is 32 random bytes in URL-safe base64.
func unguessable() string {
	b := make([]byte, 32)
	_, _ = rand.Read(b) // it never fails: the runtime ends the program instead
	return base64.RawURLEncoding.EncodeToString(b)
}
