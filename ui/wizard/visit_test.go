package wizard

import (
	"net/url"
	"strings"
	"testing"
	"time"

	"github.com/charmbracelet/bubbles/spinner"

	"mailgrant/flow"
	"mailgrant/flow/finding"
	"mailgrant/flow/guide"
	"mailgrant/flow/value"
)

// comeBack is the address at which a browser ends after a sign-in.
func comeBack(values ...string) string {
	q := url.Values{}
	for i := 0; i < len(values); i += 2 {
		q.Set(values[i], values[i+1])
	}
	return redirect + "?" + q.Encode()
}

func TestASignInIsPastedBackAndRedeemed(t *testing.T) {
	w := goodWorld()
	s := pasting(t, w)
	s.sees("F2 opens it in your browser", redirect).reads("paste it here")
	if s.m.at().field != guide.FieldAnswer || count[flow.OpenURL](w) != 1 {
		t.Errorf("the focus is on %q, %d pages opened", s.m.at().field, count[flow.OpenURL](w))
	}
	s.paste(comeBack("code", canary+"-code", "state", "st4te")).keys("enter")
	s.sees("9/10", "It works", "Save it in the keyring")
	e := last[flow.RedeemCode](t, w)
	if e.Code.Reveal() != canary+"-code" || e.Secret.Reveal() != canary || e.Flow.State != "st4te" {
		t.Errorf("redeemed %+v", e)
	}
	if s.m.state.Values.Answer != "" {
		t.Error("the code was not dropped")
	}
}

func TestWhatIsNoAnswerIsSaidAtItsFieldAndCanBePastedAnew(t *testing.T) {
	for name, c := range map[string]struct{ text, says string }{
		"nothing":                    {"", "Nothing was pasted yet"},
		"the page's own address":     {"https://login.microsoftonline.com/" + tenantID + "/oauth2/v2.0/authorize?client_id=" + clientID, "before the sign-in"},
		"an answer of another visit": {comeBack("code", "c0de", "state", "another"), "does not belong to the sign-in mailgrant began"},
		"an error in the address":    {comeBack("error", "access_denied", "state", "st4te"), "✗"},
		"the text of a page":         {"Sorry, but we're having trouble signing you in.\nAADSTS50011: The redirect URI does not match.\nTrace ID: 1", "AADSTS50011"},
		"text of another kind":       {"good morning", "neither an answer nor an error code"},
		"a code the product took":    {redirect + "?done=1", "There is no code in this address"},
	} {
		t.Run(name, func(t *testing.T) {
			w := goodWorld()
			s := pasting(t, w)
			if c.text != "" {
				s.paste(c.text)
			}
			s.keys("enter", "enter").sees(c.says)
			if s.m.state.At != guide.StepSignIn || s.m.at().field != guide.FieldAnswer || count[flow.RedeemCode](w) > 0 {
				t.Errorf("at %s, focus on %q", s.m.state.At, s.m.at().field)
			}
			s.keys("ctrl+u").paste(comeBack("code", "c0de", "state", "st4te")).keys("enter")
			if s.m.state.At != guide.StepVerify {
				t.Errorf("the right address is refused:\n%s", s.m.View())
			}
		})
	}
}

func TestACodeIsNeverShownWholeOnceItIsRedeemed(t *testing.T) {
	s := pasting(t, goodWorld()).paste(comeBack("code", canary+"-code", "state", "st4te")).keys("enter")
	for s.m.state.At != guide.StepHandoff {
		if strings.Contains(s.m.View(), "-code") {
			t.Fatalf("the code is on the screen:\n%s", s.m.View())
		}
		s.answer()
	}
}

func TestASignInThroughThisComputerIsWaitedForAndRedeemed(t *testing.T) {
	w := withCode()
	s := looping(t, w)
	s.sees("It works", "Save it in the keyring")
	if e := last[flow.RedeemCode](t, w); e.Flow.Redirect != here || e.Code.Reveal() != canary+"-code" {
		t.Errorf("redeemed %+v", e)
	}
	s.to(guide.StepHandoff).sees("Required: remove http://localhost from the app again")
}

func TestTheWaitForABrowserShowsItsLinkAndCanBeLeft(t *testing.T) {
	w := nobodyComes()
	s := looping(t, w)
	s.sees("Waiting for the sign-in", "F2 opens it in your browser, F3 copies it", "authorize?client_id=", "stop waiting")
	s.keys("f3").sees("Copied: Link.")
	if c := last[flow.CopyText](t, w); !strings.Contains(c.Text, url.QueryEscape(here)) || !c.Page {
		t.Errorf("copied %+v", c)
	}
	opened := count[flow.OpenURL](w)
	if s.keys("f2"); count[flow.OpenURL](w) != opened+1 {
		t.Error("F2 does not open the page again")
	}
	s.keys("esc").sees("no longer waits for your browser", "Begin again")
	if w.ctx.Err() == nil {
		t.Error("the listener is still open")
	}
	if s.m.at().field != guide.FieldAnswer {
		t.Errorf("the focus is on %q", s.m.at().field)
	}
	s.pick("Another way").sees("❯ Sign in, then paste the address")
}

func TestWhoeverTookTheConsentLinkIsAskedWhetherTheyAccepted(t *testing.T) {
	for _, key := range []string{"f2", "f3"} {
		in(t, goodWorld(), grantFlow).to(guide.StepConsent).keys(key).sees("❯ I have accepted: wait for it")
	}
}

func TestALateBrowserIsNotListenedTo(t *testing.T) {
	s := looping(t, nobodyComes())
	attempt := s.m.state.Attempt
	s.keys("esc")
	s.send(happened{event: flow.RedirectCaught{Attempt: attempt, Answer: value.NewSecret(here + "?code=c&state=st4te")}})
	if s.m.state.At != guide.StepSignIn || s.m.state.Busy() {
		t.Errorf("at %s, %s", s.m.state.At, s.m.state.Phase)
	}
}

func TestARefusalThatComesBackIsExplained(t *testing.T) {
	w := goodWorld()
	w.comesBack = url.Values{"state": {"st4te"}, "error": {"access_denied"}, "error_description": {"AADSTS65004: declined"}}
	s := looping(t, w)
	s.sees("✗", "not accepted on Microsoft's page")
	if s.m.state.At != guide.StepSignIn {
		t.Errorf("at %s", s.m.state.At)
	}
}

func TestAPortInUseIsSaidWhereTheWayIsChosen(t *testing.T) {
	w := goodWorld()
	f := finding.New(finding.BrowserCheck, finding.Unknown, "Port 8400 of this computer is in use.", "Choose another with --port.")
	w.unlistened = &f
	looping(t, w).sees("Port 8400 of this computer is in use", "Sign in, then paste the address")
}

func TestNotNowSaysWhatItDoesNotProve(t *testing.T) {
	w := goodWorld()
	s := in(t, w, authCode).to(guide.StepSignIn).pick("Not now")
	s.sees("9/10", "Right so far")
	if count[flow.RedeemCode](w)+count[flow.StartBrowserFlow](w) > 0 || len(last[flow.FetchToken](t, w).Probes) > 0 {
		t.Errorf("asked for %+v", w.effects)
	}
	s.m.resize(100, 50)
	s.sees("– permissions", "– mailbox")
	s.m.resize(100, 30)
	s.to(guide.StepHandoff)
	if s.m.resize(100, 80); strings.Contains(s.m.View(), "http://localhost") {
		t.Errorf("the sheet mentions http://localhost:\n%s", s.m.View())
	}
}

func TestAnotherTestAsksForAnotherSignIn(t *testing.T) {
	s := pasting(t, goodWorld()).paste(comeBack("code", "c0de", "state", "st4te")).keys("enter")
	s.pick("Test again").sees("Test the sign-in", "Continue with the last test")
}

func TestTheSheetTellsOfLocalhostOnlyWhereItWasRegistered(t *testing.T) {
	s := pasting(t, goodWorld()).paste(comeBack("code", "c0de", "state", "st4te")).keys("enter").to(guide.StepHandoff)
	if s.m.resize(100, 80); strings.Contains(s.m.View(), "localhost") {
		t.Errorf("the sheet mentions http://localhost:\n%s", s.m.View())
	}
}

func TestTheWaitForConsentCountsDownByTheSpinnersClock(t *testing.T) {
	w := goodWorld()
	s := polling(t, w)
	s.sees("Waiting for the permissions to show", "in 5 s (try 2)")
	s.tick(today)
	s.tick(today.Add(3 * time.Second))
	s.sees("in 2 s (try 2)")
	s.tick(today.Add(time.Minute))
	s.sees("in 0 s (try 2)")
	s.send(happened{event: flow.TokenSeen{Attempt: s.m.state.Attempt, Grant: w.grant}})
	s.sees("in 10 s (try 3)")
	s.send(happened{event: flow.TokenSeen{Attempt: s.m.state.Attempt, Grant: goodWorld().grant}})
	s.sees("It works", "❯ Save it in the keyring")
}

// tick turns the spinner once and drops the tick that follows.
func (s *session) tick(at time.Time) {
	s.m.Update(spinner.TickMsg{ID: s.m.spin.ID(), Time: at})
	s.m.View()
}

func TestTheWaitForConsentCanBeLeftAndBegunAgain(t *testing.T) {
	w := goodWorld()
	s := polling(t, w).keys("esc")
	s.sees("Admin consent is missing")
	s.pick("Wait for it to show").sees("in 5 s (try 2)")
}

func TestTheConsentPageIsOpenedAndTheAnswerCaught(t *testing.T) {
	w := goodWorld()
	w.comesBack = url.Values{"state": {"st4te"}, "admin_consent": {"True"}, "tenant": {tenantID}}
	s := in(t, w, grantFlow).to(guide.StepConsent)
	s.sees("F2 opens").pick("Open it, and catch")
	s.sees("It works")
	if u := last[flow.StartBrowserFlow](t, w); !u.Loopback || !strings.Contains(u.URL, "/adminconsent?") || u.SignIn {
		t.Errorf("opened %+v", u)
	}
}

func TestAConsentRefusedSaysSoThoughItSaysTrueToo(t *testing.T) {
	w := goodWorld()
	w.comesBack = url.Values{"state": {"st4te"}, "admin_consent": {"True"}, "error": {"access_denied"}}
	s := in(t, w, grantFlow).to(guide.StepConsent).pick("Open it, and catch")
	s.sees("✗", "was cancelled on Microsoft's page")
	if s.m.state.At != guide.StepConsent {
		t.Errorf("went on to %s", s.m.state.At)
	}
}
