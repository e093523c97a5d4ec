package flow_test

import (
	"slices"
	"strings"
	"testing"
	"time"

	"mailgrant/flow"
	"mailgrant/flow/check"
	"mailgrant/flow/finding"
	"mailgrant/flow/form"
	"mailgrant/flow/guide"
	"mailgrant/flow/value"
	"mailgrant/flow/wire"
)

// consented makes a test's session one that has just seen the app's consent.
func consented(s *flow.State) { s.Consented = check.Consented{ClientID: goodClient} }

func TestWhatMaySpreadIsNamedOnlyWithEvidence(t *testing.T) {
	after := func(d time.Duration) func(*flow.State) {
		return func(s *flow.State) { s.Consented = check.Consented{ClientID: goodClient, At: today.Add(-d)} }
	}
	for name, c := range map[string]struct {
		before func(*flow.State)
		grants []wire.Grant // one per token request; the last one repeats
		cause  finding.Cause
		check  finding.Check
		says   string
	}{
		"no roles right after the consent":           {consented, []wire.Grant{granted()}, finding.NotYetPropagated, finding.Permissions, "consent was given a moment ago"},
		"some roles right after the consent":         {consented, []wire.Grant{granted(allRoles[:1]...)}, finding.NotYetPropagated, finding.Permissions, "Mail.ReadWrite and Mail.Send yet"},
		"no app right after the consent":             {consented, []wire.Grant{{Reply: refusedWith(400, 700016)}}, finding.NotYetPropagated, finding.TokenCheck, "not all of Microsoft's servers know the app"},
		"no enterprise app right after the consent":  {consented, []wire.Grant{{Reply: refusedWith(401, 7000229)}}, finding.NotYetPropagated, finding.TokenCheck, "not all of Microsoft's servers know the app"},
		"no identity right after the consent":        {consented, []wire.Grant{unnamed()}, finding.NotYetPropagated, finding.Claims, "Graph does not know the app"},
		"a quarter of an hour after, it is missing":  {after(15 * time.Minute), []wire.Grant{granted()}, finding.ConsentMissing, finding.Permissions, ""},
		"a minute after, it may be spreading":        {after(time.Minute), []wire.Grant{granted()}, finding.NotYetPropagated, finding.Permissions, "moment ago"},
		"a consent proves nothing of the secret":     {consented, []wire.Grant{{Reply: refusedWith(401, 7000215)}}, finding.SecretWrong, finding.TokenCheck, ""},
		"a consent to another app proves nothing":    {func(s *flow.State) { s.Consented = check.Consented{ClientID: secretID} }, []wire.Grant{granted()}, finding.ConsentMissing, finding.Permissions, ""},
		"without evidence roles are missing":         {func(*flow.State) {}, []wire.Grant{granted()}, finding.ConsentMissing, finding.Permissions, ""},
		"without evidence the app is not found":      {func(*flow.State) {}, []wire.Grant{{Reply: refusedWith(400, 700016)}}, finding.AppNotFound, finding.TokenCheck, ""},
		"without evidence no identity is a fault":    {func(*flow.State) {}, []wire.Grant{unnamed()}, finding.IdentityNotFound, finding.Claims, ""},
		"polls that agree are no evidence":           {waits, []wire.Grant{granted(), granted()}, finding.ConsentMissing, finding.Permissions, ""},
		"an earlier token carried it":                {waits, []wire.Grant{granted("Mail.Send"), granted()}, finding.ConsentMissing, finding.Permissions, ""},
		"earlier tokens carried all of it, in parts": {waits, []wire.Grant{granted(allRoles[0]), granted(allRoles[1:]...), granted()}, finding.NotYetPropagated, finding.Permissions, "An earlier token of this test carried"},
		"an earlier request found the app":           {waits, []wire.Grant{granted(), {Reply: refusedWith(400, 700016)}}, finding.NotYetPropagated, finding.TokenCheck, "An earlier request of this test got a token"},
		"an earlier request took the secret":         {waits, []wire.Grant{granted(), {Reply: refusedWith(401, 7000215)}}, finding.NotYetPropagated, finding.TokenCheck, "with this secret"},
		"a refusal first is no evidence":             {waits, []wire.Grant{{Reply: refusedWith(400, 700016)}, granted()}, finding.ConsentMissing, finding.Permissions, ""},
		"all there in the end":                       {waits, []wire.Grant{granted(), granted(allRoles[0]), granted(allRoles...)}, "", "", ""},
		"a poll without an answer leaves the last":   {waits, []wire.Grant{granted(), {Reply: failed(wire.Timeout)}}, finding.ConsentMissing, finding.Permissions, ""},
		"a poll the service fails leaves the last":   {waits, []wire.Grant{granted(), {Reply: refusedWith(503)}}, finding.ConsentMissing, finding.Permissions, ""},
		"a poll that comes through again goes on":    {waits, []wire.Grant{granted(), {Reply: failed(wire.Connect)}, granted(allRoles...)}, "", "", ""},
	} {
		t.Run(name, func(t *testing.T) {
			s := flow.Examination(contoso(), today)
			c.before(&s)
			r := check.ReportOf(drive(s, inTurn(c.grants), flow.Retry{}).AsCase())
			var root finding.Finding
			if r.Root != nil {
				root = *r.Root
			}
			if root.Cause != c.cause || root.Check != c.check || !strings.Contains(root.Says, c.says) {
				t.Errorf("%s at %s: %q", root.Cause, root.Check, root.Says)
			}
			if root.Cause == finding.NotYetPropagated && (r.Verdict != finding.Undecided || root.Cause.Owner() != finding.Nobody || !strings.Contains(root.Do[0], "--wait") || len(r.Changed) > 0) {
				t.Errorf("%s, %s, do %q", r.Verdict, root.Cause.Owner(), root.Do)
			}
			for _, f := range r.Findings {
				readable(t, f)
			}
		})
	}
}

// waits lets a test ask for new tokens for a while.
func waits(s *flow.State) { s.Wait = 2 * time.Minute }

// unnamed is a token of an app without a service principal.
func unnamed() wire.Grant {
	g := granted(allRoles...)
	g.ObjectID = ""
	return g
}

// inTurn answers token requests with one grant after another, and repeats the
// last.
func inTurn(grants []wire.Grant) func(flow.Effect) flow.Event {
	return func(e flow.Effect) flow.Event {
		switch e := e.(type) {
		case flow.LookUpTenant:
			return flow.TenantSeen{Attempt: e.Attempt, Cloud: e.Cloud, Discovery: discovered()}
		case flow.FetchToken:
			g := grants[0]
			if len(grants) > 1 {
				grants = grants[1:]
			}
			return flow.TokenSeen{Attempt: e.Attempt, Grant: g}
		}
		return nil
	}
}

func TestTheConsentPageIsEvidence(t *testing.T) {
	for name, c := range map[string]struct {
		query string
		cause finding.Cause
	}{
		"it says that consent was given":        {"admin_consent=True&tenant=" + goodTenant + "&state=st", finding.NotYetPropagated},
		"it says so of another tenant":          {"admin_consent=True&tenant=" + secretID + "&state=st", ""},
		"it says so beside an error":            {"error=consent_required&admin_consent=True&state=st", ""},
		"an answer to somebody else's question": {"admin_consent=True&tenant=" + goodTenant + "&state=another", ""},
	} {
		t.Run(name, func(t *testing.T) {
			a := contoso()
			a.Guide = "email-this-issue-grant-flow"
			a.AuthEndpoint = value.AdminConsentEndpoint(value.Global, goodTenant)
			s := flow.State{Case: check.Case{Settings: form.Settings{Today: today}, Values: a, ReturnMethod: wire.Loopback}, At: guide.StepConsent, Phase: flow.Asking}
			do := func(e flow.Effect) flow.Event {
				switch e := e.(type) {
				case flow.StartBrowserFlow:
					return flow.BrowserFlowStarted{Attempt: e.Attempt, Flow: wire.BrowserFlow{URL: e.URL, State: "st"}}
				case flow.AwaitRedirect:
					return flow.RedirectCaught{Attempt: e.Attempt, Answer: value.NewSecret("http://localhost/?" + c.query)}
				case flow.OpenURL:
					return flow.Told{}
				}
				return inTurn([]wire.Grant{granted()})(e)
			}
			s = drive(s, do, flow.Consent{Method: wire.Loopback})
			cause := finding.Cause("")
			if s.At == guide.StepVerify {
				cause = check.ReportOf(s.AsCase()).Root.Cause
			}
			if cause != c.cause {
				t.Errorf("at %s, %q; want %q. Problems: %+v", s.At, cause, c.cause, s.Problems)
			}
			if polled := slices.Contains([]finding.StepID{guide.StepVerify}, s.At) && s.Results.Polls > 0; polled != (c.cause != "") {
				t.Errorf("polled: %v", polled)
			}
		})
	}
}
