package flow

import (
	"slices"
	"strings"
	"testing"
	"time"
)

// proof is a settled test of Contoso's credential, each part of which a case
// may change.
type proof struct {
	answers Answers
	tenant  Discovery
	grant   Grant
	offline bool
	minDays int
	rbac    bool
	today   time.Time
}

func goodProof() proof {
	p := proof{answers: contoso(), tenant: discovered(), today: today}
	p.answers.Mailboxes = []string{"support@contoso.com"}
	p.grant = grantedFor([]Look{{Kind: LookDirectory}, {Kind: LookInbox, Mailbox: "support@contoso.com"}})
	return p
}

// settle plays the proof through the machine, as check does.
func (p proof) settle() State {
	s := Examination(p.answers, p.today)
	s.Offline, s.MinDays, s.RBAC = p.offline, p.minDays, p.rbac
	return drive(s, func(e Effect) Event {
		switch e := e.(type) {
		case LookUpTenant:
			return TenantSeen{e.Attempt, e.Cloud, p.tenant}
		case FetchToken:
			return TokenSeen{e.Attempt, p.grant}
		}
		return nil
	}, Retry{})
}

func (p *proof) refuse(status int, codes ...int) {
	p.grant = Grant{Reply: refusedWith(status, codes...)}
}

func (p *proof) fails(t Trouble) {
	p.grant, p.tenant = Grant{Reply: failed(t)}, Discovery{Reply: failed(t)}
}

func TestExamine(t *testing.T) {
	for name, c := range map[string]struct {
		change  func(*proof)
		verdict Status
		cause   Cause
		check   Check
	}{
		"a good credential passes": {func(*proof) {}, Pass, "", ""},

		"a wrong secret":                       {func(p *proof) { p.refuse(401, 7000215) }, Fail, SecretWrong, TokenCheck},
		"an expired secret":                    {func(p *proof) { p.refuse(401, 7000222) }, Fail, SecretExpired, TokenCheck},
		"an app of another place":              {func(p *proof) { p.refuse(400, 700016) }, Fail, AppNotFound, TokenCheck},
		"the first code that is known decides": {func(p *proof) { p.refuse(401, 1, 7000222, 7000215) }, Fail, SecretExpired, TokenCheck},
		"a code nobody knows is passed on":     {func(p *proof) { p.refuse(400, 123456) }, Undecided, Unknown, TokenCheck},
		"no code at all is passed on":          {func(p *proof) { p.refuse(400) }, Undecided, Unknown, TokenCheck},
		"without a code the error decides":     {func(p *proof) { p.refuse(400); p.grant.Error = "invalid_scope" }, Fail, ScopeInvalid, TokenCheck},
		"the error of an unknown resource":     {func(p *proof) { p.refuse(400); p.grant.Error = "invalid_resource" }, Fail, ResourceWrong, TokenCheck},
		"trouble said in the error":            {func(p *proof) { p.refuse(400); p.grant.Error = "temporarily_unavailable" }, Undecided, ServiceUnavailable, TokenCheck},
		"a policy of the network":              {func(p *proof) { p.refuse(403, 500021) }, Undecided, TenantRestricted, Network},

		"a 5xx is the service's, whatever the code": {func(p *proof) { p.refuse(503, 7000215) }, Undecided, ServiceUnavailable, TokenCheck},
		"a 5xx is the service's, even as a web page": {func(p *proof) {
			p.grant = Grant{Reply: failed(HTMLPage)}
			p.grant.Evidence.HTTPStatus = 502
		}, Undecided, ServiceUnavailable, TokenCheck},
		"a 429 in plain text asks to slow down": {func(p *proof) {
			p.grant = Grant{Reply: failed(Garbled)}
			p.grant.Evidence.HTTPStatus = 429
		}, Undecided, Throttled, TokenCheck},
		"a 200 with a web page is a captive portal": {func(p *proof) {
			p.fails(HTMLPage)
			p.grant.Evidence.HTTPStatus = 200
		}, Undecided, CaptivePortal, Network},

		"no address":         {func(p *proof) { p.fails(NoName) }, Undecided, DNSFailure, Network},
		"no connection":      {func(p *proof) { p.fails(NoConnection) }, Undecided, Unreachable, Network},
		"no answer in time":  {func(p *proof) { p.fails(NoTime) }, Undecided, Timeout, Network},
		"no trust":           {func(p *proof) { p.fails(NoTrust) }, Undecided, TLSUntrusted, Network},
		"no encryption":      {func(p *proof) { p.fails(NoTLS) }, Undecided, CaptivePortal, Network},
		"a proxy that bars":  {func(p *proof) { p.fails(NoProxy) }, Undecided, ProxyRefused, Network},
		"a redirect":         {func(p *proof) { p.fails(Redirected) }, Undecided, ReplyMalformed, TenantCheck},
		"an answer cut off":  {func(p *proof) { p.fails(Garbled) }, Undecided, ReplyMalformed, TenantCheck},
		"an endless answer":  {func(p *proof) { p.fails(TooLarge) }, Undecided, ReplyMalformed, TenantCheck},
		"a test left":        {func(p *proof) { p.fails(Abandoned) }, Undecided, Unknown, TenantCheck},
		"a fault of ours":    {func(p *proof) { p.fails(OurFault) }, Undecided, Unknown, TenantCheck},
		"an unsuitable host": {func(p *proof) { p.fails(NotAsked) }, Fail, EndpointHostUnknown, TenantCheck},
		"one of two requests lost does not matter": {func(p *proof) { p.tenant = Discovery{Reply: failed(NoTime)} }, Pass, "", ""},

		"no tenant by that name":           {func(p *proof) { p.tenant = Discovery{Reply: refusedWith(400, 90002)}; p.refuse(400, 90002) }, Fail, TenantNotFound, TenantCheck},
		"a tenant of another cloud":        {func(p *proof) { p.tenant.Cloud = USGov }, Fail, WrongCloud, TenantCheck},
		"an endpoint of another tenant":    {func(p *proof) { p.tenant.TenantID = secretID }, Fail, TenantMismatch, TenantCheck},
		"a token of another tenant":        {func(p *proof) { p.grant.TenantID = secretID }, Fail, TenantMismatch, Claims},
		"a token of another app":           {func(p *proof) { p.grant.AppID = secretID }, Undecided, ReplyMalformed, Claims},
		"a token for another cloud":        {func(p *proof) { p.grant.Audience = "https://graph.microsoft.us" }, Fail, ResourceWrong, Claims},
		"Graph may be named by its GUID":   {func(p *proof) { p.grant.Audience = graphAppID }, Pass, "", ""},
		"a trailing slash does not matter": {func(p *proof) { p.grant.Audience += "/" }, Pass, "", ""},
		"a token without an identity":      {func(p *proof) { p.grant.ObjectID = "" }, Fail, IdentityNotFound, Claims},
		"an opaque token warns at most":    {func(p *proof) { p.grant = Grant{Reply: answered(200), Got: true, Opaque: true} }, Warn, Unknown, Claims},

		"no permission":                   {func(p *proof) { p.grant.Roles = nil }, Fail, ConsentMissing, Permissions},
		"one permission of three":         {func(p *proof) { p.grant = granted(allRoles[0]) }, Fail, PermissionMissing, Permissions},
		"the use decides what is missing": {func(p *proof) { p.answers.Use = Incoming; p.grant.Roles = allRoles[:2] }, Pass, "", ""},
		"more than is needed":             {func(p *proof) { p.grant.Roles = append(slices.Clone(allRoles), "Directory.ReadWrite.All") }, Warn, PermissionExcess, Permissions},
		"delegated permissions":           {func(p *proof) { p.grant.Roles, p.grant.Scopes = nil, []string{"Mail.Send"} }, Fail, DelegatedInsteadOfApplication, Permissions},

		"a GUID as secret, refused":                  {func(p *proof) { p.answers.Secret = NewSecret(secretID); p.refuse(401, 7000215) }, Fail, SecretIDNotValue, TokenCheck},
		"a GUID as secret, taken":                    {func(p *proof) { p.answers.Secret = NewSecret(secretID) }, Pass, "", ""},
		"a GUID as secret, offline":                  {func(p *proof) { p.answers.Secret = NewSecret(secretID); p.offline = true }, Fail, SecretIDNotValue, Values},
		"a blank secret":                             {func(p *proof) { p.answers.Secret = NewSecret(" \n") }, Fail, SecretMissing, Values},
		"no secret leaves it open":                   {func(p *proof) { p.answers.Secret = Secret{} }, Undecided, "", ""},
		"no secret, and soon to end, leaves it open": {func(p *proof) { p.answers.Secret = Secret{}; p.answers.Expires = "2026-12-01" }, Undecided, SecretExpiring, Expiry},
		"a V1 endpoint": {func(p *proof) {
			p.answers.TokenEndpoint = "https://login.microsoftonline.com/" + goodTenant + "/oauth2/token"
		}, Fail, EndpointV1, Values},
		"a cloud whose Graph is not published": {func(p *proof) {
			p.answers.TokenEndpoint = "https://login.sovcloud-identity.fr/" + goodTenant + "/oauth2/v2.0/token"
			p.answers.Cloud, p.tenant.Cloud = Other, Other
		}, Undecided, Unknown, TokenCheck},

		"offline, good values":                {func(p *proof) { p.offline = true }, Pass, "", ""},
		"an end date that passed":             {func(p *proof) { p.offline = true; p.answers.Expires = "2026-11-20" }, Fail, SecretExpired, Expiry},
		"an end date today":                   {func(p *proof) { p.answers.Expires = "2026-11-21" }, Warn, SecretExpiring, Expiry},
		"an end date Microsoft does not mind": {func(p *proof) { p.answers.Expires = "2026-11-20" }, Warn, SecretExpiring, Expiry},
		"29 days left":                        {func(p *proof) { p.answers.Expires = "2026-12-20" }, Warn, SecretExpiring, Expiry},
		"30 days left":                        {func(p *proof) { p.answers.Expires = "2026-12-21" }, Pass, "", ""},
		"fewer days than asked for":           {func(p *proof) { p.answers.Expires = "2027-01-19"; p.minDays = 60 }, Fail, SecretExpiring, Expiry},
		"as many days as asked for":           {func(p *proof) { p.answers.Expires = "2027-01-20"; p.minDays = 60 }, Pass, "", ""},
		"the day is that of UTC, though it is still yesterday here": {func(p *proof) {
			p.answers.Expires = "2026-12-20"
			p.today = time.Date(2026, 11, 20, 22, 0, 0, 0, time.FixedZone("west", -11*3600)) // 09:00 on the 21st
		}, Warn, SecretExpiring, Expiry},
		"the day is that of UTC, though it is tomorrow here already": {func(p *proof) {
			p.answers.Expires, p.minDays = "2027-01-19", 60
			p.today = time.Date(2026, 11, 21, 1, 0, 0, 0, time.FixedZone("east", 14*3600)) // 11:00 on the 20th
		}, Pass, "", ""},
		"no end date":                     {func(p *proof) { p.answers.Expires = "" }, Pass, "", ""},
		"no end date, and days asked for": {func(p *proof) { p.answers.Expires = ""; p.minDays = 30 }, Warn, ExpiryUnknown, Expiry},
		"a blank end date, and days":      {func(p *proof) { p.answers.Expires = " "; p.minDays = 1 }, Warn, ExpiryUnknown, Expiry},
		"the same, offline":               {func(p *proof) { p.answers.Expires = ""; p.minDays = 30; p.offline = true }, Warn, ExpiryUnknown, Expiry},
		"the same, without a secret":      {func(p *proof) { p.answers.Expires = ""; p.minDays = 30; p.answers.Secret = Secret{} }, Undecided, ExpiryUnknown, Expiry},
		"a refusal goes before it":        {func(p *proof) { p.answers.Expires = ""; p.minDays = 30; p.refuse(401, 7000215) }, Fail, SecretWrong, TokenCheck},

		"a clock two minutes off":         {func(p *proof) { p.grant.Skew = -2 * time.Minute }, Warn, ClockSkew, Clock},
		"a clock a minute off":            {func(p *proof) { p.grant.Skew = time.Minute }, Pass, "", ""},
		"a fail goes before the open":     {func(p *proof) { p.tenant = Discovery{Reply: failed(Garbled)}; p.refuse(401, 7000222) }, Fail, SecretExpired, TokenCheck},
		"the open goes before a warning":  {func(p *proof) { p.grant.Skew = time.Hour; p.refuse(503) }, Undecided, ServiceUnavailable, TokenCheck},
		"the first fail in order decides": {func(p *proof) { p.answers.Expires = "2026-01-01"; p.refuse(401, 7000222) }, Fail, SecretExpired, TokenCheck},
	} {
		t.Run(name, func(t *testing.T) {
			p := goodProof()
			c.change(&p)
			r := ReportOf(p.settle().AsCase())
			if r.Verdict != c.verdict {
				t.Errorf("verdict %s, want %s", r.Verdict, c.verdict)
			}
			var root Finding
			if r.Root != nil {
				root = *r.Root
			}
			if root.Cause != c.cause || root.Check != c.check {
				t.Errorf("root %s at %s, want %s at %s", root.Cause, root.Check, c.cause, c.check)
			}
			inOrder(t, r.Findings)
			for _, f := range r.Findings {
				readable(t, f)
			}
		})
	}
}

// inOrder holds that every check stands in a report, in its place.
func inOrder(t *testing.T, findings []Finding) {
	t.Helper()
	last := -1
	seen := map[Check]bool{}
	for _, f := range findings {
		i := slices.Index(Checks, f.Check)
		if i < last {
			t.Errorf("%s comes after %s", f.Check, Checks[last])
		}
		last, seen[f.Check] = i, true
	}
	for _, c := range Checks {
		if !seen[c] && !(findings[0].Check == Values && (c == Network || c == Clock)) {
			t.Errorf("%s is missing", c)
		}
	}
}

// readable holds a finding to the style of its sentences.
func readable(t *testing.T, f Finding) {
	t.Helper()
	for _, text := range append([]string{f.Says}, f.Do...) {
		link := strings.Contains(text, ": https://") // a full stop would be copied along
		if text == "" || len(text) > 250 || !strings.HasSuffix(text, ".") && !link || strings.Contains(text, "  ") {
			t.Errorf("%s (%d): %q", f.Cause, len(text), text)
		}
	}
	if f.Status == Pass || f.Status == Skip {
		return
	}
	if f.Cause == "" || f.Cause.Owner() == "" && f.Cause != Unknown || len(f.Do) == 0 {
		t.Errorf("%s: no cause, owner or way on in %+v", f.Check, f)
	}
}

func TestEveryCodeHasACauseThatIsExplained(t *testing.T) {
	for code, cause := range codeCauses {
		p := goodProof()
		p.refuse(400, code)
		r := ReportOf(p.settle().AsCase())
		switch {
		case r.Root == nil || r.Root.Cause != cause:
			t.Errorf("AADSTS%d: %+v, want %s", code, r.Root, cause)
		case r.Root.Evidence.TraceID != "trace-1" || r.Root.Evidence.ServerText == "":
			t.Errorf("AADSTS%d: the evidence is lost", code)
		case len(r.Root.Codes) != 1:
			t.Errorf("AADSTS%d: codes %v", code, r.Root.Codes)
		case !slices.Contains([]Cause{Throttled, ServiceUnavailable, AppDisabled, ConditionalAccess}, cause) && r.Root.Step == "": // those are no step's to mend
			t.Errorf("AADSTS%d: no step to go back to", code)
		}
	}
}

func TestRefusalsLeadToStepsOfTheGuide(t *testing.T) {
	for cause, a := range refusals {
		readable(t, Found(TokenCheck, cause, a.says, a.do...))
		if a.step != "" && guideOf(authCode).index(a.step) < 0 { // it has all the steps
			t.Errorf("%s leads to %q", cause, a.step)
		}
	}
}

func contosoGuide() Guide { return All()[0] }

func TestOfflineSendsNothing(t *testing.T) {
	p := goodProof()
	p.offline = true
	s := Examination(p.answers, today)
	s.Offline = true
	s, effects := Next(s, Retry{})
	if len(effects) > 0 || s.Busy() {
		t.Fatalf("asked for %d effects", len(effects))
	}
	r := ReportOf(s.AsCase())
	if !slices.Equal(r.Proved, []Check{Values, Expiry}) || !strings.Contains(r.Summary, "Nothing was sent") {
		t.Errorf("proved %v: %s", r.Proved, r.Summary)
	}
	for i, f := range r.Findings {
		if f.Check != Checks[i] || f.Status != Pass && f.Status != Skip {
			t.Errorf("%s is %s; want %s, passed or skipped", f.Check, f.Status, Checks[i])
		}
	}
}

func TestChecksBehindABadEndpointAreSkipped(t *testing.T) {
	for name, endpoint := range map[string]string{
		"none":                "",
		"of no Microsoft":     "https://example.net/oauth2/v2.0/token",
		"of the closed cloud": "https://login.microsoftonline.de/" + goodTenant + "/oauth2/v2.0/token",
		"of many tenants":     "https://login.microsoftonline.com/common/oauth2/v2.0/token",
	} {
		t.Run(name, func(t *testing.T) {
			p := goodProof()
			p.answers.TokenEndpoint = endpoint
			for _, f := range Examine(p.settle().AsCase()) {
				if want := f.Check == Values; (f.Status == Fail) != want || f.Status == Undecided {
					t.Errorf("%s is %s: %s", f.Check, f.Status, f.Says)
				}
			}
		})
	}
}

func TestNothingIsSentWithABadValue(t *testing.T) {
	for name, change := range map[string]func(*Answers){
		"a client ID that is none": func(a *Answers) { a.ClientID = "abc" },
		"an endpoint at another host": func(a *Answers) {
			a.TokenEndpoint = "https://login.microsoftonline.com.evil.example/" + goodTenant + "/oauth2/v2.0/token"
		},
		"a V1 endpoint": func(a *Answers) { a.TokenEndpoint = strings.Replace(goodEndpoint, "/v2.0", "", 1) },
		"an alias in place of a tenant": func(a *Answers) {
			a.TokenEndpoint = "https://login.microsoftonline.com/common/oauth2/v2.0/token"
		},
		"a blank secret": func(a *Answers) { a.Secret = NewSecret(" ") },
	} {
		t.Run(name, func(t *testing.T) {
			a := contoso()
			change(&a)
			s, effects := Next(Examination(a, today), Retry{})
			for _, e := range effects {
				if l, ok := e.(LookUpTenant); !ok || l.Host != "login.microsoftonline.com" {
					t.Errorf("asked for %#v", e)
				}
			}
			if s = drive(s, obliging); s.Seen.Token != nil {
				t.Error("a token was asked for")
			}
		})
	}
}

func TestTheOneRetryIsSeen(t *testing.T) {
	wrong := Grant{Reply: refusedWith(401, 7000215)}
	s, _ := Next(at(StepProve), Retry{})
	s, effects := Next(s, TokenSeen{s.Attempt, wrong})
	if len(effects) != 1 || effects[0].(FetchToken).After != 5*time.Second || !s.Busy() {
		t.Fatalf("after the first refusal: %#v", effects)
	}
	if p := PageOf(s); !strings.Contains(p.Waiting, "once more") {
		t.Errorf("the page says %q", p.Waiting)
	}
	s, effects = Next(s, TokenSeen{s.Attempt, wrong})
	s = drive(s, obliging, TenantSeen{s.Attempt, Global, discovered()})
	if len(effects) != 0 || s.Busy() || !has(Examine(s.AsCase()), SecretWrong) {
		t.Error("a second refusal ends it")
	}
}

func TestASecretNotFreshIsTriedOnce(t *testing.T) {
	tries := 0
	s := Examination(contoso(), today)
	drive(s, func(e Effect) Event {
		if f, ok := e.(FetchToken); ok {
			tries++
			return TokenSeen{f.Attempt, Grant{Reply: refusedWith(401, 7000215)}}
		}
		return obliging(e)
	}, Retry{})
	if tries != 1 {
		t.Errorf("tried %d times", tries)
	}
}

func TestChecksAwaitedAreLeftOut(t *testing.T) {
	s, _ := Next(at(StepProve), Retry{})
	for _, f := range Examine(s.AsCase()) {
		if f.Check != Values && f.Check != Expiry {
			t.Errorf("%s is there before an answer came: %s", f.Check, f.Says)
		}
	}
	s, _ = Next(s, TenantSeen{s.Attempt, Global, discovered()})
	for _, f := range Examine(s.AsCase()) {
		if f.Check == TokenCheck || f.Check == Claims || f.Check == Permissions {
			t.Errorf("%s is there before the token came: %s", f.Check, f.Says)
		}
	}
}
