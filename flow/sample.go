package flow

import (
	"cmp"
	"slices"
	"strings"

	"mailgrant/flow/finding"
	"mailgrant/flow/form"
	"mailgrant/flow/guide"
)

// Sample is one app of the practice tenant, with its values.
type Sample struct {
	Label  string        // the app's name
	Story  string        // what is wrong with it, in a sentence
	Cause  finding.Cause // the cause that its test finds; "" for a good one
	SignIn finding.Cause // the cause that the sign-in test finds; "" if it works
	Values form.Values   // Organization, ClientID, Secret, Expires, TokenEndpoint and Redirect
}

// SampleFor is the index of the good sample for a guide; 0 if there is none.
func SampleFor(samples []Sample, guide string) int {
	for i, s := range samples {
		if s.Cause == "" && s.SignIn == "" && s.Values.Guide == guide {
			return i
		}
	}
	return 0
}

// SamplesFor are the samples in the order in which a session offers them: those of its
// tenant first, and of them the one that is right for its guide. What suits only
// another guide comes last.
func SamplesFor(samples []Sample, s State) []Sample {
	tenant, g := s.Values.Tenant, s.Guide()
	if len(samples) > 0 && !slices.ContainsFunc(samples, func(x Sample) bool { return x.Values.Tenant == tenant }) {
		tenant = samples[0].Values.Tenant
	}
	samples = slices.Clone(samples)
	slices.SortStableFunc(samples, func(a, b Sample) int { return cmp.Compare(a.rank(g, tenant), b.rank(g, tenant)) })
	return samples
}

func (s Sample) rank(g guide.Guide, tenant string) int {
	switch {
	case s.Values.Tenant != tenant:
		return 3
	case !s.Suits(g):
		return 2
	case s.Cause == "" && s.SignIn == "":
		return 0
	}
	return 1
}

// Suits reports a sample that ends for a guide as it says. A broken app does for every
// guide with its grant, a good one only for its own.
func (s Sample) Suits(g guide.Guide) bool {
	switch {
	case g.ID == "", s.Values.Guide == "":
		return true
	case s.Cause == "" && s.SignIn == "":
		return s.Values.Guide == g.ID
	}
	return s.Values.Procedure().Grant == g.Grant
}

// In reports a sample of this tenant; "" for any.
func (s Sample) In(tenant string) bool {
	return tenant == "" || s.Values.Tenant == "" || strings.EqualFold(s.Values.Tenant, tenant)
}

// EndsFor is the headline of what the test of a sample finds in a session with a
// guide.
func (s Sample) EndsFor(g guide.Guide) string {
	if !s.Suits(g) {
		return "for another guide"
	}
	return s.Ends()
}

// Standing is the status of what that test finds.
func (s Sample) Standing() finding.Status {
	switch s.Cause {
	case "":
		if s.SignIn == "" {
			return finding.Pass
		}
	case finding.PermissionExcess, finding.SecretExpiring: // it works all the same
		return finding.Warn
	case finding.Unknown:
		return finding.Undecided
	}
	return finding.Fail
}

// Ends is the headline of what the test of a sample finds.
func (s Sample) Ends() string {
	switch {
	case s.Cause != "":
		return s.Cause.Title()
	case s.SignIn != "":
		return "sign-in: " + s.SignIn.Title()
	}
	return "works"
}
