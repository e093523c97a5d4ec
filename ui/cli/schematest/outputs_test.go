package schematest

import (
	"net/http"
	"strings"
	"testing"
	"time"

	"mailgrant/flow/entra/entratest"
	"mailgrant/flow/entra/entratest/fault"
	"mailgrant/store"
)

// TestEveryOutputKeepsItsSchema runs every command that prints JSON: in practice
// with every app, and against a Microsoft that gives every kind of answer.
func TestEveryOutputKeepsItsSchema(t *testing.T) {
	h := newHolder(t)
	good := h.sample("good")
	values := []string{"check", "--guide", "email-this-issue-client-credentials", "--client-id", good.ClientID, "--tenant", good.Tenant}
	hostile := strings.Repeat("\x1b[2J \u202e </script> \" \\ ", 60)
	faults := map[string]entratest.Fault{
		"nothing": nil, "echo": fault.Echo(), "in trouble": fault.Unavailable(), "portal": fault.Portal(),
		"reset": fault.Reset(), "cut short": fault.CutShort(), "throttled": fault.Throttle("86400"),
		"clock off": fault.ClockOff(2 * time.Hour), "redirect": fault.Redirect(http.StatusFound, "https://example.net/"),
		"no JSON": fault.Answer(http.StatusOK, "application/json", "{"), "hostile": fault.Says(hostile),
	}

	h.holds("reports", "check", "--practice", "--format", "json")
	h.holds("reports", "check", "--practice", "--all", "--format", "json", "--hint", "--min-days", "30")
	h.holds("report", "check", "--practice", "--all", "--format", "ndjson", "--strict")
	h.holds("reports", "check", "--practice", "--all", "--offline", "--format", "json")
	h.holds("reports", "check", "--practice", "spreading", "--wait", "1m", "--format", "json")
	h.holds("reports", "check", "--practice", "one-of-three", "--rbac", "--format", "json")
	h.holds("plan", "check", "--practice", "--all", "--plan", "--format", "json")
	h.holds("plan", append(values, "--plan", "--format", "ndjson", "--offline")...)
	h.holds("practice", "list", "--practice", "--format", "json")
	for _, g := range []string{"email-this-issue-auth-code", "email-this-issue-grant-flow", "automation-anywhere-client-credentials"} {
		h.holds("reports", "check", "--practice", "--guide", g, "--format", "json")
		h.holds("reports", "check", "--practice", "--guide", g, "--offline", "--client-id", "abc", "--expires", "soon", "--format", "json")
	}

	h.holds("list", "list", "--format", "json") // nothing is saved yet
	h.save(store.Entry{Slug: "good", Registration: store.Registration{
		Name: "good", Guide: good.guide(), ClientID: good.ClientID, Tenant: good.Tenant, Domain: good.Domain,
		TokenEndpoint: good.Endpoint, Mailboxes: []string{good.Mailbox}, Expires: good.Expires,
	}, Use: []string{"incoming", "outgoing"}, Cloud: "global"}, good.Secret)
	h.save(store.Entry{Slug: "bare", Registration: store.Registration{Name: "bare", Guide: good.guide()}, Waiting: &store.Waiting{Step: "consent"}}, "")
	h.save(store.Entry{Slug: "parked", Registration: store.Registration{
		Name: "parked", Guide: good.guide(), ClientID: good.ClientID, Tenant: good.Tenant, TokenEndpoint: good.Endpoint,
	}, Cloud: "global", Unverified: true}, good.Secret)
	for name, fault := range faults {
		t.Run(name, func(t *testing.T) {
			h := h.within(t)
			if fault != nil {
				h.ms.Fault(entratest.Match{}, fault)
				defer h.ms.Heal()
			}
			h.holds("reports", "check", "--all", "--format", "json", "--timeout", "20s", "--hint")
			h.holds("reports", "check", "good", "--mailbox", "intern@contoso.com", "--must-refuse", "ceo@contoso.com", "--format", "json")
		})
	}
	for _, mailbox := range []string{"ceo@contoso.com", "nobody@contoso.com", "no address", "\x1b[2J"} {
		h.holds("reports", append(values, "--mailbox", mailbox, "--must-refuse", good.Mailbox, "--format", "json")...)
	}
	h.holds("list", "list", "--format", "json")
	h.holds("reports", "check", "good", "nobody", "--format", "json")
	h.holds("report", "check", "nobody", "good", "--format", "ndjson")
	for _, name := range []string{"good", "bare", "parked"} {
		h.holds("sheet", "show", name, "--format", "json")
	}

	for _, text := range []string{
		"something else", "AADSTS7000215", "AADSTS7000222: The provided client secret keys are expired. Trace ID: 0b7c54d2-3f1a-4c7e-8a56-91d0e2f4a601",
		"AADSTS50000 or AADSTS999999", "ErrorAccessDenied", "535 5.7.139 Authentication unsuccessful", hostile,
		`{"error":"invalid_grant","error_description":"AADSTS53003: Access has been blocked.","claims":"{\"access_token\":{\"capolids\":{\"values\":[\"0b7c54d2-3f1a-4c7e-8a56-91d0e2f4a601\"]}}}"}`,
		"eyJ0eXAiOiJKV1QiLCJhbGciOiJSUzI1NiJ9.eyJhdWQiOiJodHRwczovL2dyYXBoLm1pY3Jvc29mdC5jb20iLCJyb2xlcyI6WyJNYWlsLlNlbmQiXSwiZXhwIjoxNzAwMDAwMDAwfQ.c2ln",
	} {
		h.explains(text)
	}

	h.holds("error", "check", "--format", "json", "--timeout", "0")
	h.holds("error", "check", "--nope", "--format", "ndjson")
	h.holds("error", "show", "nobody", "--format", "json")
	h.everySchemaWasUsed()
}
