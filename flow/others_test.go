package flow

import (
	"slices"
	"strings"
)

// awaitingOthers are the states in which somebody else, a browser or time is
// awaited.
func awaitingOthers() []variant {
	waiting := at(StepGuide)
	waiting.Waiters = waiters()
	opening, _ := Next(waiting, Resumed{"waits"})
	locked := Found(KeyringCheck, KeyringLocked, "The keyring is locked.", "Unlock it.")
	notOpened, _ := Next(opening, SavedOpened{Attempt: opening.Attempt, Problem: &locked})
	register := atIn(grantFlow, StepConsent)
	register.Answers.Ability = CanRegister
	pressing := at(StepConsent)
	pressing.Answers.Ability = CanRegister
	remote := visiting(withRemote(atIn(authCode, StepSignIn)), SignIn{Loopback})
	signIn := atIn(authCode, StepSignIn)
	answered := func(text string) State {
		return drive(signIn, obliging, SignIn{PasteBack}, Typed{FieldAnswer, text}, Continue{})
	}
	return []variant{
		{"guide, values given", drive(Begin(today, nil), obliging, Began{true})},
		{"guide, two credentials wait", waiting},
		{"guide, one is being opened", opening},
		{"guide, it could not be opened", notOpened},
		{"values, given", given(authCode, StepValues)},
		{"request, of someone who can do neither", neither(automationAnywhere, StepRequest)},
		{"request, with a redirect URI", drive(neither(authCode, StepRequest), obliging, Typed{FieldRedirect, goodRedirect})},
		{"values, of someone who can do neither", neither(authCode, StepValues)},
		{"consent in the portal, may not consent", pressing},
		{"consent page", atIn(grantFlow, StepConsent)},
		{"consent page, may not consent", register},
		{"consent page, client ID missing", drive(atIn(grantFlow, StepConsent), obliging, Typed{FieldClientID, ""}, Consent{Elsewhere})},
		{"consent page, the browser is there", visiting(atIn(grantFlow, StepConsent), Consent{Loopback})},
		{"consent page, left while it was open", leftOpen(atIn(grantFlow, StepConsent), Consent{Loopback})},
		{"consent page, refused", answeredBy(atIn(grantFlow, StepConsent), Consent{Loopback}, loopback+"?error=consent_required&error_description=AADSTS65004%3A+User+declined+to+consent+to+access+the+app.&admin_consent=True&state="+visitState)},
		{"consent page, of another tenant", answeredBy(atIn(grantFlow, StepConsent), Consent{Loopback}, strings.Replace(landed(loopback), goodTenant, secretID, 1))},
		{"prove, waiting for the consent", polling(2)},
		{"prove, the consent did not come", drive(atIn(grantFlow, StepConsent), without(allRoles...), Consent{Elsewhere})},
		{"sign-in, over SSH", withRemote(signIn)},
		{"sign-in, the browser is there", visiting(signIn, SignIn{Loopback})},
		{"sign-in, the browser is elsewhere", remote},
		{"sign-in, the address is to be pasted", drive(signIn, obliging, SignIn{PasteBack})},
		{"sign-in, nothing pasted", answered("")},
		{"sign-in, the product took the code", answered(goodRedirect)},
		{"sign-in, forged", answered(goodRedirect + "?code=x&state=forged")},
		{"sign-in, approval required", answered("Need admin approval. Contoso mail needs permission to access resources in your organization that only an admin can grant.")},
		{"sign-in, redirect URI not registered", answered("AADSTS50011: The redirect URI specified in the request does not match. Trace ID: 1")},
		{"sign-in, a code nobody knows", answered("AADSTS5999999: Something new.")},
		{"prove, code being redeemed", redeeming()},
		{"prove, signed in", atIn(authCode, StepProve)},
		{"prove, nobody signed in", drive(signIn, obliging, SignIn{NotNow})},
		{"keep, nobody signed in", drive(signIn, obliging, SignIn{NotNow}, Continue{})},
		{"sign-in, tested before", drive(atIn(authCode, StepProve), obliging, Back{})},
		{"handoff, after a test through this computer", walk(drive(signIn, obliging, SignIn{Loopback}), obliging, StepHandoff)},
	}
}

func withRemote(s State) State {
	s.Remote = true
	return s
}

// redeeming is a sitting whose code is being traded for tokens.
func redeeming() State {
	s := drive(atIn(authCode, StepSignIn), obliging, SignIn{PasteBack}, Typed{FieldAnswer, landed(goodRedirect)})
	s, _ = Next(s, Continue{})
	return s
}

// answeredBy is a visit the browser comes back from with an address.
func answeredBy(s State, visit Event, address string) State {
	s = visiting(s, visit)
	s, _ = Next(s, VisitAnswered{Attempt: s.Attempt, Answer: NewSecret(address)})
	return s
}

// denied is Graph's refusal with a code.
func denied(code string) Reply {
	r := seenAt(403)
	r.Error = code
	return r
}

// polling is a sitting that has asked for n more tokens after a consent.
func polling(n int) State {
	s, _ := Next(atIn(grantFlow, StepConsent), Consent{Elsewhere})
	s, _ = Next(s, TenantSeen{s.Attempt, Global, discovered()})
	for range n {
		s, _ = Next(s, TokenSeen{s.Attempt, granted()})
	}
	return s
}

// without issues tokens that lack some roles.
func without(missing ...string) func(Effect) Event {
	return func(e Effect) Event {
		f, ok := e.(FetchToken)
		if !ok {
			return obliging(e)
		}
		g := grantedFor(f.Looks)
		for i := range g.Sights {
			g.Sights[i].Reply, g.Sights[i].Reached = denied("ErrorAccessDenied"), false
		}
		for _, m := range missing {
			g.Roles = slices.DeleteFunc(slices.Clone(g.Roles), func(r string) bool { return r == m })
		}
		return TokenSeen{f.Attempt, g}
	}
}
