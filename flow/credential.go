package flow

import (
	"mailgrant/flow/check"
	"mailgrant/flow/finding"
	"mailgrant/flow/form"
	"mailgrant/flow/guide"
	"mailgrant/flow/value"
)

// Credential is what is saved with a secret. It holds no secret.
type Credential struct {
	form.Registration
	Own          *guide.Guide // the guide, where it is somebody's own; nil for a built-in one
	Use          value.Use
	Cloud        value.Cloud
	Unverified   bool           // saved although not verified
	ResumeAt     finding.StepID // the step to resume at once somebody else has done their part; "" if it is not pending
	Rights       form.Rights
	Verification check.Verification
	Good         *check.Verification // the latest that passed; nil if none did
	Trouble      string              // what is wrong with how it is saved, in words; "" for nothing
	Sample       bool                // one of practice's own apps, which the first screen does not list
}

// CredentialOf is a credential with values that were judged already. It is not
// verified.
func CredentialOf(a form.Values) Credential {
	return Credential{Registration: a.Registration, Own: a.Own, Use: a.Use, Cloud: a.Cloud, Rights: a.Rights}
}

// Procedure is the credential's guide.
func (c Credential) Procedure() guide.Guide { return guide.Of(c.Guide, c.Own) }

// Values are the values of the credential, without the secret.
func (c Credential) Values() form.Values {
	return form.Values{Registration: c.Registration, Own: c.Own, Use: c.Use, Cloud: c.Cloud, Rights: c.Rights}
}
