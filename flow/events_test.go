package flow

type namedEvent struct {
	name  string
	event Event
}

// everyEvent is one of each kind: what people do, and results for the sitting's
// own attempt.
func everyEvent(s State) (people, results []namedEvent) {
	return everyDeed(), everyResult(s.Attempt)
}

func everyDeed() []namedEvent {
	return []namedEvent{
		{"have values", Began{true}},
		{"have nothing", Began{false}},
		{"choose the guide", ChoseGuide{clientCredentials}},
		{"choose auth code", ChoseGuide{authCode}},
		{"choose a guide there is not", ChoseGuide{"nosuch"}},
		{"resume what waits for consent", Resumed{"waits"}},
		{"resume what was asked for", Resumed{"asked"}},
		{"resume what there is not", Resumed{"nosuch"}},
		{"can do both", ChoseAbility{CanBoth}},
		{"can register", ChoseAbility{CanRegister}},
		{"can do neither", ChoseAbility{CanNeither}},
		{"can't say", ChoseAbility{CantSay}},
		{"choose incoming", ChoseUse{Incoming}},
		{"choose no use", ChoseUse{}},
		{"type the organization", Typed{FieldWhere, "fabrikam.com"}},
		{"type the redirect URI", Typed{FieldRedirect, "https://fabrikam.example/oauth"}},
		{"type the client ID", Typed{FieldClientID, "7a1b2c3d-4e5f-4a6b-8c7d-9e0f1a2b3c4d"}},
		{"type the secret", TypedSecret{NewSecret(canary + "2")}},
		{"type the end date", Typed{FieldExpires, "2027-01-01"}},
		{"type the token endpoint", Typed{FieldToken, "https://login.microsoftonline.com/fabrikam.com/oauth2/v2.0/token"}},
		{"type the auth endpoint", Typed{FieldAuth, "https://login.microsoftonline.com/fabrikam.com/adminconsent"}},
		{"type the mailbox", Typed{FieldMailbox, "other@contoso.com"}},
		{"type the name", Typed{FieldName, "other"}},
		{"type the answer", Typed{FieldAnswer, "AADSTS50011: The redirect URI does not match."}},
		{"tick Mail.Send", Ticked{"Mail.Send", true}},
		{"untick Mail.Send", Ticked{"Mail.Send", false}},
		{"tick all", TickedAll{}},
		{"continue", Continue{}},
		{"back", Back{}},
		{"jump to use", Jump{StepUse}},
		{"jump to prove", Jump{StepProve}},
		{"jump to handoff", Jump{StepHandoff}},
		{"retry", Retry{}},
		{"wait for it", Poll{}},
		{"open the consent page", Consent{Elsewhere}},
		{"catch the consent", Consent{Loopback}},
		{"sign in, paste back", SignIn{PasteBack}},
		{"sign in, catch it", SignIn{Loopback}},
		{"sign in not now", SignIn{NotNow}},
		{"sign in another way", SignIn{}},
		{"copy the request", AskOthers{}},
		{"write the request", AskOthers{File: true}},
		{"keep as waiting", SetAside{}},
		{"leave", Leave{}},
		{"keep: save", Keep{Saved}},
		{"keep: park", Keep{Parked}},
		{"keep: no copy", Keep{KeptNone}},
		{"another tenant", Another{}},
		{"diagnose", Broken{}},
		{"diagnose a saved one", Picked{"waits"}},
		{"correct the token endpoint", Mend{FieldToken}},
		{"report", Reported{}},
		{"explain a message", Puzzled{}},
		{"type the message", Typed{FieldMessage, "AADSTS7000215: Invalid client secret provided."}},
	}
}

// everyResult is what effects may come to, for attempt n.
func everyResult(n int) []namedEvent {
	problem := Found(KeyringCheck, KeyringLocked, "The keyring is locked.", "Unlock it.")
	late := Found(VisitCheck, SignInTimeout, "Nobody came back within five minutes.", "Begin again.")
	wrong := Grant{Reply: refusedWith(401, 7000222)}
	return []namedEvent{
		{"tenant found", TenantSeen{n, Global, discovered()}},
		{"tenant unknown", TenantSeen{n, Global, Discovery{Reply: refusedWith(400, 90002)}}},
		{"tenant not reached", TenantSeen{n, Global, Discovery{Reply: failed(NoConnection)}}},
		{"token issued", TokenSeen{n, granted(allRoles...)}},
		{"token without consent", TokenSeen{n, granted()}},
		{"token refused", TokenSeen{n, wrong}},
		{"token late", TokenSeen{n - 1, granted(allRoles...)}},
		{"keyring works", KeyringSeen{Attempt: n}},
		{"keyring locked", KeyringSeen{n, &problem}},
		{"saved", SaveSeen{Attempt: n}},
		{"not saved", SaveSeen{Attempt: n, Problem: &problem}},
		{"visit begun", VisitBegun{Attempt: n, Visit: Visit{URL: "https://login.microsoftonline.com/", Redirect: loopback, State: visitState}}},
		{"visit not begun", VisitBegun{Attempt: n, Problem: &late}},
		{"browser back", VisitAnswered{Attempt: n, Answer: NewSecret(landed(loopback))}},
		{"browser back, refused", VisitAnswered{Attempt: n, Answer: NewSecret(loopback + "?error=access_denied&admin_consent=True&state=" + visitState)}},
		{"browser back, forged", VisitAnswered{Attempt: n, Answer: NewSecret(loopback + "?code=x&state=forged")}},
		{"browser not back", VisitAnswered{Attempt: n, Problem: &late}},
		{"signed in", SignedIn{n, signedIn(nil)}},
		{"sign-in refused", SignedIn{n, Session{Grant: wrong}}},
		{"saved one opened", SavedOpened{Attempt: n, Secret: NewSecret(canary)}},
		{"saved one not opened", SavedOpened{Attempt: n, Problem: &problem}},
		{"message explained", Explained{Attempt: n}},
		{"told", Told{"done"}},
	}
}
