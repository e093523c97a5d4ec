package check

import (
	"mailgrant/flow/finding"
	"mailgrant/flow/form"
	"mailgrant/flow/guide"
	"mailgrant/flow/value"
)

// Changes reports values that differ from the saved ones.
func (c Case) Changes() bool {
	a, o := c.Values, c.Original
	return a.Secret != o.Secret || a.ClientID != o.ClientID || a.TokenEndpoint != o.TokenEndpoint ||
		a.AuthEndpoint != o.AuthEndpoint || a.Expires != o.Expires || a.Mailbox != o.Mailbox
}

// ExpiryOutdated reports whether the secret was changed but its end date was
// not: the date belongs to the old secret.
func (c Case) ExpiryOutdated() bool {
	return c.Diagnosing && c.Original.Expires != "" && c.Values.Secret != c.Original.Secret && c.Values.Expires == c.Original.Expires
}

// MayBeEmpty reports whether a field may stay empty: a diagnosis works with
// whatever the user has.
func (c Case) MayBeEmpty(id finding.FieldID) bool {
	if !c.Diagnosing {
		return false
	}
	if id == guide.FieldSecret {
		return c.Values.Secret.Empty()
	}
	clean, _ := value.Clean(c.Values.Text(id))
	return clean == ""
}

// AlreadyEnded warns about an end date in the past.
func (c Case) AlreadyEnded() (finding.Finding, bool) {
	j := form.Judge(c.Values, guide.FieldExpires)
	if j.Value == "" || j.Value >= c.Today.UTC().Format(value.DateLayout) {
		return finding.Finding{}, false
	}
	f := finding.New(finding.Values, finding.SecretExpired, "The end date "+j.Value+" has passed.",
		"Correct it, or leave it empty. The column Expires in the portal shows it.")
	f.Status = finding.Warn // the date may be mistyped: the test will tell
	f.Step, f.Field = guide.StepSecret, guide.FieldExpires
	return f, true
}
