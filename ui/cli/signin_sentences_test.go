package cli

import (
	"context"
	"net/http"
	"net/url"
	"strings"
	"testing"
	"time"

	"mailgrant/flow"
	"mailgrant/flow/check"
	"mailgrant/flow/entra/entratest"
	"mailgrant/flow/entra/entratest/fault"
	"mailgrant/flow/finding"
	"mailgrant/flow/guide"
	"mailgrant/flow/wire"
)

// outing is a session that has opened the browser, with a real runner. The test
// plays the browser.
type outing struct {
	visiting
	link  string // Microsoft's page, as opened
	ended chan flow.State
}

// goOut begins the sign-in, or the consent, of an app of the cast. The session
// waits for the browser until limit; 0 is the usual time.
func goOut(t *testing.T, s *stage, key string, at finding.StepID, e flow.Event, limit time.Duration) *outing {
	t.Helper()
	rig, err := s.world(nil, nil).connect(context.Background(), wiring{limit: time.Minute})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(rig.close)
	rig.visits.Limit = limit
	o := &outing{visiting: visiting{Runner: rig.hands()}, ended: make(chan flow.State, 1)}
	links := make(chan string, 1)
	do := func(ctx context.Context, e flow.Effect) flow.Event {
		if e, ok := e.(flow.OpenURL); ok {
			links <- e.URL
			return flow.Told{}
		}
		return o.Do(ctx, e)
	}
	a := sample(t, key).Values
	state, _ := flow.Next(flow.Begin(time.Now(), nil), flow.ChoseGuide{ID: a.Guide})
	state.Values, state.At = a, at
	go func() { o.ended <- drive(t.Context(), state, e, do) }()
	o.link = <-links
	u, err := url.Parse(o.link)
	if err != nil {
		t.Fatal(err)
	}
	o.visit = wire.BrowserFlow{Redirect: u.Query().Get("redirect_uri"), State: u.Query().Get("state")}
	return o
}

// lands signs in with Microsoft and returns the path that the browser is
// redirected to.
func (o *outing) lands(t *testing.T, s *stage) string {
	t.Helper()
	_, query, _ := strings.Cut(signsIn(t, s.ms.Page(o.link), "support@contoso.com"), "?")
	return "/?" + query
}

// end is the session when no work is in progress.
func (o *outing) end(t *testing.T) flow.State {
	t.Helper()
	select {
	case s := <-o.ended:
		return s
	case <-time.After(2 * time.Minute):
		t.Fatal("the session still waits")
		return flow.State{}
	}
}

// standing is why a session is stuck; "" if it is not.
func standing(s flow.State) finding.Finding {
	if len(s.Problems) > 0 {
		return s.Problems[0]
	}
	root, _ := finding.Root(check.Examine(s.AsCase()))
	return root
}

// Each problem on the way back has its own sentence.
func TestEachEndOfABrowserFlowHasItsOwnSentence(t *testing.T) {
	signIn, consent := flow.SignIn{Method: wire.Loopback}, flow.Consent{Method: wire.Loopback}
	said := map[string]string{}
	for name, c := range map[string]struct {
		key   string
		at    finding.StepID
		begin flow.Event
		limit time.Duration
		acts  func(*testing.T, *stage, *outing)
		cause finding.Cause
	}{
		"a forged state": {"sign-in", guide.StepSignIn, signIn, 0, func(t *testing.T, _ *stage, o *outing) {
			o.get(t, "/?code=forged&state=forged")
		}, finding.StateMismatch},
		"left alone": {"sign-in", guide.StepSignIn, signIn, time.Millisecond, func(*testing.T, *stage, *outing) {}, finding.SignInTimeout},
		"declined": {"sign-in", guide.StepSignIn, signIn, 0, func(t *testing.T, _ *stage, o *outing) {
			o.get(t, "/?error=access_denied&error_description=AADSTS65004%3A+User+declined&state="+o.visit.State)
		}, finding.ConsentDeclined},
		"an error beside admin_consent=True": {"to-be-granted", guide.StepConsent, consent, 0, func(t *testing.T, _ *stage, o *outing) {
			o.get(t, "/?error=access_denied&error_description=AADSTS90094%3A+approval&admin_consent=True&tenant="+entratest.ContosoID+"&state="+o.visit.State)
		}, finding.ApprovalRequired},
		"token protection": {"token-protection", guide.StepSignIn, signIn, 0, func(t *testing.T, s *stage, o *outing) {
			o.get(t, o.lands(t, s))
		}, finding.ConditionalAccess},
		"consent for another tenant": {"to-be-granted", guide.StepConsent, consent, 0, func(t *testing.T, _ *stage, o *outing) {
			o.get(t, "/?admin_consent=True&tenant=9188040d-6c67-4c5b-b112-36a304b66dad&state="+o.visit.State)
		}, finding.TenantMismatch},
		"a code used before": {"sign-in", guide.StepSignIn, signIn, 0, func(t *testing.T, s *stage, o *outing) {
			path := o.lands(t, s)
			s.ms.Fault(entratest.Token, fault.Refuse(http.StatusBadRequest, "invalid_grant", 54005, "OAuth2 Authorization code was already redeemed."))
			o.get(t, path)
		}, finding.CodeUsed},
	} {
		t.Run(name, func(t *testing.T) {
			s := newStage(t)
			o := goOut(t, s, c.key, c.at, c.begin, c.limit)
			c.acts(t, s, o)
			end := o.end(t)
			why := standing(end)
			if why.Cause != c.cause || why.Says == "" || len(why.Do) == 0 {
				t.Errorf("it ends in %+v", why)
			}
			if other, twice := said[why.Says]; twice {
				t.Errorf("%q is said of %s, too", why.Says, other)
			}
			said[why.Says] = name
			if end.Consented.ClientID != "" {
				t.Error("it counts as consented")
			}
		})
	}
}

// A foreign request and a surplus one are answered as such in the browser, and
// the session continues as if they had not come.
func TestWhatIsNotTheAnswerLeavesTheSessionAsItIs(t *testing.T) {
	s := newStage(t)
	o := goOut(t, s, "sign-in", guide.StepSignIn, flow.SignIn{Method: wire.Loopback}, 0)
	path := o.lands(t, s)
	if page := o.send(t, http.MethodGet, "evil.example:PORT", path); !strings.Contains(page.body, "Wrong address") {
		t.Errorf("a foreign host is told %s", page.body)
	}
	o.get(t, path)
	if page := o.get(t, path); !strings.Contains(page.body, "Already received") {
		t.Errorf("a second request is told %s", page.body)
	}
	if end := o.end(t); !end.Verified() {
		t.Errorf("it ends in %+v", standing(end))
	}
}
