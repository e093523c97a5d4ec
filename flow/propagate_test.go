package flow

import (
	"slices"
	"strings"
	"testing"
	"time"
)

// consented is a proof's sitting that has just seen consent given to the app.
func consented(s *State) { s.Consented = Consented{ClientID: goodClient} }

func TestWhatMaySpreadIsNamedOnlyWithEvidence(t *testing.T) {
	after := func(d time.Duration) func(*State) {
		return func(s *State) { s.Consented = Consented{goodClient, today.Add(-d)} }
	}
	for name, c := range map[string]struct {
		before func(*State)
		grants []Grant // one a token request, the last for all that follow
		cause  Cause
		check  Check
		says   string
	}{
		"no roles right after the consent":           {consented, []Grant{granted()}, NotYetPropagated, Permissions, "consent was given a moment ago"},
		"some roles right after the consent":         {consented, []Grant{granted(allRoles[:1]...)}, NotYetPropagated, Permissions, "Mail.ReadWrite and Mail.Send yet"},
		"no app right after the consent":             {consented, []Grant{{Reply: refusedWith(400, 700016)}}, NotYetPropagated, TokenCheck, "not all of Microsoft's servers know the app"},
		"no enterprise app right after the consent":  {consented, []Grant{{Reply: refusedWith(401, 7000229)}}, NotYetPropagated, TokenCheck, "not all of Microsoft's servers know the app"},
		"no identity right after the consent":        {consented, []Grant{unnamed()}, NotYetPropagated, Claims, "Graph does not know the app"},
		"a quarter of an hour after, it is missing":  {after(15 * time.Minute), []Grant{granted()}, ConsentMissing, Permissions, ""},
		"a minute after, it may be spreading":        {after(time.Minute), []Grant{granted()}, NotYetPropagated, Permissions, "moment ago"},
		"a consent proves nothing of the secret":     {consented, []Grant{{Reply: refusedWith(401, 7000215)}}, SecretWrong, TokenCheck, ""},
		"a consent to another app proves nothing":    {func(s *State) { s.Consented = Consented{ClientID: secretID} }, []Grant{granted()}, ConsentMissing, Permissions, ""},
		"without evidence roles are missing":         {func(*State) {}, []Grant{granted()}, ConsentMissing, Permissions, ""},
		"without evidence the app is not found":      {func(*State) {}, []Grant{{Reply: refusedWith(400, 700016)}}, AppNotFound, TokenCheck, ""},
		"without evidence no identity is a fault":    {func(*State) {}, []Grant{unnamed()}, IdentityNotFound, Claims, ""},
		"polls that agree are no evidence":           {waits, []Grant{granted(), granted()}, ConsentMissing, Permissions, ""},
		"an earlier token carried it":                {waits, []Grant{granted("Mail.Send"), granted()}, ConsentMissing, Permissions, ""},
		"earlier tokens carried all of it, in parts": {waits, []Grant{granted(allRoles[0]), granted(allRoles[1:]...), granted()}, NotYetPropagated, Permissions, "An earlier token of this test carried"},
		"an earlier request found the app":           {waits, []Grant{granted(), {Reply: refusedWith(400, 700016)}}, NotYetPropagated, TokenCheck, "An earlier request of this test got a token"},
		"an earlier request took the secret":         {waits, []Grant{granted(), {Reply: refusedWith(401, 7000215)}}, NotYetPropagated, TokenCheck, "with this secret"},
		"a refusal first is no evidence":             {waits, []Grant{{Reply: refusedWith(400, 700016)}, granted()}, ConsentMissing, Permissions, ""},
		"all there in the end":                       {waits, []Grant{granted(), granted(allRoles[0]), granted(allRoles...)}, "", "", ""},
		"a poll without an answer leaves the last":   {waits, []Grant{granted(), {Reply: failed(NoTime)}}, ConsentMissing, Permissions, ""},
		"a poll the service fails leaves the last":   {waits, []Grant{granted(), {Reply: refusedWith(503)}}, ConsentMissing, Permissions, ""},
		"a poll that comes through again goes on":    {waits, []Grant{granted(), {Reply: failed(NoConnection)}, granted(allRoles...)}, "", "", ""},
	} {
		t.Run(name, func(t *testing.T) {
			s := Examination(contoso(), today)
			c.before(&s)
			r := ReportOf(drive(s, inTurn(c.grants), Retry{}).AsCase())
			var root Finding
			if r.Root != nil {
				root = *r.Root
			}
			if root.Cause != c.cause || root.Check != c.check || !strings.Contains(root.Says, c.says) {
				t.Errorf("%s at %s: %q", root.Cause, root.Check, root.Says)
			}
			if root.Cause == NotYetPropagated && (r.Verdict != Undecided || root.Cause.Owner() != Nobody || !strings.Contains(root.Do[0], "--wait") || len(r.Changed) > 0) {
				t.Errorf("%s, %s, do %q", r.Verdict, root.Cause.Owner(), root.Do)
			}
			for _, f := range r.Findings {
				readable(t, f)
			}
		})
	}
}

// waits lets a proof ask for new tokens for a while.
func waits(s *State) { s.Wait = 2 * time.Minute }

// unnamed is a token whose app has no service principal.
func unnamed() Grant {
	g := granted(allRoles...)
	g.ObjectID = ""
	return g
}

// inTurn answers token requests with one grant after another, and goes on with
// the last.
func inTurn(grants []Grant) func(Effect) Event {
	return func(e Effect) Event {
		switch e := e.(type) {
		case LookUpTenant:
			return TenantSeen{e.Attempt, e.Cloud, discovered()}
		case FetchToken:
			g := grants[0]
			if len(grants) > 1 {
				grants = grants[1:]
			}
			return TokenSeen{e.Attempt, g}
		}
		return nil
	}
}

func TestTheConsentPageIsEvidence(t *testing.T) {
	for name, c := range map[string]struct {
		query string
		cause Cause
	}{
		"it says that consent was given":        {"admin_consent=True&tenant=" + goodTenant + "&state=st", NotYetPropagated},
		"it says so of another tenant":          {"admin_consent=True&tenant=" + secretID + "&state=st", ""},
		"it says so beside an error":            {"error=consent_required&admin_consent=True&state=st", ""},
		"an answer to somebody else's question": {"admin_consent=True&tenant=" + goodTenant + "&state=another", ""},
	} {
		t.Run(name, func(t *testing.T) {
			a := contoso()
			a.Guide = "email-this-issue-grant-flow"
			a.AuthEndpoint = AdminConsentEndpoint(Global, goodTenant)
			s := State{Case: Case{Settings: Settings{Today: today}, Answers: a, Way: Loopback}, At: StepConsent, Phase: Asking}
			do := func(e Effect) Event {
				switch e := e.(type) {
				case BeginVisit:
					return VisitBegun{Attempt: e.Attempt, Visit: Visit{URL: e.URL, State: "st"}}
				case AwaitVisit:
					return VisitAnswered{Attempt: e.Attempt, Answer: NewSecret("http://localhost/?" + c.query)}
				case OpenURL:
					return Told{}
				}
				return inTurn([]Grant{granted()})(e)
			}
			s = drive(s, do, Consent{Loopback})
			cause := Cause("")
			if s.At == StepProve {
				cause = ReportOf(s.AsCase()).Root.Cause
			}
			if cause != c.cause {
				t.Errorf("at %s, %q; want %q. Problems: %+v", s.At, cause, c.cause, s.Problems)
			}
			if polled := slices.Contains([]StepID{StepProve}, s.At) && s.Seen.Polls > 0; polled != (c.cause != "") {
				t.Errorf("polled: %v", polled)
			}
		})
	}
}
