package flow_test

import (
	"slices"
	"strings"
	"testing"

	"mailgrant/flow"
	"mailgrant/flow/check"
	"mailgrant/flow/finding"
	"mailgrant/flow/value"
	"mailgrant/flow/wire"
)

const govEndpoint = "https://login.microsoftonline.us/" + goodTenant + "/oauth2/v2.0/token"

func TestATenantOfTheDoDIsAskedForItsOwnGraph(t *testing.T) {
	answers := contoso()
	answers.TokenEndpoint, answers.Cloud = govEndpoint, value.USGov
	dod, gov := discovered(), discovered()
	dod.Cloud, dod.GraphHost = value.USGovDoD, "dod-graph.microsoft.us"
	gov.Cloud, gov.GraphHost = value.USGov, "graph.microsoft.us"
	token := granted(allRoles...)
	token.Audience = "https://dod-graph.microsoft.us"
	for name, c := range map[string]struct {
		tenant     wire.Discovery
		tokenFirst bool
		scope      string // of the second request; "" if there is none
	}{
		"the tenant is known first":           {dod, false, "https://dod-graph.microsoft.us/.default"},
		"the token was there first":           {dod, true, "https://dod-graph.microsoft.us/.default"},
		"a tenant of GCC High is asked once":  {gov, true, ""},
		"and so it is where it is told first": {gov, false, ""},
	} {
		t.Run(name, func(t *testing.T) {
			s, effects := flow.Next(flow.Examination(answers, today), flow.Retry{})
			if len(effects) != 2 {
				t.Fatalf("asked for %v", effects)
			}
			events := []flow.Event{flow.TenantSeen{Attempt: s.Attempt, Cloud: value.USGov, Discovery: c.tenant}, flow.TokenSeen{Attempt: s.Attempt, Grant: wire.Grant{Reply: refusedWith(400, 500011)}}}
			if c.tokenFirst {
				slices.Reverse(events)
			}
			s, effects = flow.Next(s, events[0])
			if len(effects) > 0 || s.Phase != flow.Verifying {
				t.Fatalf("after one answer: %s, %v", s.Phase, effects)
			}
			s, effects = flow.Next(s, events[1])
			if c.scope == "" {
				if len(effects) > 0 || s.Phase != flow.Asking {
					t.Fatalf("asked again: %v", effects)
				}
				return
			}
			fetch, ok := effects[0].(flow.FetchToken)
			if !ok || fetch.Scope != c.scope || s.Phase != flow.Verifying {
				t.Fatalf("asked for %+v in %s", effects, s.Phase)
			}
			s, effects = flow.Next(s, flow.TokenSeen{Attempt: fetch.Attempt, Grant: token})
			if root, bad := finding.Root(check.Examine(s.AsCase())); bad || len(effects) > 0 || s.Phase != flow.Asking {
				t.Errorf("ended in %s, asks for %v: %+v", s.Phase, effects, root)
			}
		})
	}
}

func TestWhoReadsAlongIsANoteAndNoFault(t *testing.T) {
	read := func(r *wire.Reply) { r.Issuer, r.Inspected = "Acme Inspection CA", true }
	for name, c := range map[string]struct {
		alter func(*wire.Discovery, *wire.Grant)
		says  string
		not   string
	}{
		"Microsoft's own":   {func(d *wire.Discovery, g *wire.Grant) { g.Issuer = "Microsoft Azure RSA TLS Issuing CA 04" }, "certificate issued by Microsoft Azure RSA TLS Issuing CA 04.", "proxy"},
		"no TLS at all":     {func(*wire.Discovery, *wire.Grant) {}, "answers.", "certificate"},
		"the sign-in":       {func(d *wire.Discovery, g *wire.Grant) { read(&d.Reply); read(&g.Reply) }, "issued by Acme Inspection CA, which is not one of Microsoft's authorities: a proxy on your network can read the secret.", "certificate issued by"},
		"Graph alone":       {func(_ *wire.Discovery, g *wire.Grant) { read(&g.Probed[0].Reply) }, "The certificate of graph.microsoft.com was issued by Acme Inspection CA", "the secret"},
		"one without names": {func(_ *wire.Discovery, g *wire.Grant) { g.Inspected = true }, "somebody without a name", "certificate issued by ,"},
	} {
		t.Run(name, func(t *testing.T) {
			p := goodProof()
			p.grant.Probed = []wire.ProbeResult{{Probe: wire.Probe{Kind: wire.ProbeDirectory}, Reply: seenAt(200), Reached: true}}
			c.alter(&p.tenant, &p.grant)
			r := check.ReportOf(p.settle().AsCase())
			i := slices.IndexFunc(r.Findings, func(f finding.Finding) bool { return f.Check == finding.Network })
			f := r.Findings[i]
			if r.Verdict != finding.Pass || f.Status != finding.Pass || !strings.Contains(f.Says, c.says) || strings.Contains(f.Says, c.not) {
				t.Errorf("%s: %+v", r.Verdict, f)
			}
			readable(t, f)
		})
	}
}

func TestAProxyIsNamedAndAnUnusedOneOffered(t *testing.T) {
	for name, c := range map[string]struct {
		trouble  wire.Trouble
		detail   string
		route    wire.Route
		says, do string // do: the first advice
	}{
		"refused, named":          {wire.Proxy, "it answered 403 Forbidden", wire.Route{Proxy: "proxy.contoso.com:8080", From: "HTTPS_PROXY"}, "The proxy proxy.contoso.com:8080 (from HTTPS_PROXY) did not let the request through (it answered 403 Forbidden).", "allow login.microsoftonline.com"},
		"it wants a password":     {wire.Proxy, "407", wire.Route{Proxy: "p:1", From: "--proxy", Wants: "Basic"}, "(from --proxy)", "http://USER:PASSWORD@PROXY:PORT"},
		"it wants another thing":  {wire.Proxy, "407", wire.Route{Proxy: "p:1", Wants: "NTLM, Negotiate"}, "The proxy p:1 did", "authentication (NTLM, Negotiate)"},
		"its address is no good":  {wire.Proxy, "its address is not usable", wire.Route{From: "https_proxy"}, "The proxy in https_proxy did", "Check the proxy's address"},
		"a time-out through it":   {wire.Timeout, "", wire.Route{Proxy: "p:1"}, "asked through the proxy p:1", "Try again"},
		"no name, one unused":     {wire.DNS, "", wire.Route{System: "10.1.1.1:3128"}, "can't find the address", "has a proxy set (10.1.1.1:3128), which mailgrant does not use by itself"},
		"no way, one unused":      {wire.Connect, "", wire.Route{System: "10.1.1.1:3128"}, "can't be reached", "--proxy http://10.1.1.1:3128"},
		"no time, one unused":     {wire.Timeout, "", wire.Route{System: "10.1.1.1:3128"}, "did not answer in time", "--proxy http://10.1.1.1:3128"},
		"no trust, one unused":    {wire.CertUntrusted, "", wire.Route{System: "10.1.1.1:3128"}, "not trusted", "--proxy http://10.1.1.1:3128"},
		"a page, one unused":      {wire.HTMLPage, "", wire.Route{System: "10.1.1.1:3128"}, "A web page", "--proxy http://10.1.1.1:3128"},
		"a script chooses it":     {wire.Connect, "", wire.Route{Script: "http://wpad/wpad.dat"}, "can't be reached", "a script chooses the proxy (http://wpad/wpad.dat)"},
		"none unused, none named": {wire.DNS, "", wire.Route{}, "can't find the address", "Check that you are online"},
	} {
		t.Run(name, func(t *testing.T) {
			r := failed(c.trouble)
			r.Detail, r.Route = c.detail, c.route
			f := check.ReplyFinding(finding.TokenCheck, r)
			if f.Check != finding.Network || !strings.Contains(f.Says, c.says) || !strings.Contains(f.Do[0], c.do) {
				t.Errorf("%s: %s Do: %q", f.Check, f.Says, f.Do)
			}
			readable(t, f)
		})
	}
}
