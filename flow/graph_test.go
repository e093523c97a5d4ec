package flow

import (
	"slices"
	"strings"
	"testing"
	"time"
)

// graphCase is what Graph answered, and what is to be said of it.
type graphCase struct {
	change  func(*proof)
	verdict Status
	cause   Cause
	check   Check
}

func (c graphCase) holds(t *testing.T, s State) {
	t.Helper()
	r := ReportOf(s.AsCase())
	var root Finding
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

// read changes what one look came to.
func (p *proof) read(kind LookKind, r Reply) {
	for i := range p.grant.Sights {
		if p.grant.Sights[i].Kind == kind {
			p.grant.Sights[i].Reply, p.grant.Sights[i].Reached = r, false
		}
	}
}

func graphSays(status int, code string) Reply {
	r := seenAt(status)
	r.Error, r.Evidence.ServerText = code, "Microsoft's own text."
	return r
}

func inboxRefused(status int, code string) func(*proof) {
	return func(p *proof) { p.read(LookInbox, graphSays(status, code)) }
}

func TestExamineGraph(t *testing.T) {
	raop := graphSays(403, "ErrorAccessDenied")
	raop.Evidence.ServerText = "Access to OData is disabled: [RAOP] : Blocked by tenant configured AppOnly AccessPolicy settings."
	busy := graphSays(429, "ApplicationThrottled")
	busy.RetryAfter = 7 * time.Second
	fenced := func(r Reply) func(*proof) {
		return func(p *proof) {
			p.answers.MustRefuse = []string{"ceo@contoso.com"}
			p.grant.Sights = append(p.grant.Sights, Sight{Look{LookInbox, "ceo@contoso.com", true}, r, r.Evidence.HTTPStatus == 200})
		}
	}
	for name, c := range map[string]graphCase{
		"a mailbox that opens":                  {func(*proof) {}, Pass, "", ""},
		"a mailbox out of Exchange's scope":     {func(p *proof) { p.read(LookInbox, raop) }, Fail, MailboxBlocked, MailboxCheck},
		"a mailbox Exchange refuses":            {inboxRefused(403, "ErrorAccessDenied"), Fail, MailboxDenied, MailboxCheck},
		"an address that is no user":            {inboxRefused(404, "ErrorInvalidUser"), Fail, MailboxNotFound, MailboxCheck},
		"an address nobody knows":               {inboxRefused(404, "ResourceNotFound"), Fail, MailboxNotFound, MailboxCheck},
		"an address the directory lacks":        {inboxRefused(404, "Request_ResourceNotFound"), Fail, MailboxNotFound, MailboxCheck},
		"a mailbox there is not":                {inboxRefused(404, "ErrorNonExistentMailbox"), Fail, MailboxNotFound, MailboxCheck},
		"no license, or on premises":            {inboxRefused(404, "MailboxNotEnabledForRESTAPI"), Fail, MailboxNotEnabled, MailboxCheck},
		"a kind of mailbox Graph does not open": {inboxRefused(404, "MailboxNotSupportedForRESTAPI"), Fail, MailboxNotEnabled, MailboxCheck},
		"an address it may not send as":         {inboxRefused(403, "ErrorSendAsDenied"), Fail, SendAsDenied, MailboxCheck},
		"a token Graph does not take":           {inboxRefused(401, "InvalidAuthenticationToken"), Fail, TokenRejected, MailboxCheck},
		"a token Graph can't parse":             {inboxRefused(401, "CompactToken"), Fail, TokenRejected, MailboxCheck},
		"an app Graph does not know":            {inboxRefused(401, "Authorization_IdentityNotFound"), Fail, IdentityNotFound, MailboxCheck},
		"a code nobody knows":                   {inboxRefused(400, "ErrorSomethingNew"), Undecided, Unknown, MailboxCheck},
		"Graph asks to slow down":               {func(p *proof) { p.read(LookInbox, busy) }, Undecided, Throttled, MailboxCheck},
		"Graph has trouble":                     {inboxRefused(503, "ErrorAccessDenied"), Undecided, ServiceUnavailable, MailboxCheck},
		"an answer cut off":                     {func(p *proof) { p.read(LookInbox, Reply{Trouble: Garbled, Host: "graph.microsoft.com"}) }, Undecided, ReplyMalformed, MailboxCheck},
		"Graph out of reach":                    {func(p *proof) { p.read(LookInbox, Reply{Trouble: NoConnection, Host: "graph.microsoft.com"}) }, Undecided, Unreachable, Network},
		"all of Graph out of reach": {func(p *proof) {
			p.read(LookInbox, Reply{Trouble: NoName, Host: "graph.microsoft.com"})
			p.read(LookDirectory, Reply{Trouble: NoName, Host: "graph.microsoft.com"})
		}, Undecided, DNSFailure, Network},

		"the directory refuses":          {func(p *proof) { p.read(LookDirectory, graphSays(403, "Authorization_RequestDenied")) }, Fail, DirectoryDenied, Directory},
		"the directory has another word": {func(p *proof) { p.read(LookDirectory, graphSays(403, "ErrorAccessDenied")) }, Fail, DirectoryDenied, Directory},
		"the directory does not know it": {func(p *proof) { p.read(LookDirectory, graphSays(403, "Authorization_IdentityNotFound")) }, Fail, IdentityNotFound, Directory},
		"a refusal behind a missing role": {func(p *proof) {
			p.grant.Roles = allRoles[1:]
			p.read(LookDirectory, graphSays(403, "Authorization_RequestDenied"))
		}, Fail, PermissionMissing, Permissions},
		"a mailbox behind a missing role":   {func(p *proof) { p.grant.Roles = allRoles[:1]; p.read(LookInbox, graphSays(403, "ErrorAccessDenied")) }, Fail, PermissionMissing, Permissions},
		"roles that Exchange gives":         {func(p *proof) { p.grant.Roles = allRoles[:1] }, Warn, PermissionMissing, Permissions},
		"one Mail role of two, all open":    {func(p *proof) { p.grant.Roles = allRoles[:2] }, Fail, PermissionMissing, Permissions},
		"another Mail role, all open":       {func(p *proof) { p.grant.Roles = []string{allRoles[0], "Mail.Read"} }, Fail, PermissionMissing, Permissions},
		"no role, and the directory shut":   {func(p *proof) { p.grant.Roles = nil }, Fail, ConsentMissing, Permissions},
		"a fence that holds":                {fenced(graphSays(403, "ErrorAccessDenied")), Pass, "", ""},
		"a fence that holds, by a policy":   {fenced(raop), Pass, "", ""},
		"a fence that does not":             {fenced(seenAt(200)), Fail, MailboxNotFenced, MailboxCheck},
		"a fence round no mailbox":          {fenced(graphSays(404, "ErrorInvalidUser")), Fail, MailboxNotFound, MailboxCheck},
		"a fence nobody could look over":    {fenced(Reply{Trouble: NoTime, Host: "graph.microsoft.com"}), Undecided, Timeout, Network},
		"roles that Exchange gives, fenced": {func(p *proof) { fenced(raop)(p); p.grant.Roles = allRoles[:1] }, Warn, PermissionMissing, Permissions},
	} {
		t.Run(name, func(t *testing.T) {
			p := goodProof()
			c.change(&p)
			c.holds(t, p.settle())
		})
	}
}

// TestAFenceIsNotProvenByAMissingPermission: whoever may open nothing is kept
// out of everything.
func TestAFenceIsNotProvenByAMissingPermission(t *testing.T) {
	p := goodProof()
	p.grant.Roles = allRoles[:1]
	p.answers.MustRefuse = []string{"ceo@contoso.com"}
	p.read(LookInbox, graphSays(403, "ErrorAccessDenied"))
	p.grant.Sights = append(p.grant.Sights, Sight{Look{LookInbox, "ceo@contoso.com", true}, graphSays(403, "ErrorAccessDenied"), false})
	for _, f := range Examine(p.settle().AsCase()) {
		if f.Check == MailboxCheck && f.Status != Skip {
			t.Errorf("%s: %s", f.Status, f.Says)
		}
	}
}

func TestEveryMailboxIsNamed(t *testing.T) {
	p := goodProof()
	p.answers.Mailboxes = []string{"support@contoso.com", "sales@contoso.com"}
	p.grant.Sights = append(reachedAll([]Look{{LookInbox, "support@contoso.com", false}}), Sight{Look{LookInbox, "sales@contoso.com", false}, graphSays(404, "ErrorInvalidUser"), false})
	var said []string
	for _, f := range Examine(p.settle().AsCase()) {
		if f.Check == MailboxCheck {
			said = append(said, string(f.Status)+" "+f.Says)
		}
	}
	want := []string{"pass support@contoso.com opens: its inbox answers.", "fail sales@contoso.com: there is no mailbox of this address in the tenant."}
	if !slices.Equal(said, want) {
		t.Errorf("said %q", said)
	}
}

// TestAnAppThatOnlySendsOpensNoInbox: its reads would be refused, and rightly.
func TestAnAppThatOnlySendsOpensNoInbox(t *testing.T) {
	for guide, want := range map[string][]Look{
		clientCredentials:  {{Kind: LookDirectory}, {Kind: LookUser, Mailbox: "support@contoso.com"}},
		grantFlow:          {{Kind: LookDirectory}, {Kind: LookUser, Mailbox: "support@contoso.com"}},
		automationAnywhere: nil,
		authCode:           nil,
	} {
		a := contoso()
		a.Guide, a.Use, a.Mailbox = guide, Outgoing, "support@contoso.com"
		a.Mailboxes, a.MustRefuse = []string{a.Mailbox}, []string{"ceo@contoso.com"}
		s := Examination(a, today)
		if got := s.looks(false); !slices.Equal(got, want) {
			t.Errorf("%s: looks %v", guide, got)
		}
		s.Way = PasteBack
		if got := s.looks(guide == authCode); guide == authCode && !slices.Equal(got, []Look{{Kind: LookMe}}) {
			t.Errorf("signed in: looks %v", got)
		}
	}
	sends := func(change func(*proof)) State {
		p := goodProof()
		p.answers.Use = Outgoing
		p.grant = granted(allRoles[0], allRoles[2])
		p.grant.Sights = reachedAll([]Look{{Kind: LookDirectory}, {Kind: LookUser, Mailbox: "support@contoso.com"}})
		change(&p)
		return p.settle()
	}
	for name, c := range map[string]graphCase{
		"found":         {func(*proof) {}, Pass, "", ""},
		"not found":     {func(p *proof) { p.read(LookUser, graphSays(404, "Request_ResourceNotFound")) }, Fail, MailboxNotFound, MailboxCheck},
		"not reached":   {func(p *proof) { p.read(LookUser, Reply{Trouble: NoTime, Host: "graph.microsoft.com"}) }, Undecided, Timeout, Network},
		"a fence":       {func(p *proof) { p.answers.MustRefuse = []string{"ceo@contoso.com"} }, Pass, "", ""},
		"no permission": {func(p *proof) { p.grant.Roles = nil; p.read(LookUser, graphSays(403, "Authorization_RequestDenied")) }, Fail, ConsentMissing, Permissions},
	} {
		t.Run(name, func(t *testing.T) { c.holds(t, sends(c.change)) })
	}
}

// signing is a sitting of the auth code guide whose sign-in brought a session.
func signing(change func(*Session)) State {
	s := redeeming()
	s, _ = Next(s, TenantSeen{s.Attempt, Global, discovered()})
	session := signedIn([]Look{{Kind: LookMe}, {Kind: LookInbox}, {Kind: LookInbox, Mailbox: "support@contoso.com"}})
	change(&session)
	s, _ = Next(s, SignedIn{s.Attempt, session})
	return s
}

func TestExamineASignIn(t *testing.T) {
	sight := func(x *Session, i int, r Reply) { x.Sights[i].Reply, x.Sights[i].Reached = r, false }
	for name, c := range map[string]struct {
		change func(*Session)
		want   graphCase
	}{
		"all works":                         {func(*Session) {}, graphCase{nil, Pass, "", ""}},
		"an opaque access token":            {func(x *Session) { x.Opaque, x.TenantID, x.AppID, x.Audience = true, "", "", "" }, graphCase{nil, Pass, "", ""}},
		"scopes in another case":            {func(x *Session) { x.Scopes[0] = "user.read" }, graphCase{nil, Pass, "", ""}},
		"a scope missing":                   {func(x *Session) { x.Scopes = x.Scopes[:3] }, graphCase{nil, Fail, PermissionMissing, Permissions}},
		"no refresh token":                  {func(x *Session) { x.Refreshed, x.Refresh = false, Reply{Trouble: NotAsked} }, graphCase{nil, Fail, PermissionMissing, TokenCheck}},
		"a refresh that is refused":         {func(x *Session) { x.Refreshed, x.Refresh = false, refusedWith(400, 70043) }, graphCase{nil, Fail, GrantExpired, TokenCheck}},
		"a refresh that was withdrawn":      {func(x *Session) { x.Refreshed, x.Refresh = false, refusedWith(400, 50173) }, graphCase{nil, Fail, GrantRevoked, TokenCheck}},
		"a refresh cut off by the service":  {func(x *Session) { x.Refreshed, x.Refresh = false, refusedWith(503) }, graphCase{nil, Undecided, ServiceUnavailable, TokenCheck}},
		"an account of another tenant":      {func(x *Session) { x.Identity.TenantID = secretID }, graphCase{nil, Fail, AccountWrongTenant, Claims}},
		"a tenant in upper case":            {func(x *Session) { x.Identity.TenantID = strings.ToUpper(goodTenant) }, graphCase{nil, Pass, "", ""}},
		"an ID token that is not verified":  {func(x *Session) { x.Identity.Verified, x.Identity.Flaw = false, "its signature is wrong" }, graphCase{nil, Undecided, ReplyMalformed, Claims}},
		"an access token of another app":    {func(x *Session) { x.AppID = secretID }, graphCase{nil, Undecided, ReplyMalformed, Claims}},
		"an access token of another cloud":  {func(x *Session) { x.Audience = "https://graph.microsoft.us" }, graphCase{nil, Fail, ResourceWrong, Claims}},
		"an inbox of one's own, refused":    {func(x *Session) { sight(x, 1, graphSays(403, "ErrorAccessDenied")) }, graphCase{nil, Fail, MailboxDenied, MailboxCheck}},
		"no inbox of one's own":             {func(x *Session) { sight(x, 1, graphSays(404, "MailboxNotEnabledForRESTAPI")) }, graphCase{nil, Fail, MailboxNotEnabled, MailboxCheck}},
		"a shared mailbox that is refused":  {func(x *Session) { sight(x, 2, graphSays(403, "ErrorAccessDenied")) }, graphCase{nil, Warn, MailboxDenied, MailboxCheck}},
		"a shared mailbox there is not":     {func(x *Session) { sight(x, 2, graphSays(404, "ErrorInvalidUser")) }, graphCase{nil, Fail, MailboxNotFound, MailboxCheck}},
		"Graph does not say who signed in":  {func(x *Session) { sight(x, 0, graphSays(401, "InvalidAuthenticationToken")) }, graphCase{nil, Fail, TokenRejected, Directory}},
		"Graph can't be reached":            {func(x *Session) { sight(x, 0, Reply{Trouble: NoTime, Host: "graph.microsoft.com"}) }, graphCase{nil, Undecided, Timeout, Network}},
		"the code was used by the product":  {func(x *Session) { *x = Session{Grant: Grant{Reply: refusedWith(400, 54005)}} }, graphCase{nil, Fail, CodeUsed, TokenCheck}},
		"the code is too old":               {func(x *Session) { *x = Session{Grant: Grant{Reply: refusedWith(400, 70008)}} }, graphCase{nil, Fail, CodeExpired, TokenCheck}},
		"the secret is wrong":               {func(x *Session) { *x = Session{Grant: Grant{Reply: refusedWith(401, 7000215)}} }, graphCase{nil, Fail, SecretWrong, TokenCheck}},
		"the network failed":                {func(x *Session) { *x = Session{Grant: Grant{Reply: failed(NoConnection)}} }, graphCase{nil, Undecided, Unreachable, Network}},
		"Microsoft asks for another factor": {func(x *Session) { *x = Session{Grant: Grant{Reply: refusedWith(400, 50076)}} }, graphCase{nil, Fail, MFARequired, TokenCheck}},
	} {
		t.Run(name, func(t *testing.T) {
			s := signing(c.change)
			c.want.holds(t, s)
			if proven := c.want.verdict == Pass || c.want.verdict == Warn; s.Proven() != proven {
				t.Errorf("proven %v", s.Proven())
			}
			if step := s.askedAt(firstStep(ReportOf(s.AsCase()))); step.ID == StepProve {
				t.Error("the way back leads to the same page")
			}
		})
	}
}

// firstStep is the step the root leads to.
func firstStep(r Report) StepID {
	if r.Root == nil {
		return ""
	}
	return r.Root.Step
}

// TestNotNow proves what can be without a person, and says what it leaves out.
func TestNotNow(t *testing.T) {
	s := drive(atIn(authCode, StepSignIn), obliging, SignIn{NotNow})
	r := ReportOf(s.AsCase())
	if !s.Proven() || r.Verdict != Pass || slices.Contains(r.Proved, Permissions) || slices.Contains(r.Proved, MailboxCheck) {
		t.Errorf("%s, proved %v", r.Verdict, r.Proved)
	}
	if !strings.Contains(r.Summary, "Nobody signed in") || strings.Contains(r.Summary, "works") {
		t.Errorf("summary %q", r.Summary)
	}
	for _, f := range r.Findings {
		if f.Check == Permissions && (f.Status != Skip || !strings.Contains(f.Says, "nobody did")) {
			t.Errorf("%s: %s", f.Status, f.Says)
		}
	}
	if keep := dumped(PageOf(drive(s, obliging, Continue{}))); !strings.Contains(keep, "the sign-in is not") {
		t.Errorf("the page says:\n%s", keep)
	}
}
