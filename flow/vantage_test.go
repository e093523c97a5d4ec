package flow_test

import (
	"strings"
	"testing"

	"mailgrant/flow/check"
	"mailgrant/flow/value"
	"mailgrant/flow/wire"
)

func TestWhereAProofWasMadeIsSaidWhereItMatters(t *testing.T) {
	for name, c := range map[string]struct {
		change func(*proof)
		begins string
	}{
		"a good credential":                        {func(*proof) {}, "Proven from this computer."},
		"a good one that ends soon":                {func(p *proof) { p.answers.Expires = "2026-12-01" }, "Proven from this computer."},
		"a network in the way":                     {func(p *proof) { p.fails(wire.Timeout) }, "Tested from this computer."},
		"a wrong secret":                           {func(p *proof) { p.refuse(401, 7000215) }, ""},
		"a policy, whose advice says so":           {func(p *proof) { p.refuse(403, 53003) }, ""},
		"a service in trouble":                     {func(p *proof) { p.refuse(503) }, ""},
		"offline":                                  {func(p *proof) { p.offline = true }, ""},
		"no secret, so that no token was issued":   {func(p *proof) { p.answers.Secret = value.Secret{} }, ""},
		"a token that lacks a permission it needs": {func(p *proof) { p.grant.Roles = allRoles[:1]; p.grant.Probed = nil }, ""},
	} {
		t.Run(name, func(t *testing.T) {
			p := goodProof()
			c.change(&p)
			if got := check.ReportOf(p.settle().AsCase()).VantageNote(); !strings.HasPrefix(got, c.begins) || c.begins == "" && got != "" {
				t.Errorf("%q; want %q", got, c.begins)
			}
		})
	}
}
