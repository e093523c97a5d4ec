package flow_test

import (
	"mailgrant/flow"
	"mailgrant/flow/check"
	"mailgrant/flow/finding"
	"mailgrant/flow/guide"
	"mailgrant/flow/value"
	"mailgrant/flow/wire"
)

type namedEvent struct {
	name  string
	event flow.Event
}

// everyEvent is one event of each kind: user actions, and results for the
// session's own attempt.
func everyEvent(s flow.State) (people, results []namedEvent) {
	return everyDeed(), everyResult(s.Attempt)
}

func everyDeed() []namedEvent {
	return []namedEvent{
		{"have values", flow.StartSetup{Given: true}},
		{"have nothing", flow.StartSetup{Given: false}},
		{"choose the guide", flow.ChoseGuide{ID: clientCredentials}},
		{"choose auth code", flow.ChoseGuide{ID: authCode}},
		{"choose a guide there is not", flow.ChoseGuide{ID: "nosuch"}},
		{"resume what waits for consent", flow.Resume{Name: "waits"}},
		{"resume what was asked for", flow.Resume{Name: "asked"}},
		{"resume what there is not", flow.Resume{Name: "nosuch"}},
		{"can do both", flow.ChoseRights{Rights: flow.CanBoth}},
		{"can register", flow.ChoseRights{Rights: flow.CanRegister}},
		{"can do neither", flow.ChoseRights{Rights: flow.CanNeither}},
		{"can't say", flow.ChoseRights{Rights: flow.CantSay}},
		{"choose incoming", flow.ChoseUse{Use: value.Incoming}},
		{"choose no use", flow.ChoseUse{}},
		{"type the organization", flow.Typed{Field: guide.FieldOrganization, Text: "fabrikam.com"}},
		{"type the redirect URI", flow.Typed{Field: guide.FieldRedirect, Text: "https://fabrikam.example/oauth"}},
		{"type the client ID", flow.Typed{Field: guide.FieldClientID, Text: "7a1b2c3d-4e5f-4a6b-8c7d-9e0f1a2b3c4d"}},
		{"type the secret", flow.TypedSecret{Secret: value.NewSecret(canary + "2")}},
		{"type the end date", flow.Typed{Field: guide.FieldExpires, Text: "2027-01-01"}},
		{"type the token endpoint", flow.Typed{Field: guide.FieldToken, Text: "https://login.microsoftonline.com/fabrikam.com/oauth2/v2.0/token"}},
		{"type the auth endpoint", flow.Typed{Field: guide.FieldAuth, Text: "https://login.microsoftonline.com/fabrikam.com/adminconsent"}},
		{"type the mailbox", flow.Typed{Field: guide.FieldMailbox, Text: "other@contoso.com"}},
		{"type the name", flow.Typed{Field: guide.FieldName, Text: "other"}},
		{"type the answer", flow.Typed{Field: guide.FieldAnswer, Text: "AADSTS50011: The redirect URI does not match."}},
		{"paste a block", flow.Pasted{Text: value.NewSecret("Client ID: 7a1b2c3d-4e5f-4a6b-8c7d-9e0f1a2b3c4d\nTenant ID: fabrikam.com\nClient secret: " + pastedSecret)}},
		{"put the pasted in place", flow.PutPasted{}},
		{"leave the pasted", flow.DropPasted{}},
		{"undo the paste", flow.Undo{}},
		{"continue", flow.Continue{}},
		{"back", flow.Back{}},
		{"jump to the organization", flow.Jump{To: guide.StepTenant}},
		{"jump to prove", flow.Jump{To: guide.StepVerify}},
		{"jump to handoff", flow.Jump{To: guide.StepHandoff}},
		{"retry", flow.Retry{}},
		{"retry the keyring", flow.Retry{Keyring: true}},
		{"wait for it", flow.Poll{}},
		{"open the consent page", flow.Consent{Method: wire.Elsewhere}},
		{"catch the consent", flow.Consent{Method: wire.Loopback}},
		{"take the link", flow.LinkTaken{}},
		{"have accepted", flow.Accepted{}},
		{"sign in, paste back", flow.SignIn{Method: wire.PasteBack}},
		{"sign in, catch it", flow.SignIn{Method: wire.Loopback}},
		{"sign in not now", flow.SignIn{Method: wire.NotNow}},
		{"sign in another way", flow.SignIn{}},
		{"copy the request", flow.AskOthers{}},
		{"write the request", flow.AskOthers{File: true}},
		{"keep as waiting", flow.SaveWaiting{}},
		{"leave", flow.Leave{}},
		{"keep: save", flow.Keep{How: flow.Saved}},
		{"keep: unverified", flow.Keep{How: flow.Unverified}},
		{"keep: no copy", flow.Keep{How: flow.KeptNone}},
		{"another tenant", flow.NextTenant{}},
		{"diagnose", flow.StartDiagnosis{}},
		{"diagnose a saved one", flow.SelectSaved{Name: "waits"}},
		{"correct the token endpoint", flow.ApplyFix{Field: guide.FieldToken}},
		{"report", flow.RequestReport{}},
		{"go home", flow.GoHome{}},
		{"open a saved one", flow.ShowSaved{Name: "waits"}},
		{"show its sheet", flow.ShowSheet{}},
		{"remove it", flow.RemoveSaved{}},
		{"test all", flow.TestAll{}},
		{"explain a message", flow.StartExplain{}},
		{"type the message", flow.Typed{Field: guide.FieldMessage, Text: "AADSTS7000215: Invalid client secret provided."}},
	}
}

// everyResult is the results that effects can have, for attempt n.
func everyResult(n int) []namedEvent {
	problem := finding.New(finding.KeyringCheck, finding.KeyringLocked, "The keyring is locked.", "Unlock it.")
	late := finding.New(finding.BrowserCheck, finding.SignInTimeout, "Nobody came back within five minutes.", "Begin again.")
	wrong := wire.Grant{Reply: refusedWith(401, 7000222)}
	return []namedEvent{
		{"tenant found", flow.TenantSeen{Attempt: n, Cloud: value.Global, Discovery: discovered()}},
		{"tenant unknown", flow.TenantSeen{Attempt: n, Cloud: value.Global, Discovery: wire.Discovery{Reply: refusedWith(400, 90002)}}},
		{"tenant not reached", flow.TenantSeen{Attempt: n, Cloud: value.Global, Discovery: wire.Discovery{Reply: failed(wire.Connect)}}},
		{"token issued", flow.TokenSeen{Attempt: n, Grant: granted(allRoles...)}},
		{"token without consent", flow.TokenSeen{Attempt: n, Grant: granted()}},
		{"token refused", flow.TokenSeen{Attempt: n, Grant: wrong}},
		{"token late", flow.TokenSeen{Attempt: n - 1, Grant: granted(allRoles...)}},
		{"keyring works", flow.KeyringSeen{Attempt: n}},
		{"keyring locked", flow.KeyringSeen{Attempt: n, Problem: &problem}},
		{"saved", flow.SaveSeen{Attempt: n}},
		{"not saved", flow.SaveSeen{Attempt: n, Problem: &problem}},
		{"visit begun", flow.BrowserFlowStarted{Attempt: n, Flow: wire.BrowserFlow{URL: "https://login.microsoftonline.com/", Redirect: loopback, State: visitState}}},
		{"visit not begun", flow.BrowserFlowStarted{Attempt: n, Problem: &late}},
		{"browser back", flow.RedirectCaught{Attempt: n, Answer: value.NewSecret(landed(loopback))}},
		{"browser back, refused", flow.RedirectCaught{Attempt: n, Answer: value.NewSecret(loopback + "?error=access_denied&admin_consent=True&state=" + visitState)}},
		{"browser back, forged", flow.RedirectCaught{Attempt: n, Answer: value.NewSecret(loopback + "?code=x&state=forged")}},
		{"browser not back", flow.RedirectCaught{Attempt: n, Problem: &late}},
		{"signed in", flow.SignedIn{Attempt: n, Result: signedIn(nil)}},
		{"sign-in refused", flow.SignedIn{Attempt: n, Result: wire.SignInResult{Grant: wrong}}},
		{"saved one opened", flow.SavedOpened{Attempt: n, Secret: value.NewSecret(canary)}},
		{"saved one not opened", flow.SavedOpened{Attempt: n, Problem: &problem}},
		{"removed", flow.SavedRemoved{Attempt: n}},
		{"not removed", flow.SavedRemoved{Attempt: n, Problem: &problem}},
		{"one of all works", flow.SavedTested{Attempt: n, Name: "waits", Verification: check.Verification{At: today, Verdict: string(finding.Pass), Roles: allRoles}}},
		{"one of all fails", flow.SavedTested{Attempt: n, Name: "asked", Verification: check.Verification{At: today, Verdict: string(finding.Fail), Cause: string(finding.SecretExpired)}}},
		{"message explained", flow.Explained{Attempt: n}},
		{"told", flow.Told{Says: "done"}},
	}
}
