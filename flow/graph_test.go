package flow_test

import (
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

// graphCase is an answer from Graph and the expected finding.
type graphCase struct {
	change  func(*proof)
	verdict finding.Status
	cause   finding.Cause
	check   finding.Check
}

func (c graphCase) holds(t *testing.T, s flow.State) {
	t.Helper()
	r := check.ReportOf(s.AsCase())
	var root finding.Finding
	if r.Root != nil {
		root = *r.Root
	}
	if r.Verdict != c.verdict || root.Cause != c.cause || root.Check != c.check {
		t.Errorf("%s: %s at %s, want %s: %s at %s\n%s", r.Verdict, root.Cause, root.Check, c.verdict, c.cause, c.check, root.Says)
	}
	inOrder(t, r.Findings)
	for _, f := range r.Findings {
		readable(t, f)
	}
}

// read changes the result of one probe.
func (p *proof) read(kind wire.ProbeKind, r wire.Reply) {
	for i := range p.grant.Probed {
		if p.grant.Probed[i].Kind == kind {
			p.grant.Probed[i].Reply, p.grant.Probed[i].Reached = r, false
		}
	}
}

func graphSays(status int, code string) wire.Reply {
	r := seenAt(status)
	r.Error, r.Evidence.ServerText = code, "Microsoft's own text."
	return r
}

func inboxRefused(status int, code string) func(*proof) {
	return func(p *proof) { p.read(wire.ProbeInbox, graphSays(status, code)) }
}

func TestExamineGraph(t *testing.T) {
	raop := graphSays(403, "ErrorAccessDenied")
	raop.Evidence.ServerText = "Access to OData is disabled: [RAOP] : Blocked by tenant configured AppOnly AccessPolicy settings."
	busy := graphSays(429, "ApplicationThrottled")
	busy.RetryAfter = 7 * time.Second
	fenced := func(r wire.Reply) func(*proof) {
		return func(p *proof) {
			p.answers.MustRefuse = []string{"ceo@contoso.com"}
			p.grant.Probed = append(p.grant.Probed, wire.ProbeResult{Probe: wire.Probe{Kind: wire.ProbeInbox, Mailbox: "ceo@contoso.com", MustRefuse: true}, Reply: r, Reached: r.Evidence.HTTPStatus == 200})
		}
	}
	for name, c := range map[string]graphCase{
		"a mailbox that opens":                  {func(*proof) {}, finding.Pass, "", ""},
		"a mailbox out of Exchange's scope":     {func(p *proof) { p.read(wire.ProbeInbox, raop) }, finding.Fail, finding.MailboxBlocked, finding.MailboxCheck},
		"a mailbox Exchange refuses":            {inboxRefused(403, "ErrorAccessDenied"), finding.Fail, finding.MailboxDenied, finding.MailboxCheck},
		"an address that is no user":            {inboxRefused(404, "ErrorInvalidUser"), finding.Fail, finding.MailboxNotFound, finding.MailboxCheck},
		"an address nobody knows":               {inboxRefused(404, "ResourceNotFound"), finding.Fail, finding.MailboxNotFound, finding.MailboxCheck},
		"an address the directory lacks":        {inboxRefused(404, "Request_ResourceNotFound"), finding.Fail, finding.MailboxNotFound, finding.MailboxCheck},
		"a mailbox there is not":                {inboxRefused(404, "ErrorNonExistentMailbox"), finding.Fail, finding.MailboxNotFound, finding.MailboxCheck},
		"no license, or on premises":            {inboxRefused(404, "MailboxNotEnabledForRESTAPI"), finding.Fail, finding.MailboxNotEnabled, finding.MailboxCheck},
		"a kind of mailbox Graph does not open": {inboxRefused(404, "MailboxNotSupportedForRESTAPI"), finding.Fail, finding.MailboxNotEnabled, finding.MailboxCheck},
		"an address it may not send as":         {inboxRefused(403, "ErrorSendAsDenied"), finding.Fail, finding.SendAsDenied, finding.MailboxCheck},
		"a token Graph does not take":           {inboxRefused(401, "InvalidAuthenticationToken"), finding.Fail, finding.TokenRejected, finding.MailboxCheck},
		"a token Graph can't parse":             {inboxRefused(401, "CompactToken"), finding.Fail, finding.TokenRejected, finding.MailboxCheck},
		"an app Graph does not know":            {inboxRefused(401, "Authorization_IdentityNotFound"), finding.Fail, finding.IdentityNotFound, finding.MailboxCheck},
		"a code nobody knows":                   {inboxRefused(400, "ErrorSomethingNew"), finding.Undecided, finding.Unknown, finding.MailboxCheck},
		"Graph asks to slow down":               {func(p *proof) { p.read(wire.ProbeInbox, busy) }, finding.Undecided, finding.Throttled, finding.MailboxCheck},
		"Graph has trouble":                     {inboxRefused(503, "ErrorAccessDenied"), finding.Undecided, finding.ServiceUnavailable, finding.MailboxCheck},
		"an answer cut off": {func(p *proof) {
			p.read(wire.ProbeInbox, wire.Reply{Trouble: wire.Malformed, Host: "graph.microsoft.com"})
		}, finding.Undecided, finding.ReplyMalformed, finding.MailboxCheck},
		"Graph out of reach": {func(p *proof) {
			p.read(wire.ProbeInbox, wire.Reply{Trouble: wire.Connect, Host: "graph.microsoft.com"})
		}, finding.Undecided, finding.Unreachable, finding.Network},
		"all of Graph out of reach": {func(p *proof) {
			p.read(wire.ProbeInbox, wire.Reply{Trouble: wire.DNS, Host: "graph.microsoft.com"})
			p.read(wire.ProbeDirectory, wire.Reply{Trouble: wire.DNS, Host: "graph.microsoft.com"})
		}, finding.Undecided, finding.DNSFailure, finding.Network},

		"the directory refuses":          {func(p *proof) { p.read(wire.ProbeDirectory, graphSays(403, "Authorization_RequestDenied")) }, finding.Fail, finding.DirectoryDenied, finding.Directory},
		"the directory has another word": {func(p *proof) { p.read(wire.ProbeDirectory, graphSays(403, "ErrorAccessDenied")) }, finding.Fail, finding.DirectoryDenied, finding.Directory},
		"the directory does not know it": {func(p *proof) { p.read(wire.ProbeDirectory, graphSays(403, "Authorization_IdentityNotFound")) }, finding.Fail, finding.IdentityNotFound, finding.Directory},
		"a refusal behind a missing role": {func(p *proof) {
			p.grant.Roles = allRoles[1:]
			p.read(wire.ProbeDirectory, graphSays(403, "Authorization_RequestDenied"))
		}, finding.Fail, finding.PermissionMissing, finding.Permissions},
		"a mailbox behind a missing role": {func(p *proof) {
			p.grant.Roles = allRoles[:1]
			p.read(wire.ProbeInbox, graphSays(403, "ErrorAccessDenied"))
		}, finding.Fail, finding.PermissionMissing, finding.Permissions},
		"roles that Exchange gives":         {func(p *proof) { p.grant.Roles = allRoles[:1] }, finding.Warn, finding.PermissionMissing, finding.Permissions},
		"one Mail role of two, all open":    {func(p *proof) { p.grant.Roles = allRoles[:2] }, finding.Fail, finding.PermissionMissing, finding.Permissions},
		"another Mail role, all open":       {func(p *proof) { p.grant.Roles = []string{allRoles[0], "Mail.Read"} }, finding.Fail, finding.PermissionMissing, finding.Permissions},
		"no role, and the directory shut":   {func(p *proof) { p.grant.Roles = nil }, finding.Fail, finding.ConsentMissing, finding.Permissions},
		"a fence that holds":                {fenced(graphSays(403, "ErrorAccessDenied")), finding.Pass, "", ""},
		"a fence that holds, by a policy":   {fenced(raop), finding.Pass, "", ""},
		"a fence that does not":             {fenced(seenAt(200)), finding.Fail, finding.MailboxNotFenced, finding.MailboxCheck},
		"a fence round no mailbox":          {fenced(graphSays(404, "ErrorInvalidUser")), finding.Fail, finding.MailboxNotFound, finding.MailboxCheck},
		"a fence nobody could look over":    {fenced(wire.Reply{Trouble: wire.Timeout, Host: "graph.microsoft.com"}), finding.Undecided, finding.Timeout, finding.Network},
		"roles that Exchange gives, fenced": {func(p *proof) { fenced(raop)(p); p.grant.Roles = allRoles[:1] }, finding.Warn, finding.PermissionMissing, finding.Permissions},
	} {
		t.Run(name, func(t *testing.T) {
			p := goodProof()
			c.change(&p)
			c.holds(t, p.settle())
		})
	}
}

// TestARestrictionIsNotVerifiedByAMissingPermission: an app that may open no mailbox is
// refused at all of them.
func TestARestrictionIsNotVerifiedByAMissingPermission(t *testing.T) {
	p := goodProof()
	p.grant.Roles = allRoles[:1]
	p.answers.MustRefuse = []string{"ceo@contoso.com"}
	p.read(wire.ProbeInbox, graphSays(403, "ErrorAccessDenied"))
	p.grant.Probed = append(p.grant.Probed, wire.ProbeResult{Probe: wire.Probe{Kind: wire.ProbeInbox, Mailbox: "ceo@contoso.com", MustRefuse: true}, Reply: graphSays(403, "ErrorAccessDenied"), Reached: false})
	for _, f := range check.Examine(p.settle().AsCase()) {
		if f.Check == finding.MailboxCheck && f.Status != finding.Skip {
			t.Errorf("%s: %s", f.Status, f.Says)
		}
	}
}

func TestEveryMailboxIsNamed(t *testing.T) {
	p := goodProof()
	p.answers.Mailboxes = []string{"support@contoso.com", "sales@contoso.com"}
	p.grant.Probed = append(reachedAll([]wire.Probe{{Kind: wire.ProbeInbox, Mailbox: "support@contoso.com", MustRefuse: false}}), wire.ProbeResult{Probe: wire.Probe{Kind: wire.ProbeInbox, Mailbox: "sales@contoso.com", MustRefuse: false}, Reply: graphSays(404, "ErrorInvalidUser"), Reached: false})
	var said []string
	for _, f := range check.Examine(p.settle().AsCase()) {
		if f.Check == finding.MailboxCheck {
			said = append(said, string(f.Status)+" "+f.Says)
		}
	}
	want := []string{"pass support@contoso.com opens: its inbox answers.", "fail sales@contoso.com: the tenant has no mailbox with this address."}
	if !slices.Equal(said, want) {
		t.Errorf("said %q", said)
	}
}

// TestAnAppThatOnlySendsOpensNoInbox: its reads would be refused, and rightly
// so.
func TestAnAppThatOnlySendsOpensNoInbox(t *testing.T) {
	for guide, want := range map[string][]wire.Probe{
		clientCredentials:  {{Kind: wire.ProbeDirectory}, {Kind: wire.ProbeUser, Mailbox: "support@contoso.com"}},
		grantFlow:          {{Kind: wire.ProbeDirectory}, {Kind: wire.ProbeUser, Mailbox: "support@contoso.com"}},
		automationAnywhere: nil,
		authCode:           nil,
	} {
		a := contoso()
		a.Guide, a.Use, a.Mailbox = guide, value.Outgoing, "support@contoso.com"
		a.Mailboxes, a.MustRefuse = []string{a.Mailbox}, []string{"ceo@contoso.com"}
		s := flow.Examination(a, today)
		if got := s.Probes(false); !slices.Equal(got, want) {
			t.Errorf("%s: probes %v", guide, got)
		}
		s.ReturnMethod = wire.PasteBack
		if got := s.Probes(guide == authCode); guide == authCode && !slices.Equal(got, []wire.Probe{{Kind: wire.ProbeMe}}) {
			t.Errorf("signed in: probes %v", got)
		}
	}
	sends := func(change func(*proof)) flow.State {
		p := goodProof()
		p.answers.Use = value.Outgoing
		p.grant = granted(allRoles[0], allRoles[2])
		p.grant.Probed = reachedAll([]wire.Probe{{Kind: wire.ProbeDirectory}, {Kind: wire.ProbeUser, Mailbox: "support@contoso.com"}})
		change(&p)
		return p.settle()
	}
	for name, c := range map[string]graphCase{
		"found":       {func(*proof) {}, finding.Pass, "", ""},
		"not found":   {func(p *proof) { p.read(wire.ProbeUser, graphSays(404, "Request_ResourceNotFound")) }, finding.Fail, finding.MailboxNotFound, finding.MailboxCheck},
		"not reached": {func(p *proof) { p.read(wire.ProbeUser, wire.Reply{Trouble: wire.Timeout, Host: "graph.microsoft.com"}) }, finding.Undecided, finding.Timeout, finding.Network},
		"a fence":     {func(p *proof) { p.answers.MustRefuse = []string{"ceo@contoso.com"} }, finding.Pass, "", ""},
		"no permission": {func(p *proof) {
			p.grant.Roles = nil
			p.read(wire.ProbeUser, graphSays(403, "Authorization_RequestDenied"))
		}, finding.Fail, finding.ConsentMissing, finding.Permissions},
	} {
		t.Run(name, func(t *testing.T) { c.holds(t, sends(c.change)) })
	}
}

// signing is a session of the auth code guide with a finished sign-in.
func signing(change func(*wire.SignInResult)) flow.State {
	s := redeeming()
	s, _ = flow.Next(s, flow.TenantSeen{Attempt: s.Attempt, Cloud: value.Global, Discovery: discovered()})
	session := signedIn([]wire.Probe{{Kind: wire.ProbeMe}, {Kind: wire.ProbeInbox}, {Kind: wire.ProbeInbox, Mailbox: "support@contoso.com"}})
	change(&session)
	s, _ = flow.Next(s, flow.SignedIn{Attempt: s.Attempt, Result: session})
	return s
}

func TestExamineASignIn(t *testing.T) {
	sight := func(x *wire.SignInResult, i int, r wire.Reply) { x.Probed[i].Reply, x.Probed[i].Reached = r, false }
	for name, c := range map[string]struct {
		change func(*wire.SignInResult)
		want   graphCase
	}{
		"all works":                        {func(*wire.SignInResult) {}, graphCase{nil, finding.Pass, "", ""}},
		"an opaque access token":           {func(x *wire.SignInResult) { x.Opaque, x.TenantID, x.AppID, x.Audience = true, "", "", "" }, graphCase{nil, finding.Pass, "", ""}},
		"scopes in another case":           {func(x *wire.SignInResult) { x.Scopes[0] = "user.read" }, graphCase{nil, finding.Pass, "", ""}},
		"a scope missing":                  {func(x *wire.SignInResult) { x.Scopes = x.Scopes[:3] }, graphCase{nil, finding.Fail, finding.PermissionMissing, finding.Permissions}},
		"no refresh token":                 {func(x *wire.SignInResult) { x.Refreshed, x.Refresh = false, wire.Reply{Trouble: wire.NotAsked} }, graphCase{nil, finding.Fail, finding.PermissionMissing, finding.TokenCheck}},
		"a refresh that is refused":        {func(x *wire.SignInResult) { x.Refreshed, x.Refresh = false, refusedWith(400, 70043) }, graphCase{nil, finding.Fail, finding.GrantExpired, finding.TokenCheck}},
		"a refresh that was withdrawn":     {func(x *wire.SignInResult) { x.Refreshed, x.Refresh = false, refusedWith(400, 50173) }, graphCase{nil, finding.Fail, finding.GrantRevoked, finding.TokenCheck}},
		"a refresh cut off by the service": {func(x *wire.SignInResult) { x.Refreshed, x.Refresh = false, refusedWith(503) }, graphCase{nil, finding.Undecided, finding.ServiceUnavailable, finding.TokenCheck}},
		"an account of another tenant":     {func(x *wire.SignInResult) { x.Identity.TenantID = secretID }, graphCase{nil, finding.Fail, finding.AccountWrongTenant, finding.Claims}},
		"a tenant in upper case":           {func(x *wire.SignInResult) { x.Identity.TenantID = strings.ToUpper(goodTenant) }, graphCase{nil, finding.Pass, "", ""}},
		"an ID token that is not verified": {func(x *wire.SignInResult) { x.Identity.Verified, x.Identity.Flaw = false, "its signature is wrong" }, graphCase{nil, finding.Undecided, finding.ReplyMalformed, finding.Claims}},
		"an access token of another app":   {func(x *wire.SignInResult) { x.AppID = secretID }, graphCase{nil, finding.Undecided, finding.ReplyMalformed, finding.Claims}},
		"an access token of another cloud": {func(x *wire.SignInResult) { x.Audience = "https://graph.microsoft.us" }, graphCase{nil, finding.Fail, finding.ResourceWrong, finding.Claims}},
		"an inbox of one's own, refused":   {func(x *wire.SignInResult) { sight(x, 1, graphSays(403, "ErrorAccessDenied")) }, graphCase{nil, finding.Fail, finding.MailboxDenied, finding.MailboxCheck}},
		"no inbox of one's own":            {func(x *wire.SignInResult) { sight(x, 1, graphSays(404, "MailboxNotEnabledForRESTAPI")) }, graphCase{nil, finding.Fail, finding.MailboxNotEnabled, finding.MailboxCheck}},
		"a shared mailbox that is refused": {func(x *wire.SignInResult) { sight(x, 2, graphSays(403, "ErrorAccessDenied")) }, graphCase{nil, finding.Warn, finding.MailboxDenied, finding.MailboxCheck}},
		"a shared mailbox there is not":    {func(x *wire.SignInResult) { sight(x, 2, graphSays(404, "ErrorInvalidUser")) }, graphCase{nil, finding.Fail, finding.MailboxNotFound, finding.MailboxCheck}},
		"Graph does not say who signed in": {func(x *wire.SignInResult) { sight(x, 0, graphSays(401, "InvalidAuthenticationToken")) }, graphCase{nil, finding.Fail, finding.TokenRejected, finding.Directory}},
		"Graph can't be reached": {func(x *wire.SignInResult) {
			sight(x, 0, wire.Reply{Trouble: wire.Timeout, Host: "graph.microsoft.com"})
		}, graphCase{nil, finding.Undecided, finding.Timeout, finding.Network}},
		"the code was used by the product": {func(x *wire.SignInResult) { *x = wire.SignInResult{Grant: wire.Grant{Reply: refusedWith(400, 54005)}} }, graphCase{nil, finding.Fail, finding.CodeUsed, finding.TokenCheck}},
		"the code is too old":              {func(x *wire.SignInResult) { *x = wire.SignInResult{Grant: wire.Grant{Reply: refusedWith(400, 70008)}} }, graphCase{nil, finding.Fail, finding.CodeExpired, finding.TokenCheck}},
		"the secret is wrong": {func(x *wire.SignInResult) {
			*x = wire.SignInResult{Grant: wire.Grant{Reply: refusedWith(401, 7000215)}}
		}, graphCase{nil, finding.Fail, finding.SecretWrong, finding.TokenCheck}},
		"the network failed":                {func(x *wire.SignInResult) { *x = wire.SignInResult{Grant: wire.Grant{Reply: failed(wire.Connect)}} }, graphCase{nil, finding.Undecided, finding.Unreachable, finding.Network}},
		"Microsoft asks for another factor": {func(x *wire.SignInResult) { *x = wire.SignInResult{Grant: wire.Grant{Reply: refusedWith(400, 50076)}} }, graphCase{nil, finding.Fail, finding.MFARequired, finding.TokenCheck}},
	} {
		t.Run(name, func(t *testing.T) {
			s := signing(c.change)
			c.want.holds(t, s)
			if proven := c.want.verdict == finding.Pass || c.want.verdict == finding.Warn; s.Verified() != proven {
				t.Errorf("verified %v", s.Verified())
			}
			if step := s.Step(firstStep(check.ReportOf(s.AsCase()))); step.ID == guide.StepVerify {
				t.Error("the way back leads to the same page")
			}
		})
	}
}

// firstStep is the step that the root finding leads to.
func firstStep(r check.Report) finding.StepID {
	if r.Root == nil {
		return ""
	}
	return r.Root.Step
}

// TestNotNow tests what needs no sign-in, and says what it leaves out.
func TestNotNow(t *testing.T) {
	s := drive(atIn(authCode, guide.StepSignIn), obliging, flow.SignIn{Method: wire.NotNow})
	r := check.ReportOf(s.AsCase())
	if !s.Verified() || r.Verdict != finding.Pass || slices.Contains(r.Verified, finding.Permissions) || slices.Contains(r.Verified, finding.MailboxCheck) {
		t.Errorf("%s, verified %v", r.Verdict, r.Verified)
	}
	if !strings.Contains(r.Summary, "Nobody signed in") || strings.Contains(r.Summary, "works") {
		t.Errorf("summary %q", r.Summary)
	}
	for _, f := range r.Findings {
		if f.Check == finding.Permissions && (f.Status != finding.Skip || !strings.Contains(f.Says, "nobody did")) {
			t.Errorf("%s: %s", f.Status, f.Says)
		}
	}
	if says := dumped(page.Of(s)); !strings.Contains(says, "Nobody signed in") || !strings.Contains(says, "Save it in the keyring") {
		t.Errorf("the page says:\n%s", says)
	}
}
