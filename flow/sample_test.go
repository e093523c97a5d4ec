package flow_test

import (
	"slices"
	"testing"

	"mailgrant/flow"
	"mailgrant/flow/finding"
	"mailgrant/flow/form"
)

// A sample that works for one guide is not said to work for another.
func TestSamplesAreSaidToSuitOnlyTheirGuide(t *testing.T) {
	sample := func(label, guide, tenant string, c finding.Cause) flow.Sample {
		return flow.Sample{Label: label, Cause: c, Values: form.Values{Registration: form.Registration{Guide: guide, Tenant: tenant}}}
	}
	cast := []flow.Sample{
		sample("good", clientCredentials, "contoso", ""), sample("broken", clientCredentials, "contoso", finding.SecretExpired),
		sample("sign-in", authCode, "contoso", ""), sample("robot", automationAnywhere, "contoso", ""), sample("second", automationAnywhere, "northwind", ""),
	}
	s := begunIn(automationAnywhere)
	s.Values.Tenant = "contoso"
	var got []string
	for _, x := range flow.SamplesFor(cast, s) {
		got = append(got, x.Label+": "+x.EndsFor(s.Guide()))
	}
	if want := []string{"robot: works", "broken: " + finding.SecretExpired.Title(), "good: for another guide", "sign-in: for another guide", "second: works"}; !slices.Equal(got, want) {
		t.Errorf("got %q", got)
	}
	s.Values.Tenant = "northwind"
	if first := flow.SamplesFor(cast, s)[0]; first.Label != "second" {
		t.Errorf("in the other tenant %s comes first", first.Label)
	}
}
