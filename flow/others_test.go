package flow_test

import (
	"slices"
	"strings"

	"mailgrant/flow"
	"mailgrant/flow/finding"
	"mailgrant/flow/guide"
	"mailgrant/flow/value"
	"mailgrant/flow/wire"
)

// awaitingOthers are the states that wait for somebody else, for a browser or
// for time.
func awaitingOthers() []variant {
	waiting := at(guide.StepGuide)
	waiting.Pending = pendingCredentials()
	opening, _ := flow.Next(waiting, flow.Resume{Name: "waits"})
	locked := finding.New(finding.KeyringCheck, finding.KeyringLocked, "The keyring is locked.", "Unlock it.")
	notOpened, _ := flow.Next(opening, flow.SavedOpened{Attempt: opening.Attempt, Problem: &locked})
	register := atIn(grantFlow, guide.StepConsent)
	register.Values.Rights = flow.CanRegister
	pressing := at(guide.StepConsent)
	pressing.Values.Rights = flow.CanRegister
	remote := visiting(withRemote(atIn(authCode, guide.StepSignIn)), flow.SignIn{Method: wire.Loopback})
	signIn := atIn(authCode, guide.StepSignIn)
	answered := func(text string) flow.State {
		return drive(signIn, obliging, flow.SignIn{Method: wire.PasteBack}, flow.Typed{Field: guide.FieldAnswer, Text: text}, flow.Continue{})
	}
	return []variant{
		{"guide, values given", drive(flow.Begin(today, nil), obliging, flow.StartSetup{Given: true})},
		{"guide, two credentials wait", waiting},
		{"guide, one is being opened", opening},
		{"guide, it could not be opened", notOpened},
		{"values, given", given(authCode, guide.StepValues)},
		{"request, of someone who can do neither", neither(automationAnywhere, guide.StepRequest)},
		{"request, with a redirect URI", drive(neither(authCode, guide.StepRequest), obliging, flow.Typed{Field: guide.FieldRedirect, Text: goodRedirect})},
		{"values, of someone who can do neither", neither(authCode, guide.StepValues)},
		{"consent in the portal, may not consent", pressing},
		{"consent page", atIn(grantFlow, guide.StepConsent)},
		{"consent page, may not consent", register},
		{"consent page, client ID missing", drive(atIn(grantFlow, guide.StepConsent), obliging, flow.Typed{Field: guide.FieldClientID, Text: ""}, flow.Consent{Method: wire.Elsewhere})},
		{"consent page, the browser is there", visiting(atIn(grantFlow, guide.StepConsent), flow.Consent{Method: wire.Loopback})},
		{"consent page, left while it was open", leftOpen(atIn(grantFlow, guide.StepConsent), flow.Consent{Method: wire.Loopback})},
		{"consent page, refused", answeredBy(atIn(grantFlow, guide.StepConsent), flow.Consent{Method: wire.Loopback}, loopback+"?error=consent_required&error_description=AADSTS65004%3A+User+declined+to+consent+to+access+the+app.&admin_consent=True&state="+visitState)},
		{"consent page, of another tenant", answeredBy(atIn(grantFlow, guide.StepConsent), flow.Consent{Method: wire.Loopback}, strings.Replace(landed(loopback), goodTenant, secretID, 1))},
		{"prove, waiting for the consent", polling(2)},
		{"prove, the consent did not come", drive(atIn(grantFlow, guide.StepConsent), without(allRoles...), flow.Consent{Method: wire.Elsewhere})},
		{"sign-in, over SSH", withRemote(signIn)},
		{"sign-in, the browser is there", visiting(signIn, flow.SignIn{Method: wire.Loopback})},
		{"sign-in, the browser is elsewhere", remote},
		{"sign-in, the address is to be pasted", drive(signIn, obliging, flow.SignIn{Method: wire.PasteBack})},
		{"sign-in, nothing pasted", answered("")},
		{"sign-in, the product took the code", answered(goodRedirect)},
		{"sign-in, forged", answered(goodRedirect + "?code=x&state=forged")},
		{"sign-in, approval required", answered("Need admin approval. Contoso mail needs permission to access resources in your organization that only an admin can grant.")},
		{"sign-in, redirect URI not registered", answered("AADSTS50011: The redirect URI specified in the request does not match. Trace ID: 1")},
		{"sign-in, a code nobody knows", answered("AADSTS5999999: Something new.")},
		{"prove, code being redeemed", redeeming()},
		{"prove, signed in", atIn(authCode, guide.StepVerify)},
		{"prove, nobody signed in", drive(signIn, obliging, flow.SignIn{Method: wire.NotNow})},
		{"sign-in, tested before", drive(atIn(authCode, guide.StepVerify), obliging, flow.Back{})},
		{"handoff, after a test through this computer", walk(drive(signIn, obliging, flow.SignIn{Method: wire.Loopback}), obliging, guide.StepHandoff)},
	}
}

func withRemote(s flow.State) flow.State {
	s.Remote = true
	return s
}

// redeeming is a session that is exchanging its code for tokens.
func redeeming() flow.State {
	s := drive(atIn(authCode, guide.StepSignIn), obliging, flow.SignIn{Method: wire.PasteBack}, flow.Typed{Field: guide.FieldAnswer, Text: landed(goodRedirect)})
	s, _ = flow.Next(s, flow.Continue{})
	return s
}

// answeredBy is a session whose browser flow ended in a redirect to an address.
func answeredBy(s flow.State, visit flow.Event, address string) flow.State {
	s = visiting(s, visit)
	s, _ = flow.Next(s, flow.RedirectCaught{Attempt: s.Attempt, Answer: value.NewSecret(address)})
	return s
}

// denied is Graph's refusal with a code.
func denied(code string) wire.Reply {
	r := seenAt(403)
	r.Error = code
	return r
}

// polling is a session that has asked for n more tokens after a consent.
func polling(n int) flow.State {
	s, _ := flow.Next(atIn(grantFlow, guide.StepConsent), flow.Consent{Method: wire.Elsewhere})
	s, _ = flow.Next(s, flow.TenantSeen{Attempt: s.Attempt, Cloud: value.Global, Discovery: discovered()})
	for range n {
		s, _ = flow.Next(s, flow.TokenSeen{Attempt: s.Attempt, Grant: granted()})
	}
	return s
}

// without issues tokens that lack some roles.
func without(missing ...string) func(flow.Effect) flow.Event {
	return func(e flow.Effect) flow.Event {
		f, ok := e.(flow.FetchToken)
		if !ok {
			return obliging(e)
		}
		g := grantedFor(f.Probes)
		for i := range g.Probed {
			g.Probed[i].Reply, g.Probed[i].Reached = denied("ErrorAccessDenied"), false
		}
		for _, m := range missing {
			g.Roles = slices.DeleteFunc(slices.Clone(g.Roles), func(r string) bool { return r == m })
		}
		return flow.TokenSeen{Attempt: f.Attempt, Grant: g}
	}
}
