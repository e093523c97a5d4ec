package flow_test

import (
	"fmt"
	"reflect"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"mailgrant/flow/catalogue"
	"mailgrant/flow/check"
	"mailgrant/flow/finding"
	"mailgrant/flow/wire"
)

var aboutHere = check.About{Version: "1.2.0", Go: "go1.26", System: "linux/amd64", Mode: "live"}

// supported is the support report of a test that started today.
func supported(p proof, full bool) string {
	return check.SupportReport(aboutHere, full, check.Run{Report: check.ReportOf(p.settle().AsCase()), Started: today, Took: 512 * time.Millisecond})
}

func TestASupportReportTellsWhatSupportNeeds(t *testing.T) {
	p := goodProof()
	p.refuse(401, 7000222)
	p.grant.Evidence = finding.Evidence{
		TraceID: "aaaaaaaa-1111-4222-8333-444444444444", CorrelationID: "bbbbbbbb-1111-4222-8333-444444444444",
		Timestamp: "2026-11-21 09:30:00Z", HTTPStatus: 401, ServerText: "AADSTS7000222: expired for support@contoso.com.",
	}
	p.grant.Route.Proxy = "proxy.contoso.com:8080"
	p.grant.Skew, p.grant.Issuer = -75*time.Second, "DigiCert Global G2 TLS RSA SHA256 2020 CA1"
	for name, c := range map[string]struct {
		full       bool
		has, lacks []string
	}{
		"for a public ticket": {false,
			[]string{"`5b1f9e2c...`", "`c3d8f0a1...`", "`s***@c***.com`", "| DigiCert |", "| Proxy | one is used |"},
			[]string{goodTenant, goodClient, "contoso", "Microsoft's text", "expired for"}},
		"for Microsoft's support": {true,
			[]string{"`" + goodTenant + "`", "`" + goodClient + "`", "`support@contoso.com`", "`proxy.contoso.com:8080`", "Microsoft's text: `AADSTS7000222: expired for support@contoso.com.`"},
			[]string{"..."}},
	} {
		t.Run(name, func(t *testing.T) {
			got := supported(p, c.full)
			both := []string{
				"| mailgrant | `1.2.0` |", "| System | `linux/amd64` |", "| Go | `go1.26` |", "| Mode | live |", "| Credentials | 1 |",
				"## Credential 1: fail", "Root cause: **secret-expired**. The client secret has expired. Who can fix it: whoever manages the app registration.",
				"| Guide | email-this-issue-client-credentials |", "| Cloud | Microsoft 365 (worldwide) |", "| Started | 2026-11-21T09:30:00Z |", "| Duration | 512 ms |",
				"| Clock | 75 s ahead of Microsoft's |", "| token | fail | secret-expired | The client secret has expired. |", "| claims | not tested |",
				"- token: AADSTS7000222, HTTP 401, trace aaaaaaaa-1111-4222-8333-444444444444, correlation bbbbbbbb-1111-4222-8333-444444444444, time 2026-11-21T09:30:00Z",
			}
			for _, want := range append(both, c.has...) {
				if !strings.Contains(got, want) {
					t.Errorf("lacks %q:\n%s", want, got)
				}
			}
			for _, bad := range append([]string{canary, canary[:3]}, c.lacks...) {
				if strings.Contains(got, bad) {
					t.Errorf("holds %q:\n%s", bad, got)
				}
			}
		})
	}
}

func TestASupportReportShowsPermissionsThatAGuideKnows(t *testing.T) {
	p := goodProof()
	p.grant.Roles = []string{"Mail.Send", "Contoso.Payroll", canary}
	got := supported(p, true)
	if !strings.Contains(got, "| Permissions in the token | Mail.Send and 2 others |") || !strings.Contains(got, "| Permissions missing | User.Read.All, Mail.ReadWrite |") ||
		strings.Contains(got, "Payroll") {
		t.Error(got)
	}
}

func TestNoIDOfTheCredentialPassesForATraceID(t *testing.T) {
	p := goodProof()
	for _, id := range []string{goodTenant, goodClient, p.grant.ObjectID, strings.ToUpper(goodTenant)} {
		p.grant.Evidence = finding.Evidence{TraceID: id, CorrelationID: id, RequestID: id, HTTPStatus: 200}
		if got := supported(p, false); strings.Contains(got, id) || !strings.Contains(got, "- token: HTTP 200, host `login.microsoftonline.com`\n") {
			t.Error(got)
		}
	}
}

func TestWhoIssuedTheCertificateIsSaidWithoutACompanysName(t *testing.T) {
	for name, c := range map[string]struct {
		facts check.Facts
		want  string
	}{
		"nobody is known":                {check.Facts{}, ""},
		"Microsoft's own":                {check.Facts{Issuer: "Microsoft Azure RSA TLS Issuing CA 03"}, "Microsoft"},
		"one that Microsoft uses":        {check.Facts{Issuer: "DigiCert SHA2 Secure Server CA"}, "DigiCert"},
		"a company's proxy":              {check.Facts{Issuer: "Contoso Root", Inspected: true}, "another authority than Microsoft uses: a proxy may read the traffic"},
		"a proxy under Microsoft's name": {check.Facts{Issuer: "Microsoft Contoso", Inspected: true}, "another authority than Microsoft uses: a proxy may read the traffic"},
		"an authority nobody has judged": {check.Facts{Issuer: "Contoso Root"}, "an authority that is not named here"},
	} {
		if got := (&check.SupportWriter{}).Issuer(c.facts); got != c.want {
			t.Errorf("%s: %q; want %q", name, got, c.want)
		}
	}
}

func TestSeveralCredentialsAreSectionsOfOneReport(t *testing.T) {
	a, b := goodProof(), goodProof()
	b.fails(wire.Timeout)
	got := check.SupportReport(aboutHere, false, check.Run{Report: check.ReportOf(a.settle().AsCase())}, check.Run{Report: check.ReportOf(b.settle().AsCase())})
	if strings.Count(got, "\n# ")+1 != 1 || !strings.Contains(got, "## Credential 1 of 2: pass") || !strings.Contains(got, "## Credential 2 of 2: unknown") {
		t.Error(got)
	}
}

// unfit are texts that a server, or a user in the wrong field, may put
// anywhere.
var unfit = []string{
	canary, "eyJ0eXAiOiJKV1QiLCJhbGciOiJSUzI1NiJ9.eyJhcHBpZCI6ImMzZDhmMGExIn0.c2lnbmF0dXJl", "victim@fabrikam.com", "fabrikam.com",
	goodTenant, goodClient, "`` ` ```\n\n# Heading\n| a | b |\n[x](https://example.net) ![y](https://example.net/p.png) <img src=x> @everyone #1 &lt; \x1b]0;t\x07 \u202e",
	"```", "|", strings.Repeat("`|<[", 4000),
}

// filled sets every text in a value to text, and every list to one element.
func filled(v reflect.Value, text string) {
	switch v.Kind() {
	case reflect.String:
		if v.CanSet() {
			v.SetString(text)
		}
	case reflect.Slice:
		if v.CanSet() {
			v.Set(reflect.MakeSlice(v.Type(), 1, 1))
			filled(v.Index(0), text)
		}
	case reflect.Pointer:
		if v.CanSet() {
			v.Set(reflect.New(v.Type().Elem()))
			filled(v.Elem(), text)
		}
	case reflect.Struct:
		for i := range v.NumField() {
			filled(v.Field(i), text)
		}
	}
}

func TestNothingIsPassedOnAsSomebodyElseWroteIt(t *testing.T) {
	for i, text := range unfit {
		t.Run(fmt.Sprint(i), func(t *testing.T) {
			var r check.Run
			var about check.About
			filled(reflect.ValueOf(&r).Elem(), text)
			filled(reflect.ValueOf(&about).Elem(), text)
			r.Facts.IDs = []string{goodTenant, goodClient}
			about.Version, about.Go, about.System = "1.2.0", "go1.26", "linux/amd64" // the program's own
			for _, full := range []bool{false, true} {
				got := check.SupportReport(about, full, r)
				inItsForm(t, got)
				if !full && (strings.Contains(got, text) && len(text) > 1 || strings.Contains(got, text[:min(len(text), 12)]) && len(text) > 12) {
					t.Errorf("holds %q:\n%s", text, got)
				}
			}
		})
	}
}

// inItsForm requires that only the report's own words are Markdown.
func inItsForm(t *testing.T, report string) {
	t.Helper()
	spans := regexp.MustCompile("`[^`]*`")
	line := regexp.MustCompile(`^(#{1,3} [\w :,]+|\|[\w\s|:;,.()'/*-]*\||- [\w :,'*()-]+|- [A-Z][\w :;,.()'"/>&?-]+\.|[\w\s:;,.'*-]*)$`)
	for _, l := range strings.Split(report, "\n") {
		if bare := spans.ReplaceAllString(l, "x"); !line.MatchString(bare) {
			t.Errorf("a line of no form of ours: %q", l)
		}
		if strings.HasPrefix(l, "|") && slices.ContainsFunc(spans.FindAllString(l, -1), func(s string) bool { return strings.Contains(s, "|") }) {
			t.Errorf("a cell that ends too early: %q", l)
		}
	}
}

// TestWhatAReportSaysOfACauseIsItsOwn: none of it is Markdown.
func TestWhatAReportSaysOfACauseIsItsOwn(t *testing.T) {
	for _, c := range catalogue.Causes() {
		e := c.Entry()
		for _, do := range e.Do {
			if !strings.HasSuffix(do, ".") || strings.ContainsAny(do, "`|<[]@#*\n") || strings.Contains(do, "://") {
				t.Errorf("%s: %q", c, do)
			}
		}
		if !strings.HasSuffix(e.Plain, ".") || len(e.Plain) > 160 || strings.ContainsAny(e.Plain, "`|<>[]@#*\n") {
			t.Errorf("%s: %q", c, e.Plain)
		}
	}
}

func TestMasksNameNobody(t *testing.T) {
	d := &check.SupportWriter{}
	for given, want := range map[string]string{
		"support@contoso.com": "`s***@c***.com`", "Support@CONTOSO.co.uk": "`S***@C***.uk`", "7@9.contoso.com": "`***@***.com`",
		"not an address": "`***`", "": "`***`", canary: "`***`", "a@b@c.com": "`***`", "a@localhost": "`***`",
	} {
		if got := d.Mailbox(given); got != want {
			t.Errorf("%q is shown as %s; want %s", given, got, want)
		}
	}
	for given, want := range map[string]string{"contoso.com": "`c***.com`", goodTenant: "`5b1f9e2c...`", canary: "", "": ""} {
		if got := d.Tenant(given); got != want {
			t.Errorf("tenant %q is shown as %s; want %s", given, got, want)
		}
	}
}
