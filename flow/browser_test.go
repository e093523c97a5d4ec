package flow_test

import (
	"net/url"
	"slices"
	"strings"
	"testing"
	"time"

	"mailgrant/flow"
	"mailgrant/flow/check"
	"mailgrant/flow/finding"
	"mailgrant/flow/guide"
	"mailgrant/flow/page"
	"mailgrant/flow/value"
	"mailgrant/flow/wire"
)

// TestWhatABrowserBringsBack reads redirects of a sign-in, as received or
// pasted.
func TestWhatABrowserBringsBack(t *testing.T) {
	refused := func(oauth, text string) string {
		return goodRedirect + "?" + url.Values{"error": {oauth}, "error_description": {text}, "state": {visitState}, "admin_consent": {"True"}}.Encode()
	}
	for name, c := range map[string]struct {
		text  string
		cause finding.Cause // "" if the code is redeemed
		step  finding.StepID
		says  string // part of the sentence
	}{
		"a code":                      {landed(goodRedirect), "", "", ""},
		"a code with a session state": {landed(goodRedirect) + "&session_state=1", "", "", ""},
		"a code in the fragment":      {strings.Replace(landed(goodRedirect), "?", "#", 1), "", "", ""},
		"a code with spaces around":   {"  " + landed(goodRedirect) + "\n", "", "", ""},
		"the values alone":            {strings.TrimPrefix(landed(goodRedirect), goodRedirect+"?"), "", "", ""},

		"a forged state":             {goodRedirect + "?code=x&state=forged", finding.StateMismatch, "", "state is another one"},
		"no state":                   {goodRedirect + "?code=x", finding.StateMismatch, "", "no state"},
		"a forged refusal":           {goodRedirect + "?error=access_denied&state=forged", finding.StateMismatch, "", "state is another one"},
		"an error beside a code":     {landed(goodRedirect) + "&error=access_denied", finding.ConsentDeclined, guide.StepSignIn, "not accepted"},
		"no code":                    {goodRedirect + "?session_state=1", finding.CodeUsed, "", "the product has taken the code"},
		"no values at all":           {goodRedirect, finding.CodeUsed, "", "the product has taken the code"},
		"a state without a code":     {goodRedirect + "?admin_consent=True&state=" + visitState, finding.CodeUsed, "", "the product has taken the code"},
		"the address of the page":    {"https://login.microsoftonline.com/common/oauth2/v2.0/authorize?client_id=1&scope=openid", finding.EndpointMalformed, "", "before the sign-in"},
		"another address of theirs":  {"https://login.microsoftonline.com/common/reprocess?ctx=1", finding.EndpointMalformed, "", "holds no answer"},
		"nothing":                    {" ", finding.EndpointMalformed, "", "Nothing was pasted"},
		"anything":                   {"I clicked and nothing happened", finding.Unknown, "", "neither an answer nor an error code"},
		"a refusal without a reason": {refused("access_denied", ""), finding.ConsentDeclined, guide.StepSignIn, "not accepted"},
		"a policy of consent":        {refused("consent_required", ""), finding.ApprovalRequired, guide.StepConsent, "must approve"},
		"no permission to consent":   {refused("permission_denied", ""), finding.ApprovalRequired, guide.StepConsent, "must approve"},
		"trouble":                    {refused("temporarily_unavailable", ""), finding.ServiceUnavailable, guide.StepVerify, "has a problem"},
		"trouble of the server":      {refused("server_error", ""), finding.ServiceUnavailable, guide.StepVerify, "has a problem"},
		"a new word":                 {refused("new_word", "Something new."), finding.Unknown, "", "Microsoft refused: Something new."},

		"need admin approval": {"Need admin approval\nContoso mail needs permission to access resources in your organization", finding.ApprovalRequired, guide.StepConsent, "must approve"},
		"a code nobody knows": {"AADSTS5999999: Something new.", finding.Unknown, "", "AADSTS5999999"},
		"65004 in an answer":  {refused("access_denied", "AADSTS65004: User declined to consent."), finding.ConsentDeclined, guide.StepSignIn, "not accepted"},
		"500201 in an answer": {refused("access_denied", "AADSTS500201: A personal account."), finding.PersonalAccount, guide.StepSignIn, "personal Microsoft account"},
		"two codes":           {"AADSTS1: first. AADSTS50011: The redirect URI does not match.", finding.RedirectMismatch, guide.StepRegister, "not exactly one of those registered"},
	} {
		t.Run(name, func(t *testing.T) {
			s := drive(atIn(authCode, guide.StepSignIn), obliging, flow.SignIn{Method: wire.PasteBack}, flow.Typed{Field: guide.FieldAnswer, Text: c.text})
			next, effects := flow.Next(s, flow.Continue{})
			if c.cause == "" {
				redeemed(t, next, effects)
				return
			}
			if next.Busy() || next.At != guide.StepSignIn || len(next.Problems) != 1 || len(effects) > 0 {
				t.Fatalf("at %s, %s, with %v", next.At, next.Phase, next.Problems)
			}
			f := next.Problems[0]
			if f.Cause != c.cause || f.Step != c.step || !strings.Contains(f.Says, c.says) || f.Field != guide.FieldAnswer {
				t.Errorf("%s, step %q, field %q: %s", f.Cause, f.Step, f.Field, f.Says)
			}
			readable(t, f)
			if next.Values.Answer != c.text {
				t.Error("what was pasted is lost")
			}
		})
	}
}

// redeemed requires that the code is redeemed once, with all that belongs to
// it.
func redeemed(t *testing.T, s flow.State, effects []flow.Effect) {
	t.Helper()
	if s.At != guide.StepVerify || s.Phase != flow.Verifying || s.Values.Answer != "" || s.BrowserFlow.URL != "" || len(effects) != 2 {
		t.Fatalf("at %s, %s, %d effects, answer %q", s.At, s.Phase, len(effects), s.Values.Answer)
	}
	r := effects[1].(flow.RedeemCode)
	switch {
	case r.Code.Reveal() != visitCode || r.Flow.State != visitState || r.Flow.Verifier.Reveal() != verifier || r.Flow.Redirect != goodRedirect:
		t.Errorf("browser flow %+v", r.Flow)
	case r.Endpoint != goodEndpoint || r.ClientID != goodClient || r.Tenant != goodTenant || r.Secret.Reveal() != canary:
		t.Errorf("asks %s for %s", r.Endpoint, r.ClientID)
	}
	want := []string{"offline_access", "openid", contosoGraph + "/User.Read", contosoGraph + "/Mail.ReadWrite",
		contosoGraph + "/Mail.ReadWrite.Shared", contosoGraph + "/Mail.Send", contosoGraph + "/Mail.Send.Shared"}
	if !slices.Equal(r.Scopes, want) {
		t.Errorf("scopes %v", r.Scopes)
	}
}

// TestCodesOnThePage pastes what Microsoft's page says.
func TestCodesOnThePage(t *testing.T) {
	sentences := map[string]finding.Cause{}
	for code, want := range map[string]finding.Cause{
		"50011": finding.RedirectMismatch, "500113": finding.RedirectMissing, "900971": finding.RedirectMissing, "65004": finding.ConsentDeclined, "90094": finding.ApprovalRequired,
		"90095": finding.ApprovalRequired, "50020": finding.AccountWrongTenant, "500200": finding.PersonalAccount, "700016": finding.AppNotFound, "54005": finding.CodeUsed,
		"70008": finding.CodeExpired, "7000215": finding.SecretWrong, "7000222": finding.SecretExpired, "65001": finding.ConsentMissing, "50105": finding.UserNotAssigned,
		"53003": finding.ConditionalAccess, "50076": finding.MFARequired, "90002": finding.TenantNotFound, "700025": finding.RedirectPlatform, "9002325": finding.RedirectPlatform,
		"700082": finding.GrantExpired, "50173": finding.GrantRevoked, "70011": finding.ScopeInvalid,
	} {
		s := drive(atIn(authCode, guide.StepSignIn), obliging, flow.SignIn{Method: wire.PasteBack},
			flow.Typed{Field: guide.FieldAnswer, Text: "Sorry, but we're having trouble signing you in.\n\nAADSTS" + code + ": Text of Microsoft's. Trace ID: 1"}, flow.Continue{})
		if len(s.Problems) != 1 || s.Problems[0].Cause != want || !slices.Equal(s.Problems[0].Codes, []string{"AADSTS" + code}) {
			t.Errorf("AADSTS%s: %v, want %s", code, s.Problems, want)
			continue
		}
		if other, ok := sentences[s.Problems[0].Says]; ok && other != want {
			t.Errorf("%s and %s have the same text", other, want)
		}
		sentences[s.Problems[0].Says] = want
	}
}

// TestWhatRedeemingACodeBrings has the refusals that come after the browser.
func TestWhatRedeemingACodeBrings(t *testing.T) {
	for code, want := range map[int]finding.Cause{54005: finding.CodeUsed, 70008: finding.CodeExpired, 7000215: finding.SecretWrong, 50011: finding.RedirectMismatch, 65001: finding.ConsentMissing, 53003: finding.ConditionalAccess} {
		s := redeeming()
		s, _ = flow.Next(s, flow.TenantSeen{Attempt: s.Attempt, Cloud: value.Global, Discovery: discovered()})
		s, effects := flow.Next(s, flow.SignedIn{Attempt: s.Attempt, Result: wire.SignInResult{Grant: wire.Grant{Reply: refusedWith(400, code)}}})
		if root, _ := finding.Root(check.Examine(s.AsCase())); root.Cause != want || s.Busy() || len(effects) > 0 {
			t.Errorf("AADSTS%d: %s, busy %v, %d effects", code, root.Cause, s.Busy(), len(effects))
		}
		if again := drive(s, never(t), flow.Retry{}); again.At != guide.StepSignIn {
			t.Errorf("AADSTS%d: tested again at %s", code, again.At)
		}
	}
}

func TestAListenerThatDoesNotMatchIsTheOneToRegister(t *testing.T) {
	s := leftOpen(atIn(authCode, guide.StepSignIn), flow.SignIn{Method: wire.Loopback})
	s = drive(s, obliging, flow.Typed{Field: guide.FieldAnswer, Text: "AADSTS50011: The redirect URI does not match."}, flow.Continue{})
	if len(s.Problems) != 1 || !strings.Contains(s.Problems[0].Do[0], "add http://localhost") {
		t.Errorf("%+v", s.Problems)
	}
}

// TestWhatAConsentBringsBack has redirects that the listener receives.
func TestWhatAConsentBringsBack(t *testing.T) {
	for name, c := range map[string]struct {
		query string
		cause finding.Cause // "" if tokens are requested
		says  string
	}{
		"consent":                       {"admin_consent=True&tenant=" + goodTenant + "&state=" + visitState, "", ""},
		"consent with scopes":           {"admin_consent=true&scope=x&tenant=" + strings.ToUpper(goodTenant) + "&state=" + visitState, "", ""},
		"an error before admin_consent": {"admin_consent=True&tenant=" + goodTenant + "&state=" + visitState + "&error=access_denied", finding.ConsentDeclined, "was cancelled"},
		"a declined consent":            {"error=consent_required&error_description=AADSTS65004%3A+declined&admin_consent=True&state=" + visitState, finding.ConsentDeclined, "was cancelled"},
		"no right to consent":           {"error=permission_denied&state=" + visitState, finding.ApprovalRequired, "may not consent"},
		"a personal account":            {"error=access_denied&error_description=AADSTS500201%3A+x&admin_consent=True&tenant=9188040d-6c67-4c5b-b112-36a304b66dad&state=" + visitState, finding.PersonalAccount, "personal"},
		"another tenant":                {"admin_consent=True&tenant=" + secretID + "&state=" + visitState, finding.TenantMismatch, "not in " + goodTenant},
		"no tenant":                     {"admin_consent=True&state=" + visitState, finding.TenantMismatch, "not in " + goodTenant},
		"no state":                      {"admin_consent=True&tenant=" + goodTenant, finding.StateMismatch, "state is another one"},
		"a foreign state":               {"admin_consent=True&tenant=" + goodTenant + "&state=forged", finding.StateMismatch, "state is another one"},
		"not true":                      {"admin_consent=False&tenant=" + goodTenant + "&state=" + visitState, finding.Unknown, "does not say that consent was given"},
		"a code":                        {"code=x&state=" + visitState, finding.Unknown, "does not say that consent was given"},
		"nothing":                       {"", finding.Unknown, "does not say that consent was given"},
	} {
		t.Run(name, func(t *testing.T) {
			s := visiting(atIn(grantFlow, guide.StepConsent), flow.Consent{Method: wire.Loopback})
			next, effects := flow.Next(s, flow.RedirectCaught{Attempt: s.Attempt, Answer: value.NewSecret(loopback + "?" + c.query)})
			if c.cause == "" {
				if next.At != guide.StepVerify || next.Phase != flow.Verifying || next.Wait != 2*time.Minute || len(effects) != 2 {
					t.Errorf("at %s, %s, waits %v, %d effects", next.At, next.Phase, next.Wait, len(effects))
				}
				return
			}
			if next.At != guide.StepConsent || next.Busy() || len(effects) > 0 || len(next.Problems) != 1 {
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

// TestWhatTheConsentPageSaysCanBePasted pastes after the wait was left.
func TestWhatTheConsentPageSaysCanBePasted(t *testing.T) {
	s := leftOpen(atIn(grantFlow, guide.StepConsent), flow.Consent{Method: wire.Loopback})
	if p := page.Of(s); !slices.Contains(p.Fields, guide.FieldAnswer) {
		t.Fatal("there is no field for it")
	}
	refused := drive(s, never(t), flow.Typed{Field: guide.FieldAnswer, Text: "AADSTS50011: The redirect URI does not match."}, flow.Continue{})
	if refused.At != guide.StepConsent || !has(refused.Problems, finding.RedirectMismatch) {
		t.Errorf("at %s, %v", refused.At, refused.Problems)
	}
	if given := drive(s, obliging, flow.Typed{Field: guide.FieldAnswer, Text: landed(loopback)}, flow.Continue{}); given.At != guide.StepVerify {
		t.Errorf("at %s, %v", given.At, given.Problems)
	}
	if gone := drive(s, obliging, flow.Continue{}); gone.At != guide.StepVerify {
		t.Errorf("without a text: at %s, %v", gone.At, gone.Problems)
	}
}

func TestTheConsentPage(t *testing.T) {
	s := atIn(grantFlow, guide.StepConsent)
	for name, c := range map[string]struct {
		auth string
		want string
	}{
		"the first documented form":  {"", "/adminconsent?client_id=" + goodClient + "&redirect_uri=https%3A%2F%2Fcontoso.atlassian.net%2Foauth"},
		"the second names its scope": {"https://login.microsoftonline.com/" + goodTenant + "/v2.0/adminconsent", "/v2.0/adminconsent?client_id=" + goodClient + "&redirect_uri=https%3A%2F%2Fcontoso.atlassian.net%2Foauth&scope=https%3A%2F%2Fgraph.microsoft.com%2F.default"},
	} {
		from := s
		if c.auth != "" {
			from = drive(s, obliging, flow.Typed{Field: guide.FieldAuth, Text: c.auth})
		}
		_, effects := flow.Next(from, flow.Consent{Method: wire.Elsewhere})
		want := flow.OpenURL{URL: "https://login.microsoftonline.com/" + goodTenant + c.want}
		if len(effects) != 3 || effects[0] != want {
			t.Errorf("%s: %v, want %v", name, effects, want)
		}
	}
	for name, wrong := range map[string]flow.Event{
		"without a client ID": flow.Typed{Field: guide.FieldClientID, Text: "abc"}, "with a secret for a redirect URI": flow.Typed{Field: guide.FieldRedirect, Text: canary},
		"at another host": flow.Typed{Field: guide.FieldAuth, Text: "https://evil.example/" + goodTenant + "/adminconsent"},
	} {
		from := drive(s, obliging, wrong)
		next, effects := flow.Next(from, flow.Consent{Method: wire.Elsewhere})
		if len(effects) > 0 || len(next.Problems) == 0 || next.At != guide.StepConsent {
			t.Errorf("%s: opens %v", name, effects)
		}
		if link := page.Of(next).Link; strings.Contains(link, "adminconsent") {
			t.Errorf("%s: links to %s", name, link)
		}
	}
}

// TestABrowserFlowBelongsToItsValues leaves the wait for a page that was opened with
// other values.
func TestABrowserFlowBelongsToItsValues(t *testing.T) {
	s := drive(atIn(authCode, guide.StepSignIn), obliging, flow.SignIn{Method: wire.PasteBack})
	for _, field := range []finding.FieldID{guide.FieldClientID, guide.FieldRedirect, guide.FieldAuth, guide.FieldToken, guide.FieldOrganization} {
		if next, _ := flow.Next(s, flow.Typed{Field: field, Text: "https://other.example/"}); next.BrowserFlow.URL != "" {
			t.Errorf("another %s leaves the page open", field)
		}
	}
	broken := drive(s, obliging, flow.TypedSecret{Secret: value.NewSecret("")}, flow.Typed{Field: guide.FieldAnswer, Text: landed(goodRedirect)})
	if next, effects := flow.Next(broken, flow.Continue{}); len(effects) > 0 || !has(next.Problems, finding.SecretMissing) {
		t.Errorf("redeems without a secret: %v", effects)
	}
}

func TestAnotherTenantAfterASignIn(t *testing.T) {
	s := drive(walk(drive(atIn(authCode, guide.StepSignIn), obliging, flow.SignIn{Method: wire.Loopback}), obliging, guide.StepHandoff), obliging, flow.NextTenant{})
	switch {
	case s.At != guide.StepTenant || s.Values.Guide != authCode || s.Values.Redirect != goodRedirect:
		t.Errorf("at %s of %s, redirect %q", s.At, s.Values.Guide, s.Values.Redirect)
	case s.Results.SignIn != nil || s.BrowserFlow != (wire.BrowserFlow{}) || s.ReturnMethod != "" || s.Localhost || !s.Values.Secret.Empty():
		t.Error("something of the first tenant is left")
	}
	if second := walk(s, obliging, guide.StepHandoff); second.Outcome != flow.Saved || len(second.Outcomes()) != 2 || second.Kept == "contoso" {
		t.Errorf("%s as %s, %d tenants", second.Outcome, second.Kept, len(second.Outcomes()))
	}
}

// TestBackFromASignIn goes back and forth. The test result must not get lost,
// nor count for another guide.
func TestBackFromASignIn(t *testing.T) {
	s := drive(atIn(authCode, guide.StepVerify), obliging, flow.Back{})
	if s.At != guide.StepSignIn || page.Of(s).Options[0].Event != (flow.Continue{}) {
		t.Fatalf("at %s, first option %v", s.At, page.Of(s).Options[0])
	}
	if s := drive(s, never(t), flow.Continue{}); s.At != guide.StepVerify || !s.Verified() {
		t.Errorf("at %s, verified %v", s.At, s.Verified())
	}
	for s.At != guide.StepGuide {
		s, _ = flow.Next(s, flow.Back{})
	}
	if s := drive(s, obliging, flow.ChoseGuide{ID: automationAnywhere}); s.Verified() || s.Results.SignIn != nil || s.Values.AuthEndpoint != "" {
		t.Error("a sign-in verifies another grant")
	}
	if s := drive(s, obliging, flow.ChoseGuide{ID: grantFlow}); s.Values.AuthEndpoint != value.AdminConsentEndpoint(value.Global, goodTenant) {
		t.Errorf("auth endpoint %q", s.Values.AuthEndpoint)
	}
	if s := drive(s, obliging, flow.ChoseGuide{ID: authCode}); !s.Verified() {
		t.Error("choosing the same guide drops the test result")
	}
}
