package flow

import (
	"slices"
	"strings"
	"testing"
)

const govEndpoint = "https://login.microsoftonline.us/" + goodTenant + "/oauth2/v2.0/token"

func TestATenantOfTheDoDIsAskedForItsOwnGraph(t *testing.T) {
	answers := contoso()
	answers.TokenEndpoint, answers.Cloud = govEndpoint, USGov
	dod, gov := discovered(), discovered()
	dod.Cloud, dod.GraphHost = USGovDoD, "dod-graph.microsoft.us"
	gov.Cloud, gov.GraphHost = USGov, "graph.microsoft.us"
	token := granted(allRoles...)
	token.Audience = "https://dod-graph.microsoft.us"
	for name, c := range map[string]struct {
		tenant     Discovery
		tokenFirst bool
		scope      string // of the second request; "" for none
	}{
		"the tenant is known first":           {dod, false, "https://dod-graph.microsoft.us/.default"},
		"the token was there first":           {dod, true, "https://dod-graph.microsoft.us/.default"},
		"a tenant of GCC High is asked once":  {gov, true, ""},
		"and so it is where it is told first": {gov, false, ""},
	} {
		t.Run(name, func(t *testing.T) {
			s, effects := Next(Examination(answers, today), Retry{})
			if len(effects) != 2 {
				t.Fatalf("asked for %v", effects)
			}
			events := []Event{TenantSeen{s.Attempt, USGov, c.tenant}, TokenSeen{s.Attempt, Grant{Reply: refusedWith(400, 500011)}}}
			if c.tokenFirst {
				slices.Reverse(events)
			}
			s, effects = Next(s, events[0])
			if len(effects) > 0 || s.Phase != Proving {
				t.Fatalf("after one answer: %s, %v", s.Phase, effects)
			}
			s, effects = Next(s, events[1])
			if c.scope == "" {
				if len(effects) > 0 || s.Phase != Asking {
					t.Fatalf("asked again: %v", effects)
				}
				return
			}
			fetch, ok := effects[0].(FetchToken)
			if !ok || fetch.Scope != c.scope || s.Phase != Proving {
				t.Fatalf("asked for %+v in %s", effects, s.Phase)
			}
			s, effects = Next(s, TokenSeen{fetch.Attempt, token})
			if root, bad := Root(Examine(s.AsCase())); bad || len(effects) > 0 || s.Phase != Asking {
				t.Errorf("ended in %s, asks for %v: %+v", s.Phase, effects, root)
			}
		})
	}
}

func TestWhoReadsAlongIsANoteAndNoFault(t *testing.T) {
	read := func(r *Reply) { r.Issuer, r.Inspected = "Acme Inspection CA", true }
	for name, c := range map[string]struct {
		alter func(*Discovery, *Grant)
		says  string
		not   string
	}{
		"Microsoft's own":   {func(d *Discovery, g *Grant) { g.Issuer = "Microsoft Azure RSA TLS Issuing CA 04" }, "certificate issued by Microsoft Azure RSA TLS Issuing CA 04.", "proxy"},
		"no TLS at all":     {func(*Discovery, *Grant) {}, "answers.", "certificate"},
		"the sign-in":       {func(d *Discovery, g *Grant) { read(&d.Reply); read(&g.Reply) }, "issued by Acme Inspection CA, which is not one of Microsoft's authorities: a proxy on your network can read the secret.", "certificate issued by"},
		"Graph alone":       {func(_ *Discovery, g *Grant) { read(&g.Sights[0].Reply) }, "The certificate of graph.microsoft.com was issued by Acme Inspection CA", "the secret"},
		"one without names": {func(_ *Discovery, g *Grant) { g.Inspected = true }, "somebody without a name", "certificate issued by ,"},
	} {
		t.Run(name, func(t *testing.T) {
			p := goodProof()
			p.grant.Sights = []Sight{{Look: Look{Kind: LookDirectory}, Reply: seenAt(200), Reached: true}}
			c.alter(&p.tenant, &p.grant)
			r := ReportOf(p.settle().AsCase())
			i := slices.IndexFunc(r.Findings, func(f Finding) bool { return f.Check == Network })
			f := r.Findings[i]
			if r.Verdict != Pass || f.Status != Pass || !strings.Contains(f.Says, c.says) || strings.Contains(f.Says, c.not) {
				t.Errorf("%s: %+v", r.Verdict, f)
			}
			readable(t, f)
		})
	}
}

func TestAProxyIsNamedAndAnUnusedOneOffered(t *testing.T) {
	for name, c := range map[string]struct {
		trouble  Trouble
		detail   string
		route    Route
		says, do string // do: the first
	}{
		"refused, named":          {NoProxy, "it answered 403 Forbidden", Route{Proxy: "proxy.contoso.com:8080", From: "HTTPS_PROXY"}, "The proxy proxy.contoso.com:8080 (from HTTPS_PROXY) did not let the request through (it answered 403 Forbidden).", "allow login.microsoftonline.com"},
		"it wants a password":     {NoProxy, "407", Route{Proxy: "p:1", From: "--proxy", Wants: "Basic"}, "(from --proxy)", "http://USER:PASSWORD@PROXY:PORT"},
		"it wants another thing":  {NoProxy, "407", Route{Proxy: "p:1", Wants: "NTLM, Negotiate"}, "The proxy p:1 did", "of the kind NTLM, Negotiate"},
		"its address is no good":  {NoProxy, "its address is not usable", Route{From: "https_proxy"}, "The proxy in https_proxy did", "Check the proxy's address"},
		"a time-out through it":   {NoTime, "", Route{Proxy: "p:1"}, "asked through the proxy p:1", "Try again"},
		"no name, one unused":     {NoName, "", Route{System: "10.1.1.1:3128"}, "can't find the address", "has a proxy set (10.1.1.1:3128), which mailgrant does not use by itself"},
		"no way, one unused":      {NoConnection, "", Route{System: "10.1.1.1:3128"}, "can't be reached", "--proxy http://10.1.1.1:3128"},
		"no time, one unused":     {NoTime, "", Route{System: "10.1.1.1:3128"}, "did not answer in time", "--proxy http://10.1.1.1:3128"},
		"no trust, one unused":    {NoTrust, "", Route{System: "10.1.1.1:3128"}, "not trusted", "--proxy http://10.1.1.1:3128"},
		"a page, one unused":      {HTMLPage, "", Route{System: "10.1.1.1:3128"}, "A web page", "--proxy http://10.1.1.1:3128"},
		"a script chooses it":     {NoConnection, "", Route{Script: "http://wpad/wpad.dat"}, "can't be reached", "a script chooses the proxy (http://wpad/wpad.dat)"},
		"none unused, none named": {NoName, "", Route{}, "can't find the address", "Check that you are online"},
	} {
		t.Run(name, func(t *testing.T) {
			r := failed(c.trouble)
			r.Detail, r.Route = c.detail, c.route
			f := replyFinding(TokenCheck, r)
			if f.Check != Network || !strings.Contains(f.Says, c.says) || !strings.Contains(f.Do[0], c.do) {
				t.Errorf("%s: %s Do: %q", f.Check, f.Says, f.Do)
			}
			readable(t, f)
		})
	}
}
