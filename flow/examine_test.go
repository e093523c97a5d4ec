package flow_test

import (
	"slices"
	"strings"
	"testing"
	"time"

	"mailgrant/flow"
	"mailgrant/flow/catalogue"
	"mailgrant/flow/check"
	"mailgrant/flow/finding"
	"mailgrant/flow/form"
	"mailgrant/flow/guide"
	"mailgrant/flow/page"
	"mailgrant/flow/value"
	"mailgrant/flow/wire"
)

// proof is a finished test of Contoso's credential; each case may change a part
// of it.
type proof struct {
	answers form.Values
	tenant  wire.Discovery
	grant   wire.Grant
	offline bool
	minDays int
	rbac    bool
	today   time.Time
}

func goodProof() proof {
	p := proof{answers: contoso(), tenant: discovered(), today: today}
	p.answers.Mailboxes = []string{"support@contoso.com"}
	p.grant = grantedFor([]wire.Probe{{Kind: wire.ProbeDirectory}, {Kind: wire.ProbeInbox, Mailbox: "support@contoso.com"}})
	return p
}

// settle runs the test through the machine, as check does.
func (p proof) settle() flow.State {
	s := flow.Examination(p.answers, p.today)
	s.Offline, s.MinDays, s.RBAC = p.offline, p.minDays, p.rbac
	return drive(s, func(e flow.Effect) flow.Event {
		switch e := e.(type) {
		case flow.LookUpTenant:
			return flow.TenantSeen{Attempt: e.Attempt, Cloud: e.Cloud, Discovery: p.tenant}
		case flow.FetchToken:
			return flow.TokenSeen{Attempt: e.Attempt, Grant: p.grant}
		}
		return nil
	}, flow.Retry{})
}

func (p *proof) refuse(status int, codes ...int) {
	p.grant = wire.Grant{Reply: refusedWith(status, codes...)}
}

func (p *proof) fails(t wire.Trouble) {
	p.grant, p.tenant = wire.Grant{Reply: failed(t)}, wire.Discovery{Reply: failed(t)}
}

func TestExamine(t *testing.T) {
	for name, c := range map[string]struct {
		change  func(*proof)
		verdict finding.Status
		cause   finding.Cause
		check   finding.Check
	}{
		"a good credential passes": {func(*proof) {}, finding.Pass, "", ""},

		"a wrong secret":                       {func(p *proof) { p.refuse(401, 7000215) }, finding.Fail, finding.SecretWrong, finding.TokenCheck},
		"an expired secret":                    {func(p *proof) { p.refuse(401, 7000222) }, finding.Fail, finding.SecretExpired, finding.TokenCheck},
		"an app of another place":              {func(p *proof) { p.refuse(400, 700016) }, finding.Fail, finding.AppNotFound, finding.TokenCheck},
		"the first code that is known decides": {func(p *proof) { p.refuse(401, 1, 7000222, 7000215) }, finding.Fail, finding.SecretExpired, finding.TokenCheck},
		"a code nobody knows is passed on":     {func(p *proof) { p.refuse(400, 123456) }, finding.Undecided, finding.Unknown, finding.TokenCheck},
		"no code at all is passed on":          {func(p *proof) { p.refuse(400) }, finding.Undecided, finding.Unknown, finding.TokenCheck},
		"without a code the error decides":     {func(p *proof) { p.refuse(400); p.grant.Error = "invalid_scope" }, finding.Fail, finding.ScopeInvalid, finding.TokenCheck},
		"the error of an unknown resource":     {func(p *proof) { p.refuse(400); p.grant.Error = "invalid_resource" }, finding.Fail, finding.ResourceWrong, finding.TokenCheck},
		"trouble said in the error":            {func(p *proof) { p.refuse(400); p.grant.Error = "temporarily_unavailable" }, finding.Undecided, finding.ServiceUnavailable, finding.TokenCheck},
		"a policy of the network":              {func(p *proof) { p.refuse(403, 500021) }, finding.Undecided, finding.TenantRestricted, finding.Network},

		"a 5xx is the service's, whatever the code": {func(p *proof) { p.refuse(503, 7000215) }, finding.Undecided, finding.ServiceUnavailable, finding.TokenCheck},
		"a 5xx is the service's, even as a web page": {func(p *proof) {
			p.grant = wire.Grant{Reply: failed(wire.HTMLPage)}
			p.grant.Evidence.HTTPStatus = 502
		}, finding.Undecided, finding.ServiceUnavailable, finding.TokenCheck},
		"a 429 in plain text asks to slow down": {func(p *proof) {
			p.grant = wire.Grant{Reply: failed(wire.Malformed)}
			p.grant.Evidence.HTTPStatus = 429
		}, finding.Undecided, finding.Throttled, finding.TokenCheck},
		"a 200 with a web page is a captive portal": {func(p *proof) {
			p.fails(wire.HTMLPage)
			p.grant.Evidence.HTTPStatus = 200
		}, finding.Undecided, finding.CaptivePortal, finding.Network},

		"no address":         {func(p *proof) { p.fails(wire.DNS) }, finding.Undecided, finding.DNSFailure, finding.Network},
		"no connection":      {func(p *proof) { p.fails(wire.Connect) }, finding.Undecided, finding.Unreachable, finding.Network},
		"no answer in time":  {func(p *proof) { p.fails(wire.Timeout) }, finding.Undecided, finding.Timeout, finding.Network},
		"no trust":           {func(p *proof) { p.fails(wire.CertUntrusted) }, finding.Undecided, finding.TLSUntrusted, finding.Network},
		"no encryption":      {func(p *proof) { p.fails(wire.PlainHTTP) }, finding.Undecided, finding.CaptivePortal, finding.Network},
		"a proxy that bars":  {func(p *proof) { p.fails(wire.Proxy) }, finding.Undecided, finding.ProxyRefused, finding.Network},
		"a redirect":         {func(p *proof) { p.fails(wire.Redirected) }, finding.Undecided, finding.ReplyMalformed, finding.TenantCheck},
		"an answer cut off":  {func(p *proof) { p.fails(wire.Malformed) }, finding.Undecided, finding.ReplyMalformed, finding.TenantCheck},
		"an endless answer":  {func(p *proof) { p.fails(wire.TooLarge) }, finding.Undecided, finding.ReplyMalformed, finding.TenantCheck},
		"a test left":        {func(p *proof) { p.fails(wire.Abandoned) }, finding.Undecided, finding.Unknown, finding.TenantCheck},
		"a fault of ours":    {func(p *proof) { p.fails(wire.Internal) }, finding.Undecided, finding.Unknown, finding.TenantCheck},
		"an unsuitable host": {func(p *proof) { p.fails(wire.NotAsked) }, finding.Fail, finding.EndpointHostUnknown, finding.TenantCheck},
		"one of two requests lost does not matter": {func(p *proof) { p.tenant = wire.Discovery{Reply: failed(wire.Timeout)} }, finding.Pass, "", ""},

		"no tenant by that name":           {func(p *proof) { p.tenant = wire.Discovery{Reply: refusedWith(400, 90002)}; p.refuse(400, 90002) }, finding.Fail, finding.TenantNotFound, finding.TenantCheck},
		"a tenant of another cloud":        {func(p *proof) { p.tenant.Cloud = value.USGov }, finding.Fail, finding.WrongCloud, finding.TenantCheck},
		"an endpoint of another tenant":    {func(p *proof) { p.tenant.TenantID = secretID }, finding.Fail, finding.TenantMismatch, finding.TenantCheck},
		"a token of another tenant":        {func(p *proof) { p.grant.TenantID = secretID }, finding.Fail, finding.TenantMismatch, finding.Claims},
		"a token of another app":           {func(p *proof) { p.grant.AppID = secretID }, finding.Undecided, finding.ReplyMalformed, finding.Claims},
		"a token for another cloud":        {func(p *proof) { p.grant.Audience = "https://graph.microsoft.us" }, finding.Fail, finding.ResourceWrong, finding.Claims},
		"Graph may be named by its GUID":   {func(p *proof) { p.grant.Audience = value.GraphAppID }, finding.Pass, "", ""},
		"a trailing slash does not matter": {func(p *proof) { p.grant.Audience += "/" }, finding.Pass, "", ""},
		"a token without an identity":      {func(p *proof) { p.grant.ObjectID = "" }, finding.Fail, finding.IdentityNotFound, finding.Claims},
		"an opaque token warns at most":    {func(p *proof) { p.grant = wire.Grant{Reply: answered(200), Got: true, Opaque: true} }, finding.Warn, finding.Unknown, finding.Claims},

		"no permission":                   {func(p *proof) { p.grant.Roles = nil }, finding.Fail, finding.ConsentMissing, finding.Permissions},
		"one permission of three":         {func(p *proof) { p.grant = granted(allRoles[0]) }, finding.Fail, finding.PermissionMissing, finding.Permissions},
		"the use decides what is missing": {func(p *proof) { p.answers.Use = value.Incoming; p.grant.Roles = allRoles[:2] }, finding.Pass, "", ""},
		"more than is needed":             {func(p *proof) { p.grant.Roles = append(slices.Clone(allRoles), "Directory.ReadWrite.All") }, finding.Warn, finding.PermissionExcess, finding.Permissions},
		"delegated permissions":           {func(p *proof) { p.grant.Roles, p.grant.Scopes = nil, []string{"Mail.Send"} }, finding.Fail, finding.DelegatedInsteadOfApplication, finding.Permissions},

		"a GUID as secret, refused":                  {func(p *proof) { p.answers.Secret = value.NewSecret(secretID); p.refuse(401, 7000215) }, finding.Fail, finding.SecretIDNotValue, finding.TokenCheck},
		"a GUID as secret, taken":                    {func(p *proof) { p.answers.Secret = value.NewSecret(secretID) }, finding.Pass, "", ""},
		"a GUID as secret, offline":                  {func(p *proof) { p.answers.Secret = value.NewSecret(secretID); p.offline = true }, finding.Fail, finding.SecretIDNotValue, finding.Values},
		"a blank secret":                             {func(p *proof) { p.answers.Secret = value.NewSecret(" \n") }, finding.Fail, finding.SecretMissing, finding.Values},
		"no secret leaves it open":                   {func(p *proof) { p.answers.Secret = value.Secret{} }, finding.Undecided, "", ""},
		"no secret, and soon to end, leaves it open": {func(p *proof) { p.answers.Secret = value.Secret{}; p.answers.Expires = "2026-12-01" }, finding.Undecided, finding.SecretExpiring, finding.Expiry},
		"a V1 endpoint": {func(p *proof) {
			p.answers.TokenEndpoint = "https://login.microsoftonline.com/" + goodTenant + "/oauth2/token"
		}, finding.Fail, finding.EndpointV1, finding.Values},
		"a cloud whose Graph is not published": {func(p *proof) {
			p.answers.TokenEndpoint = "https://login.sovcloud-identity.fr/" + goodTenant + "/oauth2/v2.0/token"
			p.answers.Cloud, p.tenant.Cloud = value.Other, value.Other
		}, finding.Undecided, finding.Unknown, finding.TokenCheck},

		"offline, good values":                {func(p *proof) { p.offline = true }, finding.Pass, "", ""},
		"an end date that passed":             {func(p *proof) { p.offline = true; p.answers.Expires = "2026-11-20" }, finding.Fail, finding.SecretExpired, finding.Expiry},
		"an end date today":                   {func(p *proof) { p.answers.Expires = "2026-11-21" }, finding.Warn, finding.SecretExpiring, finding.Expiry},
		"an end date Microsoft does not mind": {func(p *proof) { p.answers.Expires = "2026-11-20" }, finding.Warn, finding.SecretExpiring, finding.Expiry},
		"29 days left":                        {func(p *proof) { p.answers.Expires = "2026-12-20" }, finding.Warn, finding.SecretExpiring, finding.Expiry},
		"30 days left":                        {func(p *proof) { p.answers.Expires = "2026-12-21" }, finding.Pass, "", ""},
		"fewer days than asked for":           {func(p *proof) { p.answers.Expires = "2027-01-19"; p.minDays = 60 }, finding.Fail, finding.SecretExpiring, finding.Expiry},
		"as many days as asked for":           {func(p *proof) { p.answers.Expires = "2027-01-20"; p.minDays = 60 }, finding.Pass, "", ""},
		"the day is that of UTC, though it is still yesterday here": {func(p *proof) {
			p.answers.Expires = "2026-12-20"
			p.today = time.Date(2026, 11, 20, 22, 0, 0, 0, time.FixedZone("west", -11*3600)) // 09:00 on the 21st
		}, finding.Warn, finding.SecretExpiring, finding.Expiry},
		"the day is that of UTC, though it is tomorrow here already": {func(p *proof) {
			p.answers.Expires, p.minDays = "2027-01-19", 60
			p.today = time.Date(2026, 11, 21, 1, 0, 0, 0, time.FixedZone("east", 14*3600)) // 11:00 on the 20th
		}, finding.Pass, "", ""},
		"no end date":                     {func(p *proof) { p.answers.Expires = "" }, finding.Pass, "", ""},
		"no end date, and days asked for": {func(p *proof) { p.answers.Expires = ""; p.minDays = 30 }, finding.Warn, finding.ExpiryUnknown, finding.Expiry},
		"a blank end date, and days":      {func(p *proof) { p.answers.Expires = " "; p.minDays = 1 }, finding.Warn, finding.ExpiryUnknown, finding.Expiry},
		"the same, offline":               {func(p *proof) { p.answers.Expires = ""; p.minDays = 30; p.offline = true }, finding.Warn, finding.ExpiryUnknown, finding.Expiry},
		"the same, without a secret":      {func(p *proof) { p.answers.Expires = ""; p.minDays = 30; p.answers.Secret = value.Secret{} }, finding.Undecided, finding.ExpiryUnknown, finding.Expiry},
		"a refusal goes before it":        {func(p *proof) { p.answers.Expires = ""; p.minDays = 30; p.refuse(401, 7000215) }, finding.Fail, finding.SecretWrong, finding.TokenCheck},

		"a clock two minutes off":         {func(p *proof) { p.grant.Skew = -2 * time.Minute }, finding.Warn, finding.ClockSkew, finding.Clock},
		"a clock a minute off":            {func(p *proof) { p.grant.Skew = time.Minute }, finding.Pass, "", ""},
		"a fail goes before the open":     {func(p *proof) { p.tenant = wire.Discovery{Reply: failed(wire.Malformed)}; p.refuse(401, 7000222) }, finding.Fail, finding.SecretExpired, finding.TokenCheck},
		"the open goes before a warning":  {func(p *proof) { p.grant.Skew = time.Hour; p.refuse(503) }, finding.Undecided, finding.ServiceUnavailable, finding.TokenCheck},
		"the first fail in order decides": {func(p *proof) { p.answers.Expires = "2026-01-01"; p.refuse(401, 7000222) }, finding.Fail, finding.SecretExpired, finding.TokenCheck},
	} {
		t.Run(name, func(t *testing.T) {
			p := goodProof()
			c.change(&p)
			r := check.ReportOf(p.settle().AsCase())
			if r.Verdict != c.verdict {
				t.Errorf("verdict %s, want %s", r.Verdict, c.verdict)
			}
			var root finding.Finding
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

// inOrder requires a report to have every check, in order.
func inOrder(t *testing.T, findings []finding.Finding) {
	t.Helper()
	last := -1
	seen := map[finding.Check]bool{}
	for _, f := range findings {
		i := slices.Index(finding.Checks, f.Check)
		if i < last {
			t.Errorf("%s comes after %s", f.Check, finding.Checks[last])
		}
		last, seen[f.Check] = i, true
	}
	for _, c := range finding.Checks {
		if !seen[c] && !(findings[0].Check == finding.Values && (c == finding.Network || c == finding.Clock)) {
			t.Errorf("%s is missing", c)
		}
	}
}

// readable checks the style of a finding's sentences.
func readable(t *testing.T, f finding.Finding) {
	t.Helper()
	for _, text := range append([]string{f.Says}, f.Do...) {
		link := strings.Contains(text, ": https://") // a full stop would be copied with the link
		if text == "" || len(text) > 250 || !strings.HasSuffix(text, ".") && !link || strings.Contains(text, "  ") {
			t.Errorf("%s (%d): %q", f.Cause, len(text), text)
		}
	}
	if f.Status == finding.Pass || f.Status == finding.Skip {
		return
	}
	if f.Cause == "" || f.Cause.Owner() == "" && f.Cause != finding.Unknown || len(f.Do) == 0 {
		t.Errorf("%s: no cause, owner or advice in %+v", f.Check, f)
	}
}

// nobodysStep are causes that no step of a guide can fix.
var nobodysStep = []finding.Cause{
	finding.Throttled, finding.ServiceUnavailable, finding.AppDisabled, finding.ConditionalAccess, finding.ClockSkew, finding.CaptivePortal,
}

func TestEveryCodeHasACauseThatIsExplained(t *testing.T) {
	for _, number := range catalogue.Codes() {
		code, _ := catalogue.Of(number)
		cause := code.Causes[0]
		p := goodProof()
		p.refuse(400, number)
		r := check.ReportOf(p.settle().AsCase())
		if r.Root == nil || r.Root.Cause != cause {
			t.Fatalf("AADSTS%d: %+v, want %s", number, r.Root, cause)
		}
		readable(t, *r.Root)
		switch {
		case r.Root.Evidence.TraceID != "trace-1" || r.Root.Evidence.ServerText == "":
			t.Errorf("AADSTS%d: the evidence is lost", number)
		case len(r.Root.Codes) != 1:
			t.Errorf("AADSTS%d: codes %v", number, r.Root.Codes)
		case cause != finding.Unknown && !slices.Contains(nobodysStep, cause) && r.Root.Step == "":
			t.Errorf("AADSTS%d: no step to go back to", number)
		}
	}
}

func TestACatchAllSaysNothingBesideAnotherCode(t *testing.T) {
	for name, c := range map[string]struct {
		codes []int
		want  finding.Cause
	}{
		"alone":                      {[]int{50000}, finding.ServiceUnavailable},
		"beside one that is known":   {[]int{7000222, 50000}, finding.SecretExpired},
		"beside one that is unknown": {[]int{999999, 50000}, finding.Unknown},
		"the second one":             {[]int{999999, 70000}, finding.Unknown},
		"the third one":              {[]int{999999, 70002}, finding.Unknown},
	} {
		p := goodProof()
		p.refuse(400, c.codes...)
		if root := check.ReportOf(p.settle().AsCase()).Root; root == nil || root.Cause != c.want {
			t.Errorf("%s: %+v, want %s", name, root, c.want)
		}
	}
}

func contosoGuide() guide.Guide { return guide.All()[0] }

func TestOfflineSendsNothing(t *testing.T) {
	p := goodProof()
	p.offline = true
	s := flow.Examination(p.answers, today)
	s.Offline = true
	s, effects := flow.Next(s, flow.Retry{})
	if len(effects) > 0 || s.Busy() {
		t.Fatalf("asked for %d effects", len(effects))
	}
	r := check.ReportOf(s.AsCase())
	if !slices.Equal(r.Verified, []finding.Check{finding.Values, finding.Expiry}) || !strings.Contains(r.Summary, "Nothing was sent") {
		t.Errorf("verified %v: %s", r.Verified, r.Summary)
	}
	for i, f := range r.Findings {
		if f.Check != finding.Checks[i] || f.Status != finding.Pass && f.Status != finding.Skip {
			t.Errorf("%s is %s; want %s, passed or skipped", f.Check, f.Status, finding.Checks[i])
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
			for _, f := range check.Examine(p.settle().AsCase()) {
				if want := f.Check == finding.Values; (f.Status == finding.Fail) != want || f.Status == finding.Undecided {
					t.Errorf("%s is %s: %s", f.Check, f.Status, f.Says)
				}
			}
		})
	}
}

func TestNothingIsSentWithABadValue(t *testing.T) {
	for name, change := range map[string]func(*form.Values){
		"a client ID that is none": func(a *form.Values) { a.ClientID = "abc" },
		"an endpoint at another host": func(a *form.Values) {
			a.TokenEndpoint = "https://login.microsoftonline.com.evil.example/" + goodTenant + "/oauth2/v2.0/token"
		},
		"a V1 endpoint": func(a *form.Values) { a.TokenEndpoint = strings.Replace(goodEndpoint, "/v2.0", "", 1) },
		"an alias in place of a tenant": func(a *form.Values) {
			a.TokenEndpoint = "https://login.microsoftonline.com/common/oauth2/v2.0/token"
		},
		"a blank secret": func(a *form.Values) { a.Secret = value.NewSecret(" ") },
	} {
		t.Run(name, func(t *testing.T) {
			a := contoso()
			change(&a)
			s, effects := flow.Next(flow.Examination(a, today), flow.Retry{})
			for _, e := range effects {
				if l, ok := e.(flow.LookUpTenant); !ok || l.Host != "login.microsoftonline.com" {
					t.Errorf("asked for %#v", e)
				}
			}
			if s = drive(s, obliging); s.Results.Token != nil {
				t.Error("a token was asked for")
			}
		})
	}
}

func TestTheOneRetryIsSeen(t *testing.T) {
	wrong := wire.Grant{Reply: refusedWith(401, 7000215)}
	s, _ := flow.Next(at(guide.StepVerify), flow.Retry{})
	s, effects := flow.Next(s, flow.TokenSeen{Attempt: s.Attempt, Grant: wrong})
	if len(effects) != 1 || effects[0].(flow.FetchToken).After != 5*time.Second || !s.Busy() {
		t.Fatalf("after the first refusal: %#v", effects)
	}
	if p := page.Of(s); !strings.Contains(p.Waiting, "once more") {
		t.Errorf("the page says %q", p.Waiting)
	}
	s, effects = flow.Next(s, flow.TokenSeen{Attempt: s.Attempt, Grant: wrong})
	s = drive(s, obliging, flow.TenantSeen{Attempt: s.Attempt, Cloud: value.Global, Discovery: discovered()})
	if len(effects) != 0 || s.Busy() || !has(check.Examine(s.AsCase()), finding.SecretWrong) {
		t.Error("a second refusal ends it")
	}
}

func TestASecretNotFreshIsTriedOnce(t *testing.T) {
	tries := 0
	s := flow.Examination(contoso(), today)
	drive(s, func(e flow.Effect) flow.Event {
		if f, ok := e.(flow.FetchToken); ok {
			tries++
			return flow.TokenSeen{Attempt: f.Attempt, Grant: wire.Grant{Reply: refusedWith(401, 7000215)}}
		}
		return obliging(e)
	}, flow.Retry{})
	if tries != 1 {
		t.Errorf("tried %d times", tries)
	}
}

func TestChecksAwaitedAreLeftOut(t *testing.T) {
	s, _ := flow.Next(at(guide.StepVerify), flow.Retry{})
	for _, f := range check.Examine(s.AsCase()) {
		if f.Check != finding.Values && f.Check != finding.Expiry {
			t.Errorf("%s is there before an answer came: %s", f.Check, f.Says)
		}
	}
	s, _ = flow.Next(s, flow.TenantSeen{Attempt: s.Attempt, Cloud: value.Global, Discovery: discovered()})
	for _, f := range check.Examine(s.AsCase()) {
		if f.Check == finding.TokenCheck || f.Check == finding.Claims || f.Check == finding.Permissions {
			t.Errorf("%s is there before the token came: %s", f.Check, f.Says)
		}
	}
}
