package flow

import (
	"mailgrant/flow/check"
	"mailgrant/flow/finding"
	"mailgrant/flow/form"
	"mailgrant/flow/guide"
	"mailgrant/flow/value"
)

// Credential is what is kept beside a secret. It holds no secret.
type Credential struct {
	form.Registration
	Own          *guide.Guide // the guide, where it is somebody's own; nil for a built-in one
	Use          value.Use
	Cloud        value.Cloud
	Unverified   bool           // kept though unproven
	ResumeAt     finding.StepID // where the session goes on once somebody else has done their part; "" where it does not wait
	Rights       form.Rights
	Verification check.Verification
	Good         *check.Verification // the last that passed; nil where there is none
}

// CredentialOf is a credential of values that were judged already, unverified by
// anybody.
func CredentialOf(a form.Values) Credential {
	return Credential{Registration: a.Registration, Own: a.Own, Use: a.Use, Cloud: a.Cloud, Rights: a.Rights}
}

// Procedure is the credential's guide.
func (c Credential) Procedure() guide.Guide { return guide.Of(c.Guide, c.Own) }

// Values are those the credential was made from, but the secret.
func (c Credential) Values() form.Values {
	return form.Values{Registration: c.Registration, Own: c.Own, Use: c.Use, Cloud: c.Cloud, Rights: c.Rights}
}
