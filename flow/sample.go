package flow

import (
	"mailgrant/flow/finding"
	"mailgrant/flow/form"
)

// Sample is one app of the practice tenant, with the values to type.
type Sample struct {
	Label  string        // the app's name
	Story  string        // what is the matter with it, in a sentence
	Cause  finding.Cause // what its test names; "" for a good one
	SignIn finding.Cause // what a person's sign-in names; "" where it works
	Values form.Values   // Where, ClientID, Secret, Expires, TokenEndpoint and Redirect
}

// SampleFor is the index of the sample that is right for a guide, 0 where none
// is.
func SampleFor(samples []Sample, guide string) int {
	for i, s := range samples {
		if s.Cause == "" && s.SignIn == "" && s.Values.Guide == guide {
			return i
		}
	}
	return 0
}

// Ends says what testing a sample leads to.
func (s Sample) Ends() string {
	switch {
	case s.Cause != "":
		return string(s.Cause)
	case s.SignIn != "":
		return "sign-in: " + string(s.SignIn)
	}
	return "works"
}
