package run

import (
	"context"
	"errors"
	"fmt"
	"runtime"

	"mailgrant/flow"
	"mailgrant/flow/explain"
	"mailgrant/flow/finding"
	"mailgrant/flow/wire"
)

// Safe is a Doer that turns a panic into the event that answers the effect, so
// that every wait ends.
func Safe(do flow.Doer) flow.Doer {
	return func(ctx context.Context, e flow.Effect) (answer flow.Event) {
		defer func() {
			if r := recover(); r != nil {
				answer = Broken(e, r)
			}
		}()
		return do(ctx, e)
	}
}

// Broken is the event that ends an effect whose code panicked with r.
func Broken(e flow.Effect, r any) flow.Event {
	fault := wire.Reply{Trouble: wire.Internal, Detail: PanicKind(r)}
	problem := OurFault(finding.KeyringCheck, r)
	switch e := e.(type) {
	case flow.LookUpTenant:
		return flow.TenantSeen{Attempt: e.Attempt, Cloud: e.Cloud, Discovery: wire.Discovery{Reply: fault}}
	case flow.FetchToken:
		return flow.TokenSeen{Attempt: e.Attempt, Grant: wire.Grant{Reply: fault}}
	case flow.ProbeKeyring:
		return flow.KeyringSeen{Attempt: e.Attempt, Problem: &problem}
	case flow.SaveCredential:
		return flow.SaveSeen{Attempt: e.Attempt, Problem: &problem}
	case flow.OpenSaved:
		return flow.SavedOpened{Attempt: e.Attempt, Problem: &problem}
	case flow.StartBrowserFlow:
		return flow.BrowserFlowStarted{Attempt: e.Attempt, Problem: &problem}
	case flow.AwaitRedirect:
		return flow.RedirectCaught{Attempt: e.Attempt, Problem: &problem}
	case flow.RedeemCode:
		return flow.SignedIn{Attempt: e.Attempt, Result: wire.SignInResult{Grant: wire.Grant{Reply: fault}}}
	case flow.Explain:
		return flow.Explained{Attempt: e.Attempt, Explanation: explain.Explanation{Candidates: []explain.Candidate{{Cause: finding.Unknown, Owner: finding.ThisComputer, Says: problem.Says, Do: problem.Do}}}}
	case flow.WriteReport, flow.WriteFile, flow.OpenURL, flow.CopyText, flow.CopySecret:
	}
	return flow.Told{Says: problem.Says, Failed: true}
}

// OurFault is the finding for a panic with r.
func OurFault(check finding.Check, r any) finding.Finding {
	return finding.New(check, finding.Unknown, "mailgrant itself failed here ("+PanicKind(r)+").",
		"Please report this; the secret was not part of it.")
}

// PanicKind names the kind of panic. A panic's text may quote anything, so it
// repeats only the Go runtime's own errors, which hold no user data.
func PanicKind(r any) string {
	var of runtime.Error
	if err, ok := r.(error); ok && errors.As(err, &of) {
		return of.Error()
	}
	return fmt.Sprintf("panic of type %T", r)
}
