package report

import (
	"cmp"
	"fmt"

	"mailgrant/flow"
	"mailgrant/flow/finding"
)

// JSONSample is an app of the practice tenant. Its secret is made up and opens
// nothing, so it may be printed.
type JSONSample struct {
	Name     string        `json:"name"`
	App      string        `json:"app"`
	Story    string        `json:"story"`
	Cause    finding.Cause `json:"cause"` // what its check names; "" for a good one
	ClientID string        `json:"client_id"`
	Secret   string        `json:"practice_secret"`
	Tenant   string        `json:"tenant"`
	Domain   string        `json:"domain"`
	Mailbox  string        `json:"mailbox"`
	Endpoint string        `json:"token_endpoint"`
	Expires  string        `json:"expires"`
}

const openNothing = "These values are made up: they only work in practice mode."

// Samples prints the apps of the practice tenant.
func Samples(k Writer, cast []flow.Sample, format string) {
	samples := []JSONSample{}
	for _, s := range cast {
		v := s.Values
		samples = append(samples, JSONSample{v.Name, s.Label, s.Story, s.Cause, v.ClientID, v.Secret.Reveal(), v.Tenant, v.Domain, v.Organization, v.TokenEndpoint, v.Expires})
	}
	if format == "json" {
		k.JSON(map[string]any{"schema": "mailgrant.practice/1", "note": openNothing, "samples": samples})
		return
	}
	k.Wrapped("", "The practice tenant, Contoso. "+openNothing)
	first := samples[0]
	k.Line("")
	k.Wrapped("Mailbox:        ", first.Mailbox)
	k.Wrapped("Tenant:         ", first.Tenant)
	k.Wrapped("Token endpoint: ", first.Endpoint)
	for _, s := range samples {
		k.Line("")
		k.Line(k.Bold(s.Name))
		k.Wrapped("  ", s.App+". "+s.Story)
		k.Wrapped("  Client ID: ", s.ClientID)
		k.Wrapped("  Secret:    ", s.Secret)
		k.Wrapped("  Expires:   ", s.Expires)
		k.Wrapped("  Check:     ", cmp.Or(string(s.Cause), "good"))
	}
	k.Line("")
	k.Wrapped("", fmt.Sprintf("Try one: mailgrant check --practice %s, or mailgrant setup --practice.", samples[1].Name))
}
