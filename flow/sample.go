package flow

import (
	"mailgrant/flow/finding"
	"mailgrant/flow/form"
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
