package flow_test

import (
	"os"
	"path/filepath"
	"reflect"
	"testing"
	"time"

	"mailgrant/flow/finding"
	"mailgrant/flow/form"
	"mailgrant/flow/value"
	"mailgrant/flow/wire"
)

// Contoso for the tests of the machine: values and answers made by hand.
const (
	goodTenant   = "5b1f9e2c-7d3a-4c58-9f10-2a6e8b4d7c31"
	goodClient   = "c3d8f0a1-64b2-4e7f-8a95-1f0e2d3c4b5a"
	goodEndpoint = "https://login.microsoftonline.com/" + goodTenant + "/oauth2/v2.0/token"
	contosoGraph = "https://graph.microsoft.com"
	canary       = "cAn8Q~CanaryDoNotPrint.0123456789abcde_f"
	secretID     = "0f9e8d7c-6b5a-4938-8271-605f4e3d2c1b"
	goodRedirect = "https://contoso.atlassian.net/oauth"
	loopback     = "http://localhost:8400/"
	visitCode    = "0.AXkAcodeDoNotPrint.AgABBAIAAADW6jl31mB3T7ugrWTT8pFeAw"
	visitState   = "bG9uZy1lbm91Z2gtdG8tYmUtcmFuZG9t"
	verifier     = "verifierDoNotPrint-0123456789-0123456789-012345"
)

// The guides, by shorter names.
const (
	clientCredentials  = "email-this-issue-client-credentials"
	authCode           = "email-this-issue-auth-code"
	grantFlow          = "email-this-issue-grant-flow"
	automationAnywhere = "automation-anywhere-client-credentials"
)

var (
	today    = time.Date(2026, 11, 21, 9, 30, 0, 0, time.UTC)
	allRoles = []string{"User.Read.All", "Mail.ReadWrite", "Mail.Send"}
)

// contoso are the values that an administrator types for the good app.
func contoso() form.Values {
	return form.Values{
		Registration: form.Registration{
			Guide:  clientCredentials,
			Tenant: goodTenant, Domain: "contoso.com",
			ClientID: goodClient, Expires: "2027-10-01", TokenEndpoint: goodEndpoint,
			Name: "contoso",
		},
		Use:          value.Both,
		Organization: "support@contoso.com", Cloud: value.Global,
		Secret: value.NewSecret(canary),
	}
}

func answered(status int) wire.Reply {
	return wire.Reply{
		Host: "login.microsoftonline.com", At: today, Dated: true, Took: 120 * time.Millisecond,
		Evidence: finding.Evidence{HTTPStatus: status, RequestID: "req-1", TraceID: "trace-1"},
	}
}

func discovered() wire.Discovery {
	return wire.Discovery{Reply: answered(200), TenantID: goodTenant, Cloud: value.Global, GraphHost: "graph.microsoft.com", Region: "EU"}
}

func granted(roles ...string) wire.Grant {
	return wire.Grant{
		Reply: answered(200), Got: true, TenantID: goodTenant, AppID: goodClient, Audience: contosoGraph,
		ObjectID: "11112222-3333-4444-8555-666677778888", IDType: "app", Roles: roles, ExpiresIn: time.Hour,
	}
}

// signedIn is the result of a sign-in to Contoso when everything works.
func signedIn(probes []wire.Probe) wire.SignInResult {
	g := granted()
	g.IDType, g.Roles = "user", nil
	g.Scopes = []string{"User.Read", "Mail.ReadWrite", "Mail.ReadWrite.Shared", "Mail.Send", "Mail.Send.Shared", "openid", "profile"}
	g.Probed = reachedAll(probes)
	return wire.SignInResult{Grant: g, Refreshed: true, Refresh: answered(200),
		Identity: wire.Identity{Verified: true, User: "support@contoso.com", Name: "Support", TenantID: goodTenant, ObjectID: secretID}}
}

func reachedAll(probes []wire.Probe) []wire.ProbeResult {
	var sights []wire.ProbeResult
	for _, l := range probes {
		sights = append(sights, wire.ProbeResult{Probe: l, Reply: seenAt(200), Reached: true})
	}
	return sights
}

// seenAt is an answer from Graph.
func seenAt(status int) wire.Reply {
	r := answered(status)
	r.Host = "graph.microsoft.com"
	return r
}

// landed is the address at which a browser ends when everything works: after a
// sign-in, and after a consent.
func landed(redirect string) string {
	return redirect + "?code=" + visitCode + "&state=" + visitState + "&admin_consent=True&tenant=" + goodTenant
}

// refusedWith is Entra's refusal by code, with its own text.
func refusedWith(status int, codes ...int) wire.Reply {
	r := answered(status)
	r.Codes, r.Error = codes, "invalid_client"
	r.Evidence.ServerText = "AADSTS: Microsoft's own text."
	return r
}

func failed(t wire.Trouble) wire.Reply {
	return wire.Reply{Trouble: t, Host: "login.microsoftonline.com", At: today}
}

// compareGolden compares got with testdata/name; MAILGRANT_GOLDEN=update writes
// it instead.
func compareGolden(t *testing.T, name, got string) {
	t.Helper()
	path := filepath.Join("testdata", name)
	if os.Getenv("MAILGRANT_GOLDEN") == "update" {
		if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, []byte(got), 0o644); err != nil {
			t.Fatal(err)
		}
		return
	}
	want, err := os.ReadFile(path)
	if err != nil {
		t.Fatalf("%v: run make golden", err)
	}
	if string(want) != got {
		t.Errorf("%s differs: run make golden and review the diff. Got:\n%s", path, got)
	}
}

// deepCopy copies a value and all that its pointers, slices and maps lead to.
func deepCopy[T any](v T) T {
	return copied(reflect.ValueOf(v)).Interface().(T)
}

func copied(v reflect.Value) reflect.Value {
	out := reflect.New(v.Type()).Elem()
	out.Set(v)
	switch v.Kind() {
	case reflect.Pointer:
		if !v.IsNil() {
			out.Set(reflect.New(v.Type().Elem()))
			out.Elem().Set(copied(v.Elem()))
		}
	case reflect.Slice:
		if !v.IsNil() {
			out.Set(reflect.MakeSlice(v.Type(), v.Len(), v.Len()))
			for i := range v.Len() {
				out.Index(i).Set(copied(v.Index(i)))
			}
		}
	case reflect.Struct:
		for i := range v.NumField() {
			if v.Type().Field(i).IsExported() {
				out.Field(i).Set(copied(v.Field(i)))
			}
		}
	}
	return out
}
