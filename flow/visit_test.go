package flow

import (
	"net/url"
	"slices"
	"strings"
	"testing"
	"time"
)

// TestWhatABrowserBringsBack reads answers of a sign-in, as caught or pasted.
func TestWhatABrowserBringsBack(t *testing.T) {
	refused := func(oauth, text string) string {
		return goodRedirect + "?" + url.Values{"error": {oauth}, "error_description": {text}, "state": {visitState}, "admin_consent": {"True"}}.Encode()
	}
	for name, c := range map[string]struct {
		text  string
		cause Cause // "" where the code is redeemed
		step  StepID
		says  string // a part of the sentence
	}{
		"a code":                      {landed(goodRedirect), "", "", ""},
		"a code with a session state": {landed(goodRedirect) + "&session_state=1", "", "", ""},
		"a code in the fragment":      {strings.Replace(landed(goodRedirect), "?", "#", 1), "", "", ""},
		"a code with spaces around":   {"  " + landed(goodRedirect) + "\n", "", "", ""},
		"the values alone":            {strings.TrimPrefix(landed(goodRedirect), goodRedirect+"?"), "", "", ""},

		"a forged state":             {goodRedirect + "?code=x&state=forged", StateMismatch, "", "state is another one"},
		"no state":                   {goodRedirect + "?code=x", StateMismatch, "", "no state"},
		"a forged refusal":           {goodRedirect + "?error=access_denied&state=forged", StateMismatch, "", "state is another one"},
		"an error beside a code":     {landed(goodRedirect) + "&error=access_denied", ConsentDeclined, StepSignIn, "not accepted"},
		"no code":                    {goodRedirect + "?session_state=1", CodeUsed, "", "the product has taken the code"},
		"no values at all":           {goodRedirect, CodeUsed, "", "the product has taken the code"},
		"a state without a code":     {goodRedirect + "?admin_consent=True&state=" + visitState, CodeUsed, "", "the product has taken the code"},
		"the address of the page":    {"https://login.microsoftonline.com/common/oauth2/v2.0/authorize?client_id=1&scope=openid", EndpointMalformed, "", "before the sign-in"},
		"another address of theirs":  {"https://login.microsoftonline.com/common/reprocess?ctx=1", EndpointMalformed, "", "holds no answer"},
		"nothing":                    {" ", EndpointMalformed, "", "Nothing was pasted"},
		"anything":                   {"I clicked and nothing happened", Unknown, "", "neither an answer nor an error code"},
		"a refusal without a reason": {refused("access_denied", ""), ConsentDeclined, StepSignIn, "not accepted"},
		"a policy of consent":        {refused("consent_required", ""), ApprovalRequired, StepConsent, "must approve"},
		"no permission to consent":   {refused("permission_denied", ""), ApprovalRequired, StepConsent, "must approve"},
		"trouble":                    {refused("temporarily_unavailable", ""), ServiceUnavailable, StepProve, "trouble of its own"},
		"trouble of the server":      {refused("server_error", ""), ServiceUnavailable, StepProve, "trouble of its own"},
		"a new word":                 {refused("new_word", "Something new."), Unknown, "", "Microsoft refused: Something new."},

		"need admin approval": {"Need admin approval\nContoso mail needs permission to access resources in your organization", ApprovalRequired, StepConsent, "must approve"},
		"a code nobody knows": {"AADSTS5999999: Something new.", Unknown, "", "AADSTS5999999"},
		"65004 in an answer":  {refused("access_denied", "AADSTS65004: User declined to consent."), ConsentDeclined, StepSignIn, "not accepted"},
		"500201 in an answer": {refused("access_denied", "AADSTS500201: A personal account."), PersonalAccount, StepSignIn, "personal Microsoft account"},
		"two codes":           {"AADSTS1: first. AADSTS50011: The redirect URI does not match.", RedirectMismatch, StepRegister, "not registered"},
	} {
		t.Run(name, func(t *testing.T) {
			s := drive(atIn(authCode, StepSignIn), obliging, SignIn{PasteBack}, Typed{FieldAnswer, c.text})
			next, effects := Next(s, Continue{})
			if c.cause == "" {
				redeemed(t, next, effects)
				return
			}
			if next.Busy() || next.At != StepSignIn || len(next.Problems) != 1 || len(effects) > 0 {
				t.Fatalf("at %s, %s, with %v", next.At, next.Phase, next.Problems)
			}
			f := next.Problems[0]
			if f.Cause != c.cause || f.Step != c.step || !strings.Contains(f.Says, c.says) || f.Field != FieldAnswer {
				t.Errorf("%s, step %q, field %q: %s", f.Cause, f.Step, f.Field, f.Says)
			}
			readable(t, f)
			if next.Answers.Answer != c.text {
				t.Error("what was pasted is lost")
			}
		})
	}
}

// redeemed holds that the code is traded once, with all that belongs to it.
func redeemed(t *testing.T, s State, effects []Effect) {
	t.Helper()
	if s.At != StepProve || s.Phase != Proving || s.Answers.Answer != "" || s.Visit.URL != "" || len(effects) != 2 {
		t.Fatalf("at %s, %s, %d effects, answer %q", s.At, s.Phase, len(effects), s.Answers.Answer)
	}
	r := effects[1].(RedeemCode)
	switch {
	case r.Code.Reveal() != visitCode || r.Visit.State != visitState || r.Visit.Verifier.Reveal() != verifier || r.Visit.Redirect != goodRedirect:
		t.Errorf("visit %+v", r.Visit)
	case r.Endpoint != goodEndpoint || r.ClientID != goodClient || r.Tenant != goodTenant || r.Secret.Reveal() != canary:
		t.Errorf("asks %s for %s", r.Endpoint, r.ClientID)
	}
	want := []string{"offline_access", "openid", contosoGraph + "/User.Read", contosoGraph + "/Mail.ReadWrite",
		contosoGraph + "/Mail.ReadWrite.Shared", contosoGraph + "/Mail.Send", contosoGraph + "/Mail.Send.Shared"}
	if !slices.Equal(r.Scopes, want) {
		t.Errorf("scopes %v", r.Scopes)
	}
}

// TestCodesOnThePage: what Microsoft's page says, pasted as it stands there.
func TestCodesOnThePage(t *testing.T) {
	sentences := map[string]Cause{}
	for code, want := range map[string]Cause{
		"50011": RedirectMismatch, "500113": RedirectMissing, "900971": RedirectMissing, "65004": ConsentDeclined, "90094": ApprovalRequired,
		"90095": ApprovalRequired, "50020": AccountWrongTenant, "500200": PersonalAccount, "700016": AppNotFound, "54005": CodeUsed,
		"70008": CodeExpired, "7000215": SecretWrong, "7000222": SecretExpired, "65001": ConsentMissing, "50105": UserNotAssigned,
		"53003": ConditionalAccess, "50076": MFARequired, "90002": TenantNotFound, "700025": RedirectPlatform, "9002325": RedirectPlatform,
		"700082": GrantExpired, "50173": GrantRevoked, "70011": ScopeInvalid,
	} {
		s := drive(atIn(authCode, StepSignIn), obliging, SignIn{PasteBack},
			Typed{FieldAnswer, "Sorry, but we're having trouble signing you in.\n\nAADSTS" + code + ": Text of Microsoft's. Trace ID: 1"}, Continue{})
		if len(s.Problems) != 1 || s.Problems[0].Cause != want || !slices.Equal(s.Problems[0].Codes, []string{"AADSTS" + code}) {
			t.Errorf("AADSTS%s: %v, want %s", code, s.Problems, want)
			continue
		}
		if other, ok := sentences[s.Problems[0].Says]; ok && other != want {
			t.Errorf("%s and %s are said alike", other, want)
		}
		sentences[s.Problems[0].Says] = want
	}
}

// TestWhatRedeemingACodeBrings takes the refusals that come after the browser.
func TestWhatRedeemingACodeBrings(t *testing.T) {
	for code, want := range map[int]Cause{54005: CodeUsed, 70008: CodeExpired, 7000215: SecretWrong, 50011: RedirectMismatch, 65001: ConsentMissing, 53003: ConditionalAccess} {
		s := redeeming()
		s, _ = Next(s, TenantSeen{s.Attempt, Global, discovered()})
		s, effects := Next(s, SignedIn{s.Attempt, Session{Grant: Grant{Reply: refusedWith(400, code)}}})
		if root, _ := Root(Examine(s.AsCase())); root.Cause != want || s.Busy() || len(effects) > 0 {
			t.Errorf("AADSTS%d: %s, busy %v, %d effects", code, root.Cause, s.Busy(), len(effects))
		}
		if again := drive(s, never(t), Retry{}); again.At != StepSignIn {
			t.Errorf("AADSTS%d: tested again at %s", code, again.At)
		}
	}
}

func TestAListenerThatDoesNotMatchIsTheOneToRegister(t *testing.T) {
	s := leftOpen(atIn(authCode, StepSignIn), SignIn{Loopback})
	s = drive(s, obliging, Typed{FieldAnswer, "AADSTS50011: The redirect URI does not match."}, Continue{})
	if len(s.Problems) != 1 || !strings.Contains(s.Problems[0].Do[0], "add http://localhost") {
		t.Errorf("%+v", s.Problems)
	}
}

// TestWhatAConsentBringsBack is caught by the listener.
func TestWhatAConsentBringsBack(t *testing.T) {
	for name, c := range map[string]struct {
		query string
		cause Cause // "" where the tokens are asked
		says  string
	}{
		"consent":                       {"admin_consent=True&tenant=" + goodTenant + "&state=" + visitState, "", ""},
		"consent with scopes":           {"admin_consent=true&scope=x&tenant=" + strings.ToUpper(goodTenant) + "&state=" + visitState, "", ""},
		"an error before admin_consent": {"admin_consent=True&tenant=" + goodTenant + "&state=" + visitState + "&error=access_denied", ConsentDeclined, "was cancelled"},
		"a declined consent":            {"error=consent_required&error_description=AADSTS65004%3A+declined&admin_consent=True&state=" + visitState, ConsentDeclined, "was cancelled"},
		"no right to consent":           {"error=permission_denied&state=" + visitState, ApprovalRequired, "may not consent"},
		"a personal account":            {"error=access_denied&error_description=AADSTS500201%3A+x&admin_consent=True&tenant=9188040d-6c67-4c5b-b112-36a304b66dad&state=" + visitState, PersonalAccount, "personal"},
		"another tenant":                {"admin_consent=True&tenant=" + secretID + "&state=" + visitState, TenantMismatch, "not in " + goodTenant},
		"no tenant":                     {"admin_consent=True&state=" + visitState, TenantMismatch, "not in " + goodTenant},
		"no state":                      {"admin_consent=True&tenant=" + goodTenant, StateMismatch, "state is another one"},
		"a foreign state":               {"admin_consent=True&tenant=" + goodTenant + "&state=forged", StateMismatch, "state is another one"},
		"not true":                      {"admin_consent=False&tenant=" + goodTenant + "&state=" + visitState, Unknown, "does not say that consent was given"},
		"a code":                        {"code=x&state=" + visitState, Unknown, "does not say that consent was given"},
		"nothing":                       {"", Unknown, "does not say that consent was given"},
	} {
		t.Run(name, func(t *testing.T) {
			s := visiting(atIn(grantFlow, StepConsent), Consent{Loopback})
			next, effects := Next(s, VisitAnswered{Attempt: s.Attempt, Answer: NewSecret(loopback + "?" + c.query)})
			if c.cause == "" {
				if next.At != StepProve || next.Phase != Proving || next.Wait != 2*time.Minute || len(effects) != 2 {
					t.Errorf("at %s, %s, waits %v, %d effects", next.At, next.Phase, next.Wait, len(effects))
				}
				return
			}
			if next.At != StepConsent || next.Busy() || len(effects) > 0 || len(next.Problems) != 1 {
				t.Fatalf("at %s, %s, %v", next.At, next.Phase, next.Problems)
			}
			f := next.Problems[0]
			if f.Cause != c.cause || !strings.Contains(f.Says, c.says) {
				t.Errorf("%s: %s", f.Cause, f.Says)
			}
			readable(t, f)
		})
	}
}

// TestWhatTheConsentPageSaysCanBePasted after the wait was left.
func TestWhatTheConsentPageSaysCanBePasted(t *testing.T) {
	s := leftOpen(atIn(grantFlow, StepConsent), Consent{Loopback})
	if p := PageOf(s); !slices.Contains(p.Fields, FieldAnswer) {
		t.Fatal("there is no field for it")
	}
	refused := drive(s, never(t), Typed{FieldAnswer, "AADSTS50011: The redirect URI does not match."}, Continue{})
	if refused.At != StepConsent || !has(refused.Problems, RedirectMismatch) {
		t.Errorf("at %s, %v", refused.At, refused.Problems)
	}
	if given := drive(s, obliging, Typed{FieldAnswer, landed(loopback)}, Continue{}); given.At != StepProve {
		t.Errorf("at %s, %v", given.At, given.Problems)
	}
	if gone := drive(s, obliging, Continue{}); gone.At != StepProve {
		t.Errorf("without a text: at %s, %v", gone.At, gone.Problems)
	}
}

func TestTheConsentPage(t *testing.T) {
	s := atIn(grantFlow, StepConsent)
	for name, c := range map[string]struct {
		auth string
		want string
	}{
		"the first documented form":  {"", "/adminconsent?client_id=" + goodClient + "&redirect_uri=https%3A%2F%2Fcontoso.atlassian.net%2Foauth"},
		"the second names its scope": {"https://login.microsoftonline.com/" + goodTenant + "/v2.0/adminconsent", "/v2.0/adminconsent?client_id=" + goodClient + "&redirect_uri=https%3A%2F%2Fcontoso.atlassian.net%2Foauth&scope=https%3A%2F%2Fgraph.microsoft.com%2F.default"},
	} {
		from := s
		if c.auth != "" {
			from = drive(s, obliging, Typed{FieldAuth, c.auth})
		}
		_, effects := Next(from, Consent{Elsewhere})
		want := OpenURL{"https://login.microsoftonline.com/" + goodTenant + c.want}
		if len(effects) != 3 || effects[0] != want {
			t.Errorf("%s: %v, want %v", name, effects, want)
		}
	}
	for name, wrong := range map[string]Event{
		"without a client ID": Typed{FieldClientID, "abc"}, "with a secret for a redirect URI": Typed{FieldRedirect, canary},
		"at another host": Typed{FieldAuth, "https://evil.example/" + goodTenant + "/adminconsent"},
	} {
		from := drive(s, obliging, wrong)
		next, effects := Next(from, Consent{Elsewhere})
		if len(effects) > 0 || len(next.Problems) == 0 || next.At != StepConsent {
			t.Errorf("%s: opens %v", name, effects)
		}
		if link := PageOf(next).Link; strings.Contains(link, "adminconsent") {
			t.Errorf("%s: links to %s", name, link)
		}
	}
}

// TestAVisitBelongsToItsValues: a page opened with other values is not waited
// for any more.
func TestAVisitBelongsToItsValues(t *testing.T) {
	s := drive(atIn(authCode, StepSignIn), obliging, SignIn{PasteBack})
	for _, field := range []FieldID{FieldClientID, FieldRedirect, FieldAuth, FieldToken, FieldWhere} {
		if next, _ := Next(s, Typed{field, "https://other.example/"}); next.Visit.URL != "" {
			t.Errorf("another %s leaves the page open", field)
		}
	}
	broken := drive(s, obliging, TypedSecret{NewSecret("")}, Typed{FieldAnswer, landed(goodRedirect)})
	if next, effects := Next(broken, Continue{}); len(effects) > 0 || !has(next.Problems, SecretMissing) {
		t.Errorf("redeems without a secret: %v", effects)
	}
}

func TestAnotherTenantAfterASignIn(t *testing.T) {
	s := drive(walk(drive(atIn(authCode, StepSignIn), obliging, SignIn{Loopback}), obliging, StepHandoff), obliging, Another{})
	switch {
	case s.At != StepTenant || s.Answers.Guide != authCode || s.Answers.Redirect != goodRedirect:
		t.Errorf("at %s of %s, redirect %q", s.At, s.Answers.Guide, s.Answers.Redirect)
	case s.Seen.Session != nil || s.Visit != (Visit{}) || s.Way != "" || s.Localhost || !s.Answers.Secret.Empty():
		t.Error("something of the first tenant is left")
	}
	if second := walk(s, obliging, StepHandoff); second.Outcome != Saved || len(second.Outcomes()) != 2 || second.Kept == "contoso" {
		t.Errorf("%s as %s, %d tenants", second.Outcome, second.Kept, len(second.Outcomes()))
	}
}

// TestBackFromASignIn goes back and forth without losing the proof, and without
// taking it for that of another guide.
func TestBackFromASignIn(t *testing.T) {
	s := drive(atIn(authCode, StepProve), obliging, Back{})
	if s.At != StepSignIn || PageOf(s).Options[0].Event != (Continue{}) {
		t.Fatalf("at %s, first option %v", s.At, PageOf(s).Options[0])
	}
	if s := drive(s, never(t), Continue{}); s.At != StepProve || !s.Proven() {
		t.Errorf("at %s, proven %v", s.At, s.Proven())
	}
	for s.At != StepGuide {
		s, _ = Next(s, Back{})
	}
	if s := drive(s, obliging, ChoseGuide{automationAnywhere}); s.Proven() || s.Seen.Session != nil || s.Answers.AuthEndpoint != "" {
		t.Error("a sign-in proves another grant")
	}
	if s := drive(s, obliging, ChoseGuide{grantFlow}); s.Answers.AuthEndpoint != AdminConsentEndpoint(Global, goodTenant) {
		t.Errorf("auth endpoint %q", s.Answers.AuthEndpoint)
	}
	if s := drive(s, obliging, ChoseGuide{authCode}); !s.Proven() {
		t.Error("choosing the same guide forgets the proof")
	}
}
